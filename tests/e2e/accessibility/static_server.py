"""A server of this process for pages that were kept. The browser may keep our static files, as in life."""

import json
import mimetypes
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.urls import reverse

FOR_LONG = {"Cache-Control": "max-age=3600, immutable"}
ENDS_SOON = {"idle": 60, "life": 3600}  # seconds
AXE = "/axe.min.js"  # from our own address, so that each page's CSP lets it in


class Kept(BaseHTTPRequestHandler):
    """Answers a page's address with `server.shot`, /static/ with our files, and nothing else."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path, shot = urlsplit(self.path).path, self.server.shot
        if path == urlsplit(shot.address).path:
            # 200: the browser would write the error of an error page to the console
            self._send(200, shot.headers, shot.html.encode())
        elif file := _file(path):
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            self._send(200, {"Content-Type": kind} | FOR_LONG, file.read_bytes())
        elif path == reverse("session"):  # session.js asks before it says that a login ends
            self._send(200, {"Content-Type": "application/json"}, json.dumps(ENDS_SOON).encode())
        elif self.headers.get("Sec-Fetch-Dest") == "iframe":  # a mail within the page
            self._send(200, {"Content-Type": "text/html"}, b"")
        else:
            self._send(404, {}, b"")

    def _send(self, status, headers, body):
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Quiet."""


def _file(path):
    if path == AXE:
        return resources.files("axe_playwright_python").joinpath("axe.min.js")
    found = path.startswith("/static/") and finders.find(path.removeprefix("/static/"))
    return Path(found) if found else None


@contextmanager
def serving():
    """A server on a free port of localhost; `server.shot` is the page it shows."""
    with ThreadingHTTPServer(("localhost", 0), Kept) as server:
        server.daemon_threads, server.shot = True, None
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
