// Trains the grammar of English and is the reference that the Swift code is compared with.
//   train --treebanks A,B --learnt FILE   trains and writes what tagger, lemmatiser and parser learnt
//   freeze --treebanks A,B --learnt FILE --out FILE   trains the splitter too and writes the model that is shipped
//   parse --model FILE < CONLLU           reads words, writes lemma, tag, features, head and relation instead of those given
//   split --model FILE < TEXT             one paragraph a line: writes one sentence a line, words with a space between
#include <future>
#include <iostream>

#include "headlines.hpp"
#include "model.hpp"

using namespace grammar;

static std::map<string, string> arguments;
static string argument(const string &name, const string &otherwise) {
    auto it = arguments.find(name);
    return it == arguments.end() ? otherwise : it->second;
}

static int train() {
    auto plainSentences = readTreebanks(argument("treebanks", ""));
    Model m;

    auto given = argument("headlines", "1") == "1" ? withHeadlines(plainSentences) : plainSentences;
    // Tags seen twice at most become the word class alone; subtypes seen fewer than twenty times their relation.
    std::map<string, int> tagCounts, labelCounts;
    for (auto &s : given)
        for (auto &t : s.words) tagCounts[t.fullTag]++, labelCounts[t.relation]++;
    for (auto &s : given)
        for (auto &t : s.words) {
            if (tagCounts[t.fullTag] < 3) t.fullTag = t.tag;
            m.tags.add(t.fullTag);
            if (labelCounts[t.relation] < 20) t.relation = universal(t.relation);
            m.labels.add(t.relation);
        }
    for (auto &s : given)
        for (auto &t : s.words) m.tags.add(t.tag);
    m.number();
    fprintf(stderr, "%zu sentences, %zu tags, %zu relations\n", given.size(), m.tags.names.size(), m.labels.names.size());

    // The parser learns from tags as the tagger gives them on sentences that it has not seen.
    const int folds = 4, rounds = 8, tagBits = 20, parseBits = 22;
    vector<vector<int>> tags(given.size());
    for (int fold = 0; fold < folds; fold++) {
        vector<const Sentence *> others;
        for (size_t i = 0; i < given.size(); i++)
            if ((int)(i * folds / given.size()) != fold) others.push_back(&given[i]);
        Perceptron p;
        trainTagger(p, m.tags, others, rounds / 2, tagBits, 0);
        Table table;
        table.freeze(p, 0);
        for (size_t i = 0; i < given.size(); i++)
            if ((int)(i * folds / given.size()) == fold) tags[i] = runTagger(table, given[i].words);
        fprintf(stderr, "tagger, fold %d\n", fold + 1);
    }
    vector<const Sentence *> all;
    for (auto &s : given) all.push_back(&s);
    trainTagger(m.taggerRun, m.tags, all, rounds, tagBits, 0);
    m.lemmatiser.train(given, 2);
    for (auto &s : given) makeProjective(s);
    // Runs that share nothing, each in one thread; their mean does not depend on which is ready first.
    auto run = [&](int seed) {
        Perceptron p;
        trainParser(p, m.labels, m.classes, given, tags, rounds, parseBits, 3, seed);
        return p;
    };
    vector<std::future<Perceptron>> pending;
    const int runs = atoi(argument("runs", "2").c_str());
    for (int seed = 12; seed < 11 + runs; seed++) pending.push_back(std::async(std::launch::async, run, seed));
    m.parserRun = run(11);
    vector<Perceptron> others;
    for (auto &p : pending) others.push_back(p.get());
    m.parserRun.blend(others);
    FILE *out = fopen(argument("learnt", "").c_str(), "wb");
    if (!out) return 1;
    Writer{out}.learnt(m);
    return fclose(out);
}

