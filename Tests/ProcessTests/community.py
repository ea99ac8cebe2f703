"""Configurations to try: a few people, a relay, a hook, and meetings that begin soon."""

import datetime
import subprocess
import textwrap
import unittest

from daemon import Daemon
from mails import problems
from peers import HookReceiver, MailSink

PEOPLE = {
    "hana": "Europe/Berlin", "yash": "Asia/Kolkata", "robin": "America/Los_Angeles",
    "ana": "America/Sao_Paulo", "mei": "Asia/Shanghai", "otto": "UTC",
}


def address(person):
    return f"{person}@example.org"


def now():
    return datetime.datetime.now(datetime.timezone.utc)


# Seconds ahead: past every reminder that a meeting has by default, so that none falls due meanwhile.
FAR = 2 * 86_400


class Start:
    """A start some time ahead, on a full minute, as the grammar has it; leads may have seconds."""

    def __init__(self, at_least):
        """`at_least`: how many seconds from now."""
        ahead = now() + datetime.timedelta(seconds=at_least + 59)
        self.at = ahead.replace(second=0, microsecond=0)
        self.made = now().replace(microsecond=0)

    @property
    def sentence(self):
        return f"once on {self.at:%Y-%m-%d %H:%M} UTC"

    @property
    def date(self):
        return f"{self.at:%Y-%m-%d}"

    def before(self, seconds_from_now):
        """The lead that falls due so many seconds after this start was chosen."""
        due = self.made + datetime.timedelta(seconds=seconds_from_now)
        return f"{int((self.at - due).total_seconds())} seconds before"


def configuration(meetings, mail, hook=None, people=("hana", "yash", "robin"), secret=None):
    """The YAML text; `meetings` is YAML as it stands below `meetings:`."""
    lines = [
        "community: Process Tests",
        "domain: process.example.org",
        f'mail: {{ from: "Meetings <meetings@example.org>", via: "smtp://127.0.0.1:{mail.port}" }}',
    ]
    if hook is not None:
        lines += [
            "channels:",
            f'  announce: {{ webhook: "{hook.url}", secret: {{ file: "{secret}" }}, '
            "network: local }",
        ]
    lines.append("people:")
    lines += [
        f"  {person}: {{ name: {person.title()} Ünï, email: {address(person)}, "
        f"timezone: {PEOPLE.get(person, 'UTC')} }}" for person in people]
    return "\n".join(lines) + "\nmeetings:\n" + textwrap.indent(textwrap.dedent(meetings), "  ")


def public_and_not(invite="robin"):
    """Two meetings, as YAML below `meetings:`: one that everybody may know of, and one for those whom
    `invite` names alone."""
    return f"""
        hours:
          title: Office Hours
          when: {Start(FAR).sentence}
          hosts: hana
          invite: [yash, robin]
          opens: 3 days before
          remind: no
          public: yes
          link: https://meet.example.org/oh
        later:
          title: Not for everyone
          when: {Start(2 * FAR).sentence}
          hosts: hana
          invite: {invite}
          remind: no
        """


# A world in which a certificate is trusted: libcurl reads this one file.
TRUST = "/etc/ssl/certs/ca-certificates.crt"
TRUSTING = ["unshare", "-rm", "sh", "-c", f'mount --bind "$0" {TRUST} && exec "$@"']


class ProcessTest(unittest.TestCase):
    """A test with peers and daemons that are gone when it is over."""

    longMessage = True
    maxDiff = None

    def mail_sink(self, **settings):
        sink = MailSink(**settings)
        self.addCleanup(sink.close)
        return sink

    def hook(self):
        hook = HookReceiver().start()
        self.addCleanup(hook.close)
        return hook

    def daemon(self, files):
        daemon = Daemon(files)
        self.addCleanup(daemon.close)
        return daemon

    def secret(self, daemon, hook):
        """The path of a file with the hook's secret."""
        return daemon.keep("hook.secret", hook.secret)

    def trusting(self, certificate):
        """What makes a command live where this certificate is trusted, put before it."""
        within = [*TRUSTING, str(certificate)]
        if subprocess.run([*within, "true"], capture_output=True).returncode != 0:
            self.fail("this test needs a mount name space of its own: run it as root")
        return within

    # What holds of everything that is sent

    def assert_good_mails(self, mails):
        """Every mail can be read by strict readers, and each calendar only moves forwards."""
        for mail in mails:
            self.assertEqual(problems(mail), [], f"{mail}\n{mail.content.decode()}")
        by_entry = {}
        for mail in mails:
            if mail.event is not None:
                entry = (mail.to, str(mail.event["SUMMARY"]))
                by_entry.setdefault(entry, []).append(mail)
        for entry, series in by_entry.items():
            self.assertEqual(len({mail.uid for mail in series}), 1, f"{entry}: one UID")
            sequences = [mail.sequence for mail in series]
            stamps = [mail.stamp for mail in series]
            self.assertEqual(sequences, sorted(set(sequences)), f"{entry}: SEQUENCE rises")
            self.assertEqual(stamps, sorted(set(stamps)), f"{entry}: DTSTAMP rises")

    def assert_told_once(self, daemon, sink, expected):
        """Exactly the `expected` (series, kind, person) went out by mail, each once, and the outbox
        agrees."""
        rows = {row["id"]: row for row in daemon.outbox}
        sent = sorted(told(rows, mail) for mail in sink.mails.all)
        self.assertEqual(sent, sorted(expected))
        booked = sorted(
            (row["occurrence"].split("/")[0], row["kind"], row["to"])
            for row in rows.values() if row["channel"] == "mail")
        self.assertEqual(booked, sorted(expected))
        self.assertEqual({row["state"] for row in rows.values()}, {"delivered"})


def told(rows, mail):
    """(series, kind, person) of a mail, by its row of the outbox."""
    row = rows[mail.identity]
    assert address(row["to"]) == mail.to, f"{mail}: its row says {row['to']}"
    return row["occurrence"].split("/")[0], row["kind"], row["to"]
