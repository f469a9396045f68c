# What takes time or many connections: the slow, the idle, and fifty people at once.

import resource
import socket
from collections import Counter

import pytest

from talk import Talk, in_parallel, new_key
from wire import LIVE, Wire

CONNECTIONS_MAX = 4096
CROWD = 50


def drip(node, first, drop, seconds=0.5, times=120):
    """Sends a beginning, then a drop at a time, until something comes back: b"" if the connection was closed."""
    with socket.create_connection(("127.0.0.1", node.port), timeout=30) as sock:
        sock.sendall(first)
        sock.settimeout(seconds)
        for _ in range(times):
            try:
                sock.sendall(drop)
                return sock.recv(1000)
            except TimeoutError:
                continue
            except (BrokenPipeError, ConnectionResetError):
                return b""
    return None


@pytest.mark.parametrize("beginning", [b"GET /health/live HTTP/1.1\r\n", b"GET /health/live"], ids=["fields", "target"])
def test_a_slow_head_is_cut_off(node, beginning):
    drop = b"X: y\r\n" if beginning.endswith(b"\n") else b"a"
    assert drip(node, beginning, drop) == b""


def test_a_slow_body_is_cut_off_and_nothing_of_it_is_kept(node, log):
    head = (
        f"POST {log.path}/documents?secrecy=none HTTP/1.1\r\nHost: x\r\n"
        f"Authorization: Bearer {log.token('handler')}\r\nContent-Type: text/plain\r\nContent-Length: 1000000\r\n\r\n"
    )
    assert drip(node, head.encode(), b"a") == b""


def test_a_crowd_of_slow_heads_hinders_nobody_else(node):
    slow = [socket.create_connection(("127.0.0.1", node.port)) for _ in range(500)]
    try:
        for sock in slow:
            sock.sendall(b"POST /v1/logs HTTP/1.1\r\n")
        Talk(node).request("GET", "/health/ready").expect(200)
    finally:
        for sock in slow:
            sock.close()


def test_too_many_idle_connections_are_turned_away_and_hinder_nobody_else(own_node):
    """10,000 where this machine allows so many sockets, else as many as it does; always more than the node takes."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    count = min(10_000, hard - 200)
    assert count > CONNECTIONS_MAX, "this machine allows too few sockets for this test"
    kept = Talk(own_node)
    kept.request("GET", "/health/ready").expect(200)
    idle = [socket.create_connection(("127.0.0.1", own_node.port)) for _ in range(CONNECTIONS_MAX - 1)]
    try:
        late = Talk(own_node).request("GET", "/health/ready").expect(503, "busy")
        assert late.headers["connection"] == "close" and late.headers["retry-after"]
        for _ in range(count - CONNECTIONS_MAX):
            sock = socket.create_connection(("127.0.0.1", own_node.port), timeout=10)
            idle.append(sock)
        try:
            answer = idle[-1].recv(1000)
        except ConnectionResetError:
            answer = b""
        # Of a flood only so many are answered at a time; the others are closed at once.
        assert answer.startswith(b"HTTP/1.1 503 ") or answer == b""
        kept.request("GET", "/health/ready").expect(200)
    finally:
        for sock in idle:
            sock.close()
    own_node.await_status("/health/ready", 200)


def test_a_thousand_requests_sent_together_are_answered_in_order(node):
    count = 1000
    with Wire(node.port) as wire:
        wire.send(b"".join(
            LIVE if number % 2 else f"GET /nowhere/{number} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
            for number in range(count)
        ))
        assert [wire.receive().status for _ in range(count)] == [404, 200] * (count // 2)
        assert not wire.is_closed()


def test_whoever_sends_and_never_reads_is_let_go(node):
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.connect(("127.0.0.1", node.port))
        sock.setblocking(False)
        try:
            while True:
                sock.send(LIVE * 1000)
        except BlockingIOError:
            pass
        Talk(node).request("GET", "/health/ready").expect(200)


def test_connections_reset_in_the_middle_leave_nothing_behind(node):
    for size in range(1, len(LIVE)):
        with socket.create_connection(("127.0.0.1", node.port)) as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            sock.sendall(LIVE[:size])
    Talk(node).request("GET", "/health/ready").expect(200)


# --- fifty at once ---------------------------------------------------------------------------------------------------

def versions_of(log, decision):
    return [item["streamversion"] for item in log.get(f"/decisions/{decision}/history").json["items"]]


def test_the_same_command_from_fifty_has_one_effect_and_one_answer(log):
    key = new_key()
    answers = in_parallel(CROWD, lambda _: log.propose(key))
    done = [answer for answer in answers if answer.status == 201]
    assert {answer.status for answer in answers} <= {201, 503} and done
    assert len({answer.body for answer in done}) == 1
    assert len(log.get("/decisions").json["items"]) == 1
    decision = done[0].json["decision"]
    key = new_key()
    answers = in_parallel(
        CROWD, lambda _: log.command(decision, "department", "report_study", key=key, conclusion="start")
    )
    done = [answer for answer in answers if answer.status == 200]
    assert {answer.status for answer in answers} <= {200, 503} and len({answer.body for answer in done}) == 1
    assert versions_of(log, decision) == ["1", "2"]


def test_fifty_different_commands_on_one_decision_are_each_answered_lawfully(log):
    """One study moves it; whoever comes later is refused with the law, or told what stands in the way."""
    decision = log.propose().expect(201).json["decision"]
    acts = [
        lambda: log.command(decision, "department", "report_study", conclusion="start"),
        lambda: log.command(decision, "organ", "start_procedure", handlers=["minhang-yingji"]),
        lambda: log.command(decision, "handler", "complete_draft"),
        lambda: log.command(decision, "office", "publish_decision"),
        lambda: log.command(decision, "department", "report_study", headers={"If-Match": '"1"'}, conclusion="start"),
        lambda: log.command(decision, "department", "abolish"),
        lambda: log.propose(),
    ]
    answers = in_parallel(CROWD, lambda number: acts[number % len(acts)]())
    for answer in answers:
        answer.expect(answer.status)
        assert answer.status in (200, 201, 409, 412, 422, 503), answer.body
        if answer.status == 409:
            assert all(one["rule"] or one["article"] for one in answer.json["refusals"]), answer.body
    counts = Counter(answer.status for answer in answers)
    assert counts[200] == 1, counts
    versions = versions_of(log, decision)
    assert versions == [str(number) for number in range(1, len(versions) + 1)] and len(versions) == 2
    items = log.get("/events?limit=1000").json["items"]
    assert [int(item["sequence"]) for item in items] == list(range(len(items)))


def test_fifty_writers_of_one_register_leave_no_gap(log):
    answers = in_parallel(CROWD, lambda number: log.enter("enter_person", name=f"李{number}"))
    done = [answer.json for answer in answers if answer.status == 200]
    assert {answer.status for answer in answers} <= {200, 503}
    assert sorted(one["version"] for one in done) == list(range(1, len(done) + 1))
    assert len({one["person"] for one in done}) == len(done)
