"""A mail as the standard library, icalendar and vobject read it."""

import email
import email.policy

import icalendar
import vobject


class Mail:
    """One message as it came over the wire."""

    def __init__(self, content, sender, recipients):
        self.content = content
        self.sender = sender
        self.recipients = recipients
        self.message = email.message_from_bytes(content, policy=email.policy.default)

    @property
    def to(self):
        return self.recipients[0]

    @property
    def id(self):
        return self.message["Message-ID"]

    @property
    def identity(self):
        """The notice's identity, which its Message-ID begins with."""
        return self.id.strip("<>").split("@")[0]

    @property
    def calendars(self):
        """(part, calendar) for each calendar part."""
        return [
            (part, icalendar.Calendar.from_ical(part.get_content()))
            for part in self.message.walk() if part.get_content_type() == "text/calendar"
        ]

    @property
    def event(self):
        """The one event of the one calendar part; None for a mail without."""
        for _, calendar in self.calendars:
            return calendar.events[0]
        return None

    @property
    def method(self):
        for _, calendar in self.calendars:
            return str(calendar["METHOD"])
        return None

    @property
    def sequence(self):
        return int(self.event["SEQUENCE"])

    @property
    def uid(self):
        return str(self.event["UID"])

    @property
    def stamp(self):
        return self.event["DTSTAMP"].dt

    def __str__(self):
        return f"to {self.to}: {self.message['Subject']} {self.id} {self.method or ''}"


def problems(mail):
    """What a strict reader finds wrong with a mail; an empty list for a good one."""
    found = []
    message = mail.message
    for part in message.walk():
        found += [f"{part.get_content_type()}: {defect!r}" for defect in part.defects]
    for name, value in message.items():
        found += [f"{name}: {defect!r}" for defect in getattr(value, "defects", ())]
    for name in ("Date", "From", "To", "Subject", "Message-ID", "MIME-Version"):
        if len(message.get_all(name, [])) != 1:
            found.append(f"{name} stands {len(message.get_all(name, []))} times")
    if message["Auto-Submitted"] != "auto-generated":
        found.append("not Auto-Submitted")
    addresses = [address.addr_spec for address in message["To"].addresses]
    if addresses != mail.recipients or len(addresses) != 1:
        found.append(f"To {addresses}, but the envelope says {mail.recipients}")
    if b"\n" in mail.content.replace(b"\r\n", b""):
        found.append("a line does not end with CR LF")
    longest = max(len(line) for line in mail.content.split(b"\r\n"))
    if longest > 998:
        found.append(f"a line has {longest} bytes (RFC 5322 2.1.1)")
    if message.get_body(("plain",)) is None or message.get_body(("html",)) is None:
        found.append("no plain text, or no HTML")
    if len(mail.calendars) > 1:
        found.append(f"{len(mail.calendars)} calendar parts")
    for part, calendar in mail.calendars:
        found += calendar_problems(part, calendar, mail)
    return found


def calendar_problems(part, calendar, mail):
    found = [f"calendar: {error}" for error in calendar.errors]
    if part["Content-Type"].params.get("method") != str(calendar["METHOD"]):
        found.append(f"method={part['Content-Type'].params.get('method')} is not METHOD")
    vobject.readOne(part.get_content()).vevent  # raises for what it cannot read
    if len(calendar.events) != 1:
        return found + [f"{len(calendar.events)} events"]
    event = calendar.events[0]
    found += [f"event: {error}" for error in event.errors]
    attendee = event.get("ATTENDEE")
    if not isinstance(attendee, icalendar.vCalAddress) or attendee != f"mailto:{mail.to}":
        found.append(f"ATTENDEE {attendee} is not To {mail.to}")
    if "RRULE" in event:
        found.append("RRULE in a mail")
    sender = mail.message["From"].addresses[0].addr_spec
    if event["ORGANIZER"] != f"mailto:{sender}":
        found.append(f"ORGANIZER {event['ORGANIZER']} is not From {sender}")
    for name in ("DTSTART", "DTEND", "DTSTAMP"):
        if str(event[name].dt.tzinfo) != "UTC":
            found.append(f"{name} is not UTC")
    status = {"REQUEST": "CONFIRMED", "CANCEL": "CANCELLED"}[str(calendar["METHOD"])]
    if event["STATUS"] != status:
        found.append(f"{calendar['METHOD']} with STATUS {event['STATUS']}")
    return found
