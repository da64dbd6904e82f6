internal import CByteBlocks
internal import TextPrimitives

/// Cuts text into words by bytes: runs of letters and digits, and single code points in scripts without spaces.
///
/// The edges of words of ASCII letters are found for 64 bytes at a time, as bits; a word with any other letter goes through its
/// code points.
struct WordScanner {
    /// Classes: 1 part of a word in ASCII, 2 first byte of a longer scalar, 4 quotation mark.
    private static let classes: [UInt8] = (0...255).map { value in
        let byte = UInt8(value)
        if byte.isASCIILetter || byte.isASCIIDigit { return 1 }
        if byte >= 0x80 { return 2 }
        return byte == UInt8(ascii: "\"") ? 4 : 0
    }

    /// The zero bytes that must follow a text, so that no word goes on in the next.
    static let gap = 8
    /// The zero bytes that must follow the last text, so that 64 and eight bytes can be read at any offset of a text.
    static let padding = 72

    /// Appends the words of a part of a buffer.
    ///
    /// - Parameters:
    ///   - text: The buffer; ``gap`` zero bytes stand after each of its texts, ``padding`` after the last.
    ///   - range: The part.
    ///   - base: Subtracted from the offsets that are stored.
    ///   - words: The words are appended here.
    /// - Complexity: O(*n*) in bytes.
    static func scan(_ text: Span<UInt8>, _ range: Range<Int>, base: Int, into words: inout WordBuffer) {
        if range.isEmpty { return }
        words.grow(bytes: range.count)
        let held = words.count
        // The columns are taken out of the buffer, so that they can be written side by side.
        var hashColumn = exchange(&words.hashes, with: [])
        var placeColumn = exchange(&words.places, with: [])
        defer { (words.hashes, words.places) = (hashColumn, placeColumn) }
        var hashes = hashColumn.mutableSpan
        var places = placeColumn.mutableSpan
        let table = classes
        let cls = table.span
        words.count = unsafe text.withUnsafeBufferPointer { buffer in
            guard let bytes = buffer.baseAddress else { return held }
            var used = held
            var mark: UInt8 = 0
            var offset = range.lowerBound
            let end = range.upperBound
            while offset < end {
                // Words that stand whole before the next special byte, and before the end of 64 bytes.
                let block = unsafe cbyteblocks_classes(bytes + offset)
                let left = end &- offset
                let limit = min(64, block.special.trailingZeroBitCount, left)
                let before: UInt64 = limit == 64 ? ~0 : (1 &<< UInt64(truncatingIfNeeded: limit)) &- 1
                var starts = block.letters & ~(block.letters &<< 1) & before
                var ends = ~block.letters & (block.letters &<< 1) & before
                while ends != 0 {
                    let start = starts.trailingZeroBitCount
                    let length = ends.trailingZeroBitCount &- start
                    starts &= starts &- 1
                    ends &= ends &- 1
                    let word = unsafe UnsafeRawPointer(bytes + (offset &+ start))
                    let hash = unsafe plainHash(word, length)
                    // In ASCII, capital letters and digits stand below the small letters.
                    let name = unsafe bytes[offset &+ start] < 0x61 ? mark | WordBuffer.name : mark
                    unsafe hashes[unchecked: used] = hash
                    unsafe places[unchecked: used] = place(offset &+ start &- base, length, name)
                    used &+= 1
                }
                if starts != 0 {
                    offset &+= starts.trailingZeroBitCount
                    // A word that the block cuts is read in the next one.
                    if limit == 64, starts & 1 == 0 { continue }
                } else {
                    offset &+= limit
                    if limit == 64 { continue }
                }
                // Words of other letters seldom stand alone.
                repeat {
                    if offset >= end { break }
                    if let word = next(text, &offset, end, &mark, cls) {
                        unsafe hashes[unchecked: used] = word.hash
                        unsafe places[unchecked: used] = place(word.start &- base, offset &- word.start, word.mark)
                        used &+= 1
                    }
                } while unsafe bytes[offset] >= 0x80 || (bytes[offset] == 0x20 && bytes[offset &+ 1] >= 0x80)
            }
            return used
        }
    }

    /// A word's place as ``WordBuffer`` keeps it.
    @inline(__always)
    private static func place(_ start: Int, _ length: Int, _ mark: UInt8) -> UInt64 {
        UInt64(truncatingIfNeeded: start) | UInt64(truncatingIfNeeded: min(length, 0xFF_FFFF)) << 32 | UInt64(mark)
            << 56
    }

