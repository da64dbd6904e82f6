internal import Dispatch
internal import EvidenceArchive
internal import Glibc
internal import Synchronization
public import TextPrimitives

/// Takes the bytes of an export piece by piece and hands them on in blocks.
public final class ExportSink {
    private var buffer: [UInt8] = []
    private let take: ([UInt8]) throws -> Void
    private static let block = 1 << 16

    /// Makes a sink.
    ///
    /// - Parameter take: Given each block.
    public init(_ take: @escaping ([UInt8]) throws -> Void) { self.take = take }

    /// Writes text.
    public func put(_ text: String) throws {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= ExportSink.block { try flush() }
    }

    /// Writes a value as JSON, with something behind it.
    public func put(_ value: JSONValue, _ end: String = "") throws {
        var writer = JSONWriter()
        writer.write(value)
        buffer.append(contentsOf: writer.bytes)
        try put(end)
    }

    /// Writes bytes.
    public func put(_ bytes: [UInt8]) throws {
        buffer.append(contentsOf: bytes)
        if buffer.count >= ExportSink.block { try flush() }
    }

    /// Hands on what is left.
    public func flush() throws {
        if buffer.isEmpty { return }
        try take(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}

/// A file that is written in blocks and has its name only when it is whole.
struct ExportFile: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private var isDone = false

    private var temporary: String { "\(path).tmp-\(getpid())" }

    /// Opens a file.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    init(_ path: String) throws(ArchiveError) {
        self.path = path
        descriptor = unsafe open("\(path).tmp-\(getpid())", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        if descriptor < 0 {
            throw ArchiveError(
                .cannotWrite, "cannot write \(path): \(ExportFile.reason()); check the folder and its permissions.")
        }
    }

    deinit {
        if !isDone {
            close(descriptor)
            unsafe _ = unlink("\(path).tmp-\(getpid())")
        }
    }

    private static func reason() -> String { unsafe String(cString: strerror(errno)) }

    /// Writes bytes.
    func write(_ bytes: [UInt8]) throws(ArchiveError) {
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress.map { unsafe $0 + offset }, bytes.count - offset)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0 {
                throw ArchiveError(
                    .cannotWrite,
                    "cannot write \(path): \(ExportFile.reason()); free some space and run the command again.")
            }
            offset += count
        }
    }

    /// Gives the file its name.
    mutating func finish() throws(ArchiveError) {
        isDone = true
        let isWritten = fsync(descriptor) == 0
        close(descriptor)
        if isWritten, FileAccess.rename(temporary, to: path) { return }
        let why = ExportFile.reason()
        FileAccess.remove(temporary)
        throw ArchiveError(.cannotWrite, "cannot write \(path): \(why); free some space and run the command again.")
    }
}

extension ExportFormat {
    /// Writes the format as a file or a folder, with the text beside it where the format has no place for words.
    ///
    /// - Parameters:
    ///   - source: The values.
    ///   - path: The file or the folder, which is made; `-` for `standardOutput`.
    ///   - standardOutput: Given each block where the path is `-`; only for formats of one file.
    /// - Returns: The files, as they were named.
    /// - Throws: ``ArchiveError`` with code `cannotWrite`; then nothing is left of the file that failed.
    public func write(_ source: ExportSource, to path: String, standardOutput: @escaping ([UInt8]) throws -> Void)
        throws -> [String]
    {
        if path == "-" {
            let sink = ExportSink(standardOutput)
            for part in parts { try part.write(source, sink) }
            try source.check()
            try sink.flush()
            return []
        }
        if isFolder { try FileAccess.makeFolder(path) }
        let results = Mutex([Result<String, any Error>?](repeating: nil, count: parts.count))
        // Two files of a folder at once: each goes through the pages by itself and holds some, so more would take memory by the core.
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: min(2, parts.count)) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < parts.count else { return }
                let name = isFolder ? "\(path)/\(parts[index].file)" : path
                let result = Result {
                    try ExportFormat.stream(name) {
                        try parts[index].write(source, $0)
                        try source.check()
                    }
                    return name
                }
                results.withLock { $0[index] = result }
            }
        }
        var files = try results.withLock { $0 }.compactMap { try $0?.get() }
        if note == .beside {
            let name = "\(path).txt"
            try ExportFormat.stream(name) { try $0.put(sidecar(source)) }
            files.append(name)
        }
        return files
    }

    /// The bytes of a format of one file.
    ///
    /// - Throws: What the source throws.
    public func bytes(_ source: ExportSource) throws -> [UInt8] {
        var made: [UInt8] = []
        let sink = ExportSink { made += $0 }
        for part in parts { try part.write(source, sink) }
        try source.check()
        try sink.flush()
        return made
    }

    private static func stream(_ path: String, _ write: (ExportSink) throws -> Void) throws {
        let file = OpenFile(try ExportFile(path))
        let sink = ExportSink { try file.value.write($0) }
        try write(sink)
        try sink.flush()
        try file.value.finish()
    }

    /// Holds a file for a closure.
    private final class OpenFile {
        var value: ExportFile
        init(_ value: consuming ExportFile) { self.value = value }
    }
}
