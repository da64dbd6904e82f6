internal import Dispatch
internal import Synchronization

/// Functions of many items, on all cores.
enum ManyItems {
    /// What a function makes of each item, in their order.
    ///
    /// - Parameter fewest: Below this many a core is not worth its start.
    /// - Complexity: O(*n*) calls.
    static func map<Item: Sendable, Output: Sendable>(
        _ items: [Item], fewest: Int = 32, _ make: @Sendable (Item) -> Output
    ) -> [Output] {
        guard items.count >= fewest, WorkThread.cores > 1 else { return items.map(make) }
        let size = (items.count + WorkThread.cores - 1) / WorkThread.cores
        let starts = Array(stride(from: 0, to: items.count, by: size))
        let results = Mutex([[Output]](repeating: [], count: starts.count))
        DispatchQueue.concurrentPerform(iterations: starts.count) { number in
            let made = items[starts[number]..<min(starts[number] + size, items.count)].map(make)
            results.withLock { $0[number] = made }
        }
        return results.withLock { $0.flatMap { $0 } }
    }
}
