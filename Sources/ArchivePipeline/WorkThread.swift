internal import Dispatch
internal import Foundation
internal import Glibc
internal import Synchronization

/// The processor time that a thread has used.
struct ThreadClock: Sendable {
    private let id: clockid_t

    /// The clock of the thread that calls.
    init() {
        var id = clockid_t()
        unsafe pthread_getcpuclockid(pthread_self(), &id)
        self.id = id
    }

    /// The time used so far, in seconds, as seen from any thread; 0 when the thread has ended.
    var seconds: Double {
        var time = timespec()
        guard unsafe clock_gettime(id, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// Threads that end by themselves, with stacks deep enough for deeply nested pages.
enum WorkThread {
    private static let stackSize = 32 << 20

    /// The number of cores.
    static let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    /// Runs work on a thread of its own.
    static func start(_ run: @escaping @Sendable () -> Void) {
        let thread = Thread(block: run)
        thread.stackSize = stackSize
        thread.start()
    }
}

/// Work that runs on a thread of its own until somebody waits for what it gives.
final class StartedWork<Output: Sendable>: Sendable {
    private let output = Mutex<Output?>(nil)
    private let end = DispatchSemaphore(value: 0)

    /// Starts it.
    init(_ work: @escaping @Sendable () -> Output) {
        WorkThread.start { [self] in
            let made = work()
            output.withLock { $0 = made }
            end.signal()
        }
    }

    /// Waits for its end; may be called again.
    func wait() -> Output {
        while true {
            if let made = output.withLock({ $0 }) { return made }
            end.wait()
        }
    }
}
