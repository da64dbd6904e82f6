// The lemmatiser: exceptions by form and tag, else the longest known suffix with its rule.
#pragma once
#include <map>
#include <set>

#include "treebank.hpp"

namespace grammar {

/// Rules: "=" as written, "l" in small letters, "!x" the lemma x, "l2+y" small letters less 2 plus y, "c2+y" the same as written.
struct Lemmatiser {
    vector<string> rules;
    std::map<string, int> ruleIndex;
    std::map<uint32_t, uint16_t> exceptions, suffixes;

    static string rule(const string &form, const string &lemma) {
        if (form == lemma) return "=";
        string lowered = lowerForm(form);
        if (lowered == lemma) return "l";
        auto a = decode(lowered), b = decode(lemma);
        bool isLowered = true;
        if (!b.empty() && isUpper(b[0])) {
            a = decode(form);
            isLowered = false;
        }
        size_t k = 0;
        while (k < a.size() && k < b.size() && a[k] == b[k]) k++;
        if (k == 0) return "!" + lemma;
        return string(isLowered ? "l" : "c") + std::to_string(a.size() - k) + "+" + encode(b, k, b.size());
    }
    static string apply(const string &rule, const string &form) {
        if (rule == "=") return form;
        if (rule == "l") return lowerForm(form);
        if (rule[0] == '!') return rule.substr(1);
        auto a = decode(rule[0] == 'l' ? lowerForm(form) : form);
        size_t plus = rule.find('+'), k = atoi(rule.c_str() + 1);
        if (k > a.size()) return form;
        return encode(a, 0, a.size() - k) + rule.substr(plus + 1);
    }
    static uint32_t formKey(const string &form, const string &tag) {
        return (uint32_t)combine(hashBytes(form), hashBytes(tag));
    }
    static uint32_t suffixKey(const vector<uint32_t> &v, size_t k, const string &tag, bool isCapital) {
        uint64_t h = hashBytes(tag) + isCapital * 3 + k * 1315423911ULL;
        for (size_t i = v.size() - k; i < v.size(); i++) h = combine(h, v[i]);
        return (uint32_t)h;
    }
    int bySuffix(const string &form, const string &tag, const string &universalTag) const {
        auto v = decode(form);
        bool isCapital = !v.empty() && isUpper(v[0]);
        for (auto &c : v) c = lower(c);
        for (int k = std::min<int>(6, v.size()); k >= 0; k--) {
            auto it = suffixes.find(suffixKey(v, k, tag, isCapital));
            if (it != suffixes.end()) return it->second;
            if (k >= 3) continue;
            it = suffixes.find(suffixKey(v, k, universalTag, isCapital));
            if (it != suffixes.end()) return it->second;
        }
        return -1;
    }
    string lemma(const string &form, const string &tag, const string &universalTag) const {
        auto it = exceptions.find(formKey(form, tag));
        if (it != exceptions.end()) return apply(rules[it->second], form);
        int r = bySuffix(form, tag, universalTag);
        if (r >= 0) return apply(rules[r], form);
        it = exceptions.find(formKey(form, universalTag));
        if (it != exceptions.end()) return apply(rules[it->second], form);
        return lowerForm(form);
    }

    void train(const vector<Sentence> &sentences, int leastSeen) {
        std::map<std::pair<uint32_t, int>, int> forms, ends;
        for (auto &s : sentences)
            for (auto &t : s.words) {
                if (t.lemma == "_" && t.form != "_") continue;
                string name = rule(t.form, t.lemma);
                auto found = ruleIndex.find(name);
                int r = found != ruleIndex.end() ? found->second : (int)rules.size();
                if (found == ruleIndex.end()) {
                    rules.push_back(name);
                    ruleIndex[name] = r;
                }
                forms[{formKey(t.form, t.fullTag), r}]++;
                forms[{formKey(t.form, t.tag), r}]++;
                if (name[0] == '!') continue;
                auto v = decode(t.form);
                bool isCapital = isUpper(v[0]);
                for (auto &c : v) c = lower(c);
                for (size_t k = 0; k <= 6 && k <= v.size(); k++) {
                    ends[{suffixKey(v, k, t.fullTag, isCapital), r}]++;
                    ends[{suffixKey(v, k, t.tag, isCapital), r}]++;
                }
            }
        commonest(forms, exceptions, 1);
        commonest(ends, suffixes, leastSeen);
        // What the suffixes get right is no exception.
        std::set<uint32_t> seen;
        vector<uint32_t> regular;
        for (auto &s : sentences)
            for (auto &t : s.words)
                for (const string *tag : {&t.fullTag, &t.tag}) {
                    if (t.lemma == "_" && t.form != "_") continue;
                    uint32_t key = formKey(t.form, *tag);
                    if (!seen.insert(key).second) continue;
                    auto it = exceptions.find(key);
                    if (it != exceptions.end() && bySuffix(t.form, *tag, t.tag) == it->second) regular.push_back(key);
                }
        for (uint32_t key : regular) exceptions.erase(key);
    }
    static void commonest(const std::map<std::pair<uint32_t, int>, int> &counts, std::map<uint32_t, uint16_t> &out,
                          int least) {
        std::map<uint32_t, int> most;
        for (auto &x : counts) {
            if (x.second < least || x.second <= most[x.first.first]) continue;
            most[x.first.first] = x.second;
            out[x.first.first] = x.first.second;
        }
    }
};

}  // namespace grammar
