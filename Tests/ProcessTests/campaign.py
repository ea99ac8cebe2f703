"""kill -9 again and again while hundreds of notices leave, at points that a seed chooses.

A seed names the points, not what the machine makes of them: time really passes here.
"""

import collections
import concurrent.futures
import contextlib
import pathlib
import random
import shutil
import sqlite3
import subprocess
import tempfile
import threading

from community import Start, address, configuration
from daemon import BINARY, DONE, Daemon
from judging import CONNECTIONS, Copy, Told, judge
from peers import HookReceiver, MailSink
from waiting import PATIENCE

PEOPLE = ["hana", "yash", "robin", "ana", "mei", "otto", "ines", "luca"]
MEETINGS = [f"m{number:02}" for number in range(1, 17)]
KILLS_PER_WORLD = 50

# As many mails wait in each life at least: those of one cancellation. No point lies beyond them.
SUPPLY = MOST_MAILS = len(PEOPLE)
MOST_BYTES = 8_000

# A kill: after an event came `most` times (or fewer, by chance), and then up to `delay` seconds.
# `cancels`: a meeting is cancelled in that life.
Kind = collections.namedtuple("Kind", "event most delay cancels weight")
KINDS = {
    "while it starts": Kind("launched", 1, 0.3, False, 3),
    "when it runs": Kind("ready", 1, 0.2, False, 2),
    "while it decides": Kind("asked", 1, 0.06, True, 3),
    "somewhere in a mail": Kind("bytes", MOST_BYTES, 0, False, 3),
    "before the dot's answer": Kind("dot", MOST_MAILS, 0, False, 4),
    "after the dot's answer": Kind("answer", MOST_MAILS, 0.004, False, 4),
    "before a hook's answer": Kind("post", 1, 0, True, 2),
    "after a hook's answer": Kind("posted", 1, 0.004, True, 2),
}


class Trigger:
    """Kills the daemon's process once, when something has happened often enough."""

    def __init__(self, daemon, kind, chance):
        self._daemon = daemon
        self._event = kind.event
        self._left = chance.randint(1, kind.most)
        self._delay = chance.uniform(0, kind.delay)
        self._lock = threading.Lock()

    def happened(self, event, number=1):
        with self._lock:
            fires = event == self._event and 0 < self._left <= number
            if event == self._event:
                self._left -= number
        if fires:
            threading.Timer(self._delay, self._daemon.process.kill).start() if self._delay \
                else self._daemon.process.kill()


