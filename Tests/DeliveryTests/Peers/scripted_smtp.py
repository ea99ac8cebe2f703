"""An SMTP server that answers as a script says, and where that says nothing as a good relay would.

  scripted_smtp.py DIRECTORY SCRIPT

SCRIPT is JSON: {"stages": {...}, "tls": KIND, "implicit": bool, "offers": [...], "inside": [...]}.
The stages are `greeting`, the verbs, `login` (after the credentials), `body` (the beginning of the
message has come) and `dot` (all of it has); see wire.py for what can be done there. `offers` are
the extensions in the answer to EHLO, `inside` those after STARTTLS. Prints the verbs as they come.
"""

import json
import sys

from wire import context_for, say, serve

FINE = {
    "HELO": "250 peer.example",
    "MAIL": "250 2.1.0 sender ok",
    "RCPT": "250 2.1.5 recipient ok",
    "QUIT": "221 2.0.0 bye",
}


def conversation(implicit, offers, inside):
    def hello(wire):
        lines = ["peer.example", *(inside if wire.is_encrypted and not implicit else offers)]
        last = len(lines) - 1
        return [["line", f"250{' ' if i == last else '-'}{line}"] for i, line in enumerate(lines)]

    def converse(wire):
        if implicit:
            wire.play("handshake", [["handshake"]])
        wire.play("greeting", [["line", "220 peer.example ESMTP"]])
        while True:
            line = wire.until(b"\n")
            verb = line.split()[0].decode("latin-1").upper() if line.split() else ""
            # The client's half of a handshake that nobody answers is no verb.
            if not (verb.isascii() and verb.isalpha()):
                continue
            say(event=verb)
            match verb:
                case "EHLO":
                    wire.play(verb, hello(wire))
                case "STARTTLS":
                    wire.play(verb, [["line", "220 2.0.0 go ahead"], ["handshake"]])
                case "AUTH":
                    if wire.play(verb, [["line", "334 "]]).startswith("334"):
                        wire.until(b"\n")
                        say(event="credentials")
                        wire.play("login", [["line", "235 2.7.0 come in"]])
                case "DATA":
                    if wire.play(verb, [["line", "354 go on"]]).startswith("354"):
                        message(wire)
                case _:
                    wire.play(verb, [["line", FINE.get(verb, "500 5.5.1 what?")]])
                    if verb == "QUIT":
                        return

    def message(wire):
        content = wire.until(b"\n")
        wire.play("body", [])
        content += b"" if content == b".\r\n" else wire.until(b"\r\n.\r\n")
        say(event="message", content=content.decode("latin-1"))
        wire.play("dot", [["line", "250 2.0.0 taken as #17"]])

    return converse


if __name__ == "__main__":
    script = json.loads(sys.argv[2])
    context, pem = context_for(script.get("tls"), sys.argv[1])
    talk = conversation(script["implicit"], script["offers"], script["inside"])
    serve(talk, script["stages"], context, pem)
