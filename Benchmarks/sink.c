// A mail server that is no bottleneck: takes everything, and notes when.
//
//   sink FILE     prints its port on 127.0.0.1; until its standard input ends
//
// FILE then has a line for each message: nanoseconds since 1970 at which its final dot came in, its
// size and its recipient; FILE.mails has the messages one after the other, as they came over the
// wire. One thread, poll(2), and the part of RFC 5321 that a client needs; a command out of order
// gets a 503.
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS = 256, ROOM = 1 << 20 };
enum stage { GREETED, HELLO, MAIL, RECIPIENT, BODY };

struct connection {
  enum stage stage;
  size_t length;
  char recipient[320];
  char buffer[ROOM + 1];
};

static struct pollfd polled[CONNECTIONS + 2];
static struct connection *connections[CONNECTIONS + 2];
static int count = 2;  // standard input and the listening socket come first
static FILE *list, *mails;

static void must(int good, const char *what) {
  if (good) return;
  perror(what);
  exit(1);
}

static void say(int fd, const char *line) {
  size_t length = strlen(line);
  if (send(fd, line, length, MSG_NOSIGNAL) != (ssize_t)length) shutdown(fd, SHUT_RDWR);
}

static int is(const char *line, const char *verb) {
  return strncasecmp(line, verb, strlen(verb)) == 0;
}

static int command(int fd, struct connection *c, const char *line) {
  if (is(line, "EHLO") || is(line, "HELO")) {
    c->stage = HELLO;
    say(fd, "250-sink.example\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n");
  } else if (is(line, "MAIL FROM:") && c->stage == HELLO) {
    c->stage = MAIL;
    say(fd, "250 2.1.0 ok\r\n");
  } else if (is(line, "RCPT TO:") && c->stage == MAIL) {
    c->stage = RECIPIENT;
    snprintf(c->recipient, sizeof c->recipient, "%s", line + 8);
    say(fd, "250 2.1.5 ok\r\n");
  } else if (is(line, "DATA") && c->stage == RECIPIENT) {
    c->stage = BODY;
    say(fd, "354 go on\r\n");
  } else if (is(line, "RSET")) {
    c->stage = HELLO;
    say(fd, "250 2.0.0 ok\r\n");
  } else if (is(line, "QUIT")) {
    say(fd, "221 2.0.0 bye\r\n");
    return 0;
  } else {
    say(fd, "503 5.5.1 not now\r\n");
  }
  return 1;
}

static void taken(int fd, struct connection *c, size_t size) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  fprintf(list, "%lld %zu %s\n", now.tv_sec * 1000000000LL + now.tv_nsec, size, c->recipient);
  fwrite(c->buffer, 1, size, mails);
  c->stage = HELLO;
  say(fd, "250 2.0.0 taken\r\n");
}

// Deals with all that is whole in the buffer. False: the connection is over.
static int eat(int fd, struct connection *c) {
  for (;;) {
    const char *mark = c->stage == BODY ? "\r\n.\r\n" : "\r\n";
    char *end = memmem(c->buffer, c->length, mark, strlen(mark));
    if (!end) return c->length < ROOM;
    size_t used = end - c->buffer + strlen(mark);
    if (c->stage == BODY) {
      taken(fd, c, used);
    } else {
      *end = 0;
      if (!command(fd, c, c->buffer)) return 0;
    }
    c->length -= used;
    memmove(c->buffer, c->buffer + used, c->length);
  }
}

static void greet(int listening) {
  int fd = accept4(listening, NULL, NULL, SOCK_CLOEXEC);
  int one = 1;
  if (fd < 0) return;
  if (count == CONNECTIONS + 2) {
    close(fd);
    return;
  }
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  connections[count] = calloc(1, sizeof **connections);
  must(connections[count] != NULL, "calloc");
  polled[count++] = (struct pollfd){.fd = fd, .events = POLLIN};
  say(fd, "220 sink.example\r\n");
}

static void leave(int at) {
  close(polled[at].fd);
  free(connections[at]);
  polled[at] = polled[--count];
  connections[at] = connections[count];
}

int main(int arguments, char **argument) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  char name[4096];
  int one = 1;
  if (arguments != 2) return fputs("usage: sink FILE\n", stderr), 64;
  signal(SIGINT, SIG_IGN);
  list = fopen(argument[1], "w");
  must(list != NULL, argument[1]);
  snprintf(name, sizeof name, "%s.mails", argument[1]);
  mails = fopen(name, "w");
  must(mails != NULL, name);
  setvbuf(list, NULL, _IOFBF, 1 << 16);
  setvbuf(mails, NULL, _IOFBF, 1 << 20);
  int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  must(listening >= 0 && bind(listening, (struct sockaddr *)&address, length) == 0, "bind");
  must(listen(listening, 128) == 0, "listen");
  must(getsockname(listening, (struct sockaddr *)&address, &length) == 0, "getsockname");
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  polled[0] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
  polled[1] = (struct pollfd){.fd = listening, .events = POLLIN};
  for (;;) {
    must(poll(polled, count, -1) >= 0 || errno == EINTR, "poll");
    for (int at = count - 1; at > 1; at--) {
      struct connection *c = connections[at];
      if (!polled[at].revents) continue;
      ssize_t got = recv(polled[at].fd, c->buffer + c->length, ROOM - c->length, 0);
      if (got > 0) c->length += got;
      // A client that writes a message in two parts is not to wait for the kernel's patience.
      setsockopt(polled[at].fd, IPPROTO_TCP, TCP_QUICKACK, &one, sizeof one);
      if (got <= 0 || !eat(polled[at].fd, c)) leave(at);
    }
    if (polled[1].revents) greet(listening);
    if (polled[0].revents) return fclose(list) || fclose(mails);
  }
}
