"""Real peers: an SMTP server (aiosmtpd), and a receiver of hooks that checks every signature."""

import asyncio
import base64
import contextlib
import http.client
import http.server
import json
import logging
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import warnings

from aiosmtpd.smtp import SMTP
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from mails import Mail
from waiting import PATIENCE, Seen


# What a server thinks of odd clients, and of a login that its own TLS protects unseen.
logging.getLogger("mail.log").addHandler(logging.NullHandler())
logging.getLogger("mail.log").propagate = False
warnings.filterwarnings("ignore", message="Requiring AUTH")


def reserved_port():
    """A bound socket that does not listen: whoever connects is refused, and nobody else takes it."""
    reserved = socket.socket()
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    reserved.bind(("127.0.0.1", 0))
    return reserved


def certificate(folder, names="DNS:localhost"):
    """A certificate that nobody knows: the context that shows it, and its file."""
    key, pem = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         f"subjectAltName={names}", "-keyout", str(key), "-out", str(pem)],
        check=True, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    return context, pem


class Gate:
    """Withholds answers from when it is closed until it is opened."""

    def __init__(self):
        self._open = threading.Event()
        self._open.set()

    def close(self):
        self._open.clear()

    def open(self):
        self._open.set()

    def pass_through(self):
        self._open.wait(PATIENCE)


class Server(SMTP):
    """One connection to the sink: it knows since which life of its client it is open."""

    def connection_made(self, transport):
        self.life = self.event_handler.life
        super().connection_made(transport)

    def data_received(self, data):
        super().data_received(data)
        self.event_handler.read(len(data))


