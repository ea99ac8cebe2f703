/* The occurrences of rules by libical, for comparison: lines "RRULE<tab>DTSTART<tab>LIMIT" in; out, for
 * each, the local times, "refused", or "slow" where libical goes on for more than a moment. */

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static void answer(const char *text, const char *start, long rest) {
  struct icalrecurrencetype rule = icalrecurrencetype_from_string(text);
  icalrecur_iterator *iterator = icalrecur_iterator_new(rule, icaltime_from_string(start));
  if (rule.freq == ICAL_NO_RECURRENCE || !iterator) {
    puts("refused");
    return;
  }
  struct icaltimetype time;
  while (rest-- > 0 && !icaltime_is_null_time(time = icalrecur_iterator_next(iterator)))
    printf("%04d%02d%02dT%02d%02d%02d ", time.year, time.month, time.day, time.hour, time.minute,
           time.second);
  putchar('\n');
}

int main(void) {
  icalerror_set_errors_are_fatal(0);
  char *line = NULL;
  size_t size = 0;
  while (getline(&line, &size, stdin) > 0) {
    line[strcspn(line, "\n")] = 0;
    char *start = strchr(line, '\t');
    if (!start) return 64;
    *start++ = 0;
    char *limit = strchr(start, '\t');
    if (!limit) return 64;
    *limit++ = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
      // Of its own time: how busy the machine is has no say in the answer.
      struct itimerval moment = {.it_value = {.tv_usec = 100000}};
      setitimer(ITIMER_VIRTUAL, &moment, NULL);
      answer(line, start, atol(limit));
      setitimer(ITIMER_VIRTUAL, &(struct itimerval){0}, NULL);
      fflush(stdout);
      _exit(0);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0) return 71;
    if (status != 0) puts("slow");
  }
  free(line);
  return 0;
}
