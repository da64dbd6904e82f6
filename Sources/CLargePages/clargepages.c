#define _DEFAULT_SOURCE
#include "clargepages.h"
#include <stdint.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

void clargepages_advise(void *start, size_t count) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    const uintptr_t page = 2u << 20;
    uintptr_t first = ((uintptr_t)start + page - 1) & ~(page - 1);
    uintptr_t end = ((uintptr_t)start + count) & ~(page - 1);
    if (first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
#else
    (void)start;
    (void)count;
#endif
}
