/* The recurrence benchmark for libical: recurrence-libical CASES.tsv. What is measured and how: README.md. */

#include <inttypes.h>
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "Allocations/include/allocations.h"

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

struct found {
  long count;
  uint64_t sum;
};

static void add(struct found *found, struct icaltimetype local, icaltimezone *zone, long summed) {
  uint64_t second = icaltime_as_timet_with_zone(local, zone);
  if (found->count++ < summed) found->sum = (found->sum * UINT64_C(1099511628211)) ^ second;
}

static struct found iterate(struct icalrecurrencetype rule, struct icaltimetype start, icaltimezone *zone, long cap) {
  struct found found = {0, UINT64_C(1469598103934665603)};
  icalrecur_iterator *iterator = icalrecur_iterator_new(rule, start);
  struct icaltimetype local;
  double end = seconds() + 6;
  while (iterator && found.count < cap && !icaltime_is_null_time(local = icalrecur_iterator_next(iterator))) {
    add(&found, local, zone, 500);
    if (found.count % 64 == 0 && seconds() > end) break;
  }
  if (iterator) icalrecur_iterator_free(iterator);
  return found;
}

static struct found seek(struct icalrecurrencetype rule, struct icaltimetype start, icaltimezone *zone, long cap) {
  struct found found = {0, UINT64_C(1469598103934665603)};
  struct icaltimetype target = start;
  target.year += 30;
  for (long k = 0; k < cap; k++) {
    icalrecur_iterator *iterator = icalrecur_iterator_new(rule, start);
    if (!iterator) break;
    icalrecur_iterator_set_start(iterator, target);
    struct icaltimetype local = icalrecur_iterator_next(iterator);
    while (!icaltime_is_null_time(local) && icaltime_compare(local, target) <= 0)
      local = icalrecur_iterator_next(iterator);
    if (!icaltime_is_null_time(local)) add(&found, local, zone, 10);
    icalrecur_iterator_free(iterator);
    icaltime_adjust(&target, 0, 17, 0, 0);
  }
  return found;
}

int main(int count, char **arguments) {
  FILE *cases = count == 2 ? fopen(arguments[1], "r") : NULL;
  if (!cases) {
    fputs("usage: recurrence-libical CASES.tsv\n", stderr);
    return 64;
  }
  const char *names[] = {"UTC", "NY"};
  char id[64], start[32], text[256], kind[8];
  long cap;
  for (int n = 0; n < 2; n++) {
    icaltimezone *zone = n ? icaltimezone_get_builtin_timezone("America/New_York") : icaltimezone_get_utc_timezone();
    rewind(cases);
    while (fscanf(cases, "%63s %31s %255s %ld %7s", id, start, text, &cap, kind) == 5) {
      struct icalrecurrencetype rule = icalrecurrencetype_from_string(text);
      struct icaltimetype first = icaltime_from_string(start);
      struct found found;
      double best = 1e9, spent = 0;
      uint64_t asked = 0;
      do {
        uint64_t before = allocations();
        double begin = seconds();
        found = (strcmp(kind, "next") ? iterate : seek)(rule, first, zone, cap);
        double time = seconds() - begin;
        asked = allocations() - before;
        spent += time;
        if (time < best) best = time;
      } while (spent < 0.5);
      double share = best * 1e9 / (found.count ? found.count : 1);
      printf("{\"engine\":\"libical\",\"case\":\"%s\",\"tz\":\"%s\",\"n\":%ld,\"ns\":%.1f,", id,
             names[n], found.count, share);
      printf("\"sum\":\"%016" PRIx64 "\",\"allocations\":%" PRIu64 "}\n", found.sum, asked);
      fflush(stdout);
    }
  }
  return 0;
}
