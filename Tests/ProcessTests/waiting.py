"""What threads see and tests wait for: a list that only grows.

A test blocks until something it names has happened. The time limit is no part of what is tested: it
is far beyond anything that is normal, and all it can do is to fail the test with what was seen.
"""

import threading
import time

PATIENCE = 90.0


class Seen:
    """Things in the order in which they came, and a way to block until one comes."""

    def __init__(self, name):
        self.name = name
        self._things = []
        self._changed = threading.Condition()
        self._end = None

    def add(self, thing):
        with self._changed:
            self._things.append(thing)
            self._changed.notify_all()

    def end(self, why):
        """Nothing comes any more: whoever still waits fails at once and says why."""
        with self._changed:
            self._end = why
            self._changed.notify_all()

    @property
    def all(self):
        with self._changed:
            return list(self._things)

    def first(self, wanted, what, skip=0):
        """The first thing after `skip` others for which `wanted` is true."""
        return self.until(lambda things: next((t for t in things[skip:] if wanted(t)), None), what)

    def count(self, number, what=None):
        """All things, once there are `number` of them."""
        return self.until(
            lambda things: things if len(things) >= number else None, what or f"{number} of them")

    def until(self, found, what):
        """What `found` makes of all things, as soon as that is something."""
        limit = time.monotonic() + PATIENCE
        with self._changed:
            while True:
                result = found(list(self._things))
                if result:
                    return result
                left = limit - time.monotonic()
                if self._end is not None or left <= 0:
                    why = self._end if self._end is not None else f"not within {PATIENCE:.0f} s"
                    lines = "\n".join(f"  {thing}" for thing in self._things)
                    raise AssertionError(f"{self.name}: no {what}: {why}. There were:\n{lines}")
                self._changed.wait(left)
