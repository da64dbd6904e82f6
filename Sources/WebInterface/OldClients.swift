internal import NIOCore
internal import NIOHTTP1

/// Puts ``FirstLine`` at the head of a connection's handlers, before the lines are read as HTTP, and ``WholeAddress`` behind that.
final class OldClients: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    func handlerAdded(context: ChannelHandlerContext) {
        let handlers = context.pipeline.syncOperations
        if let decoder = try? handlers.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self) {
            try? handlers.addHandler(WholeAddress(), position: .after(decoder))
        }
        try? handlers.addHandler(FirstLine(), position: .first)
    }
}

/// Lets a connection of HTTP/1.0 end with its answer, as its clients wait for (RFC 9112, section 9.3).
///
/// They get the field by which clients of HTTP/1.1 ask for the same.
final class FirstLine: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// The longest first line that is waited for.
    private static let limit = 8_192
    private var held: ByteBuffer?
    private var isDone = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if isDone { return context.fireChannelRead(wrapInboundOut(bytes)) }
        if var before = held {
            before.writeBuffer(&bytes)
            bytes = before
            held = nil
        }
        let view = bytes.readableBytesView
        guard let feed = view.firstIndex(of: 10) else {
            if view.count < FirstLine.limit {
                held = bytes
                return
            }
            isDone = true
            return context.fireChannelRead(wrapInboundOut(bytes))
        }
        isDone = true
        var line = view[..<feed]
        if line.last == 13 { line = line.dropLast() }
        if line.suffix(9).elementsEqual(" HTTP/1.0".utf8) {
            var changed = context.channel.allocator.buffer(capacity: bytes.readableBytes + 32)
            changed.writeBytes(view[...feed])
            changed.writeString("Connection: close\r\n")
            changed.writeBytes(view[view.index(after: feed)...])
            bytes = changed
        }
        context.fireChannelRead(wrapInboundOut(bytes))
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let bytes = held {
            held = nil
            context.fireChannelRead(wrapInboundOut(bytes))
        }
        context.fireChannelInactive()
    }
}
