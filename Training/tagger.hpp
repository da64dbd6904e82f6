// The tagger: greedy, left to right, word class and features in one tag.
#pragma once
#include <map>
#include <unordered_map>

#include "perceptron.hpp"
#include "treebank.hpp"

namespace grammar {

/// Names in the order in which they were met.
struct Names {
    std::unordered_map<string, int> index;
    vector<string> names;
    int add(const string &s) {
        auto it = index.find(s);
        if (it != index.end()) return it->second;
        index[s] = names.size();
        names.push_back(s);
        return names.size() - 1;
    }
};

inline int tagFeatures(const vector<Word> &t, int i, const int *tags, uint64_t *out) {
    int n = 0;
    const int count = t.size();
    auto word = [&](int k) -> uint64_t { return k < 0 ? 2 : k >= count ? 3 : t[k].word; };
    auto suffix = [&](int k) -> uint64_t { return k < 0 ? 2 : k >= count ? 3 : t[k].suffix3; };
    auto tag = [&](int k) -> uint64_t { return k < 0 ? 1000 : tags[k]; };
    auto add = [&](int id, uint64_t a, uint64_t b = 0, uint64_t c = 0) {
        out[n++] = combine(combine(combine(id * 7919ULL, a), b), c);
    };
    for (uint64_t x : t[i].own) out[n++] = x;
    add(40, tag(i - 1));
    add(41, tag(i - 1), tag(i - 2));
    add(42, tag(i - 1), t[i].word);
    add(43, word(i - 1));
    add(44, word(i - 2));
    add(45, word(i + 1));
    add(46, word(i + 2));
    add(47, suffix(i + 1));
    add(48, suffix(i - 1));
    add(49, word(i - 1), t[i].word);
    add(50, t[i].word, word(i + 1));
    add(51, tag(i - 1), word(i + 1));
    add(52, i + 1 < count ? t[i + 1].shape : 5, t[i].shape, i == 0);
    add(53, tag(i - 1), t[i].suffix3);
    add(54, tag(i - 1), tag(i - 2), t[i].word);
    add(55, suffix(i + 1), t[i].suffix3);
    add(56, tag(i - 1), suffix(i + 1), t[i].suffix3);
    add(57, 1);
    add(58, i == 0, t[i].shape, i > 0 ? t[i - 1].shape : 4);
    add(59, suffix(i + 2), suffix(i + 1));
    return n;
}

template <class Scores, class T>
int best(const Scores &scores, T *out, const uint32_t *rows, int n, int labels) {
    scores.score(rows, n, out);
    int winner = 0;
    for (int k = 1; k < labels; k++)
        if (out[k] > out[winner]) winner = k;
    return winner;
}

inline void trainTagger(Perceptron &p, const Names &tags, const vector<const Sentence *> &given, int rounds, int bits,
                        int leastSeen) {
    p.begin(bits, tags.names.size(), leastSeen);
    Random random(7);
    auto order = given;
    vector<float> scores(p.labels);
    uint64_t hashes[64];
    uint32_t rows[64];
    for (int round = 0; round < rounds; round++) {
        for (size_t i = order.size(); i > 1; i--) std::swap(order[i - 1], order[random.next() % i]);
        for (auto s : order) {
            int count = s->words.size();
            vector<int> found(count);
            for (int i = 0; i < count; i++) {
                int n = tagFeatures(s->words, i, found.data(), hashes);
                for (int k = 0; k < n; k++) rows[k] = p.row(hashes[k]);
                if (round == 0 && leastSeen) p.count(rows, n);
                int winner = best(p, scores.data(), rows, n, p.labels);
                int gold = tags.index.at(s->words[i].fullTag);
                if (winner != gold) p.update(rows, n, gold, winner);
                p.step++;
                found[i] = winner;
            }
        }
        if (round == 0) p.endFirstRound();
    }
    p.average();
}

inline vector<int> runTagger(const Table &p, const vector<Word> &t) {
    uint64_t hashes[64];
    uint32_t rows[64];
    int scores[512];
    vector<int> tags(t.size());
    for (size_t i = 0; i < t.size(); i++) {
        int n = tagFeatures(t, i, tags.data(), hashes);
        for (int k = 0; k < n; k++) rows[k] = p.row(hashes[k]);
        tags[i] = best(p, scores, rows, n, p.labels);
    }
    return tags;
}

}  // namespace grammar
