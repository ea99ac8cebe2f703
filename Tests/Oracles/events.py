"""Random calendar events of systemd.time(7), and what systemd-analyze(1) says of them."""

import collections
import os
import re
import subprocess

DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
FULL = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SHORTHANDS = (
    "minutely hourly daily monthly weekly yearly quarterly semiannually annually biannually"
    " semi-annually bi-annually fortnightly").split()
# What one slip of the hand puts into an expression.
SLIPS = list("*-~:/.,0123456789 ") + ["..", "/2", "~", "Mon", "**", "@"]


def cased(rng, text):
    return rng.choice([text, text, text.lower(), text.upper()])


def number(rng, value, width):
    return str(value).zfill(width) if rng.random() < 0.4 else str(value)


def item(rng, low, high, width):
    first = rng.randint(low, high)
    last = rng.randint(first, high) if rng.random() < 0.95 else rng.randint(low, high)
    step = rng.choice([1, 1, 2, 2, 3, 4, 5, 7, 10, 15, 30])
    # One that never comes to its second value is refused: now and then.
    if rng.random() < 0.9:
        step = max(1, min(step, high - first))
    begin, end = number(rng, first, width), number(rng, last, width)
    return rng.choices(
        [begin, f"{begin}..{end}", f"{begin}/{step}", f"{begin}..{end}/{step}"], [5, 2, 2, 1])[0]


def field(rng, low, high, star, width=2):
    if rng.random() < star:
        return "*"
    return ",".join(item(rng, low, high, width) for _ in range(rng.choice([1, 1, 1, 1, 2, 3])))


def year(rng):
    return rng.choice([
        field(rng, 2023, 2032, 0, 4), field(rng, 2023, 2032, 0, 4), field(rng, 24, 30, 0, 2),
        field(rng, 2190, 2199, 0, 4), rng.choice(["1969", "1970/4", "2199", "2200", "69..75", "0"])])


def weekdays(rng):
    def day(index):
        return cased(rng, rng.choice([DAYS, DAYS, FULL])[index])

    parts = []
    for _ in range(rng.choice([1, 1, 2, 3])):
        first = rng.randrange(7)
        last = rng.randrange(first, 7) if rng.random() < 0.95 else rng.randrange(7)
        parts.append(rng.choice([day(first), day(first), f"{day(first)}..{day(last)}",
                                 f"{day(first)}{rng.choice(['..', '-'])}{day(last)}"]))
    return ",".join(parts) + ("," if rng.random() < 0.05 else "")


def date(rng):
    mark = "~" if rng.random() < 0.3 else "-"
    top = 31 if mark == "-" else rng.choice([5, 5, 10, 28, 31])
    text = field(rng, 1, 12, 0.6) + mark + field(rng, 1, top, 0.35)
    return text if rng.random() < 0.4 else f"{year(rng) if rng.random() < 0.3 else '*'}-{text}"


def clock(rng):
    text = f"{field(rng, 0, 23, 0.15)}:{field(rng, 0, 59, 0.1)}"
    if rng.random() < 0.3:
        text += ":" + (field(rng, 0, 59, 0.2) if rng.random() < 0.95 else f"{rng.randint(0, 59)}.5")
    return text


def event(rng, zones):
    """An expression; every fifth has a slip in it."""
    if rng.random() < 0.06:
        parts = [cased(rng, rng.choice(SHORTHANDS))]
    elif rng.random() < 0.02:
        parts = [f"@{rng.randint(0, 2_500_000_000)}"]
    else:
        parts = [part(rng) for part, share in ((weekdays, 0.4), (date, 0.7), (clock, 0.8))
                 if rng.random() < share] or [clock(rng)]
    if rng.random() < 0.03:
        rng.shuffle(parts)
    if rng.random() < 0.5:
        parts.append(rng.choice([*zones, *zones, "UTC", "utc"]))
    text = " ".join(parts)
    if rng.random() < 0.2:
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(SLIPS + [""]) + text[at + rng.choice([0, 1]):]
    # Ours are free in their spaces.
    return " ".join(text.split()) or "*:*"


def bounded(text):
    """The same with an end to each repetition, "2..31/7" for "2/7": systemd loses its way without one."""
    def field(part, top):
        return re.sub(r"(?<![\d.])(\d+)/(\d+)", rf"\1..{top}/\2", part)

    def from_end(match):
        first, step = int(match[1]), int(match[2])
        return f"{(first - 1) % step + 1}..{first}/{step}"

    words = text.split()
    for index, word in enumerate(words):
        if ":" in word:
            pieces = zip(word.split(":"), (23, 59, 59), strict=False)
            words[index] = ":".join(field(piece, top) for piece, top in pieces)
        elif word[0].isdigit() or word[0] == "*":
            *before, day = re.split("([-~])", word)
            before[-2] = field(before[-2], 12)
            day = re.sub(r"(?<![\d.])(\d+)/(\d+)", from_end, day) if before[-1] == "~" else field(day, 31)
            words[index] = "".join([*before, day])
    return " ".join(words)


Answer = collections.namedtuple("Answer", "normal instants gave_up")


def answer(text, zone, base, limit):
    """The normal form and the instants after a base, where the clock is a zone's; None if it refuses."""
    done = subprocess.run(
        ["systemd-analyze", "calendar", f"--iterations={limit}", f"--base-time={base:%F %T} UTC", "--", text],
        env=os.environ | {"TZ": zone, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True)
    gave_up = "Failed to determine next elapse" in done.stderr
    if done.returncode and not gave_up:
        return None
    # The original form is left out where it is the normal one.
    normal = re.search(r"^ *Normalized form: (.*)", done.stdout, re.MULTILINE)
    found = re.findall(r": \w{3} (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC$", done.stdout, re.MULTILINE)
    return Answer(normal and normal[1], [f"{day}T{time}Z" for day, time in found], gave_up)
