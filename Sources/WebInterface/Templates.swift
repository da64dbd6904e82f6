internal import Mustache
internal import TextPrimitives

/// The desk's templates: the files of `Resources/desk/templates`, compiled in.
struct Templates: Sendable {
    /// The values of a template by name; what is not there is empty.
    typealias Values = [String: Any]

    private let library: MustacheLibrary

    /// Reads all templates.
    ///
    /// - Throws: An error of the template language.
    init() throws {
        var library = MustacheLibrary()
        let folder = "desk/templates/"
        for name in Resource.names where name.hasPrefix(folder) && name.hasSuffix(".mustache") {
            let short = String(name.dropFirst(folder.count).dropLast(".mustache".count))
            try library.register(String(decoding: Resource.bytes(name), as: UTF8.self), named: short)
        }
        self.library = library
    }

    /// The text that a template gives with some values.
    func render(_ name: String, _ values: Values) -> String { library.render(values, withTemplate: name) ?? "" }
}
