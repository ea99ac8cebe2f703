"""Random rules of RFC 5545, and what python-dateutil and zoneinfo say their dates are.

`answer` is dateutil as it is; `decided` is dateutil asked in the words of our decisions where RFC 5545
leaves something open and dateutil reads it otherwise, and a count of days where it cannot be asked.
"""

import calendar
import contextlib
import datetime
import itertools
import signal
import zoneinfo

from dateutil.rrule import rruleset, rrulestr

DAYS = "MO TU WE TH FR SA SU".split()
COMPACT = "%Y%m%dT%H%M%S"
DATE = "%Y%m%d"
# Seconds of this process's own time that an answer may take; more is "slow". Rules without a date
# would keep dateutil busy up to the year 9999.
PATIENCE = 0.01
ZONES = [
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia"]
COARSE = ["YEARLY", "YEARLY", "MONTHLY", "MONTHLY", "WEEKLY", "WEEKLY", "DAILY"]
ALL = ["YEARLY", "YEARLY", "MONTHLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"]


class Slow(Exception):
    """It took longer than `PATIENCE`."""


@contextlib.contextmanager
def patience(seconds=PATIENCE):
    def give_up(*_):
        raise Slow

    signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def some(random, values, most):
    values = list(values)
    return sorted(random.sample(values, random.randint(1, min(most, len(values)))))


def signed(random, top, most):
    return [v if random.random() < 0.6 else -v for v in some(random, range(1, top + 1), most)]


def rule(random, frequencies=ALL, times=True):
    """The parts of a valid rule without an end, by name."""
    frequency = random.choice(frequencies)
    parts = {"FREQ": frequency}

    def add(name, share, values):
        if random.random() < share:
            parts[name] = ",".join(map(str, values()))

    add("INTERVAL", 0.5, lambda: [random.choice([1, 2, 2, 3, 3, 4, 5, 6, 7, 10, 12, 13, 20, 53, 100])])
    add("BYMONTH", 0.35, lambda: some(random, range(1, 13), 4))
    if frequency == "YEARLY":
        add("BYWEEKNO", 0.25, lambda: signed(random, 53, 4))
    if frequency in ("YEARLY", "HOURLY", "MINUTELY", "SECONDLY"):
        add("BYYEARDAY", 0.15, lambda: signed(random, 366, 20))
    if frequency != "WEEKLY":
        add("BYMONTHDAY", 0.3, lambda: signed(random, 31, 6))
    add("BYDAY", 0.45, lambda: weekdays(random, parts))
    if times:
        add("BYHOUR", 0.25, lambda: some(random, range(24), 4))
        add("BYMINUTE", 0.2, lambda: some(random, range(60), 3))
        add("BYSECOND", 0.1, lambda: some(random, range(60), 3))
    if any(name.startswith("BY") for name in parts):
        add("BYSETPOS", 0.25, lambda: signed(random, random.choice([3, 5, 10]), 3))
    add("WKST", 0.2, lambda: [random.choice(DAYS)])
    return parts


def weekdays(random, parts):
    days = random.sample(DAYS, random.randint(1, 4))
    if parts["FREQ"] in ("YEARLY", "MONTHLY") and "BYWEEKNO" not in parts and random.random() < 0.5:
        top = 5 if parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts else 53
        days = [f"{random.choice(['', '-'])}{random.randint(1, top)}{day}" for day in days]
    return days


def text(parts):
    return ";".join(f"{name}={value}" for name, value in parts.items())


def made(parts, start):
    """dateutil's dates of a rule; none of what it finds to have no time of day at all."""
    try:
        yield from rrulestr(text(parts), dtstart=start)
    except ValueError as error:
        if "empty" not in str(error):
            raise


def answer(parts, start, limit):
    """The first dates by dateutil. Raises `Slow`."""
    with patience():
        return list(itertools.islice(made(parts, start), limit))


def decided(parts, start, limit):
    """The first dates of the rule as our decisions read it. Raises `Slow`."""
    asked, begin = dict(parts), start
    if "BYWEEKNO" in asked:
        with patience(10 * PATIENCE):
            return weeks_of_years(asked, start, limit)
    # Positions count in the whole week, also in the one that the start is in the middle of.
    if asked["FREQ"] == "WEEKLY" and "BYSETPOS" in asked:
        asked.setdefault("BYDAY", DAYS[start.weekday()])
        week = DAYS.index(asked.get("WKST", "MO"))
        begin = start - datetime.timedelta(days=(start.weekday() - week) % 7)
    if (asked, begin) == (parts, start):
        return answer(parts, start, limit)
    count = int(asked.pop("COUNT", limit))
    with patience():
        later = (date for date in made(asked, begin) if date >= start)
        return list(itertools.islice(later, min(limit, count)))


def weeks_of_years(parts, start, limit):
    """Day by day, for YEARLY with BYWEEKNO.

    A week over the turn of a year gives each year the days that lie in it, under the number that it has
    in its own year. What no part says, the start does: the day of the week too.
    """
    def numbers(name, otherwise=None):
        return {int(number) for number in parts[name].split(",")} if name in parts else otherwise

    weeks, months = numbers("BYWEEKNO"), numbers("BYMONTH")
    month_days, year_days = numbers("BYMONTHDAY"), numbers("BYYEARDAY")
    days = {DAYS.index(day) for day in parts["BYDAY"].split(",")} if "BYDAY" in parts else None
    if days is None and month_days is None and year_days is None:
        days = {start.weekday()}
    first = DAYS.index(parts.get("WKST", "MO"))
    times = [datetime.time(*time) for time in itertools.product(
        sorted(numbers("BYHOUR", {start.hour})), sorted(numbers("BYMINUTE", {start.minute})),
        sorted(numbers("BYSECOND", {start.second})))]

    def matches(date):
        if days is not None and date.weekday() not in days or months is not None and date.month not in months:
            return False
        thursday = date + datetime.timedelta(days=3 - (date.weekday() - first) % 7)
        week = (thursday.timetuple().tm_yday - 1) // 7 + 1
        # The last week is the one with 28 December, whichever day it begins on.
        last = datetime.date(thursday.year, 12, 28)
        last += datetime.timedelta(days=3 - (last.weekday() - first) % 7)
        of_year = (last.timetuple().tm_yday - 1) // 7 + 1
        year_day, month_day = date.timetuple().tm_yday, date.day
        return (
            (week in weeks or week - of_year - 1 in weeks)
            and (month_days is None or month_day in month_days
                 or month_day - calendar.monthrange(date.year, date.month)[1] - 1 in month_days)
            and (year_days is None or year_day in year_days
                 or year_day - 366 - calendar.isleap(date.year) in year_days))

    positions, found = numbers("BYSETPOS"), []
    limit = min(limit, int(parts.get("COUNT", limit)))
    until = parts.get("UNTIL", "99991231T235959")
    for year in range(start.year, 10_000, int(parts.get("INTERVAL", 1))):
        # The calendar repeats after 400 years, and Python's has no week after the last one.
        begin = datetime.date(year - 400 if year > 9_990 else year, 1, 1)
        dates = [begin + datetime.timedelta(days=n) for n in range(365 + calendar.isleap(year))]
        dates = [datetime.datetime.combine(date.replace(year=year), time)
                 for date in filter(matches, dates) for time in times]
        if positions:
            dates = [date for index, date in enumerate(dates)
                     if index + 1 in positions or index - len(dates) in positions]
        found += [date for date in dates if date >= start and date.strftime(COMPACT) <= until]
        if len(found) >= limit or dates and dates[0].strftime(COMPACT) > until:
            break
    return found[:limit]


def beside(parts, start, including, excluded, limit):
    """The first dates by dateutil with RDATE and EXDATE."""
    dates = rruleset()
    dates.rrule(rrulestr(text(parts), dtstart=start))
    for date in including:
        dates.rdate(date)
    for date in excluded:
        dates.exdate(date)
    with patience():
        return list(itertools.islice(dates, limit))


# Zones


def changes(name, first=datetime.date(2006, 1, 1), last=datetime.date(2029, 1, 1)):
    """The local times, by the clock before, at which a zone's clock changes."""
    zone = zoneinfo.ZoneInfo(name)

    def offset(second):
        return datetime.datetime.fromtimestamp(second, zone).utcoffset()

    def second(date):
        return int(datetime.datetime.combine(date, datetime.time(), datetime.UTC).timestamp())

    found = []
    for begin in range(second(first), second(last), 86_400):
        low, high = begin, begin + 86_400
        if offset(low) == offset(high):
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(middle) == offset(low) else (low, middle)
        found.append(
            datetime.datetime.fromtimestamp(high, datetime.UTC).replace(tzinfo=None) + offset(low))
    return found


def resolved(dates, name, gap, count):
    """(what the clock shows, instant) of local times: none twice, and ascending.

    A time in a gap is left out, or read with the offset before it; `count` counts what happens.
    """
    zone = zoneinfo.ZoneInfo(name)
    instants = []
    for date in dates:
        instant = date.replace(tzinfo=zone, fold=0).astimezone(datetime.UTC)
        exists = instant.astimezone(zone).replace(tzinfo=None) == date
        if (exists or gap == "shift") and instant not in instants:
            instants.append(instant)
        if len(instants) == count:
            break
    return [(instant.astimezone(zone).replace(tzinfo=None), instant) for instant in sorted(instants)]
