// The model as it is trained, and the file that is shipped.
#pragma once
#include "lemmatiser.hpp"
#include "parser.hpp"
#include "splitter.hpp"

namespace grammar {

struct Model {
    Names tags, labels, classNames;
    ClassNumbers classes;
    Lemmatiser lemmatiser;
    Table tagger, parser, splitter;
    Perceptron taggerRun, parserRun;
    int rootLabel = -1;

    /// Makes the tables that are shipped: weights below the thresholds are dropped.
    void freeze(double taggerThreshold, double parserThreshold) {
        tagger.freeze(taggerRun, taggerThreshold);
        parser.freeze(parserRun, parserThreshold);
    }

    void number() {
        classes.classOfTag.clear();
        for (auto &t : tags.names) classes.classOfTag.push_back(classNames.add(t.substr(0, t.find('|'))));
        classes.verb = classNames.add("VERB");
        classes.mark = classNames.add("PUNCT");
        auto it = labels.index.find("root");
        rootLabel = it == labels.index.end() ? -1 : it->second;
    }
};

/// Little-endian numbers and strings into a file.
struct Writer {
    FILE *file;
    void number(uint64_t value, int bytes) {
        for (int i = 0; i < bytes; i++) fputc((int)(value >> (8 * i)) & 255, file);
    }
    void text(const string &s) {
        number(s.size(), 1);
        fwrite(s.data(), 1, s.size(), file);
    }
    void names(const vector<string> &v) {
        number(v.size(), 2);
        for (auto &s : v) text(s);
    }
    /// Bits of rows that have weights; weights a row; labels and codes, one after the other.
    void table(const Table &t) {
        size_t rows = 1ULL << t.bits;
        vector<uint8_t> isUsed(rows / 8, 0), counts;
        for (size_t r = 0; r < rows; r++)
            if (t.offsets[r + 1] > t.offsets[r]) {
                isUsed[r / 8] |= 1 << (r % 8);
                counts.push_back(t.offsets[r + 1] - t.offsets[r]);
            }
        number(t.bits, 1);
        number(t.labels, 2);
        number(counts.size(), 4);
        number(t.weights.size(), 4);
        fwrite(isUsed.data(), 1, isUsed.size(), file);
        fwrite(counts.data(), 1, counts.size(), file);
        for (size_t i = 0; i < t.weights.size(); i++) {
            number(t.weights[i].label, 1);
            number((uint8_t)t.codes[i], 1);
        }
    }
    void map(const std::map<uint32_t, uint16_t> &m) {
        number(m.size(), 4);
        for (auto &x : m) number(x.first, 4);
        for (auto &x : m) number(x.second, 2);
    }
    /// All weights as they were learnt.
    void perceptron(const Perceptron &p) {
        number(p.bits, 1);
        number(p.labels, 2);
        for (auto &row : p.rows) {
            number(row.size(), 2);
            for (auto &x : row) {
                number(x.label, 2);
                fwrite(&x.weight, 4, 1, file);
            }
        }
    }
    /// The model before weights are dropped.
    void learnt(const Model &m) {
        names(m.tags.names);
        names(m.labels.names);
        perceptron(m.taggerRun);
        perceptron(m.parserRun);
        names(m.lemmatiser.rules);
        map(m.lemmatiser.exceptions);
        map(m.lemmatiser.suffixes);
    }
    void model(const Model &m) {
        fwrite("WKGRAM02", 1, 8, file);
        names(m.tags.names);
        names(m.labels.names);
        number(templateCount, 2);
        for (auto &t : templates) {
            int count = 0;
            while (t[count] >= 0) count++;
            number(count, 1);
            for (int k = 0; k < count; k++) number(t[k], 1);
        }
        table(m.tagger);
        table(m.parser);
        table(m.splitter);
        names(m.lemmatiser.rules);
        map(m.lemmatiser.exceptions);
        map(m.lemmatiser.suffixes);
        fwrite("END.", 1, 4, file);
    }
};

struct Reader {
    FILE *file;
    uint64_t number(int bytes) {
        uint64_t value = 0;
        for (int i = 0; i < bytes; i++) value |= (uint64_t)(uint8_t)fgetc(file) << (8 * i);
        return value;
    }
    string text() {
        string s(number(1), 0);
        for (auto &c : s) c = (char)fgetc(file);
        return s;
    }
    vector<string> names() {
        vector<string> v(number(2));
        for (auto &s : v) s = text();
        return v;
    }
    Table table() {
        Table t;
        t.bits = number(1);
        t.labels = number(2);
        size_t used = number(4), weights = number(4), rows = 1ULL << t.bits;
        t.mask = rows - 1;
        vector<uint8_t> isUsed(rows / 8), counts(used);
        for (auto &b : isUsed) b = fgetc(file);
        for (auto &b : counts) b = fgetc(file);
        t.weights.resize(weights);
        for (auto &w : t.weights) {
            w.label = number(1);
            w.weight = Table::decoded((int8_t)number(1));
        }
        t.offsets.assign(rows + 1, 0);
        size_t next = 0;
        for (size_t r = 0; r < rows; r++)
            t.offsets[r + 1] = t.offsets[r] + ((isUsed[r / 8] >> (r % 8)) & 1 ? counts[next++] : 0);
        return t;
    }
    std::map<uint32_t, uint16_t> map() {
        vector<uint32_t> keys(number(4));
        for (auto &k : keys) k = number(4);
        std::map<uint32_t, uint16_t> m;
        for (auto k : keys) m[k] = number(2);
        return m;
    }
    void perceptron(Perceptron &p) {
        int bits = number(1), labels = number(2);
        p.begin(bits, labels, 0);
        for (auto &row : p.rows) {
            row.resize(number(2));
            for (auto &x : row) {
                x.label = number(2);
                if (fread(&x.weight, 4, 1, file) != 1) exit(1);
            }
        }
    }
    void learnt(Model &m) {
        for (auto &s : names()) m.tags.add(s);
        for (auto &s : names()) m.labels.add(s);
        perceptron(m.taggerRun);
        perceptron(m.parserRun);
        m.lemmatiser.rules = names();
        m.lemmatiser.exceptions = map();
        m.lemmatiser.suffixes = map();
        m.number();
    }
    bool model(Model &m) {
        char magic[9] = {};
        if (fread(magic, 1, 8, file) != 8 || string(magic) != "WKGRAM02") return false;
        for (auto &s : names()) m.tags.add(s);
        for (auto &s : names()) m.labels.add(s);
        int count = number(2);
        for (int i = 0; i < count; i++)
            for (int k = number(1); k > 0; k--) number(1);
        m.tagger = table();
        m.parser = table();
        m.splitter = table();
        m.lemmatiser.rules = names();
        m.lemmatiser.exceptions = map();
        m.lemmatiser.suffixes = map();
        m.number();
        return number(4) == 0x2E444E45;
    }
};

}  // namespace grammar
