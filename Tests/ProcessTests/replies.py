"""Mails that are answered: a meeting that takes replies, and what people and servers send back."""

import email.message
import email.policy

from community import configuration

# What a mail server is told (sysexits(3)).
TAKEN, MALFORMED, LATER, NOT_PERMITTED = 0, 65, 75, 77
INBOX = ', inbox: "meet+{token}@example.org" }'


def text(start, sink, cutoff):
    """The YAML text of office hours that take mail; `cutoff`: so many seconds from now."""
    config = configuration(f"""
        hours:
          title: Office Hours
          when: {start.sentence}
          hosts: hana
          invite: [yash, robin]
          agenda: {{ cutoff: {start.before(cutoff)} }}
          remind: no
        """, sink)
    line = next(line for line in config.split("\n") if line.startswith("mail:"))
    return config.replace(line, line[:-len(" }")] + INBOX)


def reply(mail, words, **headers):
    """What a person's program sends when they answer."""
    answer = email.message.EmailMessage(policy=email.policy.default.clone(linesep="\n"))
    answer["From"] = "Somebody Else <forged@elsewhere.example>"
    answer["To"] = str(mail.message["Reply-To"])
    answer["Subject"] = f"Re: {mail.message['Subject']}"
    answer["Message-ID"] = f"<answer-{abs(hash(words))}@elsewhere.example>"
    answer["In-Reply-To"] = str(mail.message["Message-ID"])
    for name, value in headers.items():
        answer[name.replace("_", "-")] = value
    quote = "".join(
        f"> {line}\n" for line in mail.message.get_body(("plain",)).get_content().splitlines())
    answer.set_content(f"{words}\n\nOn 1 Dec 2026 at 10:00, Office Hours wrote:\n{quote}")
    return answer.as_bytes()


def bounce(mail):
    """What a mail server gives back, to where the mail came from."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@mx.example.net
To: {mail.sender}
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@mx.example.net>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {mail.to}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b--
""".encode()
