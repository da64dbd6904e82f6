internal import EvidenceArchive
internal import Glibc
internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// The body of an upload in a file of its own, so that many uploads at once take the memory of one.
final class BodyFile: Sendable {
    private let descriptor: Int32
    private let type: String
    /// Only one body is held in memory at a time.
    private static let reading = Mutex(())

    /// An error: the body is too long, or there is no room for it.
    enum Fault: Error { case tooLong, noRoom }

    /// Takes a body as it comes.
    ///
    /// - Parameters:
    ///   - body: The body.
    ///   - type: Its media type.
    ///   - limit: The most bytes that are taken.
    /// - Throws: ``Fault``, or an error of the connection.
    init(_ body: RequestBody, type: String, limit: Int) async throws {
        var name = Array("\(TemporaryFolder.base)/wirekin-upload-XXXXXX".utf8CString)
        // The file has no name from here on, so that it goes with the process, however that ends.
        descriptor = unsafe name.withUnsafeMutableBufferPointer { buffer in
            guard let path = buffer.baseAddress else { return -1 }
            let made = unsafe mkstemp(path)
            if made >= 0 {
                unsafe _ = unlink(path)
                _ = fcntl(made, F_SETFD, FD_CLOEXEC)
            }
            return made
        }
        self.type = type
        guard descriptor >= 0 else { throw Fault.noRoom }
        var count = 0
        for try await part in body {
            count += part.readableBytes
            if count > limit { throw Fault.tooLong }
            guard BodyFile.write(part, to: descriptor) else { throw Fault.noRoom }
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    private static func write(_ part: ByteBuffer, to descriptor: Int32) -> Bool {
        unsafe part.withUnsafeReadableBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = unsafe Glibc.write(
                    descriptor, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return false }
                done += count
            }
            return true
        }
    }

    /// The files of the form; none when it is no form.
    func files() -> [(name: String, bytes: [UInt8])] { form() ?? [] }

    /// The names of the files of the form; nil when it is no form.
    func names() -> [String]? { BodyFile.reading.withLock { _ in form()?.map(\.name) } }

    private func form() -> [(name: String, bytes: [UInt8])]? {
        FormData.multipart(BodyFile.bytes(descriptor), type: type).map(AddForm.files)
    }

    private static func bytes(_ descriptor: Int32) -> [UInt8] {
        let size = Int(max(0, lseek(descriptor, 0, SEEK_END)))
        var done = 0
        return unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while done < size {
                let more = unsafe pread(
                    descriptor, buffer.baseAddress.map { unsafe $0 + done }, size - done, off_t(done))
                if more < 0, errno == EINTR { continue }
                if more <= 0 { break }
                done += more
            }
            count = done
        }
    }
}
