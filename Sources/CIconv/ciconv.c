#include "ciconv.h"
