# SIGTERM at any moment: what was answered is in the log, what is not answered was closed, the process ends by itself.

import random
import select
import signal
import socket
import threading
import time

import pytest

from certificates import TlsNode
from node import Node, free_port, psql
from talk import Log

PLAIN_OR_TLS = pytest.mark.parametrize("kind", [Node, TlsNode], ids=["plain", "tls"])
SECONDS_TO_DRAIN = 10
SECONDS_AT_MOST = 17  # systemd waits 20; jueced ends itself after 15


class Proxy:
    """A way to the database that can be closed, or frozen: open connections stay and nothing passes."""

    def __init__(self, target):
        self.target, self.port, self.state, self.links = target, free_port(), "open", []
        self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if self.state == "closed":
                client.close()
                continue
            server = socket.create_connection(self.target)
            self.links += [client, server]
            threading.Thread(target=self.carry, args=(client, server), daemon=True).start()

    def carry(self, client, server):
        other = {client: server, server: client}
        try:
            while True:
                ready, _, _ = select.select(list(other), [], [], 0.1)
                for one in ready if self.state != "frozen" else []:
                    data = one.recv(65536)
                    if not data:
                        return
                    other[one].sendall(data)
                if self.state == "frozen":
                    time.sleep(0.05)
        except (OSError, ValueError):
            pass
        finally:
            client.close()
            server.close()

    def close(self):
        self.state = "closed"
        for link in self.links:
            try:
                link.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class FarNode(Node):
    """A server whose database is behind a proxy."""

    def write_config(self, rehearsal):
        super().write_config(rehearsal)
        words = dict(word.split("=", 1) for word in self.admin_dsn.split())
        self.proxy = Proxy((words["host"], int(words["port"])))
        text = self.config.read_text()
        self.config.write_text(text.replace(f"port={words['port']}", f"port={self.proxy.port}"))


class Load:
    """Clients that propose without pause until their connection is gone."""

    def __init__(self, node, log, clients=16):
        self.acknowledged, self.others, self.lock = set(), [], threading.Lock()
        self.log = log
        self.threads = [threading.Thread(target=self.run) for _ in range(clients)]
        for thread in self.threads:
            thread.start()

    def run(self):
        while True:
            try:
                answer = self.log.propose()
            except OSError:
                return
            with self.lock:
                if answer.status == 201:
                    self.acknowledged.add(answer.json["decision"])
                else:
                    self.others.append(answer)

    def join(self):
        for thread in self.threads:
            thread.join(60)
            assert not thread.is_alive()


def in_the_log(node):
    streams = psql(f"{node.dsn} user=postgres", "select stream from juece.stream_head where stream like 'decision/%'")
    return {name.removeprefix("decision/") for name in streams.split()}


def assert_ended_well(node):
    lines = node.journal()
    assert lines[-1]["event"] == "stopped"
    assert not [line for line in lines if line.get("code") == "internal"]


@PLAIN_OR_TLS
def test_sigterm_at_full_load(kind, tmp_path):
    with kind.create(tmp_path) as node:
        load = Load(node, Log.open(node, "load"))
        while len(load.acknowledged) < 50:
            time.sleep(0.05)
        node.process.send_signal(signal.SIGTERM)
        for _ in range(3):
            time.sleep(0.02)
            node.process.send_signal(signal.SIGTERM)
        assert node.process.wait(SECONDS_TO_DRAIN) == 0
        node.process = None
        load.join()
        assert {answer.status for answer in load.others} <= {503}
        assert load.acknowledged <= in_the_log(node)
        assert_ended_well(node)


@PLAIN_OR_TLS
def test_sigterm_while_it_starts(kind, tmp_path):
    seed = int(time.time())
    print("seed", seed)
    moments = random.Random(seed)
    with kind.create(tmp_path) as node:
        assert node.terminate() == 0
        for _ in range(12):
            node.start(wait=False)
            time.sleep(moments.random() * 0.15)
            # Before main() has begun nobody can hold a signal; nothing has begun then, either.
            assert node.terminate(SECONDS_TO_DRAIN) in (0, -signal.SIGTERM)
        node.start()
        assert node.terminate() == 0


def test_sigterm_while_the_database_is_away(tmp_path):
    node = FarNode.create(tmp_path)
    with node:
        load = Load(node, Log.open(node, "away"), clients=6)
        while len(load.acknowledged) < 20:
            time.sleep(0.02)
        node.proxy.close()
        time.sleep(0.5)
        assert node.terminate(SECONDS_AT_MOST) == 0
        load.join()
        assert {answer.status for answer in load.others} <= {503}
        assert load.acknowledged <= in_the_log(node)
        assert_ended_well(node)


def test_sigterm_while_the_database_says_nothing(tmp_path):
    node = FarNode.create(tmp_path)
    with node:
        load = Load(node, Log.open(node, "silent"), clients=6)
        while len(load.acknowledged) < 20:
            time.sleep(0.02)
        node.proxy.state = "frozen"
        time.sleep(0.5)
        assert node.terminate(SECONDS_AT_MOST) in (0, -signal.SIGALRM)
        load.join()
        assert {answer.status for answer in load.others} <= {503}
        assert load.acknowledged <= in_the_log(node)
