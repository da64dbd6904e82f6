#ifndef WIREKIN_CLARGEPAGES_H
#define WIREKIN_CLARGEPAGES_H
#include <stddef.h>
// Asks the system to hold memory that is there in large pages: what is read and written all over costs fewer looks at the page
// table, and what is filled for the first time fewer faults. Advice only: nothing is read or written, and where the system has no such
// pages, nothing happens.
void clargepages_advise(void *start, size_t count);
// From now on blocks of memory of 8 MB and more go back to the system when they are freed. Left to itself the allocator of Glibc keeps
// blocks up to the largest that was freed once, and what lies between them is lost.
void clargepages_give_back(void);
// Gives memory that has been freed back to the system, of all threads.
void clargepages_trim(void);
#endif
