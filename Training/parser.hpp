// The parser: arc-hybrid transitions with a dynamic oracle (Goldberg and Nivre 2013), greedy, the root behind the last word.
#pragma once
#include "tagger.hpp"

namespace grammar {

/// What features are made of: words (w), full tags (t), word classes (p), suffixes (s) and labels (l) of the top three of the
/// stack (S0, S1, S2), the first three of the buffer (B0, B1, B2) and their outermost two children (L, L2, R, R2);
/// counts (vl, vr) and sets (sl, sr) of children, distances, tags beside, verbs and punctuation between.
enum Atom {
    S0w, S0t, S0p, S0s, S0c, S1w, S1t, S1p, S1s, S1c, S2w, S2t, S2p, B0w, B0t, B0p, B0s, B0c, B1w, B1t, B1p,
    B1s, B2w, B2t, B2p, S0Lw, S0Lt, S0Ll, S0Rw, S0Rt, S0Rl, S0L2t, S0L2l, S0R2t, S0R2l, S1Lw, S1Lt, S1Ll, S1Rw,
    S1Rt, S1Rl, S1R2t, S1R2l, B0Lw, B0Lt, B0Ll, B0L2t, B0L2l, S0vl, S0vr, S1vl, S1vr, B0vl, S0sl, S0sr, S1sl,
    S1sr, B0sl, D01, D10, S0nt, S0pt, S1nt, B0pt, BTW, BTW1, S0lab,
    atomCount
};

// clang-format off
static const int templates[][5] = {
    {S0w,-1}, {S0t,-1}, {S0w,S0t,-1}, {S1w,-1}, {S1t,-1}, {S1w,S1t,-1}, {S2t,-1}, {S2w,S2t,-1}, {B0w,-1}, {B0t,-1},
    {B0w,B0t,-1}, {B1w,-1}, {B1t,-1}, {B1w,B1t,-1}, {B2t,-1}, {B2w,B2t,-1}, {S0s,-1}, {S1s,-1}, {B0s,-1},
    {S0s,B0t,-1}, {S0t,B0s,-1}, {S1s,S0t,-1}, {S1t,S0s,-1}, {S0s,B0s,-1}, {S1s,S0s,-1}, {S0w,B0w,-1}, {S0w,B0t,-1},
    {S0t,B0w,-1}, {S0t,B0t,-1}, {S0w,S0t,B0t,-1}, {S0t,B0w,B0t,-1}, {S1w,S0w,-1}, {S1w,S0t,-1}, {S1t,S0w,-1},
    {S1t,S0t,-1}, {S1w,S1t,S0t,-1}, {S1t,S0w,S0t,-1}, {S1t,B0t,-1}, {S1w,B0t,-1}, {S1t,B0w,-1}, {B0t,B1t,-1},
    {B0w,B1t,-1}, {S0t,B1t,-1}, {S0w,B1w,-1}, {S0t,B0t,B1t,-1}, {S1t,S0t,B0t,-1}, {S1t,S0w,B0t,-1}, {S1w,S0t,B0t,-1},
    {S1t,S0t,B0w,-1}, {S2t,S1t,S0t,-1}, {B0t,B1t,B2t,-1}, {S0t,S0Lt,B0t,-1}, {S0t,S0Rt,B0t,-1}, {S0t,B0t,B0Lt,-1},
    {S1t,S1Rt,S0t,-1}, {S1t,S0Lt,S0t,-1}, {S1t,S1Lt,S0t,-1}, {S1t,S0t,S0Rt,-1}, {S0p,B0p,B1p,B2p,-1},
    {S1p,S0p,B0p,B1p,-1}, {S2p,S1p,S0p,B0p,-1}, {D01,S0w,-1}, {D01,S0t,-1}, {D01,B0w,-1}, {D01,B0t,-1},
    {D01,S0t,B0t,-1}, {D10,S1t,S0t,-1}, {D10,S1w,-1}, {D10,S0w,-1}, {BTW,S0t,B0t,-1}, {BTW1,S1t,S0t,-1},
    {S0w,S0vl,-1}, {S0w,S0vr,-1}, {S0t,S0vl,-1}, {S0t,S0vr,-1}, {S1t,S1vr,-1}, {S1w,S1vr,-1}, {B0w,B0vl,-1},
    {B0t,B0vl,-1}, {S0t,S0Ll,-1}, {S0t,S0Rl,-1}, {S1t,S1Rl,-1}, {B0t,B0Ll,-1}, {S0w,S0sl,-1}, {S0w,S0sr,-1},
    {S0t,S0sl,-1}, {S0t,S0sr,-1}, {S1w,S1sr,-1}, {S1t,S1sr,-1}, {S1t,S1sl,S0t,-1}, {S1t,S1sr,S0t,-1}, {B0t,B0sl,-1},
    {B0w,B0sl,-1}, {S0t,S0sr,B0t,-1}, {S0t,S0sl,B0t,-1}, {S0sl,S1t,S0t,-1}, {S0sl,S1w,-1}, {B0sl,S0t,B0t,-1},
    {S0Lw,S0t,-1}, {S0Rw,S0t,-1}, {B0Lw,B0t,-1}, {S1Rw,S1t,-1}, {S0Lw,S1t,S0t,-1}, {S0Lw,S1w,-1}, {S0L2t,S0Lt,S0t,-1},
    {S0R2t,S0Rt,S0t,-1}, {S1R2l,S1Rl,S1t,-1}, {B0L2l,B0Ll,B0t,-1}, {S0R2l,S0Rl,S0t,-1}, {S0L2l,S0Ll,S0t,-1},
    {S0Lw,S0w,-1}, {S0nt,S0t,-1}, {S0pt,S0t,-1}, {S0pt,S0t,B0t,-1}, {B0pt,B0t,S0t,-1}, {S1nt,S1t,S0t,-1},
    {S0t,S0nt,B0pt,B0t,-1}, {S1t,S1nt,S0pt,S0t,-1},
};
// clang-format on
static const int templateCount = sizeof(templates) / sizeof(templates[0]);

struct State {
    int count = 0, buffer = 0;
    vector<int> stack, head, label, left1, left2, right1, right2, lefts, rights;
    vector<uint64_t> leftSet, rightSet;
    explicit State(int n)
        : count(n), head(n + 1, -1), label(n + 1, -1), left1(n + 1, -1), left2(n + 1, -1), right1(n + 1, -1),
          right2(n + 1, -1), lefts(n + 1, 0), rights(n + 1, 0), leftSet(n + 1, 0), rightSet(n + 1, 0) {}
    bool isDone() const { return buffer == count && stack.empty(); }
    bool canShift() const { return buffer < count; }
    bool canLeft() const { return !stack.empty() && (buffer < count || stack.size() == 1); }
    bool canRight() const { return stack.size() >= 2; }
    void attach(int h, int d, int l) {
        head[d] = h;
        label[d] = l;
        if (d < h) {
            left2[h] = left1[h];
            left1[h] = d;
            lefts[h]++;
            leftSet[h] |= 1ULL << (l & 63);
        } else {
            right2[h] = right1[h];
            right1[h] = d;
            rights[h]++;
            rightSet[h] |= 1ULL << (l & 63);
        }
    }
    /// 0 shifts, 1... attaches the top of the stack to the buffer, 1 + labels... to what lies below it.
    void take(int action, int labels) {
        if (action == 0) {
            stack.push_back(buffer++);
            return;
        }
        int d = stack.back();
        stack.pop_back();
        if (action <= labels) attach(buffer, d, action - 1);
        else attach(stack.back(), d, action - 1 - labels);
    }
};

/// A sentence as the parser sees it.
struct Reading {
    const vector<Word> *words;
    vector<int> tags, classes, verbs, marks;
    Reading(const vector<Word> &w, const vector<int> &t, const vector<int> &c, int verb, int mark)
        : words(&w), tags(t), classes(c) {
        int n = w.size();
        verbs.assign(n + 2, 0);
        marks.assign(n + 2, 0);
        for (int i = 0; i < n; i++) {
            verbs[i + 1] = verbs[i] + (c[i] == verb);
            marks[i + 1] = marks[i] + (c[i] == mark);
        }
        verbs[n + 1] = verbs[n];
        marks[n + 1] = marks[n];
    }
};

inline void parseFeatures(const Reading &x, const State &c, uint64_t *out) {
    uint64_t a[atomCount] = {};
    const auto &t = *x.words;
    int n = c.count, depth = c.stack.size();
    int s0 = depth > 0 ? c.stack[depth - 1] : -1, s1 = depth > 1 ? c.stack[depth - 2] : -1;
    int s2 = depth > 2 ? c.stack[depth - 3] : -1;
    int b0 = c.buffer, b1 = b0 + 1 <= n ? b0 + 1 : -1, b2 = b0 + 2 <= n ? b0 + 2 : -1;
    auto w = [&](int i) -> uint64_t { return i < 0 ? 11 : i >= n ? 12 : t[i].word; };
    auto g = [&](int i) -> uint64_t { return i < 0 ? 2000 : i >= n ? 2001 : x.tags[i]; };
    auto p = [&](int i) -> uint64_t { return i < 0 ? 2000 : i >= n ? 2001 : x.classes[i]; };
    auto s = [&](int i) -> uint64_t { return i < 0 ? 11 : i >= n ? 12 : t[i].suffix3; };
    auto l = [&](int i) -> uint64_t { return i < 0 ? 300 : c.label[i]; };
    auto child = [&](const vector<int> &v, int i) { return i < 0 ? -1 : v[i]; };
    a[S0w] = w(s0), a[S0t] = g(s0), a[S0p] = p(s0), a[S0s] = s(s0);
    a[S1w] = w(s1), a[S1t] = g(s1), a[S1p] = p(s1), a[S1s] = s(s1);
    a[S2w] = w(s2), a[S2t] = g(s2), a[S2p] = p(s2);
    a[B0w] = w(b0), a[B0t] = g(b0), a[B0p] = p(b0), a[B0s] = s(b0);
    a[B1w] = w(b1), a[B1t] = g(b1), a[B1p] = p(b1), a[B1s] = s(b1);
    a[B2w] = w(b2), a[B2t] = g(b2), a[B2p] = p(b2);
    int k = child(c.left1, s0);
    a[S0Lw] = w(k), a[S0Lt] = g(k), a[S0Ll] = l(k);
    k = child(c.right1, s0);
    a[S0Rw] = w(k), a[S0Rt] = g(k), a[S0Rl] = l(k);
    k = child(c.left2, s0);
    a[S0L2t] = g(k), a[S0L2l] = l(k);
    k = child(c.right2, s0);
    a[S0R2t] = g(k), a[S0R2l] = l(k);
    k = child(c.left1, s1);
    a[S1Lw] = w(k), a[S1Lt] = g(k), a[S1Ll] = l(k);
    k = child(c.right1, s1);
    a[S1Rw] = w(k), a[S1Rt] = g(k), a[S1Rl] = l(k);
    k = child(c.right2, s1);
    a[S1R2t] = g(k), a[S1R2l] = l(k);
    k = child(c.left1, b0);
    a[B0Lw] = w(k), a[B0Lt] = g(k), a[B0Ll] = l(k);
    k = child(c.left2, b0);
    a[B0L2t] = g(k), a[B0L2l] = l(k);
    a[S0vl] = s0 < 0 ? 9 : std::min(c.lefts[s0], 5), a[S0vr] = s0 < 0 ? 9 : std::min(c.rights[s0], 5);
    a[S1vl] = s1 < 0 ? 9 : std::min(c.lefts[s1], 5), a[S1vr] = s1 < 0 ? 9 : std::min(c.rights[s1], 5);
    a[B0vl] = std::min(c.lefts[b0], 5);
    a[S0sl] = s0 < 0 ? 9 : c.leftSet[s0], a[S0sr] = s0 < 0 ? 9 : c.rightSet[s0];
    a[S1sl] = s1 < 0 ? 9 : c.leftSet[s1], a[S1sr] = s1 < 0 ? 9 : c.rightSet[s1];
    a[B0sl] = c.leftSet[b0];
    auto distance = [&](int i, int j) -> uint64_t {
        if (i < 0 || j < 0) return 0;
        int d = j - i;
        return d < 5 ? d : d < 7 ? 5 : d < 11 ? 6 : 7;
    };
    a[D01] = distance(s0, b0), a[D10] = distance(s1, s0);
    a[S0nt] = s0 < 0 ? 2000 : g(s0 + 1), a[S0pt] = s0 < 1 ? 2000 : g(s0 - 1);
    a[S1nt] = s1 < 0 ? 2000 : g(s1 + 1), a[B0pt] = b0 < 1 ? 2000 : g(b0 - 1);
    auto between = [&](int i, int j) -> uint64_t {
        if (i < 0 || j < 0) return 9;
        return std::min(x.verbs[j] - x.verbs[i + 1], 2) * 3 + std::min(x.marks[j] - x.marks[i + 1], 2);
    };
    a[BTW] = between(s0, b0), a[BTW1] = between(s1, s0);
    for (int i = 0; i < templateCount; i++) {
        uint64_t z = (i + 1) * 0x9E3779B97F4A7C15ULL;
        for (const int *q = templates[i]; *q >= 0; q++) z = combine(z, a[*q]);
        out[i] = z;
    }
}

/// How many gold arcs each of the three kinds of action makes impossible; 1000 for one that cannot be taken.
inline void costs(const State &c, const vector<int> &gold, int &shift, int &left, int &right) {
    shift = left = right = 1000;
    int n = c.count, b = c.buffer;
    int s0 = c.stack.empty() ? -1 : c.stack.back(), s1 = c.stack.size() > 1 ? c.stack[c.stack.size() - 2] : -1;
    if (c.canShift()) {
        shift = 0;
        for (int d : c.stack) shift += (gold[d] == b) + (gold[b] == d && d != s0);
    }
    if (c.canLeft()) {
        left = 0;
        for (int d = b; d < n; d++) left += gold[d] == s0;
        left += (gold[s0] == s1 && s1 >= 0) + (gold[s0] > b);
    }
    if (c.canRight()) {
        right = 0;
        for (int d = b; d < n; d++) right += gold[d] == s0;
        right += gold[s0] >= b;
    }
}

struct ClassNumbers {
    vector<int> classOfTag;
    int verb = -1, mark = -1;
};

inline void trainParser(Perceptron &p, const Names &labels, const ClassNumbers &classes, const vector<Sentence> &given,
                        const vector<vector<int>> &tags, int rounds, int bits, int leastSeen, int seed) {
    int L = labels.names.size();
    p.begin(bits, 1 + 2 * L, leastSeen);
    Random random(seed);
    vector<int> order(given.size());
    for (size_t i = 0; i < order.size(); i++) order[i] = i;
    vector<float> scores(p.labels);
    uint64_t hashes[templateCount];
    uint32_t rows[templateCount];
    const int nf = templateCount;
    for (int round = 0; round < rounds; round++) {
        for (size_t i = order.size(); i > 1; i--) std::swap(order[i - 1], order[random.next() % i]);
        long errors = 0, total = 0;
        for (int number : order) {
            const Sentence &s = given[number];
            int n = s.words.size();
            if (n > 250) continue;
            vector<int> gold(n + 1, -1), goldLabel(n), wordClass(n);
            for (int i = 0; i < n; i++) {
                gold[i] = s.words[i].head == 0 ? n : s.words[i].head - 1;
                goldLabel[i] = labels.index.at(s.words[i].relation);
                wordClass[i] = classes.classOfTag[tags[number][i]];
            }
            Reading x(s.words, tags[number], wordClass, classes.verb, classes.mark);
            State c(n);
            while (!c.isDone()) {
                parseFeatures(x, c, hashes);
                for (int k = 0; k < nf; k++) rows[k] = p.row(hashes[k]);
                if (round == 0 && leastSeen) p.count(rows, nf);
                p.score(rows, nf, scores.data());
                int found = -1, good = -1;
                auto consider = [&](int k, int &winner) {
                    if (winner < 0 || scores[k] > scores[winner]) winner = k;
                };
                if (c.canShift()) found = 0;
                if (c.canLeft())
                    for (int k = 1; k <= L; k++) consider(k, found);
                if (c.canRight())
                    for (int k = L + 1; k <= 2 * L; k++) consider(k, found);
                int shift, left, right;
                costs(c, gold, shift, left, right);
                int least = std::min(shift, std::min(left, right)), s0 = c.stack.empty() ? -1 : c.stack.back();
                if (shift == least) consider(0, good);
                if (left == least) consider(1 + goldLabel[s0], good);
                if (right == least) consider(1 + L + goldLabel[s0], good);
                bool isGood = found == 0    ? shift == least
                              : found <= L ? left == least && found - 1 == goldLabel[s0]
                                           : right == least && found - 1 - L == goldLabel[s0];
                total++;
                if (!isGood) {
                    errors++;
                    p.update(rows, nf, good, found);
                }
                p.step++;
                int action = isGood ? found : good;
                if (!isGood && round >= 1 && random.unit() < 0.9) action = found;
                c.take(action, L);
            }
        }
        if (round == 0) p.endFirstRound();
        fprintf(stderr, "parser %d, round %d: %.2f %% of transitions right\n", seed, round + 1,
                100.0 - 100.0 * errors / total);
    }
    p.average();
}

/// Parses; only an arc from the root carries its label, and it carries no other.
inline void runParser(const Table &p, int labels, int rootLabel, const Reading &x, State &c) {
    uint64_t hashes[templateCount];
    uint32_t rows[templateCount];
    int scores[512];
    while (!c.isDone()) {
        bool canShift = c.canShift(), canLeft = c.canLeft(), canRight = c.canRight();
        if (canShift && !canLeft && !canRight) {
            c.take(0, labels);
            continue;
        }
        parseFeatures(x, c, hashes);
        for (int k = 0; k < templateCount; k++) rows[k] = p.row(hashes[k]);
        p.score(rows, templateCount, scores);
        int found = canShift ? 0 : -1;
        if (canLeft)
            for (int k = 1; k <= labels; k++)
                if ((k - 1 == rootLabel) == (c.buffer == c.count) && (found < 0 || scores[k] > scores[found])) found = k;
        if (canRight)
            for (int k = labels + 1; k <= 2 * labels; k++)
                if (k - 1 - labels != rootLabel && (found < 0 || scores[k] > scores[found])) found = k;
        c.take(found, labels);
    }
}

}  // namespace grammar
