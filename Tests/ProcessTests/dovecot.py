"""A Dovecot of its own: configuration, mail and log in one directory, and no system service."""

import contextlib
import imaplib
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading

from peers import certificate, reserved_port
from waiting import PATIENCE, Seen

USER, PASSWORD = "meet", "hush hush"

CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
mail_location = maildir:{folder}/mail/%u
# Whoever is wrong is told so at once.
auth_failure_delay = 0
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid=dovecot gid=dovecot home={folder}/mail/%u
}}
first_valid_uid = 1
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service stats {{
  client_limit = 100
}}
"""


class Dovecot:
    """A mailbox of `USER` at `port` (STARTTLS, or plain on this machine) and `tls_port`.

    `certificate` is what a client has to trust; it is for localhost and mail.localhost, which is
    this machine too, as libcurl knows.
    """

    def __init__(self):
        if os.geteuid() != 0:
            raise AssertionError("this test needs root: Dovecot starts as nobody else")
        if shutil.which("dovecot") is None:
            raise AssertionError("there is no Dovecot: run make setup-tests as root")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cvi-", dir="/tmp"))
        # Its processes are other users'.
        self.folder.chmod(0o755)
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir()
        shutil.chown(self.folder / "mail", "dovecot", "dovecot")
        (self.folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}::::::\n")
        _, self.certificate = certificate(self.folder, "DNS:localhost,DNS:mail.localhost")
        self._reserved = [reserved_port(), reserved_port()]
        self.port, self.tls_port = [s.getsockname()[1] for s in self._reserved]
        self._file = self.folder / "dovecot.conf"
        self._file.write_text(CONFIGURATION.format(
            folder=self.folder, port=self.port, tls_port=self.tls_port))
        self.log = Seen("Dovecot")
        self._process = None

    def start(self):
        self._process = subprocess.Popen(
            ["dovecot", "-F", "-c", str(self._file)], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
        threading.Thread(target=self._read, daemon=True).start()
        # It listens before it says so.
        self.log.first(lambda line: "starting up for imap" in line, "word that it has started")
        return self

    def _read(self):
        for line in self._process.stderr:
            self.log.add(line.decode(errors="replace").rstrip("\n"))
        self.log.end(f"Dovecot ended with {self._process.wait()}")

    def close(self):
        """Its master ends all the others."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGTERM)
            self._process.wait(PATIENCE)
        for reserved in self._reserved:
            reserved.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # The mailbox, as a mail program sees it

    @contextlib.contextmanager
    def _session(self):
        context = ssl.create_default_context(cafile=str(self.certificate))
        session = imaplib.IMAP4_SSL("localhost", self.tls_port, ssl_context=context)
        session.login(USER, PASSWORD)
        try:
            yield session
        finally:
            session.logout()

    def make(self, folder):
        with self._session() as session:
            assert session.create(folder)[0] == "OK"

    def put(self, *mails, folder="INBOX", flags=None):
        """Appends the mails, each as bytes."""
        with self._session() as session:
            for mail in mails:
                done, answer = session.append(folder, flags, None, mail)
                assert done == "OK", answer

    def flags(self, folder="INBOX"):
        """The flags of all messages in their order, each as sorted words without `\\Recent`."""
        with self._session() as session:
            session.select(folder, readonly=True)
            _, answer = session.fetch("1:*", "(FLAGS)")
            if answer == [None]:
                return []
            return [
                " ".join(sorted(
                    flag.decode() for flag in imaplib.ParseFlags(line) if flag != b"\\Recent"))
                for line in answer]


class Between:
    """Passes connections on to a port. When either side says `word`, it is withheld, `met` is called,
    and the connection is gone."""

    def __init__(self, port, word, met):
        self._target, self._word, self._met = port, word, met
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._target))
            for pair in ((client, server), (server, client)):
                threading.Thread(target=self._pass, args=pair, daemon=True).start()

    def _pass(self, source, sink):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if self._word in data:
                    self._met()
                    break
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self):
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
