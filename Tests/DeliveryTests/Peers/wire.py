"""What the peers of the tests share: connections that do to the letter what a script says.

A script is a JSON object: for each stage a list of acts, each `[name, argument...]`:

  line TEXT        the text and CR LF            text TEXT         the text as it stands
  bytes TEXT       one packet for each byte      handshake         the server's side of TLS
  pour TEXT N      the text N times, unless the client leaves before that
  trickle TEXT     the text a hundred times a second, until the client leaves or says more
  close            no more from here; whatever the client still says is read
  reset            the connection is gone (RST)  hold              the same, without a text

Texts are Latin-1, so a script can say any byte. What a stage does the second time, if that is
something else, stands under `STAGE#2`.
"""

import json
import select
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import threading

_printing = threading.Lock()


def say(**event):
    with _printing:
        print(json.dumps(event), flush=True)


class Over(Exception):
    """The client has left, or the script ends the connection."""


def certificate(directory, names="DNS:localhost,IP:127.0.0.1", expired=False, old=False):
    """A fresh self-signed certificate, and the context that shows it. `old`: TLS 1.0 and 1.1."""
    if shutil.which("openssl") is None:
        sys.exit("there is no openssl to make a certificate with: run make setup")
    key, pem = directory + "/key.pem", directory + "/certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
        + ["-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out", pem]
        + ["-addext", "subjectAltName=" + names],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    if expired:
        # `req` makes none that ends before it begins; to sign one anew `x509` does.
        subprocess.run(
            ["openssl", "x509", "-in", pem, "-signkey", key, "-days", "-1", "-out", pem + ".old"],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        pem += ".old"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    if old:
        # OpenSSL 3 has them only where nothing is asked of the strength of signatures.
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context, pem


def context_for(kind, directory):
    """The context and the file to trust for a word of the script; neither for None."""
    match kind:
        case None:
            return None, None
        case "good":
            return certificate(directory)
        case "other-name":
            return certificate(directory, names="DNS:other.example")
        case "expired":
            return certificate(directory, expired=True)
        case "old":
            return certificate(directory, old=True)
    sys.exit(f"no such certificate: {kind}")


class Wire:
    """One connection, and the acts of a script on it."""

    def __init__(self, connection, script, context):
        self._connection = connection
        self._script = script
        self._context = context
        self._buffer = b""
        self.is_encrypted = False
        # Each act is a packet of its own.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    # What the client says

    def _more(self):
        try:
            more = self._connection.recv(65536)
        except OSError as error:
            raise Over from error
        if not more:
            raise Over
        self._buffer += more

    def until(self, end):
        """The bytes up to and with `end`."""
        searched = 0
        while (at := self._buffer.find(end, searched)) < 0:
            searched = max(0, len(self._buffer) - len(end))
            self._more()
        found, self._buffer = self._buffer[:at + len(end)], self._buffer[at + len(end):]
        return found

    def exactly(self, number):
        while len(self._buffer) < number:
            self._more()
        found, self._buffer = self._buffer[:number], self._buffer[number:]
        return found

    # What the script says

    def play(self, stage, default, tag=""):
        """Plays the stage's acts, in whose texts `{tag}` is the tag; returns the last text."""
        said = ""
        for name, *arguments in self._script.acts(stage) or default:
            if arguments:
                said = arguments[0] = arguments[0].replace("{tag}", tag)
            try:
                getattr(self, "_" + name)(*arguments)
            except OSError as error:
                raise Over from error
        return said

    def _send(self, text):
        self._connection.sendall(text.encode("latin-1"))

    def _line(self, text):
        self._send(text + "\r\n")

    def _text(self, text):
        self._send(text)

    def _bytes(self, text):
        for byte in text:
            self._send(byte)

    def _pour(self, text, times):
        # In pieces of at least 64 KiB, or hundreds of megabytes take long.
        piece = text * max(1, 65536 // len(text))
        total = len(text) * times
        try:
            sent = 0
            while sent < total:
                self._send(piece[:total - sent])
                sent += len(piece)
        except OSError as error:
            say(event="cut")
            raise Over from error
        say(event="poured")

    def _trickle(self, text):
        while True:
            gone, _, _ = select.select([self._connection], [], [], 0.01)
            if gone:
                raise Over
            self._send(text)

    def _hold(self):
        self._more()
        raise Over

    def _close(self):
        # Only the script's half: a full close would answer what is still on its way with RST.
        self._connection.shutdown(socket.SHUT_WR)

    def _reset(self):
        linger = struct.pack("ii", 1, 0)
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._connection.close()
        raise Over

    def _handshake(self):
        try:
            self._connection = self._context.wrap_socket(self._connection, server_side=True)
        except (ssl.SSLError, OSError) as error:
            versions = ("UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION")
            is_version = getattr(error, "reason", None) in versions
            say(event="noTLS(version)" if is_version else "noTLS")
            raise Over from error
        self.is_encrypted = True
        say(event="TLS")

    def end(self):
        """Says no more, and reads until the client has nothing to say either."""
        try:
            self._close()
            while True:
                self._more()
        except (Over, OSError):
            self._connection.close()


class Script:
    def __init__(self, stages):
        self._stages = stages
        self._counts = {}
        self._lock = threading.Lock()

    def acts(self, stage):
        with self._lock:
            count = self._counts[stage] = self._counts.get(stage, 0) + 1
        return self._stages.get(f"{stage}#{count}") or self._stages.get(stage)


def serve(converse, stages, context, pem):
    """Talks with each client in a thread of its own, until standard input ends; then until the
    last client has left. So whoever has read all that was printed has seen all that was said."""
    script = Script(stages)
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    threads = []

    def one(connection):
        wire = Wire(connection, script, context)
        try:
            converse(wire)
        except Over:
            pass
        wire.end()

    def welcome(connection):
        say(event="connect")
        thread = threading.Thread(target=one, args=(connection,))
        thread.start()
        threads.append(thread)

    def listen():
        while True:
            ready, _, _ = select.select([listener, sys.stdin], [], [])
            if listener in ready:
                welcome(listener.accept()[0])
            elif sys.stdin in ready:
                # Nothing is sent on it: readable means that it has ended.
                return

    say(port=listener.getsockname()[1], ca=pem)
    listen()
    for thread in threads:
        thread.join()
