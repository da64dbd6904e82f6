internal import Synchronization

/// Where the texts of a large collection are read again instead of being held: a file that they came from.
public final class TextSource: Sendable {
    /// Appends as many bytes as are asked for from an offset on, or fewer where there are no more.
    private let read: @Sendable (_ offset: Int, _ count: Int, _ bytes: inout [UInt8]) -> Void
    private let changed = Atomic<Bool>(false)

    /// Makes a source.
    ///
    /// - Parameter read: Appends as many bytes as are asked for from an offset on; fewer are as good as others.
    public init(_ read: @escaping @Sendable (_ offset: Int, _ count: Int, _ bytes: inout [UInt8]) -> Void) {
        self.read = read
    }

    /// Whether a text was another than at first when it was read again; then nothing that was found of it holds.
    public var hasChanged: Bool { changed.load(ordering: .relaxed) }

    /// Says that a text was another than at first.
    func noteChange() { changed.store(true, ordering: .relaxed) }

    /// Puts bytes in the place of those that an array holds.
    func fill(_ bytes: inout [UInt8], from offset: Int, count: Int) {
        bytes.removeAll(keepingCapacity: true)
        read(offset, count, &bytes)
    }
}