class World:
    """Some meetings, what came in from them, and the kills."""

    def __init__(self, seed, cleanups):
        self.seed = seed
        self.chance = random.Random(seed)
        self.kills = []
        self.acknowledged = set()
        self._trigger = None
        self.sink = MailSink(taken=self._taken, read=lambda count: self._happened("bytes", count))
        cleanups.callback(self.sink.close)
        self.hook = HookReceiver(taken=self._posted).start()
        cleanups.callback(self.hook.close)
        self.daemon = Daemon({})
        cleanups.callback(self.daemon.close)
        self.sink.start()
        # The start is far enough for the slowest machine, and its opening is over.
        sentence = Start(6 * 3600).sentence
        meetings = "\n".join(
            f"{name}: {{ title: Meeting {name}, when: {sentence}, hosts: hana, "
            f"invite: [{', '.join(PEOPLE[1:])}], opens: 1 day before, remind: no, "
            "notify: [mail, announce] }" for name in MEETINGS)
        secret = self.daemon.keep("hook.secret", self.hook.secret)
        self.daemon.write("a.yaml", configuration(meetings, self.sink, self.hook, PEOPLE, secret))

    # What the peers see

    def _happened(self, event, number=1):
        trigger = self._trigger
        if trigger is not None:
            trigger.happened(event, number)

    def _taken(self, mail):
        self._happened("dot")
        return lambda: self._happened("answer")

    def _posted(self, post):
        self._happened("post")
        return lambda: self._happened("posted")

    # Lives

    def live_and_die(self):
        """One life and its kill.
        - Returns: false if too little is left to be sent for another one."""
        opened, waiting, cancellable = self._look()
        # Five deaths over the same row set it aside, as they should: it gets through before that.
        risky = [row for row, crashes in waiting.items() if crashes >= 3]
        possible = {
            name: kind for name, kind in KINDS.items()
            if (cancellable or not kind.cancels) and (not risky or kind.event == "ready")}
        [name] = self.chance.choices(list(possible), [kind.weight for kind in possible.values()])
        kind = KINDS[name]
        cancels = kind.cancels or (opened and len(waiting) < SUPPLY and not risky)
        if cancels and not cancellable:
            return False
        trigger = Trigger(self.daemon, kind, self.chance)
        needs_ready = cancels or kind.event == "ready"
        self._trigger = None if needs_ready else trigger
        self.daemon.launch()
        if needs_ready:
            self.daemon.told("READY", "1")
            for row in risky:
                self.daemon.log.first(
                    lambda line, row=row: row in line and " delivered " in line, row)
            self._trigger = trigger
        self._happened("launched")
        self._happened("ready")
        if cancels:
            self._cancel(self.chance.choice(cancellable))
        self._die(name, waiting)
        self._trigger = None
        self.kills.append(name)
        self.sink.next_life()
        self.hook.next_life()
        return True

    def _die(self, name, waiting):
        try:
            self.daemon.ended()
        except subprocess.TimeoutExpired:
            lines = "\n".join(self.daemon.log.all[-30:])
            raise AssertionError(
                f"world {self.seed}, life {len(self.kills)}: not killed {name}, although "
                f"{len(waiting)} notices waited. The log:\n{lines}") from None

    def _cancel(self, meeting):
        command = [BINARY, "cancel", meeting, "--because", "a test", *self.daemon.arguments]
        asking = subprocess.Popen(
            command, cwd=self.daemon.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._happened("asked")
        if asking.wait(PATIENCE) == DONE:
            self.acknowledged.add(meeting.split("/")[0])

    def _look(self):
        """Whether there is anything yet; what waits, with how often it was on the wire at a kill;
        and what can be cancelled: what everyone was told of."""
        with self._database() as database:
            if database is None:
                return False, {}, []
            [opened] = database.execute("SELECT EXISTS (SELECT 1 FROM outbox)").fetchone()
            waiting = dict(
                database.execute("SELECT id, crashes FROM outbox WHERE settled_at IS NULL"))
            cancellable = [id for id, in database.execute(
                "SELECT id FROM occurrence WHERE state = 'confirmed' AND NOT EXISTS (SELECT 1 "
                "FROM outbox WHERE subject = occurrence.id AND settled_at IS NULL) ORDER BY id")]
            return opened, waiting, cancellable

    @contextlib.contextmanager
    def _database(self):
        """A copy of what a killed process left, so that the next one finds it untouched; None if
        there is nothing yet."""
        with tempfile.TemporaryDirectory() as folder:
            if not (self.daemon.state / "convened.db").exists():
                yield None
                return
            for file in self.daemon.state.glob("convened.db*"):
                if not file.name.endswith("-shm"):
                    shutil.copy(file, folder)
            database = sqlite3.connect(pathlib.Path(folder) / "convened.db")
            yield database
            database.close()

    # The end

    def verdict(self):
        """Lets everything leave, and judges it."""
        self.daemon.start()
        self.daemon.settled()
        status = self.daemon.stop()
        with self._database() as database:
            integrity = database.execute("PRAGMA integrity_check").fetchone()[0]
            rows = list(database.execute(
                "SELECT id, subject, kind, person, state FROM outbox"))
            changes = collections.Counter(database.execute(
                "SELECT subject, to_state FROM journal WHERE from_state <> to_state"))
        decided = {
            id: Told(meeting.split("/")[0], kind, person) for id, meeting, kind, person, _ in rows}
        cancelled = {id.split("/")[0] for id, state in changes if state == "cancelled"}
        expected = {
            Told(meeting, kind, person) for person in PEOPLE
            for kind, meetings in (("invitation", MEETINGS), ("cancellation", cancelled))
            for meeting in meetings}
        expected |= {Told(meeting, "cancellation", None) for meeting in cancelled}
        copies = [Copy(mail.life, "mail", mail.identity, mail.content)
                  for mail in self.sink.mails.all]
        copies += [Copy(post.life, "hook", post.id, post.body) for post in self.hook.posts.all]
        verdict = judge(expected, decided, copies, len(self.kills))
        verdict.problems += [post.problem for post in self.hook.posts.all if post.problem]
        verdict.problems += [
            f"{mail} went to {mail.to}" for mail in self.sink.mails.all
            if mail.identity in decided and address(decided[mail.identity].who) != mail.to]
        verdict.problems += [
            f"{decided[id]} ended as {state}" for id, _, _, _, state in rows
            if state != "delivered"]
        verdict.problems += [
            f"{meeting} was cancelled, and it was forgotten"
            for meeting in sorted(self.acknowledged - cancelled)]
        verdict.problems += [f"{change} was decided {n} times"
                             for change, n in changes.items() if n > 1]
        if (status, integrity) != (DONE, "ok"):
            verdict.problems.append(f"at the end: exit {status}, database {integrity}")
        verdict.notices = len(rows)
        return verdict


class Tally:
    """What several worlds came to."""

    def __init__(self):
        self.worlds = self.notices = self.copies = 0
        self.problems, self.lost = [], []
        self.kills = collections.Counter()
        # (kind of kill, way, repeats) -> how many kills
        self.repeats = collections.Counter()

    def add(self, world, verdict):
        self.worlds += 1
        self.notices += verdict.notices
        self.lost += verdict.lost
        self.problems += [f"world {world.seed}: {problem}" for problem in verdict.problems]
        for life, name in enumerate(world.kills):
            self.kills[name] += 1
            for way in CONNECTIONS:
                self.repeats[name, way, verdict.repeats[way][life]] += 1

    def __str__(self):
        total = sum(self.kills.values())
        columns = [(way, n) for way, most in CONNECTIONS.items() for n in range(most + 1)]
        lines = [
            f"{total} kills in {self.worlds} worlds, {self.notices} notices; repeats per kill:",
            f"{'killed':26}{'kills':>6}" + "".join(
                f"{f'{way} {n}' if n == 0 else n:>8}" for way, n in columns)]
        for name in [*KINDS, "all"]:
            counts = [
                sum(count for (kind, w, r), count in self.repeats.items()
                    if (w, r) == (way, n) and name in (kind, "all")) for way, n in columns]
            kills = total if name == "all" else self.kills[name]
            lines.append(f"{name:26}{kills:>6}" + "".join(f"{count:>8}" for count in counts))
        repeats = sum(n * count for (_, _, n), count in self.repeats.items())
        lines.append(
            f"lost = {len(self.lost)}; {repeats} repeats, {repeats / max(1, total):.2f} per kill; "
            f"{len(self.problems)} problems")
        return "\n".join(lines + self.problems[:20])


def run(kills, seed, workers=4):
    """So many kills, in as many worlds as that takes."""
    tally = Tally()
    chance = random.Random(seed)
    lock = threading.Lock()
    left = kills

    def world(share, seed):
        with contextlib.ExitStack() as cleanups:
            world = World(seed, cleanups)
            while len(world.kills) < share and world.live_and_die():
                pass
            verdict = world.verdict()
            with lock:
                tally.add(world, verdict)
            return len(world.kills)

    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        while left > 0:
            shares = [min(KILLS_PER_WORLD, left - at) for at in range(0, left, KILLS_PER_WORLD)]
            seeds = [chance.randrange(1 << 32) for _ in shares]
            left -= sum(pool.map(world, shares, seeds))
    return tally

