# Power cuts and stops: nothing acknowledged is lost, nothing is there twice, a client repeats and goes on.

import subprocess
import sys
import threading
import time

from node import ROOT, Node, psql
from talk import Log, Talk, leaf_bytes, new_key


def export(log):
    """Every leaf of the log, a line each, and every stream's number of versions as leaf_reader.py found them."""
    leaves, after = [], None
    while True:
        answer = log.get("/events?limit=1000" + (f"&after={after}" if after is not None else "")).expect(200)
        page = leaf_bytes(answer)
        sequence = [int(item["sequence"]) for item in answer.json["items"]]
        assert sequence == list(range(len(leaves), len(leaves) + len(page)))
        if not page:
            break
        leaves += page
        after = answer.json["last"]
    path = log.node.folder / "leaves.jsonl"
    path.write_bytes(b"".join(leaf + b"\n" for leaf in leaves))
    read = subprocess.run([sys.executable, ROOT / "tests/leaf_reader.py", path], capture_output=True, text=True)
    assert read.returncode == 0, read.stderr
    return {line.split()[0]: int(line.split()[1]) for line in read.stdout.splitlines()}


def test_a_restart_keeps_idempotency_and_clock(own_node):
    log = Log.open(own_node, "restart")
    key = new_key()
    first = log.propose(key).expect(201).json
    log.move_clock("2023-10-15T00:00:00.000000Z").expect(200)
    own_node.kill()
    own_node.start()
    assert log.propose(key).expect(201).json == first
    log.propose(key, title="另一件事").expect(422, "key_reused")
    assert log.get().json["clock"] == "2023-10-15T00:00:00.000000Z"
    assert len(log.get("/decisions").json["items"]) == 1


def test_kill_in_the_middle_of_a_case_and_repeat_with_the_same_keys(own_node):
    log = Log.open(own_node, "killed")
    opening = new_key()
    decision = log.propose(opening).expect(201).json["decision"]
    plan = [(role, body, new_key()) for role, body in log.steps_to_comment(decision)]
    answers = {}
    for role, body, key in plan:
        done = threading.Event()

        def send(role=role, body=body, key=key, done=done):
            try:
                answers[key] = log.post(f"/decisions/{decision}/commands", body, role, key)
            except OSError:
                pass  # The server died before it answered.
            done.set()

        threading.Thread(target=send).start()
        time.sleep(0.002)
        own_node.kill()
        done.wait(30)
        own_node.start()
        repeated = log.post(f"/decisions/{decision}/commands", body, role, key).expect(200)
        if key in answers:
            assert answers[key].status == 200 and answers[key].json == repeated.json
    assert log.propose(opening).expect(201).json["decision"] == decision
    assert export(log)[f"decision/{decision}"] == 5


def test_kill_under_load_loses_nothing_that_was_acknowledged(own_node):
    log = Log.open(own_node, "loaded")
    acknowledged, keys, lock, stop = {}, [], threading.Lock(), threading.Event()

    def clerk(number):
        count = 0
        while not stop.is_set():
            key = new_key()
            with lock:
                keys.append((key, f"第{number}-{count}件"))
            try:
                answer = log.propose(key, title=f"第{number}-{count}件")
            except OSError:
                return
            if answer.status == 201:
                with lock:
                    acknowledged[key] = answer.json
            count += 1

    clerks = [threading.Thread(target=clerk, args=(number,)) for number in range(8)]
    for one in clerks:
        one.start()
    time.sleep(1.5)
    own_node.kill()
    stop.set()
    for one in clerks:
        one.join(60)
    own_node.start()
    assert len(acknowledged) > 20
    for key, title in keys:
        repeated = log.propose(key, title=title).expect(201).json
        assert acknowledged.get(key, repeated) == repeated
    listed, after = [], ""
    while True:
        page = log.get(f"/decisions?limit=1000{after}").json
        listed += [item["decision"] for item in page["items"]]
        if "next" not in page:
            break
        after = f"&after={page['next']}"
    assert len(listed) == len(set(listed)) == len(keys)
    streams = export(log)
    assert {streams[f"decision/{decision}"] for decision in listed} == {1}


def test_sigterm_finishes_what_is_in_flight(own_node):
    log = Log.open(own_node, "stopped")
    last = log.get("/events").json["last"]
    received = {}
    poll = threading.Thread(target=lambda: received.update(page=log.get(f"/events?after={last}&wait=30")))
    poll.start()
    time.sleep(0.5)
    start = time.monotonic()
    assert own_node.terminate() == 0
    poll.join(5)
    assert time.monotonic() - start < 5
    assert received["page"].status == 200 and received["page"].headers["connection"] == "close"
    lines = [line["event"] for line in own_node.journal()]
    assert lines[-1] == "stopped" and "stopping" in lines


def test_sigterm_under_load_answers_or_drops_but_never_half(own_node):
    log = Log.open(own_node, "drained")
    answers, broken = [], []

    def clerk():
        while True:
            try:
                answers.append(log.propose())
            except OSError as error:
                broken.append(error)
                return

    clerks = [threading.Thread(target=clerk) for _ in range(8)]
    for one in clerks:
        one.start()
    time.sleep(1)
    assert own_node.terminate() == 0
    for one in clerks:
        one.join(30)
    own_node.start()
    assert {answer.status for answer in answers} == {201}
    listed = {item["decision"] for item in log.get("/decisions?limit=1000").json["items"]}
    assert {answer.json["decision"] for answer in answers} <= listed or len(answers) > 1000


def test_a_server_starts_without_its_database_and_recovers(tmp_path):
    node = Node.create(tmp_path)
    try:
        node.start(wait=False)
        node.await_status("/health/live", 200)
        talk = Talk(node)
        not_ready = talk.request("GET", "/health/ready").expect(503, "unavailable")
        assert int(not_ready.headers["retry-after"]) >= 1
        talk.request("GET", "/v1/logs/a/decisions", token=node.token("handler")).expect(503, "unavailable")
        node.migrate()
        node.await_status("/health/ready", 200)
        Log.open(node, "late").propose().expect(201)
    finally:
        node.kill()
        psql(node.admin_dsn, f"drop database if exists {node.database} with (force)")


def test_lost_database_connections_are_made_again(own_node):
    log = Log.open(own_node, "reconnected")
    decision = log.propose().expect(201).json["decision"]
    backends = f"from pg_stat_activity where datname = '{own_node.database}'"
    psql(own_node.admin_dsn, f"select pg_terminate_backend(pid) {backends}")
    log.command(decision, "department", "report_study", conclusion="start").expect(200)
    assert export(log)[f"decision/{decision}"] == 2
    log.get("/decisions").expect(200)