static int freeze() {
    Model m;
    FILE *in = fopen(argument("learnt", "").c_str(), "rb"), *out = fopen(argument("out", "").c_str(), "wb");
    if (!in || !out) return 1;
    Reader{in}.learnt(m);
    auto threshold = [](const char *name, const char *otherwise) { return atof(argument(name, otherwise).c_str()); };
    m.freeze(threshold("tagger", "1"), threshold("parser", "2"));
    Perceptron p;
    trainSplitter(p, readTreebanks(argument("treebanks", "")), 6, 18);
    m.splitter.freeze(p, threshold("splitter", "0.3"));
    Writer{out}.model(m);
    fprintf(stderr, "weights: splitter %zu, tagger %zu, parser %zu; keys of lemmas: %zu\n", m.splitter.weights.size(),
            m.tagger.weights.size(), m.parser.weights.size(),
            m.lemmatiser.exceptions.size() + m.lemmatiser.suffixes.size());
    return fclose(out);
}

static bool readModel(Model &m) {
    FILE *in = fopen(argument("model", "").c_str(), "rb");
    return in && Reader{in}.model(m);
}

static int parse() {
    Model m;
    if (!readModel(m)) return 1;
    vector<vector<string>> lines;
    auto write = [&]() {
        vector<Word> words;
        for (auto &c : lines) {
            Word t;
            t.form = plainForm(c[1]);
            prepare(t);
            words.push_back(t);
        }
        auto tags = runTagger(m.tagger, words);
        vector<int> classes;
        for (int t : tags) classes.push_back(m.classes.classOfTag[t]);
        Reading x(words, tags, classes, m.classes.verb, m.classes.mark);
        State c(words.size());
        runParser(m.parser, m.labels.names.size(), m.rootLabel, x, c);
        for (size_t i = 0; i < words.size(); i++) {
            const string &tag = m.tags.names[tags[i]];
            size_t bar = tag.find('|');
            printf("%zu\t%s\t%s\t%s\t_\t%s\t%d\t%s\t_\t_\n", i + 1, lines[i][1].c_str(),
                   m.lemmatiser.lemma(words[i].form, tag, tag.substr(0, bar)).c_str(), tag.substr(0, bar).c_str(),
                   bar == string::npos ? "_" : tag.substr(bar + 1).c_str(), c.head[i] == c.count ? 0 : c.head[i] + 1,
                   m.labels.names[c.label[i]].c_str());
        }
        printf("\n");
        lines.clear();
    };
    string line;
    while (std::getline(std::cin, line)) {
        if (line.empty()) {
            if (!lines.empty()) write();
            continue;
        }
        if (line[0] == '#') continue;
        vector<string> c;
        std::stringstream fields(line);
        string field;
        while (std::getline(fields, field, '\t')) c.push_back(field);
        if (c.size() > 1 && c[0].find_first_of(".-") == string::npos) lines.push_back(c);
    }
    if (!lines.empty()) write();
    return 0;
}

static int split() {
    Model m;
    if (!readModel(m)) return 1;
    string line;
    while (std::getline(std::cin, line)) {
        auto written = decode(line);
        vector<uint32_t> letters;
        for (auto c : written) letters.push_back(plain(c));
        auto ends = runSplitter(m.splitter, letters);
        bool isStart = true;
        for (size_t i = 0; i < letters.size(); i++) {
            if (letters[i] == ' ') continue;
            if (!isStart && i > 0 && ends[i - 1] == 0 && letters[i - 1] == ' ') printf(" ");
            printf("%s", encode(written, i, i + 1).c_str());
            isStart = false;
            if (ends[i] == 1) printf(" ");
            if (ends[i] == 2) printf("\n"), isStart = true;
        }
        printf("\n");
    }
    return 0;
}

int main(int count, char **values) {
    string mode = count > 1 ? values[1] : "";
    for (int i = 2; i + 1 < count; i += 2) arguments[values[i] + 2] = values[i + 1];
    if (mode == "train") return train();
    if (mode == "freeze") return freeze();
    if (mode == "parse") return parse();
    if (mode == "split") return split();
    fprintf(stderr, "usage: train-grammar train|freeze|parse|split --OPTION VALUE ...\n");
    return 2;
}
