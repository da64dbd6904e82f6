#ifndef WIREKIN_CSYSTEM_H
#define WIREKIN_CSYSTEM_H
#include <stddef.h>
#include <stdint.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <libdeflate.h>
#include <zlib.h>
#include <brotli/decode.h>
#include <string.h>
#include "cseals.h"
// SHA-256 of a buffer; `digest` has room for 32 bytes.
static inline void csystem_sha256(const uint8_t *bytes, size_t count, uint8_t *digest) { SHA256(bytes, count, digest); }
// SHA-1 of a buffer; `digest` has room for 20 bytes.
static inline void csystem_sha1(const uint8_t *bytes, size_t count, uint8_t *digest) { SHA1(bytes, count, digest); }
// SHA-256 in pieces: a context, more bytes, the digest so far, and its end. The context is opaque to who holds it.
typedef struct csystem_sha256_context csystem_sha256_context;
csystem_sha256_context *csystem_sha256_start(void);
void csystem_sha256_more(csystem_sha256_context *context, const void *bytes, size_t count);
void csystem_sha256_peek(csystem_sha256_context *context, uint8_t *digest);
void csystem_sha256_end(csystem_sha256_context *context);
// Starts inflating gzip or zlib data, or with `raw` deflate data without a head. Returns 0, or zlib's error.
static inline int csystem_inflate_start(z_stream *stream, int raw) { memset(stream, 0, sizeof *stream); return inflateInit2(stream, raw ? -15 : 15 + 32); }
// Starts deflating: gzip data, or with `raw` deflate data without a head. Returns 0, or zlib's error.
static inline int csystem_deflate_start(z_stream *stream, int raw) { memset(stream, 0, sizeof *stream); return deflateInit2(stream, 6, Z_DEFLATED, raw ? -15 : 15 + 16, 8, Z_DEFAULT_STRATEGY); }
// Waits until everything on a descriptor's file system is on the disk (Linux; not among what Glibc shows to Swift).
extern int syncfs(int descriptor);
static inline int csystem_syncfs(int descriptor) { return syncfs(descriptor); }
#endif
