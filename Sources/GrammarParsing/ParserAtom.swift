/// What the parser's features are made of, in the order of `Training/parser.hpp`.
///
/// Words (w), full tags (t), word classes (p), suffixes (s) and labels (l) of the top three of the stack (s0, s1, s2), the
/// first three of the buffer (b0, b1, b2) and their outermost two children; counts (vl, vr) and sets (sl, sr) of children;
/// distances (d01, d10); tags beside (nt, pt); verbs and punctuation between (btw).
enum ParserAtom {
    static let s0w = 0
    static let s0t = 1
    static let s0p = 2
    static let s0s = 3
    static let s0c = 4
    static let s1w = 5
    static let s1t = 6
    static let s1p = 7
    static let s1s = 8
    static let s1c = 9
    static let s2w = 10
    static let s2t = 11
    static let s2p = 12
    static let b0w = 13
    static let b0t = 14
    static let b0p = 15
    static let b0s = 16
    static let b0c = 17
    static let b1w = 18
    static let b1t = 19
    static let b1p = 20
    static let b1s = 21
    static let b2w = 22
    static let b2t = 23
    static let b2p = 24
    static let s0Lw = 25
    static let s0Lt = 26
    static let s0Ll = 27
    static let s0Rw = 28
    static let s0Rt = 29
    static let s0Rl = 30
    static let s0L2t = 31
    static let s0L2l = 32
    static let s0R2t = 33
    static let s0R2l = 34
    static let s1Lw = 35
    static let s1Lt = 36
    static let s1Ll = 37
    static let s1Rw = 38
    static let s1Rt = 39
    static let s1Rl = 40
    static let s1R2t = 41
    static let s1R2l = 42
    static let b0Lw = 43
    static let b0Lt = 44
    static let b0Ll = 45
    static let b0L2t = 46
    static let b0L2l = 47
    static let s0vl = 48
    static let s0vr = 49
    static let s1vl = 50
    static let s1vr = 51
    static let b0vl = 52
    static let s0sl = 53
    static let s0sr = 54
    static let s1sl = 55
    static let s1sr = 56
    static let b0sl = 57
    static let d01 = 58
    static let d10 = 59
    static let s0nt = 60
    static let s0pt = 61
    static let s1nt = 62
    static let b0pt = 63
    static let btw = 64
    static let btw1 = 65
    static let s0lab = 66
    /// The number of atoms.
    static let count = 67
}
