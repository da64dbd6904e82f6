#ifndef WIREKIN_CSYSTEM_H
#define WIREKIN_CSYSTEM_H
#include <stddef.h>
#include <stdint.h>
#include <openssl/sha.h>
#include <zlib.h>
#include <brotli/decode.h>
#include <string.h>
#include "cseals.h"
// SHA-256 of a buffer; `digest` has room for 32 bytes.
static inline void csystem_sha256(const uint8_t *bytes, size_t count, uint8_t *digest) { SHA256(bytes, count, digest); }
// Starts inflating gzip or zlib data, or with `raw` deflate data without a head. Returns 0, or zlib's error.
static inline int csystem_inflate_start(z_stream *stream, int raw) { memset(stream, 0, sizeof *stream); return inflateInit2(stream, raw ? -15 : 15 + 32); }
// Waits until everything on a descriptor's file system is on the disk (Linux; not among what Glibc shows to Swift).
extern int syncfs(int descriptor);
static inline int csystem_syncfs(int descriptor) { return syncfs(descriptor); }
#endif
