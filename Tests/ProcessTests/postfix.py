"""A Postfix of its own: configuration, queue and log in one directory, and no system service."""

import shutil
import subprocess
import threading

from peers import OwnServer, Passage

MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
myhostname = relay.example.org
mydestination =
local_recipient_maps =
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.1/32
relayhost = [127.0.0.1]:{sink}
disable_dns_lookups = yes
smtp_host_lookup = native
# There is no scache(8) here, and more than a few mails at once would look for it.
smtp_connection_cache_on_demand = no
smtpd_peername_lookup = no
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions =
  check_recipient_access texthash:{folder}/recipients, permit_mynetworks, reject
# As strict as Postfix can be about what is smuggled: bare line feeds, and words out of turn.
smtpd_forbid_bare_newline = reject
smtpd_forbid_bare_newline_exclusions =
smtpd_forbid_unauth_pipelining = yes
smtpd_data_restrictions = reject_unauth_pipelining
strict_rfc821_envelopes = yes
smtpd_helo_required = yes
strict_mime_encoding_domain = yes
disable_mime_input_processing = no
maillog_file = /dev/stdout
"""

# As in the README: what comes for an alias of a command is piped to it, as the file's owner.
LOCAL = """
mydestination = {domain}
recipient_delimiter = +
alias_maps = hash:{folder}/alias/table
alias_database =
"""

MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup    unix       n - n 60 1 pickup
cleanup   unix       n - n - 0 cleanup
qmgr      unix       n - n 300 1 qmgr
rewrite   unix       - - n - - trivial-rewrite
bounce    unix       - - n - 0 bounce
defer     unix       - - n - 0 bounce
trace     unix       - - n - 0 bounce
smtp      unix       - - n - - smtp
local     unix       - n n - - local
error     unix       - - n - - error
retry     unix       - - n - - error
anvil     unix       - - n - 1 anvil
postlog   unix-dgram n - n - 1 postlogd
"""


class Postfix(OwnServer):
    """Takes mail on `port` and hands it to the sink behind it; `log` is what it says."""

    def __init__(self, sink, refused=(), alias=None):
        """`refused`: (address, answer) for each recipient that is turned down at RCPT.

        `alias`: (name, domain, command, owner) of the one alias that is delivered here.
        """
        super().__init__("postfix")
        for name in ("etc", "queue", "data"):
            (self.folder / name).mkdir()
        shutil.chown(self.folder / "data", "postfix")
        (self.folder / "recipients").write_text(
            "".join(f"{address} {answer}\n" for address, answer in refused))
        [self.port] = self.ports
        etc = self.folder / "etc"
        main = MAIN.format(folder=self.folder, sink=sink.port)
        if alias is not None:
            name, domain, command, owner = alias
            main = main.replace("mydestination =\n", "").replace("alias_maps =\n", "")
            main += LOCAL.format(folder=self.folder, domain=domain)
            aliases = self.folder / "alias/table"
            aliases.parent.mkdir()
            aliases.write_text(f'{name}: "|{command}"\n')
            for path in (aliases.parent, aliases):
                shutil.chown(path, owner)
        (etc / "main.cf").write_text(main)
        if alias is not None:
            # As the owner, to whom what it makes belongs.
            subprocess.run(["postalias", "-c", str(etc), f"hash:{aliases}"], check=True)
        (etc / "master.cf").write_text(MASTER.format(port=self.port))

    def start(self):
        # It listens before it says so.
        return self.begin(["postfix", "-c", str(self.folder / "etc"), "start-fg"], "daemon started")

    @property
    def master(self):
        """A child of the one that was started here."""
        return int((self.folder / "queue/pid/master.pid").read_text())

    def flush(self):
        """Whatever waits is tried now."""
        subprocess.run(["postqueue", "-c", str(self.folder / "etc"), "-f"], check=True)


class Tap(Passage):
    """Passes connections on to a port, and keeps what the clients said."""

    def __init__(self, port):
        self._said = []
        self._lock = threading.Lock()
        super().__init__(port)

    @property
    def messages(self):
        """Each message as it was before its dots were doubled (RFC 5321 4.5.2)."""
        found = []
        with self._lock:
            for said in self._said:
                _, *rest = bytes(said).split(b"\r\nDATA\r\n")
                for text in rest:
                    body = text[:text.index(b"\r\n.\r\n") + 2]
                    found.append(b"\r\n".join(
                        line[1:] if line.startswith(b".") else line
                        for line in body.split(b"\r\n")))
        return found

    def opened(self):
        said = bytearray()
        with self._lock:
            self._said.append(said)
        return said

    def lets_pass(self, notes, is_client, data):
        if is_client:
            with self._lock:
                notes += data
        return True
