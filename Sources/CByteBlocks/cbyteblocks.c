#include "cbyteblocks.h"
