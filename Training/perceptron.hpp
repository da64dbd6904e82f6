// Averaged perceptron over hashed rows, and its frozen form with 8-bit weights.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "text.hpp"

namespace grammar {

struct Perceptron {
    struct Weight {
        uint16_t label;
        float weight;
    };
    struct Sum {
        float total;
        uint32_t step;
    };
    int bits = 20, labels = 0, leastSeen = 0;
    uint64_t mask = 0;
    uint32_t step = 1;
    bool isCounting = false;
    vector<vector<Weight>> rows;
    vector<vector<Sum>> sums;
    vector<uint8_t> seen;

    /// leastSeen: rows that were seen fewer times in the first round are dropped after it.
    void begin(int rowBits, int labelCount, int least) {
        bits = rowBits;
        labels = labelCount;
        leastSeen = least;
        isCounting = least > 0;
        mask = (1ULL << bits) - 1;
        rows.assign(1ULL << bits, {});
        sums.assign(1ULL << bits, {});
        seen.assign(1ULL << bits, 0);
        step = 1;
    }
    uint32_t row(uint64_t hash) const { return (uint32_t)(mix(hash) & mask); }
    void count(const uint32_t *features, int n) {
        for (int i = 0; i < n; i++)
            if (seen[features[i]] < 255) seen[features[i]]++;
    }
    void score(const uint32_t *features, int n, float *out) const {
        for (int k = 0; k < labels; k++) out[k] = 0;
        for (int i = 0; i < n; i++)
            for (auto &e : rows[features[i]]) out[e.label] += e.weight;
    }
    void add(uint32_t row, int label, float delta) {
        if (leastSeen && !isCounting && seen[row] < leastSeen) return;
        auto &v = rows[row];
        auto &q = sums[row];
        for (size_t i = 0; i < v.size(); i++)
            if (v[i].label == label) {
                q[i].total += v[i].weight * (step - q[i].step);
                q[i].step = step;
                v[i].weight += delta;
                return;
            }
        v.push_back({(uint16_t)label, delta});
        q.push_back({0, step});
    }
    void update(const uint32_t *features, int n, int gold, int predicted) {
        for (int i = 0; i < n; i++) {
            add(features[i], gold, 1);
            add(features[i], predicted, -1);
        }
    }
    void endFirstRound() {
        if (!leastSeen) return;
        for (size_t r = 0; r < rows.size(); r++)
            if (seen[r] < leastSeen) {
                vector<Weight>().swap(rows[r]);
                vector<Sum>().swap(sums[r]);
            }
        isCounting = false;
    }
    /// Takes the mean with the weights of other runs, so that one run's order of sentences matters less.
    void blend(const vector<Perceptron> &others) {
        float runs = 1 + others.size();
        for (size_t r = 0; r < rows.size(); r++) {
            auto &row = rows[r];
            for (auto &p : others)
                for (auto &x : p.rows[r]) {
                    auto it = std::find_if(row.begin(), row.end(), [&](auto &y) { return y.label == x.label; });
                    if (it == row.end()) row.push_back(x);
                    else it->weight += x.weight;
                }
            for (auto &x : row) x.weight /= runs;
        }
    }
    void average() {
        for (size_t r = 0; r < rows.size(); r++) {
            auto &v = rows[r];
            auto &q = sums[r];
            for (size_t i = 0; i < v.size(); i++) v[i].weight = (q[i].total + v[i].weight * (step - q[i].step)) / step;
            q.clear();
        }
    }
};

/// Weights as they are shipped: 8-bit codes, the weight grows with the square of the code.
struct Table {
    struct Weight {
        uint16_t label;
        int16_t weight;
    };
    int bits = 0, labels = 0;
    uint64_t mask = 0;
    vector<uint32_t> offsets;
    vector<Weight> weights;
    vector<int8_t> codes;

    static int decoded(int code) {
        int square = code * code;
        int value = (2 * 8000 * square + 127 * 127) / (2 * 127 * 127);
        return code < 0 ? -value : value;
    }

    /// Drops weights below a threshold.
    void freeze(const Perceptron &p, double threshold) {
        bits = p.bits;
        labels = p.labels;
        mask = p.mask;
        float most = 1e-9f;
        for (auto &v : p.rows)
            for (auto &x : v) most = std::max(most, std::fabs(x.weight));
        offsets.assign(p.rows.size() + 1, 0);
        for (size_t r = 0; r < p.rows.size(); r++) {
            offsets[r] = weights.size();
            auto row = p.rows[r];
            std::sort(row.begin(), row.end(), [](auto &a, auto &b) { return a.label < b.label; });
            for (auto &x : row) {
                if (std::fabs(x.weight) < threshold) continue;
                long code = std::lround(std::sqrt((double)std::fabs(x.weight) / most) * 127);
                if (x.weight < 0) code = -code;
                if (!decoded((int)code)) continue;
                weights.push_back({x.label, (int16_t)decoded((int)code)});
                codes.push_back((int8_t)code);
            }
        }
        offsets[p.rows.size()] = weights.size();
    }
    uint32_t row(uint64_t hash) const { return (uint32_t)(mix(hash) & mask); }
    void score(const uint32_t *features, int n, int *out) const {
        for (int k = 0; k < labels; k++) out[k] = 0;
        for (int i = 0; i < n; i++)
            for (uint32_t a = offsets[features[i]], b = offsets[features[i] + 1]; a < b; a++)
                out[weights[a].label] += weights[a].weight;
    }
};

}  // namespace grammar
