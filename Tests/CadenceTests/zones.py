#!/usr/bin/env python3
"""What Python's zoneinfo and zdump say of every zone of this machine, 1900 to 2100, as JSON.

The changes are zdump's for one zone in `--zdump N` (it takes a tenth of a second for each), and for the
others those that zoneinfo shows between readings 24 days apart: all but a few that are soon undone.
Where zoneinfo gives another offset beside a change of zdump's, this fails: nothing is compared with two
truths. The local times around the changes are zoneinfo's, with either fold; of those from 2040 on, which
follow one rule, around every ninth.
"""

import datetime
import json
import pathlib
import re
import subprocess
import sys
import zoneinfo

EPOCH = datetime.datetime(1970, 1, 1)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
LINE = re.compile(
    r"(\S+) +\w+ (\w+) +(\d+) (\d+):(\d+):(\d+) (\d+) UTC? = .* (\S+) isdst=[01] gmtoff=(-?\d+)"
)
SECOND = datetime.timedelta(seconds=1)


def seconds(moment):
    return (moment - EPOCH) // SECOND


def root():
    for path in zoneinfo.TZPATH:
        if pathlib.Path(path, "Europe/Berlin").is_file():
            return pathlib.Path(path)
    sys.exit(f"no tzdata in {zoneinfo.TZPATH}")


def zones(folder):
    """One name of each that have the same bytes."""
    unique = {}
    for name in sorted(zoneinfo.available_timezones()):
        unique.setdefault((folder / name).read_bytes(), name)
    return sorted(unique.values())


def zdump(names):
    """By zone: the instants on both sides of every change, with what holds there."""
    found = {name: [] for name in names}
    lines = subprocess.run(
        ["zdump", "-v", "-c", "1900,2100", *names], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    for line in lines:
        if match := LINE.fullmatch(line):
            zone, month, *numbers, name, offset = match.groups()
            day, hour, minute, second, year = map(int, numbers)
            moment = datetime.datetime(year, MONTHS.index(month) + 1, day, hour, minute, second)
            found[zone].append((seconds(moment), int(offset), name))
        elif "NULL" not in line:
            sys.exit(f"zdump says: {line}")
    return found


def reading(zone, instant):
    """The instant with the offset and the name that hold at it."""
    local = zone.fromutc((EPOCH + datetime.timedelta(seconds=instant)).replace(tzinfo=zone))
    return instant, local.utcoffset() // SECOND, local.tzname()


def sampled(zone):
    """As zdump's, found by halving between readings."""
    found = []
    low = reading(zone, seconds(datetime.datetime(1900, 1, 1)))
    for moment in MOMENTS:
        offset = zone.fromutc(moment.replace(tzinfo=zone)).utcoffset() // SECOND
        if offset != low[1]:
            below, above = reading(zone, low[0]), reading(zone, seconds(moment))
            while above[0] - below[0] > 1:
                middle = reading(zone, (below[0] + above[0]) // 2)
                below, above = (middle, above) if middle[1] == below[1] else (below, middle)
            found += [below, above]
        low = (seconds(moment), offset, None)
    return found


def locals_around(zone, before, after):
    """Wall-clock seconds at a change's edges and between: which instant each fold means."""
    low, high = sorted((after[0] + before[1], after[0] + after[1]))
    for wall in sorted({low - 1, low, (low + high) // 2, high - 1, high}):
        local = (EPOCH + datetime.timedelta(seconds=wall)).replace(tzinfo=zone)
        folds = [local.replace(fold=fold).utcoffset() // SECOND for fold in (0, 1)]
        yield from (wall, wall - folds[0], wall - folds[1])


def main():
    every = int(sys.argv[sys.argv.index("--zdump") + 1])
    folder = root()
    names = zones(folder)
    exact = zdump(names[::every])
    answer = []
    for name in names:
        zone = zoneinfo.ZoneInfo(name)
        sides = exact.get(name)
        if sides is None:
            sides = sampled(zone)
        for side in exact.get(name, ()):
            if reading(zone, side[0]) != side:
                sys.exit(f"{name}: zdump says {side}, Python {reading(zone, side[0])}")
        pairs = list(zip(sides[::2], sides[1::2]))
        if any(after[0] - before[0] != 1 for before, after in pairs):
            sys.exit(f"{name}: the lines of zdump are no pairs")
        answer.append(
            {
                "name": name,
                "isExact": name in exact,
                "instants": [side[0] for side in sides],
                "offsets": [side[1] for side in sides],
                "abbreviations": [side[2] for side in sides],
                "locals": [
                    x
                    for number, pair in enumerate(pairs)
                    if pair[1][0] < FOOTER or number % 9 == 0
                    for x in locals_around(zone, *pair)
                ],
            }
        )
    print(json.dumps({"folder": str(folder), "zones": answer}))


FOOTER = seconds(datetime.datetime(2040, 1, 1))
MOMENTS = [
    datetime.datetime(1900, 1, 1) + datetime.timedelta(days=days) for days in range(24, 73049, 24)
]
main()
