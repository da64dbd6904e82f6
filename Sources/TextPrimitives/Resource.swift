internal import CLexicons

/// Data files that are compiled into the program, so that the core needs no file system.
///
/// The list of files stands in `Sources/CLexicons/files.def`.
public enum Resource {
    /// The bytes of a data file.
    ///
    /// - Parameter name: The path below `Sources/CLexicons/Resources`, such as `time/en/rules.tsv`.
    /// - Returns: The file's bytes, empty when no such file is compiled in.
    /// - Complexity: O(*n*) in bytes plus the number of files.
    public static func bytes(_ name: String) -> [UInt8] {
        for index in 0..<names.count where names[index] == name {
            var size = 0
            guard let start = unsafe wirekin_resource_bytes(Int32(index), &size) else { return [] }
            return unsafe Array(UnsafeBufferPointer(start: start, count: size))
        }
        return []
    }

    /// The names of all files, in the order of the list.
    public static let names: [String] = (0..<wirekin_resource_count()).compactMap { index in
        guard let name = unsafe wirekin_resource_name(index) else { return nil }
        return unsafe String(cString: name)
    }

    /// The lines of a tab-separated file as fields, of whatever number; a loader asks for ``rows(_:columns:)`` instead.
    ///
    /// - Parameter name: As in ``bytes(_:)``.
    /// - Returns: One array of fields a line; empty lines and lines that begin with `#` are left out.
    public static func table(_ name: String) -> [[String]] { rows(name, columns: 1).map(\.fields) }
}
