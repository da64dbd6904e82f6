#ifndef WIREKIN_CSEALS_H
#define WIREKIN_CSEALS_H
#include <stddef.h>
#include <stdint.h>
// Random bytes from the system. Returns 1 when they could be had.
int cseals_random(uint8_t *bytes, size_t count);
// The public key (32 bytes) of an Ed25519 seed (32 bytes). Returns 1 when it could be made.
int cseals_public_key(const uint8_t *seed, uint8_t *public_key);
// Signs a message (Ed25519, RFC 8032); `signature` has room for 64 bytes. Returns 1 when it was signed.
int cseals_sign(const uint8_t *seed, const uint8_t *message, size_t count, uint8_t *signature);
// Whether a signature is that of a message: 1, or 0.
int cseals_verify(const uint8_t *public_key, const uint8_t *message, size_t count, const uint8_t *signature);
// A time-stamp request (RFC 3161) for a SHA-256 digest, with a random nonce and the wish for the authority's certificate.
// Returns its length, 0 when it has no room or cannot be made.
size_t cseals_request(const uint8_t *digest, uint8_t *request, size_t room);
// Reads a time-stamp response. `time` gets the moment as YYYYMMDDHHMMSSZ and a zero. With a file of certificates of authorities the
// signature is checked against them. `request` may be null; else the response must answer it.
// Returns 0 fine, 1 no response, 2 refused by the authority, 3 of another digest, 4 of another request, 5 its signature does not hold.
int cseals_response(
    const uint8_t *response, size_t count, const uint8_t *digest, const uint8_t *request, size_t request_count,
    const char *authorities, char *time, size_t room);
#endif
