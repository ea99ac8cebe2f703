"""The environment's proxies are for people's tools; what is signed and checked goes where it should."""

import contextlib
import socket
import threading

from community import FAR, ProcessTest, Start, configuration
from daemon import DONE
from waiting import Seen


class Trap:
    """Listens where a proxy is said to be, and remembers who came."""

    def __init__(self):
        self.visits = Seen("the proxy")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                visitor, address = self._listener.accept()
            except OSError:
                return
            visitor.close()
            self.visits.add(address)

    def close(self):
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


class ProxyTest(ProcessTest):
    seconds = 5

    def test_a_proxy_in_the_environment_sees_neither_mail_nor_hook(self):
        trap = Trap()
        self.addCleanup(trap.close)
        sink, hook = self.mail_sink().start(), self.hook()
        daemon = self.daemon({})
        daemon.write("a.yaml", configuration(f"""
            hours:
              title: Office Hours
              when: {Start(FAR).sentence}
              hosts: hana
              invite: [yash]
              opens: 3 days before
              remind: no
              notify: [mail, announce]
            """, sink, hook, people=("hana", "yash"), secret=self.secret(daemon, hook)))
        names = ["http_proxy", "https_proxy", "all_proxy", "smtp_proxy", "smtps_proxy"]
        variables = {name: trap.url for name in names + [name.upper() for name in names]}
        daemon.start(environment=variables | {"no_proxy": "", "NO_PROXY": ""})
        daemon.delivered(2)
        self.assertEqual(daemon.run("cancel", "hours", "--because", "no room").returncode, DONE)
        daemon.delivered(5)
        self.assertEqual(len(sink.mails.all), 4)
        self.assertEqual([post.kind for post in hook.posts.all], ["meeting.cancellation"])
        self.assertEqual(trap.visits.all, [])
        self.assertEqual(daemon.stop(), 0)
