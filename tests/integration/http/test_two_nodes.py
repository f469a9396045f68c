# Two nodes on one database: neither believes its own memory, and both give the same answers.

import threading
import time

import pytest

from talk import PROPOSAL, Log, in_parallel, new_key


@pytest.fixture
def logs(own_node):
    """The same log seen through two nodes."""
    sibling = own_node.sibling()
    sibling.start()
    try:
        log = Log.open(own_node, "shared")
        yield log, Log(sibling, log.name)
    finally:
        sibling.kill()


def test_what_one_node_records_the_other_shows_and_builds_upon(logs):
    here, there = logs
    decision = here.propose().expect(201).json["decision"]
    for number, (role, body) in enumerate(here.steps_to_comment(decision)):
        log = logs[number % 2]
        log.get(f"/decisions/{decision}/menu").expect(200)
        log.post(f"/decisions/{decision}/commands", body, role).expect(200)
    assert here.get(f"/decisions/{decision}").json == there.get(f"/decisions/{decision}").json
    assert here.get(f"/decisions/{decision}").json["version"] == 5


def test_a_stale_memory_does_not_refuse_wrongly(logs):
    here, there = logs
    decision = here.propose().expect(201).json["decision"]
    there.command(decision, "organ", "start_procedure").expect(409, "refused")
    here.command(decision, "department", "report_study", conclusion="start").expect(200)
    body = here.steps_to_comment(decision)[1][1]
    there.post(f"/decisions/{decision}/commands", body, "organ").expect(200)


def test_identical_commands_on_both_nodes_have_one_effect_and_one_answer(logs):
    here, _ = logs
    key = new_key()
    answers = in_parallel(50, lambda n: logs[n % 2].propose(key))
    assert {answer.status for answer in answers} == {201} and len({answer.body for answer in answers}) == 1
    decision, step = answers[0].json["decision"], new_key()
    answers = in_parallel(
        50, lambda n: logs[n % 2].command(decision, "department", "report_study", step, conclusion="start")
    )
    assert {answer.status for answer in answers} == {200} and len({answer.body for answer in answers}) == 1
    assert len(here.get(f"/decisions/{decision}/history").json["items"]) == 2


def test_different_commands_on_both_nodes_let_one_through(logs):
    here, _ = logs
    decision = here.propose().expect(201).json["decision"]

    def study(number):
        log = logs[number % 2]
        return log.command(decision, "department", "report_study", summary=f"第{number}份", conclusion="start")

    statuses = [answer.status for answer in in_parallel(20, study)]
    # 503: decided again three times and still overtaken; the client comes again.
    assert statuses.count(200) == 1 and set(statuses) <= {200, 409, 503}
    assert len(here.get(f"/decisions/{decision}/history").json["items"]) == 2


def test_a_repeat_reaches_the_other_node_after_the_first_is_killed(logs):
    here, there = logs
    key = new_key()
    first = here.propose(key).expect(201).json
    here.node.kill()
    assert there.propose(key).expect(201).json == first


def test_a_rehearsals_clock_is_the_same_everywhere(logs):
    here, there = logs
    there.get().expect(200)
    here.move_clock("2023-10-20T00:00:00.000000Z").expect(200)
    deadline = time.monotonic() + 3
    while there.get().json["clock"] != "2023-10-20T00:00:00.000000Z":
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_long_poll_hears_of_the_other_node(logs):
    here, there = logs
    last = there.get("/events").json["last"]
    received = {}

    def wait():
        start = time.monotonic()
        received["page"] = there.get(f"/events?after={last}&wait=20").expect(200).json
        received["seconds"] = time.monotonic() - start

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.5)
    here.propose().expect(201)
    waiting.join(20)
    assert len(received["page"]["items"]) == 1 and received["seconds"] < 3


def test_the_register_grows_through_both_nodes_without_a_gap(logs):
    here, there = logs
    people = here.register_town()
    clerk = here.holder(people, "yingji.clerk")
    time.sleep(1.1)  # A node follows the register at least every second.
    assert there.get("/register").json["version"] == here.get("/register").json["version"] == 8
    there.post("/decisions", {"command": "propose", "data": PROPOSAL}, token=clerk).expect(201)

    def enter(number):
        key = new_key()
        for _ in range(20):
            answer = logs[number % 2].enter("enter_person", key=key, name=f"第{number}人")
            if answer.status != 503:
                return answer.expect(200).json["version"]
            time.sleep(0.05)
        raise AssertionError("busy for a second")

    assert sorted(in_parallel(40, enter)) == list(range(9, 49))
