internal import NIOCore
internal import NIOHTTP1

/// Lets an address that is given whole name the host, whatever the head says (RFC 9112, section 3.2.2).
///
/// What comes behind it in a connection is given the path alone.
final class WholeAddress: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), let authority = WholeAddress.authority(head.uri),
            head.headers["Host"].count <= 1
        else { return context.fireChannelRead(data) }
        head.headers.replaceOrAdd(name: "Host", value: authority)
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    /// The host and port of a whole address, with what else stands before its path; nil for a path.
    static func authority(_ address: String) -> String? {
        guard address.utf8.first != 0x2F, let scheme = address.utf8.firstIndex(of: 0x3A) else { return nil }
        let rest = address.utf8[scheme...]
        guard rest.starts(with: "://".utf8) else { return nil }
        return String(decoding: rest.dropFirst(3).prefix { ![0x2F, 0x3F, 0x23].contains($0) }, as: UTF8.self)
    }
}
