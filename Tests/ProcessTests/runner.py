"""Runs the process tests side by side: most of their time is waiting for the clock.

    tools/process-tests [NAME...]     all, or those whose id contains a NAME

Also without this file, one after the other: python -m unittest discover -s Tests/ProcessTests
"""

import concurrent.futures
import os
import pathlib
import sys
import threading
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
WORKERS = int(os.environ.get("CONVENED_TEST_JOBS", "8"))


def flattened(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flattened(test)
        else:
            yield test


def main(names):
    sys.path.insert(0, str(HERE))
    tests = list(flattened(unittest.defaultTestLoader.discover(str(HERE))))
    if names:
        tests = [test for test in tests if any(name in test.id() for name in names)]
    # Those that wait longest begin first.
    tests.sort(key=lambda test: -getattr(test, "seconds", 0))
    print(f"process tests: {len(tests)}, {WORKERS} at a time", flush=True)
    printing = threading.Lock()

    def run(test):
        result = unittest.TestResult()
        began = time.monotonic()
        test.run(result)
        good = result.wasSuccessful() and not result.unexpectedSuccesses
        word = "skipped" if result.skipped else "ok" if good else "FAILED"
        with printing:
            print(f"{word:7} {test.id()} ({time.monotonic() - began:.1f} s)")
            for _, text in result.failures + result.errors:
                print(text)
            for _, why in result.skipped:
                print(f"        {why}")
            sys.stdout.flush()
        return good

    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        results = list(pool.map(run, tests))
    failed = results.count(False)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 0 if results and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
