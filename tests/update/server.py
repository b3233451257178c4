"""An HTTPS server that answers for each path as a test tells it to: well, badly or with malice."""

import contextlib
import hashlib
import http.server
import re
import ssl
import threading
import time


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.requests.append((self.command, self.path, dict(self.headers)))
        name = self.path.rpartition("/")[2]
        answer = self.server.answers.get(name, missing)
        # The client may have hung up, which is what some tests are about.
        with contextlib.suppress(OSError):
            answer(self)

    do_HEAD = do_GET

    def log_message(self, *_):
        pass

    def head(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def body(self, data):
        if self.command != "HEAD":
            self.wfile.write(data)

    def cut(self):
        """Ends the connection as it is."""
        self.wfile.flush()
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.unwrap()


def etag_of(data):
    return '"' + hashlib.sha256(data).hexdigest()[:16] + '"'


def missing(handler):
    handler.head(404, Content_Length=0)


def status(code):
    return lambda handler: handler.head(code, Content_Length=0)


def redirect(to):
    return lambda handler: handler.head(302, Location=to, Content_Length=0)


def file(data, **more):
    """A file as a good server has it: validators, conditions and ranges (RFC 9110)."""

    def answer(handler):
        tag = etag_of(data)
        if handler.headers.get("If-None-Match") == tag:
            return handler.head(304, ETag=tag)
        asked = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range", ""))
        if asked and handler.headers.get("If-Range") == tag:
            start = int(asked[1])
            if start >= len(data):
                return handler.head(416, Content_Range=f"bytes */{len(data)}", Content_Length=0)
            rest = data[start:]
            handler.head(206, ETag=tag, Content_Length=len(rest), Content_Range=f"bytes {start}-{len(data) - 1}/{len(data)}")
            return handler.body(rest)
        handler.head(200, ETag=tag, Content_Length=len(data), Accept_Ranges="bytes", **more)
        return handler.body(data)

    return answer


def cut_at(data, length, tag=None):
    """Says how long the file is and hangs up before its end."""

    def answer(handler):
        handler.head(200, ETag=tag or etag_of(data), Content_Length=len(data), Accept_Ranges="bytes")
        handler.body(data[:length])
        handler.cut()

    return answer


def says_length(data, length):
    def answer(handler):
        handler.head(200, ETag=etag_of(data), Content_Length=length)
        handler.body(data)
        handler.cut()

    return answer


def slow(data, stop):
    """A few bytes, then nothing until the test is over."""

    def answer(handler):
        handler.head(200, ETag=etag_of(data), Content_Length=len(data))
        handler.body(data[:20])
        handler.wfile.flush()
        stop.wait(30)

    return answer


def endless(line):
    """Lines without an end, and no word of how long it is."""

    def answer(handler):
        handler.head(200, Transfer_Encoding="chunked")
        chunk = line * (65536 // len(line))
        until = time.monotonic() + 30
        while time.monotonic() < until:
            handler.body(b"%x\r\n%s\r\n" % (len(chunk), chunk))

    return answer


class Threads(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # a handshake that the client broke off


class Server:
    """Serves `answers`, by the last part of the path, on a port of this machine until it is closed."""

    def __init__(self, certificate=None):
        self.http = Threads(("127.0.0.1", 0), Handler)
        self.http.answers = self.answers = {}
        self.http.requests = self.requests = []
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            # In the thread of each connection: a client that never finishes its handshake holds up no other.
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True, do_handshake_on_connect=False)
        self.address = f"http{'s' if certificate else ''}://localhost:{self.http.server_port}"
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    def close(self):
        self.http.shutdown()
        self.http.server_close()
