// Where words and sentences end: one perceptron over letters, asked only at places where an end can be.
#pragma once
#include "perceptron.hpp"
#include "treebank.hpp"

namespace grammar {

/// A paragraph: letters with single spaces, and for each whether a word (1) or a sentence (2) ends behind it.
struct Paragraph {
    vector<uint32_t> letters;
    vector<uint8_t> ends;
};

/// Paragraphs of ten sentences each; a contraction that is not its words written together stays one word.
inline vector<Paragraph> paragraphs(const vector<Sentence> &sentences, size_t length) {
    vector<Paragraph> out;
    for (size_t i = 0; i < sentences.size(); i += length) {
        Paragraph d;
        auto put = [&](const string &form, bool isWord) {
            for (uint32_t c : decode(form)) {
                d.letters.push_back(c == ' ' ? '_' : c);
                d.ends.push_back(0);
            }
            if (isWord && !d.ends.empty()) d.ends.back() = 1;
        };
        for (size_t j = i; j < sentences.size() && j < i + length; j++) {
            const auto &t = sentences[j].words;
            for (size_t k = 0; k < t.size(); k++) {
                size_t last = k;
                if (t[k].contraction == 1) {
                    string together = t[k].form;
                    while (last + 1 < t.size() && t[last + 1].contraction == 2) together += t[++last].form;
                    if (together == t[k].contracted)
                        for (size_t z = k; z <= last; z++) put(t[z].form, true);
                    else put(t[k].contracted, true);
                } else {
                    put(t[k].form, true);
                }
                if (last + 1 == t.size()) d.ends.back() = 2;
                else if (t[last].isSpaced) {
                    d.letters.push_back(' ');
                    d.ends.push_back(0);
                }
                k = last;
            }
            d.letters.push_back(' ');
            d.ends.push_back(0);
        }
        out.push_back(d);
    }
    return out;
}

/// What the text shows around a place; every look is bounded.
struct Surroundings {
    const vector<uint32_t> &c;
    int count;
    explicit Surroundings(const vector<uint32_t> &letters) : c(letters), count(letters.size()) {}
    uint32_t at(int k) const { return k < 0 || k >= count ? ' ' : c[k]; }

    /// Whether a sentence can end behind a letter that a space follows: behind a mark, and not before a small letter.
    bool canEndSentence(int i) const { return !isWordLetter(c[i]) && letterClass(at(i + 2)) != 3; }
    /// Whether a word can end between two letters.
    bool canEndWord(int i) const {
        uint32_t a = c[i], b = c[i + 1];
        bool isA = isWordLetter(a), isB = isWordLetter(b);
        if (!isA || !isB) return true;
        if (isDigit(a) != isDigit(b)) return true;
        if (lower(b) == 'n' && at(i + 2) == '\'' && lower(at(i + 3)) == 't') return true;
        // cannot, gonna, wanna, gotta
        if (lower(b) != 'n' && lower(b) != 't') return false;
        if (!isWordLetter(at(i - 2)) || isWordLetter(at(i - 3))) return false;
        return isWordLetter(at(i + 2)) && !(isWordLetter(at(i + 3)) && isWordLetter(at(i + 4)));
    }

