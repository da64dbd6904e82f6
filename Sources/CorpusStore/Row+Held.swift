internal import GRDB

/// A value that a column of the database holds, and what stands for one that a hand or a disk has changed to another type.
protocol HeldValue: DatabaseValueConvertible {
    /// What is read where the column holds nothing of the type; where that is not what was derived, `verify` finds it.
    static var none: Self { get }
}

extension String: HeldValue { static var none: String { "" } }
extension Int: HeldValue { static var none: Int { 0 } }
extension Double: HeldValue { static var none: Double { 0 } }
extension Bool: HeldValue { static var none: Bool { false } }

extension Row {
    /// The value of a column; GRDB's own subscript ends the process where a value is of another type, as in a damaged file.
    func held<Value: HeldValue>(_ column: String) -> Value { optional(column) ?? Value.none }

    /// The value of a column that may hold none.
    func held<Value: HeldValue>(_ column: String) -> Value? { optional(column) }

    private func optional<Value: HeldValue>(_ column: String) -> Value? {
        Value.fromDatabaseValue(stored(column))
    }

    /// What a column stores, of whatever type; null where a damaged schema has no such column.
    func stored(_ column: String) -> DatabaseValue { (self[column] as DatabaseValue?) ?? .null }

    /// The value at a place: a look-up by name costs more than the value.
    func held<Value: HeldValue>(_ place: Int) -> Value { held(place) ?? Value.none }

    /// The value at a place that may hold none.
    func held<Value: HeldValue>(_ place: Int) -> Value? { Value.fromDatabaseValue(self[place]) }
}
