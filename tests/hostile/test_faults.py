# What is wrong on our side: a 500 says no more than an id, and the id finds the log line. Then the look back: one such
# fault, the same process, and no connection or memory left behind.

import time
from pathlib import Path

import pytest

from node import psql
from talk import Log, Talk, new_key

# Set by the test that provokes it, so that the look back knows it.
provoked = []


def spoil(node, log, decision, leaf):
    """Changes what is recorded, as only a superuser who switches off the guards can."""
    where = (
        f"log = (select no from juece.log where name = '{log.name}') and version = 1 and stream_no = (select h.no from "
        f"juece.stream_head h join juece.log l on l.no = h.log where l.name = '{log.name}' and "
        f"h.stream = 'decision/{decision}')"
    )
    psql(f"{node.dsn} user=postgres", (
        "begin; alter table juece.event_rehearsal disable trigger keep_rows;"
        f"update juece.event_rehearsal set leaf = {leaf} where {where};"
        "alter table juece.event_rehearsal enable always trigger keep_rows; commit"
    ))


@pytest.mark.parametrize("leaf", ["'\\x7b7d'", "'\\xff'", "substr(leaf, 1, 100)"], ids=["empty", "no_text", "cut"])
def test_what_is_recorded_and_spoilt_is_a_500_whose_id_finds_the_cause(node, log, leaf):
    decision = log.propose().expect(201).json["decision"]
    spoil(node, log, decision, leaf)
    sibling = node.sibling()
    sibling.start()
    try:
        there = Log(sibling, log.name)
        for ask in (
            lambda: there.get(f"/decisions/{decision}"),
            lambda: there.get(f"/decisions/{decision}/menu"),
            lambda: there.command(decision, "department", "report_study", conclusion="start"),
        ):
            answer = ask().expect(500, "internal")
            assert set(answer.json) == {"type", "title", "status", "instance"}, "it tells what is inside"
            lines = [line for line in sibling.journal() if line.get("id") == answer.headers["x-request-id"]]
            fault, = (line for line in lines if line["event"] == "fault")
            assert fault["level"] == "error" and fault["code"] == "internal" and len(fault["cause"]) > 10
            request, = (line for line in lines if line["event"] == "request")
            assert request["status"] == 500
        # One spoilt decision hinders no other.
        other = there.propose().expect(201).json["decision"]
        there.get(f"/decisions/{other}").expect(200)
        Talk(sibling).request("GET", "/health/ready").expect(200)
    finally:
        sibling.kill()


def test_a_fault_of_the_node_itself_is_in_its_log(node, log):
    decision = log.propose().expect(201).json["decision"]
    log.move_clock("2023-10-13T01:00:00.000000Z").expect(200)
    spoil(node, log, decision, "'\\x7b7d'")
    answer = log.get(f"/decisions/{decision}/history?as_of=2023-10-12").expect(500, "internal")
    provoked.append(answer.headers["x-request-id"])


def test_tokens_and_keys_are_not_in_the_log(node, log):
    key = new_key()
    token = log.token("department")
    log.propose(key).expect(201)
    log.talk.request("GET", log.path, token=token + "x").expect(401)
    text = node.log_path.read_text()
    assert key not in text and token not in text and token.split(".")[2] not in text


def open_sockets(pid):
    return sum("socket:" in str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink())


def resident_mib(pid):
    return next(int(line.split()[1]) for line in Path(f"/proc/{pid}/status").read_text().splitlines()
                if line.startswith("VmRSS")) / 1024


@pytest.mark.last
def test_the_node_has_lived_through_all_of_it(node):
    assert node.process.poll() is None and node.process.pid == node.first_pid
    faults = [line for line in node.journal() if line["event"] == "fault" and line["level"] == "error"]
    assert [line["id"] for line in faults] == provoked, faults
    assert all(line["status"] < 500 or line["status"] == 503 or line["id"] in provoked
               for line in node.journal() if line["event"] == "request")
    deadline = time.monotonic() + 30
    while (left := open_sockets(node.process.pid)) > 60 and time.monotonic() < deadline:
        time.sleep(0.5)
    assert left <= 60, "connections are left behind"
    assert resident_mib(node.process.pid) < 1024
    log = Log.open(node, "afterwards")
    log.open_comment()
