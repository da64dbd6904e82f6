// Compiles the data files named in files.def into the program (C23 #embed).
#include "clexicons.h"
#pragma clang diagnostic ignored "-Wc23-extensions"
#include "files.def"
struct entry { const char *name; const unsigned char *bytes; long size; };
#define FILE_ENTRY(symbol, path) { path, symbol, (long)sizeof symbol },
static const struct entry entries[] = { FILES(FILE_ENTRY) };
int wirekin_resource_count(void) { return (int)(sizeof entries / sizeof entries[0]); }
const char *wirekin_resource_name(int index) {
    return index < 0 || index >= wirekin_resource_count() ? 0 : entries[index].name;
}
const unsigned char *wirekin_resource_bytes(int index, long *size) {
    if (index < 0 || index >= wirekin_resource_count()) { *size = 0; return 0; }
    *size = entries[index].size;
    return entries[index].bytes;
}
