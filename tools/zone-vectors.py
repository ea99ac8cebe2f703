#!/usr/bin/env python3
"""Writes Tests/Fixtures/zoneinfo: TZif files and what Python's zoneinfo reads in them.

The files are copied beside the expectations, so the test depends on no machine's tzdata. Run it
again to move to a newer tzdata; the output depends on the tzdata alone.

    i ZONE INSTANT OFFSET ABBREVIATION      the offset that holds at an instant
    l ZONE LOCAL KIND FIRST SECOND          what a local time means; both instants as seconds
"""

import datetime
import pathlib
import random
import sys
import zoneinfo

ZONES = """
Africa/Abidjan Africa/Cairo Africa/Casablanca Africa/Johannesburg Africa/Monrovia
America/Anchorage America/Argentina/Buenos_Aires America/Caracas America/Chicago America/Denver
America/Havana America/Los_Angeles America/New_York America/Nuuk America/Phoenix
America/Santiago America/Sao_Paulo America/St_Johns Antarctica/Troll Asia/Dhaka Asia/Gaza
Asia/Jerusalem Asia/Kathmandu Asia/Kolkata Asia/Shanghai Asia/Tehran Asia/Tokyo
Atlantic/Azores Australia/Brisbane Australia/Lord_Howe Australia/Sydney Etc/GMT-8
Europe/Berlin Europe/Dublin Europe/Istanbul Europe/Lisbon Europe/London Europe/Moscow
Europe/Warsaw Pacific/Apia Pacific/Auckland Pacific/Chatham Pacific/Honolulu Pacific/Kiritimati
Pacific/Kwajalein
""".split()

EPOCH = datetime.datetime(1970, 1, 1)
FIRST = int((datetime.datetime(1900, 1, 1) - EPOCH).total_seconds())
LAST = int((datetime.datetime(2100, 1, 1) - EPOCH).total_seconds())
DAY = 86_400


def reading(zone, instant):
    """The local time at an instant."""
    utc = (EPOCH + datetime.timedelta(seconds=instant)).replace(tzinfo=datetime.timezone.utc)
    return utc.astimezone(zone)


def offset(zone, instant):
    return int(reading(zone, instant).utcoffset().total_seconds())


def changes(zone):
    """The instants at which the offset changes, found by halving between daily samples."""
    found = []
    before = offset(zone, FIRST)
    for instant in range(FIRST + DAY, LAST, DAY):
        after = offset(zone, instant)
        if after == before:
            continue
        low, high = instant - DAY, instant
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
        found.append(high)
        before = after
    return found


def resolved(zone, local):
    """Kind, first and second instant of a naive local time. Source: PEP 495."""

    def instant(fold):
        shift = local.replace(tzinfo=zone, fold=fold).utcoffset()
        return int((local - EPOCH - shift).total_seconds())

    first, second = instant(0), instant(1)
    if first == second:
        return "unique", first, first
    # In a gap fold 0 takes the offset before it: RFC 5545's reading, later on the clock.
    return ("overlap", first, second) if first < second else ("gap", first, first)


def vectors(name, zone, chance):
    found = changes(zone)
    old = [t for t in found if t < 2_145_916_800]  # 2038: beyond the table, in the footer
    new = [t for t in found if t >= 2_145_916_800]
    picked = chance.sample(old, min(8, len(old))) + chance.sample(new, min(4, len(new)))
    instants = [chance.randrange(FIRST, LAST) for _ in range(20)]
    instants += [t + d for t in picked for d in (-1, 0)]
    for instant in sorted(set(instants)):
        local = reading(zone, instant)
        shift = int(local.utcoffset().total_seconds())
        yield f"i {name} {instant} {shift} {local.tzname()}"
    locals_ = [EPOCH + datetime.timedelta(seconds=chance.randrange(FIRST, LAST)) for _ in range(4)]
    for t in picked:
        # From the earlier to the later of the two readings at the change.
        ends = sorted((t + offset(zone, t - 1), t + offset(zone, t)))
        for wall in (ends[0] - 1, ends[0], sum(ends) // 2, ends[1] - 1, ends[1]):
            locals_.append(EPOCH + datetime.timedelta(seconds=wall))
    for local in sorted(set(locals_)):
        kind, first, second = resolved(zone, local)
        yield f"l {name} {local.isoformat()} {kind} {first} {second}"


def main():
    source = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/zoneinfo")
    target = pathlib.Path(__file__).resolve().parent.parent / "Tests/Fixtures/zoneinfo"
    target.mkdir(parents=True, exist_ok=True)
    version = (source / "tzdata.zi").read_text().split("\n", 1)[0].removeprefix("# version ")
    lines = [f"# tzdata {version}, read by Python's zoneinfo; written by tools/zone-vectors.py"]
    for name in ZONES:
        data = (source / name).read_bytes()
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        with path.open("rb") as file:
            zone = zoneinfo.ZoneInfo.from_file(file, key=name)
        lines += vectors(name, zone, random.Random(name))
    (target / "vectors.txt").write_text("\n".join(lines) + "\n")
    (target / "version").write_text(version + "\n")


if __name__ == "__main__":
    main()
