# Reading over HTTP: lists, moments of the past, menus, histories, the feed and its long poll, documents, sealed
# payloads.

import hashlib
import json
import threading
import time
import uuid

import pytest

from node import psql
from talk import PROPOSAL, Log, leaf_bytes

ATTRIBUTES = {
    "specversion", "id", "source", "type", "subject", "time", "dataschema", "datacontenttype", "sequence",
    "streamversion", "partitionkey", "leafhash", "prevhash", "leafhashsm3", "prevhashsm3", "data",
}


def test_the_list_pages_in_the_order_of_opening(log):
    opened = [log.propose(title=f"第{n}件").json["decision"] for n in range(5)]
    first = log.get("/decisions?limit=2").expect(200).json
    assert [item["decision"] for item in first["items"]] == opened[:2]
    assert [item["title"] for item in first["items"]] == ["第0件", "第1件"]
    second = log.get(f"/decisions?limit=2&after={first['next']}").json
    third = log.get(f"/decisions?limit=2&after={second['next']}").json
    assert [item["decision"] for item in second["items"] + third["items"]] == opened[2:]
    assert "next" not in third
    item = first["items"][0]
    assert item["states"]["main"] == "proposed" and item["version"] == 1 and item["category"] == "public_policy"


def test_the_list_tells_who_is_waited_for(log):
    waiting = log.propose().json["decision"]
    decided = log.propose().json["decision"]
    log.command(decided, "organ", "reject_proposal", reason="不成熟").expect(200)
    items = log.get("/decisions?waiting_for=office").json["items"]
    assert [item["decision"] for item in items] == [waiting]


def test_one_decision_now_and_as_of_a_moment_or_day(log):
    decision = log.propose().json["decision"]
    log.move_clock("2023-10-12T01:00:00.000000Z").expect(200)
    log.command(decision, "department", "report_study", conclusion="start").expect(200)
    now = log.get(f"/decisions/{decision}").expect(200)
    assert now.json["version"] == 2 and now.json["states"]["main"] == "studied" and now.headers["etag"] == '"2"'
    for moment in ("2023-10-11", "2023-10-12T00:59:59.999999Z"):
        then = log.get(f"/decisions/{decision}?as_of={moment}").expect(200)
        assert then.json["version"] == 1 and then.json["states"]["main"] == "proposed" and then.headers["etag"] == '"1"'
        assert then.json["title"] == PROPOSAL["title"]
        assert len(log.get(f"/decisions/{decision}/history?as_of={moment}").json["items"]) == 1
    assert log.get(f"/decisions/{decision}?as_of=2023-10-12").json == now.json
    log.get(f"/decisions/{decision}?as_of=2023-10-10").expect(404, "unknown_decision")
    log.get(f"/decisions/{decision}?as_of=yesterday").expect(400, "malformed")


def test_the_menu_says_what_is_open_what_not_yet_and_what_is_needed(log):
    decision = log.open_comment()
    menu = log.get(f"/decisions/{decision}/menu").expect(200)
    assert menu.headers["etag"] == '"5"' and menu.json["version"] == 5
    assert menu.json["states"]["public_comment"] == "open"
    options = {option["command"]: option for option in menu.json["options"]}
    closing = options["close_public_comment"]
    assert closing["open"] is False and closing["may_act"] is True and closing["article"] == "D713 15(1)"
    assert closing["not_before"] == "2023-11-12" and closing["refusals"][0]["rule"] == "R22"
    assert closing["by"] == ["handler"] and closing["trigger"] == "public_comment.closed"
    need = closing["needs"][0]
    assert need == {
        "choices": [], "kind": "number", "label": "收到公众意见数", "name": "public_opinions", "required": True, "rule": "",
    }
    foreign = log.get(f"/decisions/{decision}/menu", "citizen").json["options"]
    assert {option["may_act"] for option in foreign} == {False}
    everything = log.get(f"/decisions/{decision}/menu?all=true", "citizen").json["options"]
    assert {option["may_act"] for option in everything} == {True}


