"""APScheduler with its SQLite job store: weekly jobs, each of which sends a mail by smtplib.

    scale-apscheduler.py add DATABASE PORT DUE JOBS     adds them, and waits for its standard input to end
    scale-apscheduler.py run DATABASE PORT DUE JOBS     starts on them, and runs until all are done

`DUE`, in seconds since 1970, is when all of them are due. A line of JSON when the jobs are there, and in the
second case another when they are done.
"""

import datetime
import email.message
import json
import smtplib
import sys
import threading
import time

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_MISSED
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

# Of each worker: its connection is kept, which is the best for it.
WORKER = threading.local()


def tell(port, number):
    """One mail: the same of what ours says, as a script would write it."""
    if not hasattr(WORKER, "client"):
        WORKER.client = smtplib.SMTP("127.0.0.1", port)
    mail = email.message.EmailMessage()
    mail["From"] = "Meetings <meetings@example.org>"
    mail["To"] = f"p{number:05}@b.example"
    mail["Subject"] = f"Meeting {number}"
    mail.set_content(f"Meeting {number} takes place.\n")
    WORKER.client.send_message(mail)


def add(scheduler, port, due, jobs):
    at = datetime.datetime.fromtimestamp(due, datetime.timezone.utc)
    scheduler.start(paused=True)
    for number in range(jobs):
        scheduler.add_job(
            tell, CronTrigger(
                day_of_week=at.weekday(), hour=at.hour, minute=at.minute, second=at.second,
                timezone="UTC"),
            args=[port, number], id=f"m{number:05}")


def run(scheduler, jobs):
    done, outcomes = threading.Event(), []

    def note(event):
        outcomes.append(event.code)
        if len(outcomes) == jobs:
            done.set()

    scheduler.add_listener(note, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR | EVENT_JOB_MISSED)
    scheduler.start()
    return done, outcomes


def main(what, database, port, due, jobs):
    began = time.monotonic()
    # By default, what waits longer than a second for one of the ten workers is left out.
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"misfire_grace_time": None},
        jobstores={"default": SQLAlchemyJobStore(url=f"sqlite:///{database}")})
    if what == "add":
        add(scheduler, port, due, jobs)
    else:
        done, outcomes = run(scheduler, jobs)
    print(json.dumps({"seconds": time.monotonic() - began}), flush=True)
    if what == "run":
        done.wait()
        print(json.dumps({"sent": outcomes.count(EVENT_JOB_EXECUTED)}), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
