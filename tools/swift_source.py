"""A Swift file as the checks see it: code without comments and literals, and the literals apart.

Not a parser. Line numbers are kept, so a finding can name its line.
"""

import pathlib
import re


class Source:
    """`code` has every comment and literal blanked; `strings` is a list of (line, text), and
    `literals` one of their places in `text`, as (from, to).
    """

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.strings = []
        self.literals = []
        self.code = self._strip(text)

    def _strip(self, text):
        out, at = [], 0
        while at < len(text):
            if text.startswith("//", at):
                end = text.find("\n", at)
                end = len(text) if end < 0 else end
            elif text.startswith("/*", at):
                end = _end_of_block_comment(text, at)
            elif opening := re.compile(r'(#*)("""|")').match(text, at):
                end = _end_of_string(text, opening)
                self.strings.append((text.count("\n", 0, at) + 1, text[at:end]))
                self.literals.append((at, end))
            else:
                out.append(text[at])
                at += 1
                continue
            out.append(re.sub(r"[^\n]", " ", text[at:end]))
            at = end
        return "".join(out)

    def line(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def matches(self, pattern):
        """Every match of `pattern` in the code, as (line, match)."""
        for match in re.finditer(pattern, self.code, re.MULTILINE):
            yield self.line(match.start()), match


def _end_of_block_comment(text, at):
    depth = 0
    for token in re.compile(r"/\*|\*/").finditer(text, at):
        depth += 1 if token.group() == "/*" else -1
        if depth == 0:
            return token.end()
    return len(text)


def _end_of_string(text, opening):
    hashes, quote = opening.groups()
    escape, closing = "\\" + hashes, quote + hashes
    at = opening.end()
    while at < len(text):
        if text.startswith(escape + "(", at):
            at = _end_of_interpolation(text, at + len(escape) + 1)
        elif text.startswith(escape, at):
            at += len(escape) + 1
        elif text.startswith(closing, at):
            return at + len(closing)
        elif quote == '"' and text[at] == "\n":
            return at
        else:
            at += 1
    return len(text)


def _end_of_interpolation(text, at):
    depth = 1
    while at < len(text) and depth:
        if opening := re.compile(r'(#*)("""|")').match(text, at):
            at = _end_of_string(text, opening)
            continue
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
    return at


def swift_files(root, *folders):
    """Every Swift file under `root`'s folders, in name order, as a `Source`."""
    for folder in folders:
        for path in sorted((pathlib.Path(root) / folder).rglob("*.swift")):
            if ".build" not in path.parts:
                yield Source(path.relative_to(root), path.read_text(encoding="utf-8"))
