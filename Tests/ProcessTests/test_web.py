"""The public server against peers that mean no good, and what only the whole process can show."""

import http.client
import os
import select
import socket
import stat
import sys

from community import FAR, ProcessTest, Start
from daemon import CONFIGURATION, DONE, USAGE
from waiting import PATIENCE
from web import (
    ONE_CLICK, SITE, Answer, asked, board_port, connected, link, sent, served, started, until_closed)

# Becomes the command behind it, with two sockets handed over as systemd does.
HAND_OVER = """
import fcntl, os, socket, sys
doors = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
# Above those that are to be 3 and 4.
copies = [fcntl.fcntl(door, fcntl.F_DUPFD, 10) for door in doors]
ports = [str(door.getsockname()[1]) for door in doors]
for door in doors:
    door.close()
for number, copy in enumerate(copies):
    os.dup2(copy, 3 + number)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="2", LISTEN_FDNAMES="http:board")
open(sys.argv[1], "w").write(" ".join(ports))
os.execv(sys.argv[2], sys.argv[2:])
"""


class WebTest(ProcessTest):

    def community(self, extra="", files=None):
        start = Start(FAR)
        self.sink = self.mail_sink().start()
        self.text = served(f"""
            hours:
              title: Office Hours
              when: {start.sentence}
              invite: [yash, robin]
              opens: 3 days before
            """, self.sink, extra)
        return self.daemon({"a.yaml": self.text, **(files or {})})

    def running(self, extra=""):
        self.subject = self.community(extra)
        self.port = started(self.subject)
        self.subject.delivered(2)
        return self.subject

    def path(self):
        return link(self.sink.mails.all[0])

    def assert_alive(self):
        self.assertEqual(self.subject.run("status").returncode, DONE)
        self.assertEqual(asked(self.port, "GET", "/healthz").status, 200)

    def test_bytes_that_are_no_request(self):
        self.running()
        path = self.path().encode()
        host = b"Host: a\r\n"
        post = b"POST " + path + b" HTTP/1.1\r\n" + host
        form = b"Content-Type: application/x-www-form-urlencoded\r\n"
        length = b"Content-Length: 26\r\n"
        for status, noise in (
            (400, b"\0" * 64), (400, b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03"), (408, b"\r\n\r\n"),
            (400, b"GET\r\n\r\n"), (400, b"GET " + path + b" HTTP/9.9\r\n" + host + b"\r\n"),
            (400, b"GET " + path + b" HTTP/1.1\n" + host + b"\r\n"),
            (400, b"GET " + path + b" HTTP/1.1\r\n\r\n"), (400, b"GET /u/../x HTTP/1.1\r\n" + host + b"\r\n"),
            (400, b"GET /u/%zz HTTP/1.1\r\n" + host + b"\r\n"),
            (400, b"GET /%2e%2e/x HTTP/1.1\r\n" + host + b"\r\n"),
            (400, b"GET " + SITE.encode() + path + b" HTTP/1.1\r\n" + host + b"\r\n"),
            (400, b"GET " + path + b" HTTP/1.1\r\n" + host + b" folded: x\r\n\r\n"),
            (400, b"GET " + path + b" HTTP/1.1\r\n" + host + b"x: a\0b\r\n\r\n"),
            (400, post + form + length + length + b"\r\n" + ONE_CLICK),
            (400, post + form + length + b"Transfer-Encoding: chunked\r\n\r\n1a\r\n" + ONE_CLICK),
            (400, post + form + b"Content-Length: -1\r\n\r\n"),
            (501, post + form + b"Transfer-Encoding: gzip, chunked\r\n\r\n"),
            (413, post + form + b"Content-Length: 16385\r\n\r\n" + b"x" * 16385),
            (413, post + form + b"Transfer-Encoding: chunked\r\n\r\n" + b"1000\r\n%b\r\n" % (b"x" * 4096) * 5),
            (414, b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\n" + host + b"\r\n"), (431, b"GET /" + b"a" * 30_000),
            (431, b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * 65 + host + b"\r\n"),
            (431, b"GET / HTTP/1.1\r\n" + host + b"x: " + b"y" * 17_000 + b"\r\n\r\n"),
            (431, b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * 50_000),
            # Blanks are no part of a value, and not kept without end either.
            (431, b"GET / HTTP/1.1\r\n" + host + b"x:" + b" " * 5_000_000),
        ):
            with self.subTest(noise=noise[:60]):
                self.assertEqual(sent(self.port, noise).status, status)
        self.assert_alive()
        self.assertNotIn("reminders off", "\n".join(self.subject.log.all))

    def test_what_there_is_and_how_it_is_guarded(self):
        self.running()
        page = asked(self.port, "GET", self.path())
        answers = [page, *(asked(self.port, *request) for request in (
            ("HEAD", self.path()), ("GET", "/"), ("GET", "/u/"), ("PUT", self.path()), ("GET", "/healthz"),
            ("POST", "/healthz", b""), ("POST", self.path(), b"x=y")))]
        self.assertEqual(
            [answer.status for answer in answers], [200, 200, 404, 404, 405, 200, 405, 400])
        self.assertEqual(answers[1].body, b"")
        self.assertEqual(answers[1].headers["content-length"], str(len(page.body)))
        self.assertEqual(
            [answer.headers.get("allow") for answer in answers],
            [None, None, None, None, "GET, HEAD, POST", None, "GET, HEAD", None])
        for answer in answers:
            policy = answer.headers["content-security-policy"]
            for word in ("default-src 'none'", "form-action 'self'", "base-uri 'none'",
                         "frame-ancestors 'none'"):
                self.assertIn(word, policy)
            self.assertNotIn("unsafe", policy)
            self.assertNotIn("script-src", policy)
            self.assertEqual(answer.headers["referrer-policy"], "no-referrer")
            self.assertEqual(answer.headers["x-content-type-options"], "nosniff")
            self.assertEqual(answer.headers["cache-control"], "no-store")
            self.assertEqual(answer.headers["x-robots-tag"], "noindex, nofollow")
            self.assertNotIn("set-cookie", answer.headers)
            self.assertNotIn("location", answer.headers)
            self.assertNotIn("server", answer.headers)
        # What stands behind a request, before its answer, is nobody's.
        twice = f"GET {self.path()} HTTP/1.1\r\nHost: a\r\n\r\n".encode() * 2
        self.assertEqual(sent(self.port, twice).stable, page.stable)

    def test_a_client_asks_again_on_its_connection(self):
        self.running()
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self.addCleanup(client.close)
        client.connect()
        connection = client.sock
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        for method, path, body, status in (
            ("GET", self.path(), None, 200), ("HEAD", self.path(), None, 200), ("GET", "/u/bad", None, 404),
            ("PUT", self.path(), b"x" * 16_384, 405), ("POST", self.path(), ONE_CLICK, 200),
            ("POST", self.path(), iter([b"reminders", b"=on"]), 200), ("GET", "/healthz", None, 200)):
            with self.subTest(method=method, path=path):
                client.request(method, path, body, form, encode_chunked=not isinstance(body, (bytes, type(None))))
                answer = client.getresponse()
                answer.read()
                self.assertEqual(answer.status, status)
                self.assertIsNone(answer.headers["connection"])
                self.assertIs(client.sock, connection)
        # The next one is looked at as closely as the first was.
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
        self.assertEqual(Answer(until_closed(connection)).status, 400)
        self.assert_alive()

    def test_the_board_is_reached_by_its_own_names_alone(self):
        daemon = self.community()
        daemon.append("a.yaml", 'board: { url: "https://board.example.org" }\n')
        daemon.start(arguments=["--listen", "127.0.0.1:0", "--board", "127.0.0.1:0"])
        port = board_port(daemon)
        for status, host in (
            (200, "localhost"), (200, f"127.0.0.1:{port}"), (200, f"[::1]:{port}"), (200, "board.example.org"),
            (421, f"rebound.example:{port}"), (421, "127.0.0.1.rebound.example"), (421, "10.0.0.1")):
            with self.subTest(host=host):
                request = f"GET /healthz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
                self.assertEqual(sent(port, request.encode()).status, status)
        self.assertEqual(daemon.stop(), 0)

    def test_who_is_slow_is_let_go(self):
        self.running()
        silent = connected(self.port)
        head, body, answer = (connected(self.port) for _ in range(3))
        head.sendall(b"GET / HTTP/1.1\r\nHost:")
        path = self.path().encode()
        body.sendall(b"POST " + path + b" HTTP/1.1\r\nHost: a\r\nContent-Length: 26\r\n\r\nList-")
        # Never closes its side after the answer.
        answer.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: a\r\n\r\n")
        self.assertEqual(until_closed(silent), b"")
        self.assertEqual(Answer(until_closed(head)).status, 408)
        self.assertEqual(Answer(until_closed(body)).status, 408)
        self.assertEqual(Answer(until_closed(answer)).status, 200)
        self.assert_alive()

    def test_256_at_a_time_and_not_one_more(self):
        self.running()
        crowd = [connected(self.port) for _ in range(257)]
        # They are counted by several threads: which of them is the last is not said.
        turned_away, _, _ = select.select(crowd, [], [])
        self.assertEqual(Answer(until_closed(turned_away[0])).status, 503)
        for peer in crowd:
            peer.close()
        self.assertEqual(self.subject.stop(), 0)

    def test_who_asks_too_often_waits_and_the_proxy_says_who_asks(self):
        self.running()

        def status(client, path):
            headers = [f"X-Forwarded-For: 198.51.100.9, {client}"]
            answer = asked(self.port, "GET", path, headers=headers)
            if answer.status == 429:
                self.assertEqual(answer.headers["retry-after"], "60")
            return answer.status

        self.assertEqual([status("192.0.2.1", "/u/bad") for _ in range(20)], [404] * 20)
        self.assertEqual(status("192.0.2.1", "/u/bad"), 429)
        self.assertEqual(status("192.0.2.2", "/u/bad"), 404)
        self.assertEqual([status("192.0.2.3", self.path()) for _ in range(60)], [200] * 60)
        self.assertEqual(status("192.0.2.3", self.path()), 429)
        self.assertEqual(status("192.0.2.2", self.path()), 200)
        clicks = [asked(self.port, "POST", self.path(), ONE_CLICK, ["X-Forwarded-For: 192.0.2.4"]).status
                  for _ in range(11)]
        self.assertEqual(clicks, [200] * 10 + [429])

    def test_a_key_of_its_own_outlives_a_restart_and_a_lost_one_ends_its_links(self):
        self.running()
        key = self.subject.state / "link-key"
        self.assertEqual(stat.S_IMODE(key.stat().st_mode), 0o600)
        path = self.path()
        self.assertEqual(self.subject.stop(), 0)
        port = started(self.subject)
        self.assertEqual(asked(port, "GET", path).status, 200)
        self.assertEqual(self.subject.stop(), 0)
        key.unlink()
        port = started(self.subject)
        self.assertEqual(asked(port, "GET", path).status, 404)
        self.assertEqual(len(key.read_bytes()), 32)
        self.assertEqual(self.subject.stop(), 0)
        os.chmod(key, 0o644)
        self.subject.launch(arguments=["--listen", "127.0.0.1:0"])
        self.assertEqual(self.subject.ended(), CONFIGURATION)
        self.assertIn("chmod 600", "\n".join(self.subject.log.all))

    def test_a_reload_takes_new_keys_and_keeps_the_links_of_the_old(self):
        daemon = self.running()
        old, new = (daemon.keep(name, name.ljust(40, ".")) for name in ("old.key", "new.key"))
        own = self.path()

        def reload(keys):
            daemon.write("a.yaml", self.text.replace(SITE + '"', f'{SITE}", key: {keys}'))
            return daemon.run("reload")

        def shown():
            text = daemon.ask("outbox", "show", "--raw", daemon.outbox[0]["id"])[0]["text"]
            return text.split(f"List-Unsubscribe: <{SITE}")[1].split(">")[0]

        def status(path):
            return asked(self.port, "GET", path).status

        self.assertEqual(reload(f"{{ file: {old} }}").returncode, DONE)
        first = shown()
        self.assertEqual([status(own), status(first)], [404, 200])
        self.assertEqual(reload(f"[{{ file: {new} }}, {{ file: {old} }}]").returncode, DONE)
        second = shown()
        self.assertNotEqual(first, second)
        self.assertEqual([status(first), status(second)], [200, 200])
        self.assertEqual(reload(f"{{ file: {new} }}").returncode, DONE)
        self.assertEqual([status(first), status(second)], [404, 200])
        # A bad key changes nothing, and is not shown.
        new.write_text("hunter2")
        refused = daemon.run("reload")
        self.assertEqual(refused.returncode, CONFIGURATION)
        self.assertIn("openssl rand -base64 32", refused.stderr)
        self.assertNotIn("hunter2", refused.stderr + "\n".join(daemon.log.all))
        self.assertEqual([status(first), status(second)], [404, 200])

    def test_a_changed_address_waits_for_a_restart_and_says_so(self):
        daemon = self.running()
        daemon.write("a.yaml", self.text.replace(SITE + '"', f'{SITE}", listen: "127.0.0.1:8079"'))
        done = daemon.run("reload")
        self.assertEqual(done.returncode, DONE)
        self.assertIn("restart", done.stdout)
        self.assertEqual(asked(self.port, "GET", "/healthz").status, 200)

    def test_without_web_nothing_is_served_and_no_mail_has_a_link(self):
        daemon = self.community()
        daemon.write("a.yaml", self.text.split("\nweb:")[0])
        daemon.start(arguments=["--listen", "127.0.0.1:0"])
        daemon.logged("nothing is served")
        daemon.delivered(2)
        for mail in self.sink.mails.all:
            self.assertNotIn(b"nsubscribe", mail.content)
        self.assertFalse((daemon.state / "link-key").exists())

    def test_an_address_that_cannot_be_served_is_refused(self):
        daemon = self.community()
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            for place, status, word in (
                ("0.0.0.0:0", CONFIGURATION, "TLS"), (f"127.0.0.1:{port}", CONFIGURATION, "convened-http.socket"),
                ("localhost", USAGE, "127.0.0.1:8080")):
                with self.subTest(place=place):
                    daemon.launch(arguments=["--listen", place])
                    self.assertEqual(daemon.ended(), status)
                    self.assertIn(word, "\n".join(daemon.log.all))

    def test_sockets_that_are_handed_over_are_served_in_place_of_the_addresses(self):
        daemon = self.community()
        file = daemon.folder / "ports"

        def started():
            daemon.start(
                arguments=["--listen", "0.0.0.0:0", "--board", "0.0.0.0:0"],
                within=[sys.executable, "-c", HAND_OVER, str(file)])
            return [int(port) for port in file.read_text().split()]

        web, _ = started()
        daemon.logged(f"{SITE} is served at 127.0.0.1:{web}")
        daemon.logged("no board is served")
        self.assertEqual(asked(web, "GET", "/healthz").status, 200)
        self.assertEqual(daemon.stop(), 0)
        daemon.append("a.yaml", "board: {}\n")
        web, board = started()
        daemon.logged(f"the board is at http://127.0.0.1:{board}/")
        self.assertEqual(asked(web, "GET", "/healthz").status, 200)
        self.assertEqual(sent(board, b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n").status, 200)
        self.assertEqual(daemon.stop(), 0)

    def test_who_says_nothing_does_not_keep_it_from_ending(self):
        self.running()
        peers = [connected(self.port) for _ in range(20)]
        for peer in peers[::2]:
            peer.sendall(b"POST " + self.path().encode() + b" HTTP/1.1\r\nHost: a\r\n")
        # Kept after its answer.
        kept = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self.addCleanup(kept.close)
        kept.request("GET", "/healthz")
        self.assertEqual(kept.getresponse().status, 200)
        self.assertEqual(self.subject.stop(), 0)
        # Whoever was not accepted yet is told so.
        self.assertLessEqual({Answer(until_closed(peer)).status for peer in peers}, {0, 503})
