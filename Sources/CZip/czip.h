#ifndef WIREKIN_CZIP_H
#define WIREKIN_CZIP_H
#include <zip.h>
#endif