class MailSink:
    """Takes mail and remembers it, in a thread of its own.

    `gate` withholds the answer to the final dot. `refused` addresses get a 550 at RCPT, `later` ones
    a 451 once; for `cut` ones the answer to the final dot is lost once. `taken` is called with each
    mail after it has come in whole and before it is answered; what it returns, if anything, is
    called while the answer is on its way. `read` is called with the number of bytes that came in,
    of whatever kind. Who counts the lives of the client sets `life`; each mail then has its own.
    With `tls`, a context, it speaks TLS from the first byte; `smtp` is what aiosmtpd is told beside
    that.
    """

    def __init__(self, reserved=None, taken=None, read=lambda count: None, tls=None, **smtp):
        self.mails = Seen("the mail server")
        self.gate = Gate()
        self.refused, self.later, self.cut = set(), set(), set()
        self.life = 0
        self.read = read
        self._taken = taken
        self._tls, self._smtp = tls, smtp
        self._socket = reserved or reserved_port()
        self.port = self._socket.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server = None

    def start(self):
        self._thread.start()
        future = asyncio.run_coroutine_threadsafe(
            self._loop.create_server(
                lambda: Server(self, hostname="sink.example", loop=self._loop, **self._smtp),
                sock=self._socket, ssl=self._tls),
            self._loop)
        self._server = future.result(PATIENCE)
        return self

    def close(self):
        self.gate.open()
        if self._server is None:
            self._socket.close()
            self._loop.close()
            return
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def next_life(self):
        """The client is dead. Whoever is greeted now came after all that it left in the backlog."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as last:
            last.makefile("rb").readline()
        self.life += 1

    # What aiosmtpd calls.

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 5.1.1 no such mailbox"
        if address in self.later:
            self.later.remove(address)
            return "451 4.7.1 greylisted, come again"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        mail = Mail(bytes(envelope.content), envelope.mail_from, list(envelope.rcpt_tos))
        mail.life = server.life
        self.mails.add(mail)
        # Neither may block the loop: other connections are served meanwhile.
        loop = asyncio.get_running_loop()
        afterwards = None
        if self._taken is not None:
            afterwards = await loop.run_in_executor(None, self._taken, mail)
        await loop.run_in_executor(None, self.gate.pass_through)
        if afterwards is not None:
            loop.call_soon(afterwards)
        if mail.to in self.cut:
            self.cut.remove(mail.to)
            server.transport.abort()
        return "250 2.0.0 taken"

    async def handle_exception(self, error):
        # A client that was killed is no news here.
        return "451 4.3.0 trouble"


class Post:
    """One post to the hook."""

    def __init__(self, body, headers, problem):
        self.body = body
        self.id = headers.get("webhook-id", "")
        self.content_type = headers.get("content-type", "")
        self.problem = problem
        self.payload = json.loads(body)
        self.kind = self.payload["type"]
        self.occurrence = self.payload["data"]["occurrence"]

    def __str__(self):
        return f"{self.kind} {self.occurrence} id={self.id} {self.problem or 'signature good'}"


class HookReceiver:
    """Takes posts; `standardwebhooks` verifies each with the secret the service was given.

    `taken` and `life` are those of `MailSink`.
    """

    def __init__(self, taken=lambda post: None):
        self.posts = Seen("the hook")
        self.gate = Gate()
        self.life = 0
        self.secret = "whsec_" + base64.b64encode(os.urandom(32)).decode()
        receiver = self

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def process_request(self, request, client_address):
                Handler.lives[client_address] = receiver.life
                super().process_request(request, client_address)

            def handle_error(self, request, client_address):
                pass  # A client that was killed is no news here.

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            lives = {}

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                post = Post(body, headers, receiver._problem(body, headers))
                post.life = self.lives[self.client_address]
                receiver.posts.add(post)
                afterwards = taken(post)
                receiver.gate.pass_through()
                # The client may have been killed.
                with contextlib.suppress(OSError):
                    self.send_response(204)
                    self.end_headers()
                if afterwards is not None:
                    afterwards()

            def log_message(self, *_):
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def start(self):
        self._thread.start()
        return self

    def next_life(self):
        """As `MailSink.next_life`."""
        last = http.client.HTTPConnection("127.0.0.1", self._server.server_port, timeout=PATIENCE)
        last.request("GET", "/")
        last.getresponse().read()
        last.close()
        self.life += 1

    def close(self):
        self.gate.open()
        self._server.shutdown()
        self._server.server_close()

    def _problem(self, body, headers):
        try:
            Webhook(self.secret).verify(body, headers)
        except WebhookVerificationError as error:
            return f"signature bad: {error}"
        return None


class OwnServer:
    """A server of Debian's, run as root: configuration, data and log in one folder, and no system
    service. Whoever inherits from it writes the configuration, and starts it.
    """

    def __init__(self, program, ports=1):
        self.name = program.title()
        if os.geteuid() != 0:
            raise AssertionError(f"this test needs root: {self.name} starts as nobody else")
        if shutil.which(program) is None:
            raise AssertionError(f"there is no {self.name}: run make setup-tests as root")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"cv{program[0]}-", dir="/tmp"))
        # Its processes are other users'.
        self.folder.chmod(0o755)
        self._reserved = [reserved_port() for _ in range(ports)]
        self.ports = [reserved.getsockname()[1] for reserved in self._reserved]
        self.log = Seen(self.name)
        self._process = None

    def begin(self, command, ready):
        """Starts it, and blocks until a line of its log contains `ready`."""
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True)
        threading.Thread(target=self._read, daemon=True).start()
        self.log.first(lambda line: ready in line, "word that it has started")
        return self

    def _read(self):
        for line in self._process.stdout:
            self.log.add(line.decode(errors="replace").rstrip("\n"))
        self.log.end(f"{self.name} ended with {self._process.wait()}")

    @property
    def master(self):
        """The id of the process that ends all the others."""
        return self._process.pid

    def close(self):
        if self._process is not None:
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                os.kill(self.master, signal.SIGTERM)
            self._process.wait(PATIENCE)
        for reserved in self._reserved:
            reserved.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Passage:
    """Passes connections on to a port, in both directions."""

    def __init__(self, port):
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def opened(self):
        """What is noted of one more connection."""

    def lets_pass(self, notes, is_client, data):
        """Whether what one side said goes on; if not, the connection is gone."""
        return True

    def _listen(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._target))
            notes = self.opened()
            for ends in ((client, server, notes, True), (server, client, notes, False)):
                threading.Thread(target=self._pass, args=ends, daemon=True).start()

    def _pass(self, source, sink, notes, is_client):
        ends, how = [sink], socket.SHUT_WR
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not self.lets_pass(notes, is_client, data):
                    ends, how = [source, sink], socket.SHUT_RDWR
                    break
                sink.sendall(data)
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(how)

    def close(self):
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
