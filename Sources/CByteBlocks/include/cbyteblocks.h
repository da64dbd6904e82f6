#ifndef WIREKIN_CBYTEBLOCKS_H
#define WIREKIN_CBYTEBLOCKS_H
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif
// Classes of bytes, 64 at a time: bit n of a mask speaks of the byte at offset n. Every function reads 64 bytes, or says how
// many more, and writes nothing.
// Each has a form in plain C, and one with SSE2, which every x86-64 processor has, with the same result.

// What a scanner of words asks of 64 bytes.
struct cbyteblocks_classes {
    uint64_t letters; // ASCII letters and digits
    uint64_t special; // bytes beyond ASCII, and quotation marks (U+0022)
};

static inline struct cbyteblocks_classes cbyteblocks_plain_classes(const uint8_t *bytes) {
    struct cbyteblocks_classes result = {0, 0};
    for (int place = 0; place < 64; place++) {
        uint8_t byte = bytes[place];
        uint64_t letter = (uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10;
        result.letters |= letter << place;
        result.special |= (uint64_t)(byte >= 0x80 || byte == '"') << place;
    }
    return result;
}

// The bytes that are equal to either of two.
static inline uint64_t cbyteblocks_plain_equal(const uint8_t *bytes, uint8_t first, uint8_t second) {
    uint64_t result = 0;
    for (int place = 0; place < 64; place++) result |= (uint64_t)(bytes[place] == first || bytes[place] == second) << place;
    return result;
}

// The bytes that continue a code point of UTF-8.
static inline uint64_t cbyteblocks_plain_continuations(const uint8_t *bytes) {
    uint64_t result = 0;
    for (int place = 0; place < 64; place++) result |= (uint64_t)((bytes[place] & 0xC0) == 0x80) << place;
    return result;
}

// The bytes that are equal to one while the byte at a distance behind is equal to another: reads `distance` bytes more than 64.
static inline uint64_t cbyteblocks_plain_pairs(const uint8_t *bytes, uint8_t first, uint8_t second, int64_t distance) {
    uint64_t result = 0;
    for (int place = 0; place < 64; place++) {
        result |= (uint64_t)(bytes[place] == first && bytes[place + distance] == second) << place;
    }
    return result;
}

// The bytes beyond ASCII.
static inline uint64_t cbyteblocks_plain_beyond(const uint8_t *bytes) {
    uint64_t result = 0;
    for (int place = 0; place < 64; place++) result |= (uint64_t)(bytes[place] >= 0x80) << place;
    return result;
}

// Asks for the bytes at an address before they are read.
static inline void cbyteblocks_prefetch(const void *address) { __builtin_prefetch(address); }

#if defined(__SSE2__)

static inline struct cbyteblocks_classes cbyteblocks_classes(const uint8_t *bytes) {
    struct cbyteblocks_classes result = {0, 0};
    for (int part = 0; part < 64; part += 16) {
        __m128i text = _mm_loadu_si128((const __m128i *)(bytes + part));
        __m128i folded = _mm_or_si128(text, _mm_set1_epi8(0x20));
        // A range is one comparison once its first value has been moved to the least there is.
        __m128i letter = _mm_cmplt_epi8(_mm_add_epi8(folded, _mm_set1_epi8((char)(0x80 - 'a'))), _mm_set1_epi8(-128 + 26));
        __m128i digit = _mm_cmplt_epi8(_mm_add_epi8(text, _mm_set1_epi8((char)(0x80 - '0'))), _mm_set1_epi8(-128 + 10));
        __m128i quote = _mm_cmpeq_epi8(text, _mm_set1_epi8('"'));
        result.letters |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(letter, digit)) << part;
        result.special |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(text, quote)) << part;
    }
    return result;
}

static inline uint64_t cbyteblocks_equal(const uint8_t *bytes, uint8_t first, uint8_t second) {
    uint64_t result = 0;
    for (int part = 0; part < 64; part += 16) {
        __m128i text = _mm_loadu_si128((const __m128i *)(bytes + part));
        __m128i one = _mm_cmpeq_epi8(text, _mm_set1_epi8((char)first));
        __m128i two = _mm_cmpeq_epi8(text, _mm_set1_epi8((char)second));
        result |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(one, two)) << part;
    }
    return result;
}

static inline uint64_t cbyteblocks_continuations(const uint8_t *bytes) {
    uint64_t result = 0;
    for (int part = 0; part < 64; part += 16) {
        __m128i text = _mm_loadu_si128((const __m128i *)(bytes + part));
        result |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmplt_epi8(text, _mm_set1_epi8((char)0xC0))) << part;
    }
    return result;
}

static inline uint64_t cbyteblocks_pairs(const uint8_t *bytes, uint8_t first, uint8_t second, int64_t distance) {
    uint64_t result = 0;
    for (int part = 0; part < 64; part += 16) {
        __m128i here = _mm_loadu_si128((const __m128i *)(bytes + part));
        __m128i there = _mm_loadu_si128((const __m128i *)(bytes + part + distance));
        __m128i one = _mm_cmpeq_epi8(here, _mm_set1_epi8((char)first));
        __m128i two = _mm_cmpeq_epi8(there, _mm_set1_epi8((char)second));
        result |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_and_si128(one, two)) << part;
    }
    return result;
}

static inline uint64_t cbyteblocks_beyond(const uint8_t *bytes) {
    uint64_t result = 0;
    for (int part = 0; part < 64; part += 16) {
        __m128i text = _mm_loadu_si128((const __m128i *)(bytes + part));
        result |= (uint64_t)(uint32_t)_mm_movemask_epi8(text) << part;
    }
    return result;
}

#else

static inline struct cbyteblocks_classes cbyteblocks_classes(const uint8_t *bytes) { return cbyteblocks_plain_classes(bytes); }

static inline uint64_t cbyteblocks_equal(const uint8_t *bytes, uint8_t first, uint8_t second) {
    return cbyteblocks_plain_equal(bytes, first, second);
}

static inline uint64_t cbyteblocks_continuations(const uint8_t *bytes) { return cbyteblocks_plain_continuations(bytes); }

static inline uint64_t cbyteblocks_pairs(const uint8_t *bytes, uint8_t first, uint8_t second, int64_t distance) {
    return cbyteblocks_plain_pairs(bytes, first, second, distance);
}

static inline uint64_t cbyteblocks_beyond(const uint8_t *bytes) { return cbyteblocks_plain_beyond(bytes); }

#endif
#endif
