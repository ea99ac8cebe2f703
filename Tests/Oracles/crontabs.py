"""Random lines of crontab(5), and what croniter and Debian's crontab(1) say of them."""

import datetime
import pathlib
import re
import subprocess
import tempfile

import croniter

# What crontab(5) says that the names are.
MEANINGS = {
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
}
NAMES = [*MEANINGS, "@reboot", "@Weekly", "@weekl"]
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DAYS = "sun mon tue wed thu fri sat".split()
BOUNDS = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)]
SLIPS = list("*-/,0123456789 ") + ["/2", "-", "L", "#1", "?", "sun", "60", "/0"]


def item(rng, low, high, names):
    first = rng.randint(low, high)
    last = rng.randint(first, high) if rng.random() < 0.97 else rng.randint(low, high)
    if names and rng.random() < 0.3:
        index = rng.randrange(len(names))
        # "sun" is 0, and so ends no range.
        end = rng.choice(names[index:])
        return rng.choice([names[index], names[index].title(), f"{names[index]}-{end}"])
    step = rng.choice([1, 2, 2, 3, 4, 5, 7, 15, 40])
    return rng.choices([f"{first}", f"{first}-{last}", f"{first}-{last}/{step}"], [5, 3, 2])[0]


def field(rng, index):
    star = [0.1, 0.2, 0.45, 0.6, 0.45][index]
    if rng.random() < star:
        return rng.choice(["*", "*", "*", "*/2", "*/3", "*/5", "*/1", "*/70"])
    names = {3: MONTHS, 4: DAYS}.get(index, [])
    return ",".join(item(rng, *BOUNDS[index], names) for _ in range(rng.choice([1, 1, 1, 2, 3])))


def line(rng):
    """Five fields or a name; every fifth has a slip in it."""
    if rng.random() < 0.03:
        return rng.choice(NAMES)
    text = " ".join(field(rng, index) for index in range(5))
    if rng.random() < 0.2:
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(SLIPS + [""]) + text[at + rng.choice([0, 1]):]
    return text


def is_plain(text):
    """Whether it is what crontab(5) has, beyond doubt: a name, or five fields without a slip."""
    fields = text.split()
    items = [(item, index) for index, field in enumerate(fields) for item in field.split(",")]
    return text in MEANINGS or len(fields) == 5 and all(is_plain_item(*item) for item in items)


def is_plain_item(text, index):
    low, high = BOUNDS[index]
    value = "|".join([r"\d+", *{3: MONTHS, 4: DAYS}.get(index, [])])
    if not re.fullmatch(rf"(\*|({value})-({value}))(/0*[1-9]\d*)?|{value}", text.lower()):
        return False
    ends = re.findall(r"\d+", text.partition("/")[0])
    return all(low <= int(end) <= high for end in ends) and bool(listed(text, index))


def listed(text, index):
    """What a field's items list, 7 for Sunday as it is written; nothing for one that ends before it begins."""
    low, high = BOUNDS[index]
    text = text.lower()
    for begin, names in ((1, MONTHS),) if index == 3 else ((0, DAYS),) if index == 4 else ():
        for value, name in enumerate(names, begin):
            text = text.replace(name, str(value))
    found = set()
    for part in text.split(","):
        ends, _, step = part.partition("/")
        first, _, last = (f"{low}-{high}" if ends == "*" else ends).partition("-")
        found |= set(range(int(first), int(last or first) + 1, int(step or 1)))
    return found


def numbers(text, index):
    """What a valid field lists."""
    return sorted({value % 7 for value in listed(text, index)} if index == 4 else listed(text, index))


def decided(text):
    """A valid line in the words that croniter reads as crontab(5) does.

    It takes 5-5 for everything, and a field that lists everything for an open one; only a "*" in front
    makes it one.
    """
    fields = text.split()
    if len(fields) != 5:
        return text
    lists = [numbers(field, index) for index, field in enumerate(fields)]
    is_either = not fields[2].startswith("*") and not fields[4].startswith("*")
    if is_either and (len(lists[2]) == 31 or len(lists[4]) == 7):
        fields[2] = fields[4] = "*"
    return " ".join(field if field.startswith("*") else ",".join(map(str, numbers))
                    for field, numbers in zip(fields, lists, strict=True))


def dates(text, start):
    """The local times from one on, by croniter; None if it refuses."""
    try:
        times = croniter.croniter(text, start - datetime.timedelta(minutes=1), implement_cron_bug=True)
    except (ValueError, KeyError):
        return None
    return following(times)


def following(times):
    try:
        while True:
            yield times.get_next(datetime.datetime)
    except croniter.CroniterBadDateError:
        return


def is_there():
    """Whether there is a crontab(1) that can be asked, as Debian's by root."""
    return is_accepted("0 14 * * 4") is True and is_accepted("0 14 * * 9") is False


def is_accepted(text):
    """By Debian's crontab(1); None if it cannot be asked."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "crontab"
        path.write_text(f"{text} true\n")
        try:
            done = subprocess.run(["crontab", "-n", path], capture_output=True, text=True)
        except OSError:
            return None
    if done.returncode and "errors in crontab file" not in done.stderr:
        return None
    return done.returncode == 0
