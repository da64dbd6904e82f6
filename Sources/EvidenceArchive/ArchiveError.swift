/// An error of the evidence archive.
public struct ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: Hashable, Sendable {
        private enum Value: Hashable, Sendable {
            case cannotRead, cannotWrite, notAProject, newerProject, busy, tooLarge, damaged, exists
        }
        private let value: Value
        /// A file or folder could not be read.
        public static var cannotRead: Self { Self(value: .cannotRead) }
        /// A file could not be written.
        public static var cannotWrite: Self { Self(value: .cannotWrite) }
        /// A folder holds no project.
        public static var notAProject: Self { Self(value: .notAProject) }
        /// A project was made by a newer version.
        public static var newerProject: Self { Self(value: .newerProject) }
        /// Another process writes to the project.
        public static var busy: Self { Self(value: .busy) }
        /// A file is larger than is taken.
        public static var tooLarge: Self { Self(value: .tooLarge) }
        /// A project is there already.
        public static var exists: Self { Self(value: .exists) }
        /// Stored bytes are not what they were.
        public static var damaged: Self { Self(value: .damaged) }
    }

    /// What kind of failure it is.
    public let code: Code
    /// One sentence: what happened, to which file, what to do.
    public let description: String

    /// Makes an error.
    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