def test_the_history_carries_the_leaves_byte_for_byte(log):
    decision = log.open_comment()
    answer = log.get(f"/decisions/{decision}/history").expect(200)
    items = answer.json["items"]
    leaves = leaf_bytes(answer)
    prev = "0" * 64
    for version, (item, leaf) in enumerate(zip(items, leaves, strict=True), 1):
        assert set(item) == ATTRIBUTES
        assert item["specversion"] == "1.0" and item["source"] == f"urn:juece:{log.name}"
        assert item["subject"] == f"decision/{decision}" and item["partitionkey"] == decision
        assert item["streamversion"] == str(version) and len(item["sequence"]) == 20
        assert item["dataschema"] == f"urn:juece:schema:{item['type']}"
        assert item["leafhash"] == hashlib.sha256(b"\0" + leaf).hexdigest()
        assert item["prevhash"] == prev == item["data"]["prev"]["sha256"]
        assert json.dumps(item["data"], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() == leaf
        prev = item["leafhash"]


def test_the_feed_is_gapless_and_goes_on_where_one_stopped(log):
    log.open_comment()
    seen, after = [], None
    while True:
        query = "?limit=3" + (f"&after={after}" if after is not None else "")
        page = log.get("/events" + query).expect(200).json
        seen += [int(item["sequence"]) for item in page["items"]]
        if not page["items"]:
            assert page["last"] == after
            break
        after = page["last"]
    assert seen == list(range(len(seen))) and len(seen) >= 8
    assert log.get("/events").json["items"][0]["type"] == "cn.gov.juece.log.opened.v1"


def test_a_stream_is_read_by_version_with_its_slash_plain_or_escaped(log):
    decision = log.open_comment()
    for stream in (f"decision/{decision}", f"decision%2F{decision}"):
        page = log.get(f"/streams/{stream}/events?after_version=2&limit=2").expect(200).json
        assert [item["streamversion"] for item in page["items"]] == ["3", "4"] and page["last"] == 4
    assert log.get("/streams/decision%2Fnobody/events").expect(200).json == {"items": []}
    assert log.get("/streams/rules/profile/shanghai/minhang/events").json["items"][0]["streamversion"] == "1"


def test_a_long_poll_answers_as_soon_as_something_happens(log):
    last = log.get("/events").json["last"]
    received = {}

    def wait():
        start = time.monotonic()
        received["page"] = log.get(f"/events?after={last}&wait=20").expect(200).json
        received["seconds"] = time.monotonic() - start

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.5)
    log.propose().expect(201)
    waiting.join(20)
    assert [item["type"] for item in received["page"]["items"]] == ["cn.gov.juece.proposal.submitted.v1"]
    assert 0.4 < received["seconds"] < 3


def test_a_long_poll_without_news_ends_in_time(log):
    last = log.get("/events").json["last"]
    start = time.monotonic()
    page = log.get(f"/events?after={last}&wait=1").expect(200).json
    assert page == {"items": [], "last": last} and 0.9 < time.monotonic() - start < 3
    log.get("/events?wait=31").expect(400, "malformed")


def test_a_hundred_long_polls_do_not_hold_up_others(log):
    last = log.get("/events").json["last"]
    polls = [threading.Thread(target=log.get, args=(f"/events?after={last}&wait=3",)) for _ in range(100)]
    for poll in polls:
        poll.start()
    time.sleep(0.3)
    start = time.monotonic()
    log.talk.request("GET", "/health/ready").expect(200)
    assert time.monotonic() - start < 1
    for poll in polls:
        poll.join()


