/// Sorts 64-bit integers by their 40 upper bits: by the highest byte in place, then each part with a small scratch buffer.
enum RadixSort {
    /// Sorts a run of entries with one hash: most are two or three, a few as many as there are documents.
    static func sortRun(_ values: UnsafeMutableBufferPointer<UInt64>, _ start: Int, _ end: Int) {
        if end - start > 128 {
            let run = unsafe UnsafeMutableBufferPointer(rebasing: values[start..<end])
            unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: run.count) { scratch in
                unsafe sortPart(run, scratch, by: run.count > 4_096 ? [(0, 12), (12, 12)] : [(0, 8), (8, 8), (16, 8)])
            }
            return
        }
        if end - start > 24 {
            var run = unsafe UnsafeMutableBufferPointer(rebasing: values[start..<end])
            unsafe run.sort()
            return
        }
        for index in (start + 1)..<end {
            let value = unsafe values[index]
            var position = index
            while position > start, unsafe values[position - 1] > value {
                unsafe values[position] = values[position - 1]
                position -= 1
            }
            unsafe values[position] = value
        }
    }

    /// Sorts in place.
    ///
    /// - Complexity: O(*n*); the scratch memory is that of the largest of 256 parts.
    static func sortByHash(_ values: inout [UInt64]) {
        if values.count < 1 << 12 {
            values.sort()
            return
        }
        unsafe values.withUnsafeMutableBufferPointer { buffer in
            var counts = [Int](repeating: 0, count: 257)
            for index in buffer.indices { unsafe counts[Int(buffer[index] >> 56) + 1] += 1 }
            for index in 0..<256 { counts[index + 1] += counts[index] }
            let starts = counts
            var next = Array(counts[..<256])
            for bucket in 0..<256 {
                let end = starts[bucket + 1]
                while next[bucket] < end {
                    var value = unsafe buffer[next[bucket]]
                    var target = Int(value >> 56)
                    while target != bucket {
                        let other = unsafe buffer[next[target]]
                        unsafe buffer[next[target]] = value
                        next[target] += 1
                        value = other
                        target = Int(value >> 56)
                    }
                    unsafe buffer[next[bucket]] = value
                    next[bucket] += 1
                }
            }
            var largest = 0
            for bucket in 0..<256 { largest = max(largest, starts[bucket + 1] - starts[bucket]) }
            var scratch = [UInt64](repeating: 0, count: largest)
            unsafe scratch.withUnsafeMutableBufferPointer { scratch in
                for bucket in 0..<256 where starts[bucket + 1] - starts[bucket] > 1 {
                    var part = unsafe UnsafeMutableBufferPointer(rebasing: buffer[starts[bucket]..<starts[bucket + 1]])
                    if part.count < 256 {
                        unsafe part.sort()
                    } else if part.count > 1 << 16 {
                        unsafe sortPart(part, scratch)
                    } else {
                        // Few are left that only differ further down.
                        unsafe sortPart(part, scratch, by: [(40, 8), (48, 8)])
                        if unsafe !sortNearly(part) { unsafe sortPart(part, scratch) }
                    }
                }
            }
        }
    }

    /// Sorts what is in order but for runs of few.
    ///
    /// - Returns: False where it is not, as in what was made for it: then it is not sorted.
    /// - Complexity: O(*n*).
    private static func sortNearly(_ values: UnsafeMutableBufferPointer<UInt64>) -> Bool {
        var moves = 0
        for index in 1..<values.count {
            let value = unsafe values[index]
            var position = index
            while position > 0, unsafe values[position - 1] >> 24 > value >> 24 {
                unsafe values[position] = values[position - 1]
                position -= 1
            }
            unsafe values[position] = value
            moves &+= index &- position
            if moves > 16 &* values.count { return false }
        }
        return true
    }

    /// Least significant digit first.
    ///
    /// - Parameters:
    ///   - part: What is sorted.
    ///   - scratch: As much memory, at least.
    ///   - digits: The lowest bit of each digit and its width, from the last digit on; those of a hash without its highest byte.
    private static func sortPart(
        _ part: UnsafeMutableBufferPointer<UInt64>, _ scratch: UnsafeMutableBufferPointer<UInt64>,
        by digits: [(UInt64, UInt64)] = [(24, 11), (35, 11), (46, 10)]
    ) {
        var source = unsafe part
        var target = unsafe UnsafeMutableBufferPointer(rebasing: scratch[..<part.count])
        var isInScratch = false
        for (shift, bits) in digits {
            let mask = (UInt64(1) << bits) - 1
            var counts = [Int](repeating: 0, count: Int(mask) + 2)
            for index in source.indices { unsafe counts[Int(source[index] >> shift & mask) + 1] += 1 }
            for index in 0...Int(mask) { counts[index + 1] += counts[index] }
            for index in source.indices {
                let value = unsafe source[index]
                let digit = Int(value >> shift & mask)
                unsafe target[counts[digit]] = value
                counts[digit] += 1
            }
            unsafe swap(&source, &target)
            isInScratch.toggle()
        }
        if isInScratch {
            for index in 0..<part.count { unsafe target[index] = source[index] }
        }
    }
}
