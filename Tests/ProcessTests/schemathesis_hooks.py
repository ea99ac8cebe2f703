"""What schemathesis is told of the API under test; it runs in a process of its own.

One token may ask 600 times a minute, and an address be wrong about its token 20 times: so it is
several programs, on many machines behind our proxy.
"""

import itertools
import os

import schemathesis

TOKENS = os.environ["CONVENED_TOKENS"].split(",")
programs, machines = itertools.cycle(TOKENS), itertools.count()


@schemathesis.auth(refresh_interval=None)
class Programs:
    def get(self, case, context):
        return next(programs)

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def before_call(context, case, kwargs):
    number = next(machines)
    case.headers["X-Forwarded-For"] = f"198.51.{number // 250 % 250}.{number % 250 + 1}"