def test_documents_come_back_as_they_were(log):
    data = bytes(range(256)) * 2500
    stored = log.upload(data, "application/pdf")
    assert stored["size"] == len(data) and stored["media_type"] == "application/pdf"
    assert stored["digest"]["sha256"] == hashlib.sha256(data).hexdigest()
    assert stored["digest"]["sm3"] == hashlib.new("sm3", data).hexdigest()
    assert log.upload(data, "application/pdf") == stored
    answer = log.get(f"/documents/{stored['digest']['sha256']}").expect(200)
    assert answer.body == data and answer.headers["content-type"] == "application/pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_documents_need_bytes_and_a_type(log):
    token = log.token("handler")
    path = log.path + "/documents?secrecy=none"
    log.talk.request("POST", path, b"", token, {"Content-Type": "text/plain"}).expect(422, "invalid")
    log.talk.request("POST", path, b"x", token).expect(400, "malformed")
    log.talk.request("POST", path, b"x", token, {"Content-Type": "nonsense"}).expect(400, "malformed")


def test_a_large_document_passes_through(log):
    data = b"0123456789abcdef" * (20 * 1024 * 1024 // 16)
    stored = log.upload(data, "application/octet-stream")
    answer = log.get(f"/documents/{stored['digest']['sha256']}").expect(200)
    assert hashlib.sha256(answer.body).hexdigest() == stored["digest"]["sha256"] == hashlib.sha256(data).hexdigest()


def test_a_sealed_payload_proves_its_digest(log):
    opened = log.propose().json
    item = log.get(f"/decisions/{opened['decision']}/history").json["items"][0]
    for index, sealed in enumerate(item["data"]["sealed"]):
        answer = log.get(f"/events/{item['id']}/payloads/{index}", "citizen").expect(200)
        assert answer.headers["juece-seal-class"] == sealed["class"] == "government"
        assert answer.headers["content-type"] == "application/octet-stream"
        assert hashlib.sha256(b"juece/seal/1\0" + answer.body).hexdigest() == sealed["digest"]["sha256"]
        if sealed["role"] == "title":
            assert json.loads(answer.body[32:])["text"] == PROPOSAL["title"]
    log.get(f"/events/{item['id']}/payloads/99").expect(404, "unknown_event")


def test_every_answer_has_an_id_that_finds_its_log_line(node, log):
    answer = log.get("/decisions").expect(200)
    line, = [line for line in node.journal() if line.get("id") == answer.headers["x-request-id"]]
    assert line["event"] == "request" and line["status"] == 200 and line["path"] == log.path + "/decisions"
    assert line["person"] == str(uuid.uuid5(uuid.NAMESPACE_URL, "handler/minhang-yingji"))


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_needs_no_token(node, path):
    Log(node, "any").talk.request("GET", path).expect(200)


@pytest.mark.parametrize("bad", ["\\xff", "\\x00", "\\x5d"], ids=["no UTF-8", "NUL", "no JSON"])
def test_a_leaf_that_was_changed_in_the_database_is_named_in_the_log_and_nowhere_else(log, bad):
    decision = log.propose().json["decision"]
    seq = log.get("/events?limit=1000").json["last"]
    psql(
        f"{log.node.dsn} user=postgres",
        "alter table juece.event_rehearsal disable trigger keep_rows;"
        f"update juece.event set leaf = overlay(leaf placing '{bad}'::bytea from 5)"
        f" where log = (select no from juece.log where name = '{log.name}') and seq = {seq};"
        "alter table juece.event_rehearsal enable always trigger keep_rows",
    )
    where = f"event {seq} of log {log.name}, version 1 of decision/{decision}: "
    stream = f"/streams/decision%2F{decision}/events"
    for path in ("/events", f"/decisions/{decision}", f"/decisions/{decision}/history", stream):
        answer = log.get(path).expect(500, "internal")
        assert "detail" not in answer.json
        cause, = [
            line["cause"] for line in log.node.journal()
            if line["event"] == "fault" and line["id"] == answer.headers["x-request-id"]
        ]
        assert cause.startswith(where), cause
    # What lies before it can still be read.
    assert len(log.get(f"/events?limit={seq}").expect(200).json["items"]) == seq
