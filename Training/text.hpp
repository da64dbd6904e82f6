// Bytes, letters and hashes. The Swift module GrammarParsing has the same functions; both must change together.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace grammar {

using std::string;
using std::vector;

/// Xorshift: the same numbers on every machine.
struct Random {
    uint64_t state;
    explicit Random(uint64_t seed) : state(seed * 0x9E3779B97F4A7C15ULL + 1) {}
    uint64_t next() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return state;
    }
    double unit() { return (next() >> 11) * (1.0 / 9007199254740992.0); }
};

inline uint64_t mix(uint64_t h) {
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93ULL;
    h ^= h >> 32;
    return h;
}

inline uint64_t combine(uint64_t a, uint64_t b) {
    return (a ^ (b + 0x9E3779B97F4A7C15ULL + (a << 6) + (a >> 2))) * 0xd6e8feb86659fd93ULL;
}

/// FNV-1a, never 0.
inline uint64_t hashBytes(const char *bytes, size_t count) {
    uint64_t h = 1469598103934665603ULL;
    for (size_t i = 0; i < count; i++) {
        h ^= (uint8_t)bytes[i];
        h *= 1099511628211ULL;
    }
    return h ? h : 1;
}
inline uint64_t hashBytes(const string &s) { return hashBytes(s.data(), s.size()); }

inline vector<uint32_t> decode(const string &s) {
    vector<uint32_t> out;
    for (size_t i = 0; i < s.size();) {
        uint8_t c = s[i];
        uint32_t value = c < 0x80 ? c : c < 0xE0 ? c & 31 : c < 0xF0 ? c & 15 : c & 7;
        size_t length = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        for (size_t k = 1; k < length && i + k < s.size(); k++) value = (value << 6) | (s[i + k] & 63);
        out.push_back(value);
        i += length;
    }
    return out;
}

inline void append(string &out, uint32_t v) {
    if (v < 0x80) {
        out += (char)v;
    } else if (v < 0x800) {
        out += (char)(0xC0 | v >> 6);
        out += (char)(0x80 | (v & 63));
    } else if (v < 0x10000) {
        out += (char)(0xE0 | v >> 12);
        out += (char)(0x80 | ((v >> 6) & 63));
        out += (char)(0x80 | (v & 63));
    } else {
        out += (char)(0xF0 | v >> 18);
        out += (char)(0x80 | ((v >> 12) & 63));
        out += (char)(0x80 | ((v >> 6) & 63));
        out += (char)(0x80 | (v & 63));
    }
}

inline string encode(const vector<uint32_t> &v, size_t from, size_t to) {
    string out;
    for (size_t i = from; i < to; i++) append(out, v[i]);
    return out;
}

/// Small letters of Latin, Greek and Cyrillic; its own table, so that no library's version of Unicode matters.
inline uint32_t lower(uint32_t c) {
    if (c >= 'A' && c <= 'Z') return c + 32;
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
    if (c >= 0x410 && c <= 0x42F) return c + 32;
    if (c >= 0x400 && c <= 0x40F) return c + 80;
    if (c >= 0x100 && c <= 0x17F && !(c & 1) && c != 0x130 && c < 0x138) return c + 1;
    if (c >= 0x391 && c <= 0x3A9) return c + 32;
    return c;
}
inline bool isUpper(uint32_t c) { return lower(c) != c; }
inline bool isDigit(uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9) ||
           (c >= 0xFF10 && c <= 0xFF19);
}
inline bool isLetter(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x2000) ||
           (c >= 0x3040 && c < 0xFF00);
}

/// 0 space, 1 digit, 2 capital, 3 letter, 4 other, 5 to 7 letters of other scripts.
inline int letterClass(uint32_t c) {
    if (isDigit(c)) return 1;
    if (isUpper(c)) return 2;
    if (c >= 0x4E00 && c < 0xA000) return 5;
    if (c >= 0xAC00 && c < 0xD7B0) return 6;
    if (c >= 0x600 && c < 0x700) return 7;
    if (isLetter(c)) return 3;
    if (c == ' ') return 0;
    return 4;
}
inline bool isWordLetter(uint32_t c) {
    int k = letterClass(c);
    return k != 0 && k != 4;
}

/// One form for quotation marks, apostrophes and dashes that are written in several ways.
inline uint32_t plain(uint32_t c) {
    if (c == 0x2018 || c == 0x2019 || c == 0x201A || c == 0x201B || c == 0x2032 || c == 0x60 || c == 0xB4) return '\'';
    if ((c >= 0x201C && c <= 0x201F) || c == 0x2033 || c == 0xAB || c == 0xBB) return '"';
    if (c >= 0x2010 && c <= 0x2011) return '-';
    if (c >= 0x2012 && c <= 0x2015) return 0x2014;
    if (c == 0xA0) return ' ';
    return c;
}

inline string plainForm(const string &s) {
    auto v = decode(s);
    for (auto &c : v) c = plain(c);
    return encode(v, 0, v.size());
}
inline string lowerForm(const string &s) {
    auto v = decode(s);
    for (auto &c : v) c = lower(c);
    return encode(v, 0, v.size());
}

}  // namespace grammar
