#!/usr/bin/env python3
"""Reads mails as other programs do and says what a reader's program would stumble over.

    check_mail.py FILE.eml ...        exit 0: all are well; 1: what is wrong, one line each

The parsers are Python's `email`, `icalendar` and `vobject`: none of them shares code with what wrote
the mails. Files may have LF line ends, as the goldens do.
"""

import collections
import html.parser
import pathlib
import re
import sys
import urllib.parse
from email import message_from_bytes, policy

try:
    import icalendar
    import vobject
except ImportError as error:
    sys.exit(f"check_mail.py: {error.name} is missing; run make setup-tests")

ONCE = (
    "Date From To Subject Message-ID List-Id Auto-Submitted X-Auto-Response-Suppress"
    " MIME-Version Content-Type"
).split()
TAGS = set("html head meta title style body div h1 p br ol ul li table tr th td a bdi".split())
WITH_CALENDAR = [
    "multipart/mixed",
    "multipart/alternative",
    "text/plain",
    "text/html",
    "text/calendar",
    "application/ics",
]
WITHOUT_CALENDAR = ["multipart/alternative", "text/plain", "text/html"]


class Page(html.parser.HTMLParser):
    """The words of a page, its tags, and what could act; a link counts as its address."""

    def __init__(self, text):
        super().__init__()
        self.words, self.tags, self.acts, self.inside = [], set(), [], None
        self.address = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.inside = tag if tag in ("title", "style", "a") else self.inside
        self.acts += [name for name, _ in attributes if name.startswith("on") or name == "src"]
        if tag == "a":
            self.address = dict(attributes)["href"]
            self.words.append(self.address)
            self.acts += [
                value for name, value in attributes
                if name == "href" and not value.startswith(("http://", "https://"))
            ]
        if tag not in ("bdi", "a"):
            self.words.append(" ")

    def handle_endtag(self, tag):
        if tag == self.inside:
            self.inside = None
        if tag not in ("bdi", "a"):
            self.words.append(" ")

    def handle_data(self, data):
        if self.inside is None:
            self.words.append(data)
        elif self.inside == "style" and re.search(r"@import|url\(|expression", data):
            self.acts.append(data)
        elif self.inside == "a":
            # What is shown may be short, and never another host.
            shown = re.match(r"(?:https?://)?([^/?#]*)", data)[1]
            if shown != urllib.parse.urlsplit(self.address).netloc:
                self.acts.append(f"{data} leads to {self.address}")


def words(text):
    """The words of a text without its list markers, counted."""
    return collections.Counter(
        word for word in text.split() if not re.fullmatch(r"\d+\.|-|--", word))


def check_header(raw, mail, expect):
    for name in ONCE:
        expect(len(mail.get_all(name, [])) == 1, f"{len(mail.get_all(name, []))} × {name}")
    for name, value in mail.items():
        expect(not value.defects, f"{name}: {value.defects}")
        expect(not re.search(r"[\x00-\x1f\x7f]", str(value)), f"{name}: control character")
        expect("=?" not in str(value), f"{name}: an encoded word is left after decoding")
    for word in re.findall(r"=\?[^?]*\?[^?]*\?[^?]*\?=", raw.partition(b"\r\n\r\n")[0].decode("ascii")):
        expect(len(word) <= 75, f"encoded word of {len(word)} characters")  # RFC 2047 §2
        expect(word.lower().startswith("=?utf-8?"), f"charset of {word}")
    expect(len(mail["From"].addresses) == 1, "not one From")
    expect(len(mail["To"].addresses) == 1, "not one To")
    expect(re.fullmatch(r"<[0-9a-f]{32}@[a-z0-9.-]+>", mail["Message-ID"]), "Message-ID")
    expect(re.search(r"<[A-Za-z0-9._-]+>$", mail["List-Id"]), "List-Id")
    expect(mail["In-Reply-To"] == mail["References"], "In-Reply-To is not References")


