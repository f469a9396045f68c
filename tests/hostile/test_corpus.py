# Replays the corpus against a running jueced. JUECE_HOSTILE_REWRITE=1 writes what came back into the cases whose status
# and code are as they say: read the difference before you keep it.

import json
import os

import pytest

from corpus import ANYTHING, every_case, filled, matches, to_bytes
from wire import Wire

REWRITE = os.environ.get("JUECE_HOSTILE_REWRITE") == "1"
CASES = every_case()


def heads(world):
    """How far each log has come."""
    return {which: log.get("/events?limit=1000").json["last"] for which, log in world.logs.items()}


def changes_something(case):
    answers = [one for sent in case.sent for one in sent.answers]
    return any(one.status in (200, 201, 409) for one in answers)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_case_has_its_answer(case, node, world):
    requests = [to_bytes(sent.text, world) for sent in case.sent]
    before = heads(world)
    with Wire(node.port) as wire:
        for sent, request in zip(case.sent, requests, strict=True):
            wire.send(request)
            if sent.ends:
                wire.end()
            for expected in sent.answers:
                check(case, expected, wire.receive(not request.startswith(b"HEAD ")), world)
            if expected.status != 100 and not sent.ends:
                assert wire.is_closed() == expected.closed, f"not {'closed' if expected.closed else 'open'}"
    if not changes_something(case):
        assert heads(world) == before, "something was recorded"
    with Wire(node.port) as other:
        other.send(b"GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n")
        assert other.receive().status == 200


def check(case, expected, received, world):
    if expected.status is None:
        assert received is None
        return
    assert received is not None, "closed without an answer"
    text = received.body.decode()
    assert received.status == expected.status, text
    for name, value in expected.fields.items():
        assert received.fields.get(name) == filled(value, world)
    if expected.status == 100:
        return
    request_id = received.fields["x-request-id"]
    assert received.fields["x-content-type-options"] == "nosniff"
    actual = received.json if received.body and received.fields["content-type"].endswith("json") else None
    if expected.code:
        assert received.fields["content-type"] == "application/problem+json"
    if expected.code and received.body:
        assert actual["type"] == f"urn:juece:problem:{expected.code}", text
        assert actual.pop("instance") == f"urn:juece:request:{request_id}"
    if REWRITE and actual is not None:
        rewrite(case, expected, actual, world)
    if received.body and (actual is not None or expected.text):
        assert matches(json.loads(filled(expected.text, world)), actual), text


def rewrite(case, expected, actual, world):
    """Replaces the answer's JSON in the file, where it is exact."""
    if ANYTHING in expected.text:
        return
    new = world.named(json.dumps(actual, ensure_ascii=False, sort_keys=True))
    answers = [one for sent in case.sent for one in sent.answers]
    place = next(number for number, one in enumerate(answers) if one is expected)
    lines, out, seen = case.path.read_text(encoding="utf-8").splitlines(), [], -1
    for line in lines:
        seen += line.startswith("answer ")
        if seen == place and (line.startswith("{") or line == ""):
            continue
        out.append(line)
        is_last = line.startswith(("answer ", "with ")) and seen == place
        if is_last:
            mark = len(out)
    out.insert(mark, new)
    case.path.write_text("\n".join(out) + "\n", encoding="utf-8")
    expected.text = new
