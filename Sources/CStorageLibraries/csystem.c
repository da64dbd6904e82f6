#include "csystem.h"
#ifdef __GLIBC__
#include <malloc.h>
#endif

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

void csystem_give_back_large_blocks(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 8 << 20);
#endif
}

void csystem_trim(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
