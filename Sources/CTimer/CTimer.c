// SwiftPM wants one source in a C target; the header says it all.
#include "CTimer.h"
