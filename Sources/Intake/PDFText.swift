#if canImport(CPoppler)
internal import CPoppler
#endif
internal import TextPrimitives

/// The text layer of PDF documents, by poppler.
enum PDFText {
    /// What became of a document.
    enum Outcome {
        /// Its text as UTF-8, a form feed behind each page.
        case text([UInt8])
        /// It is no document that can be read.
        case broken
        /// It opens with a password only.
        case locked
        /// This program was built without poppler.
        case absent
    }

    /// Reads a document.
    ///
    /// - Parameter bytes: The file.
    /// - Complexity: O(*n*) in pages, of which ``Bounds/pdfPages`` are read.
    static func read(_ bytes: [UInt8]) -> Outcome {
        #if canImport(CPoppler)
        var text: UnsafeMutablePointer<UInt8>?
        var length = 0
        let state = unsafe bytes.withUnsafeBufferPointer { source in
            unsafe cpoppler_text(
                source.baseAddress, source.count, Int32(Bounds.pdfPages), Bounds.textBytes, &text, &length)
        }
        defer { unsafe cpoppler_free(text) }
        if state == Int32(cpoppler_locked.rawValue) { return .locked }
        guard state == Int32(cpoppler_read.rawValue), let found = unsafe text else { return .broken }
        return .text(unsafe UTF8Text.repaired(Array(UnsafeBufferPointer(start: found, count: length))))
        #else
        return .absent
        #endif
    }
}
