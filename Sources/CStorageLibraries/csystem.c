#include "csystem.h"

csystem_sha256_context *csystem_sha256_start(void) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context) EVP_DigestInit_ex(context, EVP_sha256(), NULL);
    return (csystem_sha256_context *)context;
}

void csystem_sha256_more(csystem_sha256_context *context, const void *bytes, size_t count) {
    if (context) EVP_DigestUpdate((EVP_MD_CTX *)context, bytes, count);
}

void csystem_sha256_peek(csystem_sha256_context *context, uint8_t *digest) {
    EVP_MD_CTX *copy = EVP_MD_CTX_new();
    if (context && copy && digest && EVP_MD_CTX_copy_ex(copy, (EVP_MD_CTX *)context)) EVP_DigestFinal_ex(copy, digest, NULL);
    EVP_MD_CTX_free(copy);
}

void csystem_sha256_end(csystem_sha256_context *context) { EVP_MD_CTX_free((EVP_MD_CTX *)context); }