def check_text(parts, expect):
    plain, page = parts["text/plain"].get_content(), Page(parts["text/html"].get_content())
    expect(page.tags <= TAGS, f"unexpected tags {page.tags - TAGS}")
    expect(not page.acts, f"something that acts: {page.acts}")
    shown = words("".join(page.words))
    difference = (words(plain) - shown) + (shown - words(plain))
    expect(not difference, f"text and HTML differ in {dict(difference)}")
    for name in ("text/plain", "text/html"):
        expect(parts[name].get_param("charset") == "utf-8", f"charset of {name}")
        expect(parts[name]["Content-Transfer-Encoding"] in ("7bit", "quoted-printable"), name)


def check_calendar(mail, parts, expect):
    part, attached = parts["text/calendar"], parts["application/ics"]
    data = part.get_payload(decode=True)
    expect(data == attached.get_payload(decode=True), "the two calendar parts differ")
    expect(attached.get_filename() == "invite.ics", "file name")
    expect(attached.get_content_disposition() == "attachment", "not an attachment")
    expect(part.get_content_disposition() is None, "text/calendar has a disposition")
    for each in (part, attached):
        expect(each["Content-Transfer-Encoding"] == "base64", "calendar not in base64")
    for line in data.split(b"\r\n"):
        expect(len(line) <= 75, f"calendar line of {len(line)} octets")
        expect(b"\n" not in line and b"\r" not in line, "bare CR or LF in the calendar")
        line.decode("utf-8")
    calendar = icalendar.Calendar.from_ical(data)
    events = list(calendar.walk("VEVENT"))
    expect(len(events) == 1 and len(list(calendar.walk())) == 2, "not one VEVENT alone")
    event = events[0]
    for component in (calendar, event):
        expect(not component.errors, f"icalendar: {component.errors}")
    method = str(calendar["METHOD"])
    expect(part.get_param("method") == method, "method parameter is not METHOD")
    expect("UID" not in calendar, "a UID on the calendar")
    for name in "UID SEQUENCE DTSTAMP DTSTART SUMMARY ORGANIZER ATTENDEE STATUS TRANSP".split():
        expect(name in event and not isinstance(event[name], list), f"not one {name}")
    for name in ("RRULE", "RDATE", "RECURRENCE-ID"):
        expect(name not in event, name)
    for name in ("DTSTAMP", "DTSTART", "DTEND"):
        if name in event:
            expect(re.fullmatch(rb"\d{8}T\d{6}Z", event[name].to_ical()), f"{name} is not UTC")
    cancelled = method == "CANCEL"
    expect(str(event["STATUS"]) == ("CANCELLED" if cancelled else "CONFIRMED"), "STATUS")
    expect(event["ORGANIZER"] == f"mailto:{mail['From'].addresses[0].addr_spec}", "ORGANIZER")
    expect(event["ATTENDEE"] == f"mailto:{mail['To'].addresses[0].addr_spec}", "ATTENDEE")
    expect(event["ATTENDEE"].params["RSVP"] == "FALSE", "RSVP")
    if "CONFERENCE" in event:
        expect(event["CONFERENCE"].params["VALUE"] == "URI", "CONFERENCE without VALUE=URI")
    expect(vobject.readOne(data.decode("utf-8")).validate(raiseException=False), "vobject refuses")


def check(path, expect):
    raw = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    mail = message_from_bytes(raw, policy=policy.default)
    check_header(raw, mail, expect)
    kinds = [part.get_content_type() for part in mail.walk()]
    parts = {part.get_content_type(): part for part in mail.walk()}
    expect(kinds in (WITH_CALENDAR, WITHOUT_CALENDAR), f"structure {kinds}")
    for part in mail.walk():
        expect(not part.defects, f"{part.get_content_type()}: {part.defects}")
    check_text(parts, expect)
    if kinds == WITH_CALENDAR:
        check_calendar(mail, parts, expect)


def main(arguments):
    problems = []
    for path in map(pathlib.Path, arguments):
        def expect(truth, what, path=path):
            if not truth:
                problems.append(f"{path.name}: {what}")
        try:
            check(path, expect)
        except Exception as error:  # A parser that gives up is a finding, not an accident.
            problems.append(f"{path.name}: {type(error).__name__}: {error}")
    print("\n".join(problems) if problems else f"{len(arguments)} mails are well")
    return 1 if problems or not arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
