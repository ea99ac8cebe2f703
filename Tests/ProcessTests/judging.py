"""What must hold of everything that came in while a process was killed again and again. Pure."""

import collections

# How much may be on its way to whom, and so be repeated after a kill.
CONNECTIONS = {"mail": 4, "hook": 1}

# What somebody was to be told: whoever it is for is None for a hook.
Told = collections.namedtuple("Told", "meeting kind who")

# One copy of a notice as it came in: `way` is a key of CONNECTIONS, `life` counts the lives of the
# process that sent it, `identity` is what its Message-ID or webhook-id says.
Copy = collections.namedtuple("Copy", "life way identity content")


class Verdict:
    """What was found. `repeats[way][life]`: how often the kill that ended a life was the reason."""

    def __init__(self):
        self.lost = []
        self.problems = []
        self.repeats = {way: collections.Counter() for way in CONNECTIONS}


def judge(expected, decided, copies, kills):
    """Compares what came in with what was to come in.

    `expected`: the set of `Told` that somebody was to receive. `decided`: the `Told` of each
    identity that the service knows. `copies`: all that came in, in the order in which it did.
    `kills`: how many lives were ended; they are numbered from 0, and the one after them may end as
    it likes.
    """
    verdict = Verdict()
    received = collections.defaultdict(list)
    for copy in copies:
        told = decided.get(copy.identity)
        if told is None:
            verdict.problems.append(f"nobody decided {copy.identity}")
        elif told not in expected:
            verdict.problems.append(f"{told} was told to nobody's wish")
        else:
            received[told].append(copy)
    verdict.lost = sorted(map(str, expected - received.keys()))
    verdict.problems += [f"lost: {told}" for told in verdict.lost]
    for told, same in received.items():
        for what in ("identity", "content"):
            if len({getattr(copy, what) for copy in same}) > 1:
                verdict.problems.append(f"{told}: a repeat has another {what}")
        for first, second in zip(same, same[1:]):
            if first.life >= min(second.life, kills):
                verdict.problems.append(f"{told}: repeated without a kill")
            else:
                verdict.repeats[first.way][first.life] += 1
    for way, by_life in verdict.repeats.items():
        for life, repeats in sorted(by_life.items()):
            if repeats > CONNECTIONS[way]:
                verdict.problems.append(f"kill {life}: {repeats} repeats by {way}")
    return verdict
