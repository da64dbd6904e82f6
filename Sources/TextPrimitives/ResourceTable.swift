internal import Synchronization

/// Why a data file was not loaded.
public struct ResourceFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path below `Sources/CLexicons/Resources`.
    public let file: String
    /// The line, counted from 1.
    public let line: Int
    /// What is wrong with it.
    public let message: String

    /// Makes a fault.
    public init(file: String, line: Int, _ message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    /// The fault as one line: file, line and what is wrong.
    public var description: String { "\(file):\(line): \(message)" }
}

/// A line of a tab-separated data file, with where it stands.
public struct ResourceRow: Hashable, Sendable {
    /// The path below `Sources/CLexicons/Resources`.
    public let file: String
    /// The line, counted from 1.
    public let line: Int
    /// The fields.
    public let fields: [String]

    /// The number of fields.
    public var count: Int { fields.count }

    /// A field; the table has made sure that the columns it was asked for are there.
    public subscript(column: Int) -> String { fields[column] }

    /// A field that names one of a closed set of values.
    ///
    /// - Throws: ``ResourceFault`` when it names none of them.
    public func value<Value: RawRepresentable>(_ column: Int, as type: Value.Type = Value.self) throws(ResourceFault)
        -> Value where Value.RawValue == String
    {
        guard let value = Value(rawValue: fields[column]) else { throw fault("“\(fields[column])” is no \(type)") }
        return value
    }

    /// A field that names one of a closed set of values, nil when it is empty.
    ///
    /// - Throws: As ``value(_:as:)``.
    public func optional<Value: RawRepresentable>(_ column: Int, as type: Value.Type = Value.self)
        throws(ResourceFault) -> Value? where Value.RawValue == String
    {
        fields[column].isEmpty ? nil : try value(column, as: type)
    }

    /// A fault of this line.
    public func fault(_ message: String) -> ResourceFault { ResourceFault(file: file, line: line, message) }
}

extension Resource {
    /// The lines of a tab-separated text; empty lines and lines that begin with `#` are left out.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - file: Its name, for faults.
    ///   - columns: The fewest fields that a line must have.
    /// - Throws: ``ResourceFault`` for the first line that has fewer.
    /// - Complexity: O(*n*) in bytes.
    public static func parse(_ bytes: [UInt8], file: String, columns: Int) throws(ResourceFault) -> [ResourceRow] {
        var rows: [ResourceRow] = []
        var number = 0
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
            number += 1
            if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
            let fields = line.split(separator: 9, omittingEmptySubsequences: false)
            let row = ResourceRow(
                file: file, line: number, fields: fields.map { String(decoding: $0, as: UTF8.self) })
            guard row.count >= columns else {
                throw row.fault("\(row.count) fields; this file has \(columns) or more in a line")
            }
            rows.append(row)
        }
        return rows
    }

    /// The lines of a data file.
    ///
    /// A file with a short line does not load: it gives none, and ``faults`` tells why.
    ///
    /// - Parameters:
    ///   - name: The path below `Sources/CLexicons/Resources`.
    ///   - columns: The fewest fields that a line must have.
    /// - Complexity: O(*n*) in bytes.
    public static func rows(_ name: String, columns: Int) -> [ResourceRow] {
        rows(name, columns: columns) { row throws(ResourceFault) in row }
    }

    /// The lines of a data file, each made into what it says.
    ///
    /// A file with a line that is short, or that `make` refuses, does not load: it gives none, and ``faults`` tells why.
    ///
    /// - Parameters:
    ///   - name: The path below `Sources/CLexicons/Resources`.
    ///   - columns: The fewest fields that a line must have.
    ///   - make: Makes a line's value.
    /// - Complexity: O(*n*) in bytes.
    public static func rows<Value>(
        _ name: String, columns: Int, _ make: (ResourceRow) throws(ResourceFault) -> Value
    ) -> [Value] {
        do throws(ResourceFault) {
            var values: [Value] = []
            for row in try parse(bytes(name), file: name, columns: columns) { values.append(try make(row)) }
            return values
        } catch {
            refused.withLock { $0.append(error) }
            return []
        }
    }

    private static let refused = Mutex<[ResourceFault]>([])

    /// Why data files were not loaded so far in this process; empty in a program whose tests passed.
    ///
    /// Every file that is compiled in is loaded by a test, so that a fault is one of the build; a program that meets one
    /// nonetheless goes on without the file, and says so.
    public static var faults: [ResourceFault] { refused.withLock { $0 } }
}
