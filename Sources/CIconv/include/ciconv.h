#ifndef WIREKIN_CICONV_H
#define WIREKIN_CICONV_H
#include <errno.h>
#include <iconv.h>
#include <stddef.h>
#include <stdint.h>
// Decodes some bytes to UTF-8 by the C library's iconv, as far as they go.
// Returns 0 when all have been taken, 1 when the output is full, 2 at a byte that stands for nothing, 3 for an unknown encoding;
// `taken` and `made` say how many bytes have been read and written. The state of `converter` goes on from call to call.
static inline int ciconv_decode(iconv_t converter, const uint8_t *input, size_t count, size_t *taken, uint8_t *output, size_t room,
                                size_t *made) {
    char *in = (char *)input, *out = (char *)output;
    size_t left = count, space = room;
    if (converter == (iconv_t)-1) return 3;
    size_t result = iconv(converter, &in, &left, &out, &space);
    int error = errno;
    *taken = count - left;
    *made = room - space;
    if (result != (size_t)-1) return 0;
    return error == E2BIG ? 1 : 2;
}
#endif
