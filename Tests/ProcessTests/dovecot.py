"""A Dovecot of its own: configuration, mail and log in one directory, and no system service."""

import contextlib
import imaplib
import shutil
import ssl

from peers import OwnServer, Passage, certificate

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


class Dovecot(OwnServer):
    """A mailbox of `USER` at `port` (STARTTLS, or plain on this machine) and `tls_port`.

    `certificate` is what a client has to trust; it is for localhost and mail.localhost, which is
    this machine too, as libcurl knows.
    """

    def __init__(self):
        super().__init__("dovecot", ports=2)
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir()
        shutil.chown(self.folder / "mail", "dovecot", "dovecot")
        (self.folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}::::::\n")
        _, self.certificate = certificate(self.folder, "DNS:localhost,DNS:mail.localhost")
        self.port, self.tls_port = self.ports
        self._file = self.folder / "dovecot.conf"
        self._file.write_text(CONFIGURATION.format(
            folder=self.folder, port=self.port, tls_port=self.tls_port))

    def start(self):
        # It listens before it says so.
        return self.begin(["dovecot", "-F", "-c", str(self._file)], "starting up for imap")

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


class Between(Passage):
    """Passes connections on to a port. When either side says `word`, it is withheld, `met` is called,
    and the connection is gone."""

    def __init__(self, port, word, met):
        self._word, self._met = word, met
        super().__init__(port)

    def lets_pass(self, notes, is_client, data):
        if self._word not in data:
            return True
        self._met()
        return False