    /// Eight letters or digits more in a hash.
    @inline(__always)
    static func step(_ hash: UInt64, _ letters: UInt64) -> UInt64 {
        let next = (hash ^ letters) &* 0x9e37_79b9_7f4a_7c15
        return next ^ next >> 32
    }

    /// The hash of a word of ASCII letters and digits, case folded.
    ///
    /// Sixteen letters are looked at without a branch: whether a word has eight cannot be foreseen.
    @inline(__always)
    private static func plainHash(_ word: UnsafeRawPointer, _ length: Int) -> UInt32 {
        let fold: UInt64 = 0x2020_2020_2020_2020
        let first = unsafe word.loadUnaligned(as: UInt64.self) | fold
        let second = unsafe word.loadUnaligned(fromByteOffset: 8, as: UInt64.self) | fold
        let short = step(0, first & (~0 &>> UInt64(truncatingIfNeeded: 64 &- 8 &* min(length, 8))))
        if length < 16 {
            let rest = UInt64(truncatingIfNeeded: 8 &* max(0, length &- 8))
            let long = step(short, second & ((1 &<< rest) &- 1))
            return finish(length < 8 ? short : long)
        }
        var hash = step(short, second)
        var place = 16
        while place <= length {
            let more = unsafe word.loadUnaligned(fromByteOffset: place, as: UInt64.self) | fold
            let kept = UInt64(truncatingIfNeeded: (length &- place) &* 8)
            hash = step(hash, kept < 64 ? more & ((1 &<< kept) &- 1) : more)
            place &+= 8
        }
        return finish(hash)
    }

    /// A word that was read by itself.
    private struct Word {
        let hash: UInt32
        let start: Int
        let mark: UInt8
    }

    /// Reads the word at an offset, or passes over a byte or a code point that is part of none.
    ///
    /// - Parameters:
    ///   - offset: Moved behind what was read.
    ///   - quotation: ``WordBuffer/inQuotation`` inside quotation marks.
    private static func next(
        _ text: Span<UInt8>, _ offset: inout Int, _ end: Int, _ quotation: inout UInt8, _ cls: Span<UInt8>
    ) -> Word? {
        let start = offset
        let byte = text[start]
        var mark = quotation
        var hash: UInt64 = 0
        switch cls[Int(byte)] {
        case 1:
            var length = 0
            while start + length < end, cls[Int(text[start + length])] == 1 { length += 1 }
            offset = start + length
            if byte < 0x61 { mark |= WordBuffer.name }
            guard offset < end, cls[Int(text[offset])] == 2 else { break }
            let value = scalar(text, offset, end).0
            let goesOn = LetterFolding.isUnseen(value) || LetterFolding.isMark(value)
            guard goesOn || isLetter(value), !isIdeograph(value) || goesOn else { break }
            (hash, offset) = mixedWord(text, start, end, cls)
            return Word(hash: finish(hash), start: start, mark: mark)
        case 2:
            let (value, length) = scalar(text, start, end)
            if isQuote(value) {
                let opens =
                    value == 0x201C || value == 0xAB || value == 0x300C
                    || (value != 0x201D && value != 0xBB && value != 0x300D && quotation == 0)
                quotation = opens ? WordBuffer.inQuotation : 0
                offset += length
                return nil
            }
            if !isLetter(value) {
                offset += length
                return nil
            }
            if isIdeograph(value) {
                offset += length
                return Word(
                    hash: finish(StableHash.mix(UInt64(LetterFolding.base(value))) << 16), start: start,
                    mark: mark | WordBuffer.sign)
            }
            (hash, offset) = mixedWord(text, start, end, cls)
            if LetterFolding.isCapital(value) { mark |= WordBuffer.name }
            return Word(hash: finish(hash), start: start, mark: mark)
        case 4:
            quotation ^= WordBuffer.inQuotation
            offset += 1
            return nil
        default:
            offset += 1
            return nil
        }
        let word = unsafe text.withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe plainHash(UnsafeRawPointer($0 + start), offset - start) }
        }
        return Word(hash: word ?? 0, start: start, mark: mark)
    }

    /// A hash as a word's, from its better half.
    @inline(__always)
    private static func finish(_ hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: (hash &* 0x9e37_79b9_7f4a_7c15) >> 32)
    }
}
