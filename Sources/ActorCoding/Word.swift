/// Words that rules ask for one by one; the case is the word, its raw value the word's id in the ``Grammar``.
public enum Word: Int32, CaseIterable, Sendable {
    // swift-format-ignore
    case according, has, neither, nobody, there, back, down, out, over, up, ago, `as`, be, by, country, counterpart, `for`, from, have, i, `in`, international, it, joint, no, nor, of, off, on, place, put, recent, since, take, tell, that, the, to, today, two, we, when, whether, with, without, would, yet, agency, leader, conclusion, both, parties, sides, about, at, before, but
}

/// Whether an id is that of a word.
@inlinable
public func == (id: Int32, word: Word) -> Bool { id == word.rawValue }

/// Whether an id is not that of a word.
@inlinable
public func != (id: Int32, word: Word) -> Bool { id != word.rawValue }
