/* Counts what a program asks of the heap: these stand before the C library's own functions of these names,
 * for the program and for the libraries that it loads. */

#include "include/allocations.h"

#include <errno.h>
#include <stddef.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static uint64_t count;

uint64_t allocations(void) { return __atomic_load_n(&count, __ATOMIC_RELAXED); }
static void more(void) { __atomic_fetch_add(&count, 1, __ATOMIC_RELAXED); }

void *malloc(size_t size) {
  more();
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  more();
  return __libc_calloc(number, size);
}

void *realloc(void *old, size_t size) {
  more();
  return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
  more();
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **place, size_t alignment, size_t size) {
  void *found = memalign(alignment, size);
  if (!found) return ENOMEM;
  *place = found;
  return 0;
}
