"""A web server that answers as a script says, byte by byte, and prints each request's path.

  scripted_hook.py DIRECTORY SCRIPT

SCRIPT is JSON: {"stages": {...}, "tls": KIND}. The stages are `connect`, before anything was read,
and `answer`, when the request has come in whole; see wire.py for what can be done there.
"""

import json
import re
import sys

from wire import context_for, say, serve


def conversation(encrypted):
    def converse(wire):
        wire.play("connect", [["handshake"]] if encrypted else [])
        head = wire.until(b"\r\n\r\n").decode("latin-1")
        length = re.search(r"(?im)^content-length: (\d+)", head)
        body = wire.exactly(int(length[1])) if length else b""
        say(event="request", path=head.split()[1], content=head, body=body.decode("latin-1"))
        wire.play("answer", [["text", "HTTP/1.1 204 No Content\r\n\r\n"]])

    return converse


if __name__ == "__main__":
    script = json.loads(sys.argv[2])
    context, pem = context_for(script.get("tls"), sys.argv[1])
    serve(conversation(context is not None), script["stages"], context, pem)
