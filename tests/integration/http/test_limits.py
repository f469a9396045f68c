# Every queue between a client and the disk has a bound: beyond it 503 "busy" with Retry-After, at once; what was
# acknowledged is in the log, and the server works as before once the crowd is gone.

import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from node import Node, psql
from talk import Log, Talk, in_parallel

MIB = 1024 * 1024


def limited(folder, **limits):
    """A server with small limits."""
    sections = "[limits]\n" + "".join(f"{key} = {value}\n" for key, value in limits.items())
    return type("LimitedNode", (Node,), {"sections": sections}).create(folder)


def busy(answers):
    """Those answers that say busy; each of them as the contract has it."""
    crowd = [answer for answer in answers if answer.status == 503]
    for answer in crowd:
        answer.expect(503, "busy")
        assert int(answer.headers["retry-after"]) >= 1
    return crowd


class Held:
    """The heads of all logs held by another transaction: within the block nothing can be appended."""

    def __init__(self, node):
        self.dsn = f"{node.dsn} user=postgres"

    def __enter__(self):
        self.process = subprocess.Popen(
            ["psql", "-XAtq", self.dsn], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self.process.stdin.write("begin;\nselect count(*) from (select 1 from juece.log for update) held;\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline().strip().isdigit()

    def __exit__(self, *unused):
        self.process.stdin.write("commit;\n")
        self.process.stdin.close()
        assert self.process.wait(20) == 0


def crowd(node, calls, turned_away):
    """All the calls at once while nothing can be appended: so many are turned away meanwhile, the others wait and are
    answered afterwards. Every answer."""
    with ThreadPoolExecutor(len(calls)) as pool:
        with Held(node):
            sent = [pool.submit(call) for call in calls]
            deadline = time.monotonic() + 20
            while sum(each.done() for each in sent) < turned_away:
                assert time.monotonic() < deadline
                time.sleep(0.01)
            assert len(busy([each.result() for each in sent if each.done()])) == turned_away
        return [each.result(30) for each in sent]


def study(log, decision):
    return log.command(decision, "department", "report_study", conclusion="start")


def test_connections(tmp_path):
    with limited(tmp_path, connections=4) as node:
        talks = [Talk(node) for _ in range(10)]
        answers = [talk.request("GET", "/health/live") for talk in talks]
        assert [answer.status for answer in answers] == [200] * 4 + [503] * 6
        assert len(busy(answers)) == 6
        talks[0].close()
        node.await_status("/health/live", 200)


def test_long_polls(tmp_path):
    with limited(tmp_path, polls=2) as node:
        log = Log.open(node, "polls")
        last = log.get("/events").json["last"]
        answers = in_parallel(6, lambda _: log.get(f"/events?after={last}&wait=2"))
        assert sorted(answer.status for answer in answers) == [200, 200, 503, 503, 503, 503]
        assert len(busy(answers)) == 4
        log.get(f"/events?after={last}&wait=1").expect(200)


def test_uploads(tmp_path):
    with limited(tmp_path, uploads=1) as node:
        log = Log.open(node, "uploads")
        token = log.token("handler")
        head = f"POST {log.path}/documents?secrecy=none HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n"
        slow = node.connect(20)
        slow.connect()
        head += "Content-Type: text/plain\r\nContent-Length: 600000\r\nExpect: 100-continue\r\n\r\n"
        slow.sock.sendall(head.encode())
        assert slow.sock.recv(100).startswith(b"HTTP/1.1 100 ")  # It has its place.
        slow.sock.sendall(b"x" * 300_000)
        fields = {"Content-Type": "text/plain"}

        def upload():
            return log.talk.request("POST", f"{log.path}/documents?secrecy=none", b"small", token, fields)

        assert busy([upload()])
        slow.close()
        deadline = time.monotonic() + 20
        while (answer := upload()).status != 201:
            assert busy([answer]) and time.monotonic() < deadline


def test_a_mailbox(tmp_path):
    with limited(tmp_path, mailbox=1) as node:
        log = Log.open(node, "mailbox")
        decision = log.propose().expect(201).json["decision"]
        answers = crowd(node, [lambda: study(log, decision)] * 8, turned_away=6)
        assert sorted(answer.status for answer in answers) == [200, 409] + [503] * 6
        assert log.get(f"/decisions/{decision}").json["version"] >= 2


def test_all_mailboxes_together(tmp_path):
    with limited(tmp_path, mailboxes=2) as node:
        log = Log.open(node, "mailboxes")
        decisions = [log.propose().expect(201).json["decision"] for _ in range(6)]
        calls = [lambda decision=decision: study(log, decision) for decision in decisions for _ in range(2)]
        answers = crowd(node, calls, turned_away=4)
        assert {answer.status for answer in answers} == {200, 409, 503}


def test_items_waiting_for_the_disk(tmp_path):
    with limited(tmp_path, appends_waiting=2) as node:
        log = Log.open(node, "appends")
        answers = crowd(node, [log.propose] * 8, turned_away=6)
        accepted = {answer.json["decision"] for answer in answers if answer.status == 201}
        assert accepted == {item["decision"] for item in log.get("/decisions").json["items"]} and len(accepted) == 2


def memory(node):
    pages = int(Path(f"/proc/{node.process.pid}/statm").read_text().split()[1])
    return pages * 4096


def test_a_crowd_beyond_every_bound(tmp_path):
    limits = dict(connections=40, pool_threads=1, pool_queue=2, mailbox=2, mailboxes=8, appends_waiting=3, polls=2)
    with limited(tmp_path, **limits) as node:
        log = Log.open(node, "crowd")
        shared = log.propose().expect(201).json["decision"]
        last = log.get("/events").json["last"]
        before = memory(node)
        answers, over = [], time.monotonic() + 3

        def clerk(number):
            count = 0
            while time.monotonic() < over:
                count += 1
                try:
                    if number % 4 == 0:
                        answers.append(study(log, shared))
                    elif number % 4 == 1:
                        answers.append(log.get(f"/events?after={last + 100_000}&wait=1"))
                    elif number % 4 == 2:
                        answers.append(log.get(f"/decisions/{shared}"))
                    else:
                        answers.append(log.propose(title=f"第{number}-{count}件"))
                except OSError:
                    pass  # More came at once than are turned away with words.

        in_parallel(60, clerk)
        assert {answer.status for answer in answers} <= {200, 201, 409, 503}
        assert busy(answers)
        assert memory(node) - before < 128 * MIB
        accepted = {answer.json["decision"] for answer in answers if answer.status == 201}
        node.await_status("/health/ready", 200)
        streams = set(psql(f"{node.dsn} user=postgres", "select stream from juece.stream_head").split())
        assert accepted and {f"decision/{decision}" for decision in accepted} <= streams
        assert not [line for line in node.journal() if line.get("code") == "internal"]
        log.talk.close()
        log.propose().expect(201)
