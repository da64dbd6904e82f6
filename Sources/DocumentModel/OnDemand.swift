/// A list whose items are held, or made anew each time they are asked for.
///
/// A collection of a hundred thousand pages is too large to be held; what goes through it once need not hold it.
public struct OnDemand<Element: Sendable>: RandomAccessCollection, Sendable {
    private enum Items: Sendable {
        case held([Element])
        case made(count: Int, @Sendable (Int) -> Element)
    }

    private let items: Items

    /// A list that is held.
    public init(_ held: [Element]) { items = .held(held) }

    /// A list that is made.
    ///
    /// - Parameters:
    ///   - count: The number of items.
    ///   - make: Makes the item at an index; the same item whenever it is asked.
    public init(count: Int, _ make: @escaping @Sendable (Int) -> Element) { items = .made(count: count, make) }

    /// The first index.
    public var startIndex: Int { 0 }

    /// The index behind the last.
    public var endIndex: Int {
        switch items {
        case .held(let held): held.count
        case .made(let count, _): count
        }
    }

    /// The item at an index.
    ///
    /// - Complexity: O(1) where it is held, else what making it takes.
    public subscript(position: Int) -> Element {
        switch items {
        case .held(let held): return held[position]
        case .made(let count, let make):
            precondition(position >= 0 && position < count, "an index beyond the list")
            return make(position)
        }
    }
}
