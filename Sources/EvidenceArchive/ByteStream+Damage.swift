internal import CStorageLibraries

/// What is done where gzip data are broken: the next member that can be right is looked for.
extension ByteStream {
    /// Goes to the next gzip member whose unpacked bytes begin with some bytes; what has not been taken is lost.
    ///
    /// - Returns: Whether there is one.
    func skipDamage(to beginning: [UInt8]) throws(ArchiveError) -> Bool {
        drop()
        guard let inflater = unsafe inflater else { return false }
        unsafe _ = inflateReset(inflater)
        // zlib may have read into the next member before it saw the damage.
        if packedOffset > memberStart, source.rewind(to: memberStart + 1) {
            (packedOffset, packedStart, packedEnd, isAtEnd) = (memberStart + 1, 0, 0, false)
        } else {
            packedStart = min(packedEnd, max(0, memberStart + 1 - packedOffset))
        }
        while true {
            while packedStart + 18 <= packedEnd {
                guard let found = GzipHead.first(in: packed, packedStart..<packedEnd, isWhole: false) else {
                    packedStart = max(packedStart, packedEnd - 17)
                    break
                }
                packedStart = found
                if found + 1024 > packedEnd, try refill() { continue }
                if begins(with: beginning) {
                    isBetweenMembers = true
                    return true
                }
                packedStart += 1
            }
            guard try refill() else { break }
        }
        packedStart = packedEnd
        isBetweenMembers = true
        return false
    }

    /// Whether the member at the next packed byte unpacks to what begins with some bytes.
    private func begins(with beginning: [UInt8]) -> Bool { probe(from: packedStart, beginning.count) == beginning }

    /// What the packed bytes that are held unpack to from an offset, at most so many bytes; nothing is taken.
    func probe(from: Int, _ count: Int) -> [UInt8] {
        var stream = unsafe z_stream()
        guard unsafe csystem_inflate_start(&stream, 0) == 0 else { return [] }
        defer { unsafe inflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: count)
        let available = packedEnd - from
        var produced = 0
        unsafe packed.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                unsafe stream.next_in = source.baseAddress.map { unsafe $0 + from }
                unsafe stream.avail_in = UInt32(available)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = UInt32(target.count)
                while true {
                    let status = unsafe CStorageLibraries.inflate(&stream, Z_NO_FLUSH)
                    produced = unsafe target.count - Int(stream.avail_out)
                    let isOver = unsafe stream.avail_in == 0 || stream.avail_out == 0
                    guard status == Z_STREAM_END, !isOver else { break }
                    unsafe inflateReset(&stream)
                }
            }
        }
        output.removeLast(count - produced)
        return output
    }
}
