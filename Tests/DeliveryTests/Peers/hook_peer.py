"""A webhook receiver for tests: verifies with the package `standardwebhooks`, answers as the path asks.

Prints one JSON object a line: first {"port": N}, with "ca" (a PEM file) if it speaks TLS, then each
request. Ends when its standard input does.

  hook_peer.py DIRECTORY SECRET [--tls]

The path `/429?Retry-After=120` is answered with 429 and that header, `/429?body=X` with that body;
`/close` with nothing; `/long` with 200 and an endless body; anything else with 200. More path may
follow, as services have it.
"""

import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

try:
    from standardwebhooks.webhooks import Webhook, WebhookVerificationError
except ImportError:
    sys.exit("Python has no standardwebhooks: run make setup")

from wire import certificate, say


class Receiver(BaseHTTPRequestHandler):
    webhook = None

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            self.webhook.verify(body, dict((k.lower(), v) for k, v in self.headers.items()))
            problem = None
        except WebhookVerificationError as error:
            problem = str(error)
        except ValueError:
            # The signature was right; the package then reads JSON, which a body need not be.
            problem = None
        url = urlsplit(self.path)
        say(
            event="request",
            method=self.command,
            authorization=self.headers["Authorization"],
            signature=self.headers["webhook-signature"],
            path=self.path,
            problem=problem,
            id=self.headers["webhook-id"],
            content_type=self.headers["Content-Type"],
            body=body.decode("latin-1"),
        )
        if url.path == "/close":
            self.close_connection = True
            return
        if url.path == "/long":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 1024)
            except OSError:
                return
        status = url.path.split("/")[1]
        self.send_response(int(status) if status.isdigit() else 200)
        answer = b"a word that must not be repeated"
        for name, value in parse_qsl(url.query):
            if name == "body":
                answer = value.encode()
            else:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_PUT = do_POST

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    Receiver.webhook = Webhook(sys.argv[2])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.daemon_threads = True
    pem = None
    if "--tls" in sys.argv:
        context, pem = certificate(sys.argv[1])
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(port=server.server_address[1], ca=pem)
    sys.stdin.read()
    os._exit(0)
