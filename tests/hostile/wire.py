# One connection, byte by byte: what an http client library would never send, and every answer that comes back.

import json
import socket
from dataclasses import dataclass

LIVE = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"


@dataclass
class Received:
    status: int
    fields: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class Wire:
    """A connection that is made again when the server has closed it."""

    def __init__(self, port, timeout=20):
        self._port, self._timeout = port, timeout
        self._socket, self._unread = None, b""

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()

    def close(self):
        if self._socket:
            self._socket.close()
        self._socket, self._unread = None, b""

    def send(self, data):
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=self._timeout)
        try:
            self._socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough; its answer is still to be read

    def end(self):
        """Nothing more will be sent."""
        self._socket.shutdown(socket.SHUT_WR)

    def receive(self, has_body=True):
        """The next answer; None if the server closed instead."""
        while b"\r\n\r\n" not in self._unread:
            if not self._read():
                assert not self._unread, f"half an answer: {self._unread[:200]}"
                return None
        head, _, self._unread = self._unread.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        fields = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:])}
        size = int(fields.get("content-length", 0)) if has_body else 0
        while len(self._unread) < size:
            assert self._read(), "half a body"
        body, self._unread = self._unread[:size], self._unread[size:]
        return Received(int(lines[0].split()[1]), fields, body)

    def is_closed(self):
        """Whether the server has closed it; if not, it must serve the next request."""
        assert not self._unread, f"more than was expected: {self._unread[:200]}"
        self.send(LIVE)
        answer = self.receive()
        if answer is None:
            self.close()
            return True
        assert answer.status == 200 and answer.json == {"status": "live"}, answer
        return False

    def _read(self):
        try:
            data = self._socket.recv(65536)
        except ConnectionResetError:
            return False
        self._unread += data
        return bool(data)
