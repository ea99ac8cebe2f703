"""Programs that ask the API: a token each, JSON in and out."""

import json
import textwrap

from community import FAR, ProcessTest, Start
from web import asked, served, started

BOT, DASHBOARD = "b" * 16 + "0123456789abcdef" * 3, "d" * 16 + "0123456789abcdef" * 3

TOKENS = {"bot": (BOT, "change"), "dashboard": (DASHBOARD, "read")}
MEETING = "meetings/hours/next"


def with_tokens(daemon, text, tokens):
    """A configuration with `api:`; `tokens`: names, and (token, what it may)."""
    lines = [
        f"    {name}: {{ secret: {{ file: \"{daemon.keep(f'{name}.token', token)}\" }}, may: {may} }}"
        for name, (token, may) in tokens.items()]
    return text + "\napi:\n  tokens:\n" + "\n".join(lines) + "\n"


def community(start, sink, extra=""):
    """Office hours with an agenda, served; invitations are out at once."""
    return served(textwrap.dedent(f"""
        hours:
          title: Office Hours
          when: {start.sentence}
          hosts: hana
          invite: yash
          remind: no
          agenda: {{ opens: 3 days before{extra} }}
        """), sink, people=("hana", "yash"))


class Program:
    """One that has a token, or none."""

    def __init__(self, port, token=None, host="meet.example.org"):
        self.port, self.host = port, host
        self.headers = [] if token is None else [f"Authorization: Bearer {token}"]

    def ask(self, method, path, body=None, *headers, kind="application/json"):
        """The answer; its `json` is what the body says."""
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        named = [f"Content-Type: {kind}"] if body is not None else []
        answer = asked(
            self.port, method, "/api/" + path, body, [*self.headers, *named, *headers], self.host)
        is_json = answer.headers.get("content-type", "").endswith("json")
        answer.json = json.loads(answer.body) if is_json and answer.body else None
        return answer

    def get(self, path, status=200):
        return self.asked("GET", path, None, status).json

    def asked(self, method, path, body=None, status=200, headers=()):
        """The answer, which must have this status."""
        answer = self.ask(method, "v1/" + path, body, *headers)
        assert answer.status == status, f"{method} {path}: {answer.status} {answer.body.decode()}"
        return answer


class ProgramTest(ProcessTest):
    """Two people who were invited, and programs with tokens."""

    def running(self, tokens=TOKENS, start=None, extra="", mail=True, before=lambda daemon: None):
        """`bot` and `dashboard` are programs with the tokens of these names."""
        self.sink = self.mail_sink()
        if mail:
            self.sink.start()
        self.start = start or Start(FAR)
        self.subject = self.daemon({})
        text = community(self.start, self.sink, extra)
        self.subject.write("a.yaml", with_tokens(self.subject, text, tokens) if tokens else text)
        before(self.subject)
        self.port = started(self.subject)
        self.bot, self.dashboard = Program(self.port, BOT), Program(self.port, DASHBOARD)
        if mail:
            self.subject.delivered(2)
        return self.subject

    @property
    def meeting(self):
        return f"hours/{self.start.date}"
