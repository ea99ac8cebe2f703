"""An IMAP server that answers as a script says, and where that says nothing as a good one would.

  scripted_imap.py DIRECTORY SCRIPT

SCRIPT is JSON: {"stages": {...}, "tls": KIND, "implicit": bool, "offers": TEXT, "mails": [...]}.
The stages are `greeting`, the verbs (`SEARCH`, `BEFORE 2-Dec-2026` where a date is asked for, and
`SIZE 2`, `BODY 2` and `STORE 2` for what is asked about one message) and `login`, after the
credentials; see wire.py for what can be done there. `mails` have the numbers 1, 2, …. Prints the verbs.
"""

import json
import re
import sys

from wire import context_for, say, serve


def conversation(implicit, offers, mails):
    seen = set()

    def converse(wire):
        if implicit:
            wire.play("handshake", [["handshake"]])
        wire.play("greeting", [["line", "* OK peer.example ready"]])
        while True:
            words = wire.until(b"\n").decode("latin-1").split()
            if len(words) < 2 or not re.fullmatch(r"[A-Za-z0-9]+", words[0]):
                continue
            tag, stage, acts = words[0], words[1], [["line", "{tag} BAD what?"]]
            fine = ["line", "{tag} OK done"]
            match words[1:]:
                case ["CAPABILITY"]:
                    inside = "AUTH=PLAIN" if wire.is_encrypted else offers
                    acts = [["line", f"* CAPABILITY IMAP4rev1 {inside}"], fine]
                case ["STARTTLS"]:
                    acts = [fine, ["handshake"]]
                case ["AUTHENTICATE", *_]:
                    say(event=stage)
                    if wire.play(stage, [["line", "+ "]], tag).startswith("+"):
                        wire.until(b"\n")
                        wire.play("login", [fine], tag)
                    continue
                case ["SELECT", *_]:
                    acts = [["line", f"* {len(mails)} EXISTS"], ["line", "{tag} OK [READ-WRITE] in"]]
                case ["UID", "SEARCH", "UNSEEN", "BEFORE", day]:
                    stage, acts = f"BEFORE {day}", [["line", "* SEARCH"], fine]
                case ["UID", "SEARCH", *_]:
                    stage = "SEARCH"
                    numbers = [n for n in range(1, len(mails) + 1) if n not in seen]
                    acts = [["line", " ".join(["* SEARCH", *map(str, numbers)])], fine]
                case ["UID", "FETCH", number, "(RFC822.SIZE)"]:
                    stage = f"SIZE {number}"
                    size = len(mails[int(number) - 1])
                    acts = [["line", f"* {number} FETCH (UID {number} RFC822.SIZE {size})"], fine]
                case ["UID", "FETCH", number, _]:
                    stage = f"BODY {number}"
                    mail = mails[int(number) - 1]
                    acts = [
                        ["line", f"* {number} FETCH (UID {number} BODY[]<0> {{{len(mail)}}}"],
                        ["text", mail + ")\r\n"], fine]
                case ["UID", "STORE", number, *_]:
                    stage = f"STORE {number}"
                    seen.add(int(number))
                    acts = [fine]
                case ["LOGOUT"]:
                    acts = [["line", "* BYE bye"], fine]
            say(event=stage)
            wire.play(stage, acts, tag)
            if stage == "LOGOUT":
                return

    return converse


if __name__ == "__main__":
    script = json.loads(sys.argv[2])
    context, pem = context_for(script.get("tls"), sys.argv[1])
    talk = conversation(script["implicit"], script["offers"], script["mails"])
    serve(talk, script["stages"], context, pem)
