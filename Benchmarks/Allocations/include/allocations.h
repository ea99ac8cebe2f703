#include <stdint.h>

/// How often this process has asked the heap for memory.
uint64_t allocations(void);
