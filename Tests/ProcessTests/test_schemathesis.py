"""The API against its own document, by schemathesis: what is said there holds, whatever is asked."""

import datetime
import json
import os
import pathlib
import subprocess
import sys

from api import MEETING, Program, ProgramTest

HERE = pathlib.Path(__file__).resolve().parent
# A pair with a task, beside the meeting.
PAIR, TASK = "summer.yash", "hello"
TERM = [datetime.date.today() + datetime.timedelta(days=days) for days in (0, 5, 60)]
TASKS = f"""
programs:
  summer:
    term: {TERM[0]} .. {TERM[2]}
    mentors: hana
    one-on-one: {{ remind: no }}
    tasks: {{ {TASK}: {{ do: Say hello in the channel, who: mentees }} }}
    mentorships: {{ yash: {{ mentee: yash, when: "{TERM[1]:%A} 12:00 UTC" }} }}
"""
PROGRAMS = {f"program{number}": (f"{number}" * 40, "change") for number in range(10)}


class SchemathesisTest(ProgramTest):
    seconds = 40

    def run_it(self, document, *arguments, parameters=None, base="/api/v1"):
        """The finished process. Nothing in it is left to chance."""
        folder = self.subject.folder / "schemathesis"
        folder.mkdir(exist_ok=True)
        (folder / "openapi.json").write_text(json.dumps(document))
        lines = [f'"path.{name}" = "{value}"' for name, value in (parameters or {}).items()]
        (folder / "schemathesis.toml").write_text(
            "[warnings]\nfail-on = true\n[parameters]\n" + "\n".join(lines) + "\n"
            # A task is a pair's, and `hours` has none.
            '[[operations]]\ninclude-path-regex = "^/tasks/"\n[operations.parameters]\n'
            f'"path.series" = "{PAIR}"\n"path.task" = "{TASK}"\n')
        tokens = ",".join(token for token, _ in PROGRAMS.values())
        return subprocess.run(
            [pathlib.Path(sys.executable).with_name("schemathesis"),
             "--config-file", folder / "schemathesis.toml", "run", folder / "openapi.json",
             "--url", f"http://127.0.0.1:{self.port}{base}", "--checks", "all", "--seed", "1",
             "--generation-database", "none", "--suppress-health-check", "all",
             "--request-timeout", "60", "--no-color", *arguments],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, timeout=600, env=os.environ | {
                "SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": str(HERE),
                "PYTHONDONTWRITEBYTECODE": "1", "CONVENED_TOKENS": tokens})

    def document(self):
        """As it is served, but closed: an answer has no member that is not in it."""
        document = Program(self.port).ask("GET", "openapi.json").json
        for schema in document["components"]["schemas"].values():
            schema["additionalProperties"] = False
        return document

    def community(self):
        """Something of everything that an answer may hold."""
        self.running(tokens=PROGRAMS, before=lambda daemon: daemon.append("a.yaml", TASKS))
        program = Program(self.port, PROGRAMS["program0"][0])
        for body in ({"text": "one", "by": "yash", "isPrivate": True}, {"text": "two"}):
            program.asked("POST", f"{MEETING}/agenda", body, 201)
        return program.get("outbox")[0]["id"]

    def test_what_the_document_says_holds(self):
        notice = self.community()
        done = self.run_it(
            self.document(), "--max-examples", "6",
            parameters={"series": "hours", "day": "next", "person": "yash", "id": notice})
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("30 selected / 30 total", done.stdout)
        for phase in ("Coverage", "Fuzzing", "Stateful"):
            self.assertIn(f"✅ {phase}", " ".join(done.stdout.split()))
        self.assertEqual(
            [line for line in self.subject.log.all if line.startswith(("error", "critical"))], [])

    def test_a_document_that_says_otherwise_is_found_out(self):
        """One fault is planted for each thing that is checked."""
        self.community()
        for code, what, plant in (
            ("ST108", "a member that is not written down",
             lambda document: schema(document)["properties"].pop("nextWake")),
            ("ST108", "a member that is not there",
             lambda document: schema(document)["required"].append("hold")),
            ("ST103", "a status that is not written down",
             lambda document: operation(document)["responses"].pop("401")),
            ("ST105", "another type",
             lambda document: operation(document)["responses"]["200"].update(
                 content={"text/plain": {}})),
        ):
            with self.subTest(what=what):
                document = self.document()
                plant(document)
                done = self.run_it(
                    document, "--max-examples", "3", "--include-operation-id", "getStatus")
                self.assertEqual(done.returncode, 1, done.stdout)
                self.assertIn(f"- {code} ", done.stdout)
        with self.subTest(what="no token is needed where one is"):
            document = self.document()
            document["paths"] = {"/openapi.json": {"get": {
                "responses": {"200": {"description": "", "content": {"application/json": {}}}}}}}
            done = self.run_it(document, "--max-examples", "3", base="/api")
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertIn("- ST401 ", done.stdout)


def schema(document):
    return document["components"]["schemas"]["Status"]


def operation(document):
    return document["paths"]["/status"]["get"]
