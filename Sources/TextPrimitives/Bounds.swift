/// How much is taken of one input: the same for the filters, the project's commands, the desk and the worker.
///
/// All bounds count what is there or what is done, never time, so that the same bytes give the same result on every machine.
/// What is beyond a bound is refused by name, or cut and said so.
public enum Bounds {
    /// The most bytes of one capture, and of one capture unpacked: no saved page comes near.
    public static let captureBytes = 32 << 20
    /// The bytes of a capture from which on it is read while no other is: what it is unfolded to is many times its size.
    public static let aloneBytes = 8 << 20
    /// The most bytes of one record of a web archive; larger ones are passed over, and told.
    public static let recordBytes = 64 << 20
    /// The most content codings of a body, one on top of the other.
    public static let packings = 3
    /// The most bytes of one upload to the desk, all its files together.
    public static let uploadBytes = 64 << 20
    /// The most bytes of a plain text, and of an article's text: a book of a thousand pages has half of it.
    public static let textBytes = 4 << 20
    /// The most bytes between the tags of a page of HTML; scripts are among them.
    public static let pageTextBytes = 16 << 20
    /// The most tags of a page of HTML.
    public static let tags = 500_000
    /// The most pages of a PDF document that are read.
    public static let pdfPages = 2_000
    /// The most bytes of a sentence; a longer one is cut at a blank.
    public static let sentenceBytes = 1 << 12
    /// The most bytes of a text that are coded: five hundred pages of a book.
    public static let codedBytes = 1 << 19
    /// The most words and signs of a sentence that are read as one; a longer one is read in pieces.
    public static let sentenceWords = 256
    /// The most claims of a sentence.
    public static let sentenceClaims = 24
    /// The most events of a text; what stands behind is not coded.
    public static let events = 4_000
    /// The most claims of a text; what stands behind is not coded.
    public static let claims = 8_000
    /// The deepest folder that is entered.
    public static let folderDepth = 64
}
