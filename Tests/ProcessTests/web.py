"""The public server as strangers see it: raw bytes in, raw bytes out."""

import re
import socket

from community import configuration
from waiting import PATIENCE

SITE = "https://meet.example.org"
ONE_CLICK = b"List-Unsubscribe=One-Click"


def served(meetings, mail, extra="", **more):
    """A configuration with `web:`; the server's port is chosen by the system (`--listen`)."""
    return configuration(meetings, mail, **more) + f'\nweb: {{ url: "{SITE}"{extra} }}\n'


def started(daemon, **more):
    """The daemon, running, and its server's port."""
    daemon.start(arguments=["--listen", "127.0.0.1:0"], **more)
    return site_port(daemon)


def site_port(daemon):
    """The port of the running daemon's server for everybody."""
    return int(daemon.logged(f"{SITE} is served at 127.0.0.1:").rsplit(":", 1)[1])


def board_port(daemon):
    """The port of the running daemon's board."""
    line = daemon.logged("the board is at http://127.0.0.1:")
    return int(line.rstrip("/").rsplit(":", 1)[1])


class Answer:
    def __init__(self, content):
        head, _, self.body = content.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        self.status = int(lines[0].split(" ")[1]) if content else 0
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            assert name.lower() not in self.headers, line
            self.headers[name.lower()] = value

    @property
    def stable(self):
        """All but the date."""
        return self.status, {k: v for k, v in self.headers.items() if k != "date"}, self.body


def connected(port, host="127.0.0.1"):
    peer = socket.create_connection((host, port), timeout=PATIENCE)
    peer.settimeout(PATIENCE)
    return peer


def until_closed(peer):
    """What is answered until the server closes its side."""
    content = b""
    try:
        while more := peer.recv(65536):
            content += more
    except ConnectionResetError:
        pass
    finally:
        peer.close()
    return content


def sent(port, *parts, end=False):
    """The answer to these bytes; status 0 if there is none. Our side stays open, unless `end`: then
    it is closed before the answer is there.
    """
    peer = connected(port)
    try:
        for part in parts:
            peer.sendall(part)
        if end:
            peer.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # it may have refused already
    return Answer(until_closed(peer))


def asked(port, method, path, body=None, headers=(), host="meet.example.org"):
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", *headers]
    if body is not None:
        if not any(line.lower().startswith("content-type") for line in lines):
            lines.append("Content-Type: application/x-www-form-urlencoded")
        lines.append(f"Content-Length: {len(body)}")
    return sent(port, "\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b""))


def link(mail):
    """The path of a mail's one link to unsubscribe, as a mail provider reads it."""
    assert mail.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", mail
    found = re.fullmatch(rf"<{re.escape(SITE)}(/u/[A-Za-z0-9_-]+)>", mail.message["List-Unsubscribe"])
    assert found, mail.message["List-Unsubscribe"]
    return found[1]


def forgeries(token):
    """Texts that are nearly a link's token, and none of them it."""
    other = "B" if token[-2] == "A" else "A"
    return ["A" * len(token), token[:-1], token + "A", token[:-2] + other + token[-1],
            token.swapcase()]


def links(mail):
    """Every link to the site in every part of a mail."""
    found = {link(mail)}
    for part in mail.message.walk():
        if part.get_content_maintype() == "text":
            found |= set(re.findall(rf"{re.escape(SITE)}(/[^\s\"<>]*)", part.get_content()))
    return found
