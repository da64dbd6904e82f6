internal import Dispatch
internal import Synchronization

/// Work on many items by several threads, each item within a bound of processor time; results in the order of the items.
///
/// A thread that has used up an item's time cannot be stopped: it is given up, another takes its place, and what it gives later is
/// not taken. What it had got done by then is.
struct BoundedWork<Item: Sendable, Part: Sendable, Output: Sendable>: Sendable {
    /// The number of threads, at least 1.
    let threads: Int
    /// The processor time of one item, in seconds.
    let seconds: Double
    /// Does an item; tells what it has got done on the way.
    let work: @Sendable (Item, @Sendable (Part) -> Void) -> Output
    /// Gives the result of an item that was given up, of what had been done.
    let unfinished: @Sendable (Item, Part?) -> Output

    /// An item that a thread is at.
    private struct Running {
        var index: Int
        var clock: ThreadClock
        var begun: Double
    }

    private struct Progress {
        var next = 0
        var running: [Int: Running] = [:]
        var parts: [Int: Part] = [:]
        var results: [Output?]
        var settled = 0
    }

    private final class Shared: Sendable {
        let items: [Item]
        let progress: Mutex<Progress>
        let change = DispatchSemaphore(value: 0)

        init(_ items: [Item]) {
            self.items = items
            progress = Mutex(Progress(results: [Output?](repeating: nil, count: items.count)))
        }
    }

    /// Does all items.
    ///
    /// - Returns: One result an item.
    func run(_ items: [Item]) -> [Output] {
        if items.isEmpty { return [] }
        let shared = Shared(items)
        var started = 0
        func start() {
            let number = started
            started += 1
            WorkThread.start { worker(number, shared) }
        }
        for _ in 0..<max(1, min(threads, items.count)) { start() }
        while shared.progress.withLock({ $0.settled }) < items.count {
            _ = shared.change.wait(timeout: .now() + .milliseconds(100))
            for (index, part) in overdue(shared) {
                let output = unfinished(items[index], part)
                shared.progress.withLock { progress in
                    progress.results[index] = output
                    progress.settled += 1
                }
                start()
            }
        }
        return shared.progress.withLock { $0.results.compactMap { $0 } }
    }

    /// Takes the items whose time is used up from their threads.
    private func overdue(_ shared: Shared) -> [(index: Int, part: Part?)] {
        shared.progress.withLock { progress in
            var result: [(index: Int, part: Part?)] = []
            for number in progress.running.keys.sorted() {
                guard let running = progress.running[number], running.clock.seconds - running.begun > seconds else {
                    continue
                }
                progress.running[number] = nil
                result.append((running.index, progress.parts.removeValue(forKey: running.index)))
            }
            return result
        }
    }

    private func worker(_ number: Int, _ shared: Shared) {
        let clock = ThreadClock()
        while true {
            let taken: Int? = shared.progress.withLock { progress in
                guard progress.next < shared.items.count else { return nil }
                let index = progress.next
                progress.next += 1
                progress.running[number] = Running(index: index, clock: clock, begun: clock.seconds)
                return index
            }
            guard let index = taken else { return }
            let output = work(shared.items[index]) { part in
                shared.progress.withLock { progress in
                    if progress.running[number]?.index == index { progress.parts[index] = part }
                }
            }
            let isWanted = shared.progress.withLock { progress in
                guard progress.running[number]?.index == index else { return false }
                progress.running[number] = nil
                progress.parts[index] = nil
                progress.results[index] = output
                progress.settled += 1
                return true
            }
            shared.change.signal()
            if !isWanted { return }
        }
    }
}
