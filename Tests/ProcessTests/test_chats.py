"""Each chat service's channel, from the YAML to the request that arrives."""

import base64
import http.server
import json
import threading
import urllib.parse

from community import FAR, ProcessTest, Start, configuration
from waiting import Seen

CHANNELS = """
  slack: { as: slack, webhook: "URL/slack", network: local }
  discord: { as: discord, webhook: "URL/discord?thread_id=7", network: local }
  mattermost: { as: mattermost, webhook: "URL/mattermost", network: local }
  teams: { as: teams, webhook: "URL/teams?sig=1", network: local }
  google: { as: google-chat, webhook: "URL/google?key=k&token=t", network: local }
  events: { as: cloudevents, webhook: "URL/events", network: local }
  matrix: { as: matrix, webhook: "URL", room: "!abc:example.org", token: TOKEN, network: local }
  zulip: { as: zulip, webhook: "URL/", stream: mentoring, user: bot@example.org, token: TOKEN,
           network: local }
  ntfy: { as: ntfy, webhook: "URL", topic: meetings, token: TOKEN, network: local }
"""
TOKEN = "tk_0123456789"
MENTIONS = "@everyone <!channel> @room @**all** <users/all>"


class Request:
    def __init__(self, handler, body):
        self.method, self.path = handler.command, handler.path
        self.headers = {name.lower(): value for name, value in handler.headers.items()}
        self.body = body

    def __str__(self):
        return f"{self.method} {self.path}"


class ChatTest(ProcessTest):
    seconds = 5

    def server(self):
        """Takes everything; Teams answers as its flows do."""
        requests = Seen("the chat services")

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                requests.add(Request(self, body))
                self.send_response(202 if self.path.startswith("/teams") else 200)
                self.end_headers()

            do_PUT = do_POST

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}", requests

    def test_a_cancellation_reaches_every_service_in_its_shape_and_calls_nobody(self):
        sink = self.mail_sink().start()
        url, requests = self.server()
        daemon = self.daemon({})
        secret = daemon.keep("token", TOKEN)
        channels = CHANNELS.replace("URL", url).replace("TOKEN", f"{{ file: {secret} }}")
        names = [
            line.split(":")[0].strip() for line in channels.splitlines() if "as:" in line]
        start = Start(FAR)
        daemon.write("a.yaml", configuration(f"""
            hours:
              title: Office Hours
              when: {start.sentence}
              invite: [yash]
              opens: 6 days before
              notify: [mail, {", ".join(names)}]
            """, sink))
        daemon.write("channels.yaml", "channels:" + channels)
        daemon.start()
        daemon.delivered(1)
        daemon.ask("cancel", f"hours/{start.date}", "--because", MENTIONS)
        daemon.delivered(2 + len(names))

        self.assertEqual(len(requests.all), len(names))
        seen = {r.path.split("?")[0].split("/")[1]: r for r in requests.all}
        for request in requests.all:
            self.assertIn("Office", urllib.parse.unquote(request.body))
            is_signed = request.path == "/events"
            self.assertEqual("webhook-id" in request.headers, is_signed, request)
            self.assertNotIn(TOKEN, request.path + request.body)
        self.assertEqual(seen["discord"].path, "/discord?thread_id=7&wait=true")
        self.assertEqual(
            seen["google"].path,
            "/google?key=k&token=t&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD")
        self.assertEqual(seen["events"].headers["content-type"], "application/cloudevents+json")

        identity = {row["to"]: row["id"] for row in daemon.outbox if row["channel"] != "mail"}
        matrix = seen["_matrix"]
        self.assertEqual(matrix.method, "PUT")
        self.assertEqual(
            matrix.path, "/_matrix/client/v3/rooms/%21abc%3Aexample.org/send/m.room.message/"
            + identity["matrix"])
        self.assertEqual(matrix.headers["authorization"], f"Bearer {TOKEN}")
        self.assertEqual(json.loads(matrix.body)["m.mentions"], {})
        zulip = seen["api"]
        login = base64.b64encode(f"bot@example.org:{TOKEN}".encode()).decode()
        self.assertEqual(zulip.headers["authorization"], f"Basic {login}")
        form = dict(urllib.parse.parse_qsl(zulip.body))
        self.assertEqual((form["type"], form["to"], form["topic"]),
                         ("stream", "mentoring", "Office Hours"))
        self.assertNotIn("@**", form["content"])
        ntfy = seen[""]
        self.assertEqual(ntfy.headers["authorization"], f"Bearer {TOKEN}")
        self.assertEqual(json.loads(ntfy.body)["topic"], "meetings")

        self.assertNotIn("@everyone", json.loads(seen["discord"].body)["content"])
        self.assertNotIn("<!channel>", seen["slack"].body + seen["mattermost"].body)
        self.assertNotIn("<users/all>", seen["google"].body)
        self.assertNotIn(TOKEN, "\n".join(daemon.whole_log))
