#ifndef WIREKIN_CLEXICONS_H
#define WIREKIN_CLEXICONS_H
#include <stddef.h>
int wirekin_resource_count(void);
const char *wirekin_resource_name(int index);
const unsigned char *wirekin_resource_bytes(int index, long *size);
#endif
