#ifndef WIREKIN_CLARGEPAGES_H
#define WIREKIN_CLARGEPAGES_H
#include <stddef.h>
// Asks the system to hold memory that is there in large pages: what is read and written all over costs fewer looks at the page
// table, and what is filled for the first time fewer faults. Advice only: nothing is read or written, and where the system has no such
// pages, nothing happens.
void clargepages_advise(void *start, size_t count);
#endif