    int features(int i, uint64_t *out) const {
        int n = 0;
        auto add = [&](int id, uint64_t a, uint64_t b = 0, uint64_t d = 0, uint64_t e = 0) {
            out[n++] = combine(combine(combine(combine(id * 104729ULL, a), b), d), e);
        };
        auto kind = [&](int k) -> uint64_t { return k < 0 || k >= count ? 9 : letterClass(c[k]); };
        uint64_t m3 = at(i - 3), m2 = at(i - 2), m1 = at(i - 1), c0 = at(i), p1 = at(i + 1), p2 = at(i + 2), p3 = at(i + 3);
        add(2, m3), add(3, m2), add(4, m1), add(5, c0), add(6, p1), add(7, p2), add(8, p3);
        add(20, m1, c0), add(21, c0, p1), add(22, p1, p2), add(23, m2, m1);
        add(24, m1, c0, p1), add(25, c0, p1, p2), add(26, m2, m1, c0);
        add(27, m2, m1, c0, p1), add(28, m1, c0, p1, p2), add(39, c0, p1, p2, p3);
        uint64_t w = 0;
        for (int k = -3; k <= 3; k++) w = w * 11 + kind(i + k);
        add(29, w);
        w = 0;
        for (int k = -1; k <= 2; k++) w = w * 11 + kind(i + k);
        add(30, w, c0);
        // The run between spaces, and the word in it that ends here.
        int first = i, last = i;
        while (first > 0 && c[first - 1] != ' ' && i - first < 30) first--;
        while (last + 1 < count && c[last + 1] != ' ' && last - i < 30) last++;
        int start = i;
        while (start > first && (isWordLetter(c[start - 1]) || c[start - 1] == '.' || c[start - 1] == '\'' || c[start - 1] == '-'))
            start--;
        uint64_t word = 0, run = 0, next = 0, before = 0;
        for (int k = start; k <= i; k++) word = combine(word, lower(c[k]));
        for (int k = first; k <= last; k++) run = combine(run, lower(c[k]));
        add(31, word), add(32, word, p1), add(33, std::min(i - start, 8), kind(i));
        add(34, run, i - first);
        int following = last + 2, k = following;
        while (k < count && c[k] != ' ' && k - following < 20) next = combine(next, lower(c[k++]));
        uint64_t nextKind = kind(following);
        bool isLast = i == last;
        add(35, isLast, next, c0), add(36, isLast, nextKind, c0, kind(i - 1)), add(37, isLast, word, nextKind);
        add(38, isLast, word, next);
        for (k = first - 2; k >= 0 && c[k] != ' ' && first - k < 22; k--) before = combine(before, c[k]);
        add(40, isLast, before, word), add(41, isLast, nextKind, std::min(last - first, 6), c0);
        add(60, isLast, before, word, nextKind), add(61, isLast, kind(start), nextKind, std::min(i - start, 4));
        uint64_t right = 0, left = 0;
        for (k = i + 1; k <= i + 6 && k < count && c[k] != ' '; k++) {
            right = combine(right, lower(c[k]));
            add(42 + (k - i), right, c0);
        }
        for (k = i; k >= first && k > i - 5; k--) {
            left = combine(left, lower(c[k]));
            add(50 + (i - k), left, p1);
        }
        return n;
    }
};

/// Calls back for each place that has to be decided: place, whether a space follows it.
template <class Visit>
void visitPlaces(const vector<uint32_t> &letters, Visit visit) {
    Surroundings around(letters);
    int count = letters.size();
    while (count > 0 && letters[count - 1] == ' ') count--;
    for (int i = 0; i + 1 < count; i++) {
        if (letters[i] == ' ') continue;
        bool isSpaced = letters[i + 1] == ' ';
        if (isSpaced ? around.canEndSentence(i) : around.canEndWord(i)) visit(around, i, isSpaced);
    }
}

inline void trainSplitter(Perceptron &p, const vector<Sentence> &sentences, int rounds, int bits) {
    p.begin(bits, 3, 0);
    Random random(5);
    auto docs = paragraphs(sentences, 10);
    uint64_t hashes[64];
    uint32_t rows[64];
    float scores[3];
    for (int round = 0; round < rounds; round++) {
        for (size_t i = docs.size(); i > 1; i--) std::swap(docs[i - 1], docs[random.next() % i]);
        long errors = 0, total = 0;
        for (auto &d : docs)
            visitPlaces(d.letters, [&](const Surroundings &around, int i, bool isSpaced) {
                int n = around.features(i, hashes);
                for (int k = 0; k < n; k++) rows[k] = p.row(hashes[k]);
                p.score(rows, n, scores);
                int low = isSpaced ? 1 : 0, gold = d.ends[i];
                if (!isSpaced && gold == 2) gold = 1;
                if (isSpaced && gold == 0) gold = 1;
                int found = scores[low + 1] > scores[low] ? low + 1 : low;
                total++;
                if (found != gold) {
                    errors++;
                    p.update(rows, n, gold, found);
                }
                p.step++;
            });
        fprintf(stderr, "splitter, round %d: %ld of %ld places wrong\n", round + 1, errors, total);
    }
    p.average();
}

/// The ends of words (1) and sentences (2) of a paragraph.
inline vector<uint8_t> runSplitter(const Table &p, const vector<uint32_t> &letters) {
    vector<uint8_t> ends(letters.size(), 0);
    int last = -1;
    for (size_t i = 0; i < letters.size(); i++) {
        if (letters[i] == ' ') continue;
        last = i;
        if (i + 1 < letters.size() && letters[i + 1] == ' ') ends[i] = 1;
    }
    if (last >= 0) ends[last] = 2;
    uint64_t hashes[64];
    uint32_t rows[64];
    int scores[3];
    visitPlaces(letters, [&](const Surroundings &around, int i, bool isSpaced) {
        int n = around.features(i, hashes);
        for (int k = 0; k < n; k++) rows[k] = p.row(hashes[k]);
        p.score(rows, n, scores);
        int low = isSpaced ? 1 : 0;
        ends[i] = scores[low + 1] > scores[low] ? low + 1 : low;
    });
    return ends;
}

}  // namespace grammar
