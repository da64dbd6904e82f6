// Headlines made of sentences: no articles, no auxiliaries of the main verb, its past as present, no stop; half of them
// with capitals on all but small words.
#pragma once
#include "treebank.hpp"

namespace grammar {

inline bool has(const Word &t, const char *feature) { return t.features.find(feature) != string::npos; }

/// Third person of a verb's present.
inline string thirdPerson(const string &lemma) {
    size_t n = lemma.size();
    if (lemma == "have") return "has";
    if (n > 1 && lemma[n - 1] == 'y' && !strchr("aeiou", lemma[n - 2])) return lemma.substr(0, n - 1) + "ies";
    if (n && (strchr("sxzo", lemma[n - 1]) || (n > 1 && lemma[n - 1] == 'h' && strchr("cs", lemma[n - 2]))))
        return lemma + "es";
    return lemma + "s";
}

/// Whether a sentence makes a headline, and the headline.
inline bool makeHeadline(const Sentence &s, int number, Sentence &out) {
    int n = s.words.size();
    if (n < 5 || n > 28 || s.words[n - 1].form == "?") return false;
    int root = -1;
    vector<int> children(n, 0);
    for (int i = 0; i < n; i++) {
        if (s.words[i].head == 0) root = i;
        else children[s.words[i].head - 1]++;
    }
    if (root < 0 || s.words[root].tag != "VERB") return false;
    int subject = -1;
    bool hasAuxiliary = false, hasModal = false;
    for (int i = 0; i < n; i++) {
        const Word &t = s.words[i];
        if (t.head != root + 1) continue;
        if (t.relation == "nsubj" || t.relation == "nsubj:pass") subject = i;
        if (t.relation == "aux" || t.relation == "aux:pass") {
            hasAuxiliary = true;
            hasModal |= t.lemma != "be" && t.lemma != "have";
        }
    }
    if (subject < 0 || (s.words[subject].tag != "NOUN" && s.words[subject].tag != "PROPN")) return false;
    vector<int> place(n, -1);
    out = Sentence();
    for (int i = 0; i < n; i++) {
        const Word &t = s.words[i];
        string low = lowerForm(t.form);
        if (!children[i] && t.relation == "det" && (low == "the" || low == "a" || low == "an")) continue;
        if (!children[i] && !hasModal && (t.relation == "aux" || t.relation == "aux:pass") && t.head == root + 1 &&
            (t.lemma == "be" || t.lemma == "have"))
            continue;
        if (i == n - 1 && t.tag == "PUNCT") continue;
        place[i] = out.words.size();
        out.words.push_back(t);
    }
    if (out.words.size() < 4 || place[root] < 0) return false;
    for (auto &t : out.words) {
        t.contraction = 0;
        if (!t.head) continue;
        int h = place[t.head - 1];
        if (h < 0) return false;
        t.head = h + 1;
    }
    Word &verb = out.words[place[root]];
    if (!hasAuxiliary && has(verb, "Tense=Past") && has(verb, "VerbForm=Fin")) {
        bool isPlural = has(s.words[subject], "Number=Plur");
        verb.form = isPlural ? verb.lemma : thirdPerson(verb.lemma);
        verb.features = string("Mood=Ind|Number=") + (isPlural ? "Plur" : "Sing") + "|Person=3|Tense=Pres|VerbForm=Fin";
        verb.fullTag = fullTag(verb.tag, verb.features);
    }
    for (size_t i = 0; i < out.words.size(); i++) {
        Word &t = out.words[i];
        bool isSmall = t.tag == "ADP" || t.tag == "CCONJ" || t.tag == "PART" || t.tag == "DET" || t.tag == "PUNCT";
        if ((i == 0 || (number % 2 && !isSmall)) && t.form[0] >= 'a' && t.form[0] <= 'z') t.form[0] -= 32;
        prepare(t);
    }
    return true;
}

/// The sentences, and after two of three that make a headline the headline.
inline vector<Sentence> withHeadlines(const vector<Sentence> &sentences) {
    vector<Sentence> out;
    int number = 0;
    for (auto &s : sentences) {
        out.push_back(s);
        Sentence h;
        if (!makeHeadline(s, number, h)) continue;
        if (number % 2 == 0 || number % 3 == 0) out.push_back(h);
        number++;
    }
    return out;
}

}  // namespace grammar
