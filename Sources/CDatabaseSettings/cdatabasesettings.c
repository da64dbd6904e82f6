// The functions stand in the header.
#include "cdatabasesettings.h"
