"""Where agendas live elsewhere: a document server, and what GitHub and GitLab document of the APIs
that list a project's issues. Plain HTTP on this machine.

Sources: GitHub, "List repository issues", "Using pagination in the REST API", "Best practices for
using the REST API" (conditional requests); GitLab, "Issues API", "REST API: Pagination".
"""

import collections
import hashlib
import http.server
import json
import threading
import urllib.parse

from waiting import Seen

Asked = collections.namedtuple("Asked", "path query headers status")


def github_issue(number, title, login="yash", labels=("office hours",), state="open", **more):
    """As far as anybody reads it; `pull_request={...}` makes it one."""
    return {
        "id": 1_000 + number, "number": number, "title": title, "state": state, "locked": False,
        "user": {"login": login, "type": "User"}, "labels": [{"name": name} for name in labels],
        "body": "What it is about.", "comments": 0, **more}


def gitlab_issue(iid, title, username="yash", labels=("office hours",), state="opened", **more):
    return {
        "id": 7_000 + iid, "iid": iid, "project_id": 4, "title": title, "state": state,
        "author": {"id": 1, "username": username, "name": username.title()},
        "labels": list(labels), "confidential": False, "issue_type": "issue", **more}


class Documents:
    """Serves `documents` by path, and the issues of `github` and `gitlab` by project.

    A path in `instead` is answered by that function of the request's handler.
    """

    def __init__(self, token=None):
        self.requests = Seen("the documents")
        self.documents = {}
        self.github = collections.defaultdict(list)
        self.gitlab = collections.defaultdict(list)
        self.instead = {}
        # What both APIs ask for, if anything.
        self.token = token
        # A slow answer waits for it.
        self.closing = threading.Event()
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                # Not unquoted: GitLab's ids hold an encoded slash.
                self.place, _, query = self.path.partition("?")
                self.query = dict(urllib.parse.parse_qsl(query))
                self.status = None
                try:
                    server.instead.get(self.place, server.answer)(self)
                except OSError:
                    pass  # The client has left.
                fields = {name.lower(): value for name, value in self.headers.items()}
                server.requests.add(Asked(self.place, self.query, fields, self.status))

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()

    def asked(self, path):
        """The requests for a path so far."""
        return [asked for asked in self.requests.all if asked.path == path]

    # Answers

    def answer(self, handler):
        parts = handler.place.split("/")
        if parts[1:3] == ["github", "repos"] and parts[5:] == ["issues"]:
            return self._github(handler, "/".join(parts[3:5]))
        if parts[1:3] == ["gitlab", "projects"] and parts[4:] == ["issues"]:
            return self._gitlab(handler, urllib.parse.unquote(parts[3]))
        if handler.place not in self.documents:
            return send(handler, 404, "no such document")
        body = self.documents[handler.place].encode()
        return self._versioned(handler, body, {"Content-Type": "text/markdown; charset=UTF-8"})

    def _versioned(self, handler, body, fields):
        tag = f'W/"{hashlib.sha256(body).hexdigest()}"'
        if handler.headers["If-None-Match"] == tag:
            return send(handler, 304, None, {"ETag": tag})
        return send(handler, 200, body, {**fields, "ETag": tag})

    def _list(self, handler, issues):
        """A page of them, with the way to the next."""
        size, page = int(handler.query.get("per_page", 30)), int(handler.query.get("page", 1))
        fields = {"Content-Type": "application/json; charset=utf-8"}
        if page * size < len(issues):
            query = urllib.parse.urlencode({**handler.query, "page": page + 1})
            last = urllib.parse.urlencode({**handler.query, "page": -(-len(issues) // size)})
            fields["Link"] = (f'<{self.url}{handler.place}?{query}>; rel="next", '
                              f'<{self.url}{handler.place}?{last}>; rel="last"')
        shown = issues[(page - 1) * size:page * size]
        return self._versioned(handler, json.dumps(shown).encode(), fields)

    def _is_let_in(self, handler):
        return self.token is None or handler.headers["Authorization"] == f"Bearer {self.token}"

    def _github(self, handler, project):
        # GitHub refuses whoever does not say who asks.
        if not handler.headers["User-Agent"]:
            return send(handler, 403, '{"message": "Request forbidden"}')
        if not self._is_let_in(handler):
            return send(handler, 401, '{"message": "Bad credentials"}')
        wanted = {
            "accept": handler.headers["Accept"] == "application/vnd.github+json",
            "version": handler.headers["X-GitHub-Api-Version"] == "2022-11-28",
            "state": handler.query["state"] == "open",
            "order": (handler.query["sort"], handler.query["direction"]) == ("created", "asc")}
        if project not in self.github or not all(wanted.values()):
            return send(handler, 404, json.dumps({"message": "Not Found", **wanted}))
        labels = set(handler.query["labels"].split(","))
        return self._list(handler, [
            issue for issue in self.github[project]
            if issue["state"] == "open" and labels <= {one["name"] for one in issue["labels"]}])

    def _gitlab(self, handler, project):
        if not self._is_let_in(handler):
            return send(handler, 401, '{"message": "401 Unauthorized"}')
        if project not in self.gitlab or handler.query["state"] != "opened":
            return send(handler, 404, '{"message": "404 Project Not Found"}')
        labels = set(handler.query["labels"].split(","))
        return self._list(handler, [
            issue for issue in self.gitlab[project]
            if issue["state"] == "opened" and labels <= set(issue["labels"])])


def send(handler, status, body, fields=None):
    """A whole answer."""
    body = body.encode() if isinstance(body, str) else body
    handler.status = status
    handler.send_response(status)
    for name, value in (fields or {}).items():
        handler.send_header(name, value)
    if body is not None:
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    if body:
        handler.wfile.write(body)


def status(number, fields=None):
    return lambda handler: send(handler, number, "no", fields)


def content(body, kind="text/plain"):
    return lambda handler: send(handler, 200, body, {"Content-Type": kind})


def redirect(place):
    return status(302, {"Location": place})


def half(handler):
    """The end of the connection comes before the end of the text."""
    handler.status = 200
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"## 2026-12-03\n")


def slow(documents):
    """A beginning, and then nothing until everything is over."""
    def answer(handler):
        handler.status = 200
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"#")
        documents.closing.wait()
    return answer
