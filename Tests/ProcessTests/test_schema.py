"""What editors are told of a configuration, and what people read of it: both from one table.

That the table and the readers know the same keys is SectionReferenceTests' to say."""

import json
import re
import subprocess
import unittest

import jsonschema_rs
import yaml

from daemon import BINARY, DONE, ROOT
from waiting import PATIENCE


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, which editors read: `no` is a word, and a date is text."""

    yaml_implicit_resolvers = {}


Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|)$"), ["~", "n", ""])
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), ["t", "f"])
Core.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^[-+]?(0|[1-9][0-9]*)$"), list("-+0123456789"))
Core.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]*\.[0-9]+$"), list("-+.0123456789"))


def answer(*words):
    done = subprocess.run([BINARY, *words], capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == DONE, done.stderr
    return done.stdout


def documents():
    """Every configuration of the repository that is meant to be read, by its name."""
    for path in sorted((ROOT / "config").rglob("*.yaml")):
        yield str(path.relative_to(ROOT)), path.read_text()
    yield "packaging/community.yaml.example", (ROOT / "packaging/community.yaml.example").read_text()
    for path in sorted((ROOT / "Tests/Scenarios").glob("*.scenario")):
        parts = re.split(r"^## (.*)\n", path.read_text(), flags=re.M)
        for title, text in zip(parts[1::2], parts[2::2]):
            if title == "config" or re.fullmatch(r"(edit|file) .*\.yaml", title):
                yield f"{path.name}: {title}", text


class SchemaTest(unittest.TestCase):

    def setUp(self):
        self.schema = json.loads(answer("schema"))
        self.validator = jsonschema_rs.Draft7Validator(self.schema)

    def problems(self, text):
        return [
            f"{'.'.join(map(str, error.instance_path))}: {error.message[:200]}"
            for error in self.validator.iter_errors(yaml.load(text, Core))]

    def test_every_configuration_here_is_valid(self):
        count = 0
        for name, text in documents():
            count += 1
            with self.subTest(name):
                self.assertEqual(self.problems(text), [])
        self.assertGreater(count, 40)

    def test_what_is_mistyped_is_found(self):
        for text in [
            "meeting: {}", "people: { ana: { emial: ana@example.org } }",
            "people: { ana: { name: Ana } }", "meetings: { a: { titel: A } }",
            "meetings: { a: { title: A, agenda: { if empty: stop } } }",
            "programs: { a: { mentorships: { b: { mente: b } } } }",
            "web: { url: [a, b] }",
        ]:
            with self.subTest(text):
                self.assertNotEqual(self.problems(text), [])

    def test_the_page_in_docs_is_up_to_date(self):
        page = (ROOT / "docs/configuration.md").read_text()
        self.assertEqual(
            page, answer("schema", "--markdown"),
            "write it anew: convened schema --markdown >docs/configuration.md")
