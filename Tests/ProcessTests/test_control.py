"""The control socket against peers that mean no good."""

import datetime
import json
import os
import socket

from community import FAR, ProcessTest, Start, configuration
from daemon import DONE
from waiting import PATIENCE


class ControlTest(ProcessTest):

    def setUp(self):
        start = Start(FAR)
        self.subject = self.daemon({"a.yaml": configuration(f"""
            hours:
              title: Office Hours
              when: {start.sentence}
              invite: [yash, robin]
              opens: 3 days before
            forever:
              title: Weekly
              when: Thursday 14:00 UTC
              starting: {start.at.date() + datetime.timedelta(days=100)}
              invite: yash
            """, self.mail_sink().start())}).start()
        self.subject.delivered(2)

    def connect(self):
        peer = socket.socket(socket.AF_UNIX)
        peer.settimeout(PATIENCE)
        peer.connect(str(self.subject.socket))
        self.addCleanup(peer.close)
        return peer

    def answer(self, *parts, end=True):
        """The status of what is answered to these bytes; 0 if the connection is just closed."""
        peer = self.connect()
        try:
            for part in parts:
                peer.sendall(part)
            if end:
                peer.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it may refuse to read on; the answer may still be there
        received = b""
        try:
            while b"\r\n" not in received:
                more = peer.recv(65536)
                if not more:
                    break
                received += more
        except ConnectionResetError:
            pass
        return int(received.split(b" ")[1]) if received.startswith(b"HTTP/1.") else 0

    def post(self, verb, body, headers=b""):
        if isinstance(body, str):
            body = body.encode()
        return self.answer(
            b"POST /v1/" + verb.encode() + b" HTTP/1.1\r\nhost: convened\r\n" + headers
            + b"content-length: %d\r\n\r\n" % len(body) + body)

    def assert_alive(self):
        self.assertEqual(self.subject.run("status").returncode, DONE)
        self.assertIsNone(self.subject.process.poll())
        self.assertEqual({row["state"] for row in self.subject.outbox}, {"delivered"})
        self.assertEqual([row["state"] for row in self.subject.ask("next")], ["confirmed"])

    def test_bytes_that_are_no_request(self):
        for noise in (b"\0" * 4096, os.urandom(65536), b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\x01",
                      b"POST /v1/status HTTP/9.9\r\n\r\n", b"HELO me\r\nQUIT\r\n",
                      b"POST /v1/status HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
                      b"POST /v1/status HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 9\r\n\r\nx",
                      b"A" * 200_000, b"POST /v1/status HTTP/1.1\r\n" + b"x: y\r\n" * 50_000):
            with self.subTest(noise=noise[:40]):
                status = self.answer(noise)
                self.assertTrue(status == 0 or 400 <= status < 500, status)
        self.assert_alive()

    def test_requests_that_are_not_ours(self):
        for verb in ("", "frobnicate", "status/", "../status", "STATUS", "a" * 5000, "status%2F",
                     "agenda", "outbox/list/all", "reload\0"):
            with self.subTest(verb=verb[:40]):
                self.assertIn(self.post(verb, "{}"), range(400, 500))
        for method in (b"GET", b"PUT", b"DELETE", b"HEAD", b"OPTIONS", b"PATCH", b"TRACE"):
            with self.subTest(method=method):
                head = method + b" /v1/status HTTP/1.1\r\nhost: convened\r\n\r\n"
                self.assertIn(self.answer(head), range(400, 500))
        for path in (b"/", b"/v2/status", b"//v1/status", b"http://elsewhere/v1/nothing"):
            with self.subTest(path=path):
                head = b"POST " + path + b" HTTP/1.1\r\nhost: c\r\ncontent-length: 2\r\n\r\n{}"
                self.assertIn(self.answer(head), range(400, 500))
        self.assert_alive()

    def test_bodies_that_cannot_be_read(self):
        deep = "[" * 30_000 + "]" * 30_000
        deep_object = '{"occurrence":' * 4_000 + "1" + "}" * 4_000
        for body in (deep, deep_object, "{", "nul", "[]", '"x"', '{"occurrence": 1}', b"\xff\xfe{}",
                     '{"occurrence": {"a": []}}', "{}" * 1000, '{"occurrence": "\\ud800"}'):
            with self.subTest(body=body[:40]):
                self.assertIn(self.post("show", body), range(400, 500))
        self.assert_alive()

    def test_lengths_that_no_meeting_has(self):
        for length in (-3600, 0, 2 ** 63 - 1, -2 ** 63):
            with self.subTest(length=length):
                ask = {"slots": {"who": ["yash"], "duration": length, "weeks": 4, "count": 2}}
                self.assertEqual(self.post("slots", json.dumps(ask)), 409)
        self.assert_alive()

    def test_bodies_that_are_too_large(self):
        big = json.dumps({"occurrence": "x" * 100_000})
        self.assertEqual(self.post("show", big), 413)
        self.assertEqual(self.post("show", "x" * (8 << 20)), 413)
        chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        self.assertEqual(
            self.answer(
                b"POST /v1/show HTTP/1.1\r\nhost: c\r\ntransfer-encoding: chunked\r\n\r\n",
                *[chunk] * 64, b"0\r\n\r\n"), 413)
        self.assert_alive()

    def test_values_that_are_not_meant(self):
        for verb, ask in (
            ("show", {"occurrence": "../../etc/passwd"}), ("show", {"occurrence": ""}), ("show", {}),
            ("show", {"occurrence": "hours/2026-02-30"}), ("show", {"occurrence": "hours/\0"}),
            ("why", {"occurrence": "' OR 1=1 --"}), ("cancel", {"occurrence": "hours"}),
            ("move", {"occurrence": "hours", "to": "9999-99-99T99:99", "because": "x"}),
            ("move", {"occurrence": "hours", "to": "1970-01-01T00:00", "because": "x"}),
            ("outbox/show", {"notice": "%"}), ("outbox/show", {"notice": ""}),
            ("outbox/list", {"state": "' OR 1=1 --"}), ("outbox/retry", {"notice": "_"}),
            ("agenda/add", {"occurrence": "hours", "text": " \u200b\t"}),
            ("agenda/drop", {"occurrence": "hours", "item": "*"}),
        ):
            with self.subTest(verb=verb, ask=ask):
                self.assertIn(self.post(verb, json.dumps(ask)), range(400, 500))
        self.assert_alive()

    def test_spans_that_the_command_refuses_are_refused_here_too(self):
        # Whoever may use the socket must not be able to keep the service busy, nor to end it.
        for days in (0, -1, -(10**18), 1.5, "14", 3661, 10**18, 2**63 - 1):
            self.assertIn(self.post("next", json.dumps({"days": days})), range(400, 500), days)
        self.assert_alive()

    def test_many_who_say_nothing_keep_nobody_out(self):
        silent = [self.connect() for _ in range(100)]
        for peer in silent[::2]:
            peer.sendall(b"POST /v1/status HTTP/1.1\r\nhost: c\r\ncontent-length: 100\r\n\r\n{")
        self.assert_alive()
        # Nor do they keep the service from ending.
        self.assertEqual(self.subject.stop(), 0)
