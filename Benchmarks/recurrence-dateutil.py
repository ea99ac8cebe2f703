#!/usr/bin/env python3
"""The recurrence benchmark for python-dateutil: recurrence-dateutil.py CASES.tsv

What is measured and how: README.md. Once each: half a second is over by then.
"""

import datetime
import json
import sys
import time
import zoneinfo

from dateutil.rrule import rrulestr

MASK = (1 << 64) - 1
PATIENCE = 6


def case(start, rule, cap, kind, zone):
    """(number, seconds, checksum). It ends after `PATIENCE`, and never before the checksum is whole."""
    rule = rrulestr(rule, dtstart=start)
    number, total = 0, 1469598103934665603
    summed = 500 if kind == "iter" else 10

    def found(local):
        nonlocal number, total
        second = int(local.replace(tzinfo=zone).timestamp())
        if number < summed:
            total = (total * 1099511628211 & MASK) ^ (second & MASK)
        number += 1

    began = time.perf_counter()

    def is_late():
        return number >= summed and time.perf_counter() - began > PATIENCE

    if kind == "iter":
        for local in rule:
            found(local)
            if number == cap or (number % 64 == 0 and is_late()):
                break
    else:
        target = start.replace(year=start.year + 30)
        for _ in range(cap):
            local = rule.after(target)
            if local:
                found(local)
            target += datetime.timedelta(hours=17)
            if is_late():
                break
    return number, time.perf_counter() - began, total


for name, zone in (("UTC", datetime.UTC), ("NY", zoneinfo.ZoneInfo("America/New_York"))):
    for line in open(sys.argv[1]):
        identity, start, rule, cap, kind = line.rstrip("\n").split("\t")
        start = datetime.datetime.strptime(start, "%Y%m%dT%H%M%S")
        number, seconds, total = case(start, rule, int(cap), kind, zone)
        print(json.dumps({
            "engine": "dateutil", "case": identity, "tz": name, "n": number,
            "ns": round(seconds * 1e9 / max(number, 1), 1), "sum": f"{total:016x}"}), flush=True)
