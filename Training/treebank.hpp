// Sentences of a treebank in CoNLL-U.
#pragma once
#include <cstring>
#include <fstream>
#include <sstream>

#include "text.hpp"

namespace grammar {

struct Word {
    string form, lemma, tag, features, relation, fullTag;
    int head = 0;  // 1 is the first word, 0 the root
    bool isSpaced = true;
    int contraction = 0;  // 1 first word of a contraction, 2 a later one
    string contracted;
    uint64_t word = 0, suffix2 = 0, suffix3 = 0, shape = 0;
    vector<uint64_t> own;  // the tagger's features of the word alone
};

struct Sentence {
    vector<Word> words;
    string id;
};

inline string universal(const string &name) { return name.substr(0, name.find(':')); }

/// The tag that the tagger learns: the word class with the features that the parser wants.
inline string fullTag(const string &tag, const string &features) {
    static const char *const kept[] = {"VerbForm", "Tense", "Mood", "Voice", "Number", "Case", "Polarity", "Person"};
    string out = tag;
    if (features == "_" || features.empty()) return out;
    for (const char *name : kept) {
        if (!strcmp(name, "Person") && tag != "VERB" && tag != "AUX") continue;
        string key = string(name) + "=";
        size_t p = 0;
        while ((p = features.find(key, p)) != string::npos && p > 0 && features[p - 1] != '|') p++;
        if (p == string::npos) continue;
        size_t end = features.find('|', p);
        out += "|" + features.substr(p, end == string::npos ? string::npos : end - p);
    }
    return out;
}

/// Hashes of a word's form.
inline void prepare(Word &t) {
    string lowered = lowerForm(t.form);
    auto low = decode(lowered);
    auto written = decode(t.form);
    size_t n = low.size();
    t.word = hashBytes(lowered);
    t.suffix2 = hashBytes(encode(low, n >= 2 ? n - 2 : 0, n)) ^ 77;
    t.suffix3 = hashBytes(encode(low, n >= 3 ? n - 3 : 0, n)) ^ 99;
    string shape;
    int last = -1, run = 0;
    bool hasDigit = false, hasHyphen = false, hasUpper = false;
    for (uint32_t c : written) {
        hasDigit |= isDigit(c);
        hasHyphen |= c == '-';
        hasUpper |= isUpper(c);
        int k = letterClass(c);
        if (k == last && ++run >= 2) continue;
        if (k != last) run = 0;
        last = k;
        shape += (char)('0' + k);
        if (k == 4) append(shape, c);
    }
    t.shape = hashBytes(shape);
    t.own.clear();
    auto add = [&](int id, uint64_t h) { t.own.push_back(combine(id * 1000003ULL + 17, h)); };
    add(1, t.word);
    for (size_t k = 1; k <= 5 && k <= n; k++) add(10 + k, hashBytes(encode(low, n - k, n)));
    for (size_t k = 1; k <= 4 && k <= n; k++) add(20 + k, hashBytes(encode(low, 0, k)));
    add(30, t.shape);
    add(31, hashBytes(t.form));
    add(32, hasDigit * 4 + hasHyphen * 2 + hasUpper);
    if (n > 3) add(33, combine(t.shape, t.suffix2));
}

inline vector<Sentence> readTreebanks(const string &files) {
    vector<Sentence> out;
    std::stringstream names(files);
    string name;
    while (std::getline(names, name, ',')) {
        std::ifstream in(name);
        if (!in) {
            fprintf(stderr, "cannot read %s\n", name.c_str());
            exit(1);
        }
        string line;
        Sentence s;
        int first = 0, last = 0;
        string contracted;
        bool isSpaced = true;
        while (std::getline(in, line)) {
            if (line.empty() || line == "\r") {
                if (!s.words.empty()) out.push_back(s);
                s = Sentence();
                last = 0;
                continue;
            }
            if (line[0] == '#') {
                if (line.compare(0, 12, "# sent_id = ") == 0) s.id = line.substr(12);
                continue;
            }
            vector<string> c;
            std::stringstream fields(line);
            string field;
            while (std::getline(fields, field, '\t')) c.push_back(field);
            if (c.size() < 8) continue;
            c.resize(10, "_");
            if (c[0].find('.') != string::npos) continue;
            size_t dash = c[0].find('-');
            if (dash != string::npos) {
                first = atoi(c[0].c_str());
                last = atoi(c[0].c_str() + dash + 1);
                contracted = plainForm(c[1]);
                isSpaced = c[9].find("SpaceAfter=No") == string::npos;
                continue;
            }
            Word t;
            t.form = plainForm(c[1]);
            t.lemma = plainForm(c[2]);
            t.tag = c[3];
            t.features = c[5];
            t.head = atoi(c[6].c_str());
            t.relation = c[7];
            t.isSpaced = c[9].find("SpaceAfter=No") == string::npos;
            int id = atoi(c[0].c_str());
            if (id <= last && id >= first) {
                t.contraction = id == first ? 1 : 2;
                t.contracted = contracted;
                t.isSpaced = id == last ? isSpaced : false;
            }
            t.fullTag = fullTag(t.tag, t.features);
            s.words.push_back(t);
        }
        if (!s.words.empty()) out.push_back(s);
    }
    for (auto &s : out)
        for (auto &t : s.words) prepare(t);
    return out;
}

/// Lifts words until no arcs cross; the shortest crossing arc first.
inline void makeProjective(Sentence &s) {
    int n = s.words.size();
    for (int guard = 0; guard < n * 2; guard++) {
        int worst = -1, length = 1 << 30;
        for (int d = 1; d <= n; d++) {
            int h = s.words[d - 1].head;
            if (h == 0) continue;
            int a = std::min(h, d), b = std::max(h, d);
            bool crosses = false;
            for (int k = a + 1; k < b && !crosses; k++) {
                int x = k, steps = 0;
                while (x && x != h && steps++ <= n) x = s.words[x - 1].head;
                crosses = x != h;
            }
            if (crosses && b - a < length) {
                length = b - a;
                worst = d;
            }
        }
        if (worst < 0) return;
        s.words[worst - 1].head = s.words[s.words[worst - 1].head - 1].head;
    }
}

}  // namespace grammar
