internal import Glibc
internal import TextPrimitives

extension [UInt8] {
    /// Where a byte stands first within a range of the array; nil when it does not.
    ///
    /// - Complexity: O(*n*) in the range's bytes, many at a time.
    func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
        guard range.lowerBound >= 0, range.lowerBound < range.upperBound, range.upperBound <= count else { return nil }
        return unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    /// Whether a range of the array holds a word that is given in small letters, in letters of any case.
    func isFolded(_ word: [UInt8], _ range: Range<Int>) -> Bool {
        guard range.count == word.count else { return false }
        for offset in 0..<word.count where self[range.lowerBound + offset].asciiLowercased != word[offset] { return false }
        return true
    }
}
