/// The stack of open elements, with the number of open elements of each fixed name, so that most questions about scope
/// need no walk.
struct OpenElements: RandomAccessCollection {
    private var nodes: [Int32] = []
    private var atoms: [Int32] = []
    /// Whether options that are closed are noted: a select shows its chosen one.
    var tracksOptions = false
    private var closedOptions: [Int32] = []
    private var counts = [UInt16](repeating: 0, count: Int(HTMLAtom.fixed))

    var startIndex: Int { 0 }
    var endIndex: Int { nodes.count }
    subscript(index: Int) -> Int32 { nodes[index] }

    /// Whether an element of a fixed name may be open, in whatever namespace.
    @inline(__always)
    func has(_ atom: Int32) -> Bool { atom >= HTMLAtom.fixed || counts[Int(atom)] > 0 }

    private mutating func count(_ atom: Int32, _ up: Bool) {
        guard atom < HTMLAtom.fixed else { return }
        if up { counts[Int(atom)] += 1 } else { counts[Int(atom)] -= 1 }
    }

    mutating func append(_ node: Int32, _ atom: Int32) {
        nodes.append(node)
        atoms.append(atom)
        count(atom, true)
    }

    mutating func insert(_ node: Int32, _ atom: Int32, at index: Int) {
        nodes.insert(node, at: index)
        atoms.insert(atom, at: index)
        count(atom, true)
    }

    /// Puts a clone in the place of its original.
    mutating func replace(at index: Int, with node: Int32) { nodes[index] = node }

    @discardableResult
    mutating func popLast() -> Int32? {
        guard let node = nodes.popLast(), let atom = atoms.popLast() else { return nil }
        count(atom, false)
        if tracksOptions, atom == Tag.option { closedOptions.append(node) }
        return node
    }

    /// Whether options have been closed since they were taken.
    @inline(__always)
    var hasClosedOptions: Bool { tracksOptions && !closedOptions.isEmpty }

    /// The options that have been closed since the last call.
    mutating func takeClosedOptions() -> [Int32] {
        defer { closedOptions = [] }
        return closedOptions
    }

    mutating func removeLast(_ number: Int) { for _ in 0..<number { popLast() } }

    mutating func remove(at index: Int) {
        nodes.remove(at: index)
        count(atoms.remove(at: index), false)
    }

    mutating func removeAll(_ node: Int32) {
        while let index = nodes.lastIndex(of: node) { remove(at: index) }
    }
}
