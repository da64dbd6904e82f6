internal import TextPrimitives

/// The analyser as a whole: the stages that derive what a project holds of one page, with their rules.
public enum Analyser {
    /// Its version, which every derived row carries: it rises with the version of any of its stages.
    public static let version = ReadFilter.version + TimeFilter.version + CodeFilter.version

    /// A digest of the data files that its stages read, 16 hexadecimal digits: another one is another analyser.
    ///
    /// - Complexity: O(*n*) in the bytes of all files, once.
    public static let dataFiles: String = {
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        func take(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { digest = (digest ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        }
        for name in Resource.names.sorted() where !name.hasPrefix("desk/") {
            take(name.utf8)
            take([0])
            take(Resource.bytes(name))
        }
        let digits = String(digest, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }()

    /// The release of wirekin that this is.
    public static let release = "0.1.0"
}
