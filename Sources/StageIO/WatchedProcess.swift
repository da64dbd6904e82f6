internal import Dispatch
internal import Glibc

/// This program once more, as a process with pipes for its input and its output.
struct WatchedProcess {
    /// How a process ended.
    enum Ending: Equatable {
        case status(Int32)
        case signal(Int32)

        /// The same in words that follow “the process”.
        var words: String {
            switch self {
            case .status(let code): "ended with status \(code)"
            case .signal(let number): "was ended by signal \(number)"
            }
        }
    }

    private let process: pid_t
    /// Where its input is written, -1 when it is closed; writing does not wait.
    private(set) var input: Int32
    /// Where its output is read; reading does not wait.
    let output: Int32

    /// Starts it; nil when no process can be started.
    ///
    /// - Parameters:
    ///   - arguments: Its arguments, without its name.
    ///   - hasInput: Whether it is fed; else its input is empty.
    init?(_ arguments: [String], hasInput: Bool) {
        var inward: [Int32] = [-1, -1]
        var outward: [Int32] = [-1, -1]
        guard WatchedProcess.pipe(&outward) else { return nil }
        if hasInput {
            guard WatchedProcess.pipe(&inward) else {
                WatchedProcess.close(outward)
                return nil
            }
        } else {
            inward = [unsafe open("/dev/null", O_RDONLY | O_CLOEXEC), -1]
        }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, inward[0], 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, outward[1], 1)
        var words: [UnsafeMutablePointer<CChar>?] =
            unsafe (["wirekin-worker"] + arguments).map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe words.indices { unsafe free(words[index]) } }
        // A trap is told by the one who watches; its trace would take longer than many records.
        unsafe setenv("SWIFT_BACKTRACE", "enable=no", 0)
        var process = pid_t()
        let failure = unsafe posix_spawn(&process, "/proc/self/exe", &actions, nil, &words, environ)
        WatchedProcess.close([inward[0], outward[1]])
        guard failure == 0 else {
            WatchedProcess.close([inward[1], outward[0]])
            return nil
        }
        self.process = process
        (input, output) = (inward[1], outward[0])
        for descriptor in [input, output] where descriptor >= 0 {
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        }
    }

    /// A pipe that no other process gets.
    private static func pipe(_ ends: inout [Int32]) -> Bool {
        guard unsafe Glibc.pipe(&ends) == 0 else { return false }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return true
    }

    private static func close(_ descriptors: [Int32]) {
        for descriptor in descriptors where descriptor >= 0 { Glibc.close(descriptor) }
    }

    /// Tells it that no more input comes.
    mutating func closeInput() {
        WatchedProcess.close([input])
        input = -1
    }

    /// The processor time that it has used, in seconds; 0 when it cannot be told.
    var seconds: Double {
        var clock = clockid_t()
        var time = timespec()
        guard unsafe clock_getcpuclockid(process, &clock) == 0, unsafe clock_gettime(clock, &time) == 0 else {
            return 0
        }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Ends it at once.
    func kill() { _ = Glibc.kill(process, SIGKILL) }

    /// Waits for its end and closes its pipes.
    mutating func end() -> Ending {
        closeInput()
        WatchedProcess.close([output])
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? .status(status >> 8 & 0xff) : .signal(signal)
    }

    /// Ends this process when the one that started it has gone, and keeps it below a limit of memory in MiB.
    static func follow(memory: Int?) {
        if let memory {
            var limit = rlimit(rlim_cur: rlim_t(memory) << 20, rlim_max: rlim_t(memory) << 20)
            _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        }
        let parent = getppid()
        DispatchQueue.global().async {
            while getppid() == parent { sleep(1) }
            _exit(2)
        }
    }
}
