# juecectl's options against a running server: the filters of the list, asking whether something may be done, and how
# secret a document is.

import contextlib
import http.server
import json
import select
import socket
import socketserver
import threading
import urllib.request

import pytest
import yaml

from node import ROOT
from talk import PROPOSAL, new_key

PAGING = {"limit", "after"}


def answer(log, role, *words):
    done = log.juecectl(role, *words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def listed(log, *words, role="handler"):
    return [item["decision"] for item in answer(log, role, "list", *words)["items"]]


def seqs(log):
    return [item["sequence"] for item in log.get("/events?limit=1000").json["items"]]


@pytest.fixture
def proposal(tmp_path):
    """What `open` takes, with a document."""
    paper = tmp_path / "建议书.txt"
    paper.write_text("建议修订")
    return [*(f"{name}={value}" for name, value in PROPOSAL.items()), f"proposal=@{paper}"]


@contextlib.contextmanager
def overheard(node):
    """Another way to the server; gives its URL, and the bytes that clients have sent on it."""
    said = bytearray()

    class Relay(socketserver.BaseRequestHandler):
        def handle(self):
            with socket.create_connection(("127.0.0.1", node.port)) as server:
                other = {self.request: server, server: self.request}
                while True:
                    for side in select.select(other, [], [])[0]:
                        data = side.recv(65536)
                        if not data:
                            return
                        if side is self.request:
                            said.extend(data)
                        other[side].sendall(data)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Relay) as relay:
        threading.Thread(target=relay.serve_forever).start()
        yield f"http://127.0.0.1:{relay.server_address[1]}", said
        relay.shutdown()


def test_the_list_has_an_option_for_every_filter(log):
    document = yaml.safe_load((ROOT / "schemas/api/openapi.yaml").read_text("utf-8"))
    asked = document["paths"]["/v1/logs/{log}/decisions"]["get"]["parameters"]
    shared = document["components"]["parameters"]
    names = {(shared[one["$ref"].split("/")[-1]] if "$ref" in one else one)["name"] for one in asked} - PAGING
    shown = log.juecectl("handler", "list", "--help").stdout
    assert {"post", "organ", "opened_from", "opened_to", "as_of"} <= names
    assert not [name for name in names if f"--{name.replace('_', '-')} " not in shown]


def test_the_list_filters_as_the_server_does(log):
    log.register_town()
    first = log.propose(title="甲").expect(201).json["decision"]
    log.move_clock("2023-10-12T01:00:00.000000Z").expect(200)
    second = log.propose(title="乙").expect(201).json["decision"]
    over = log.propose(title="丙").expect(201).json["decision"]
    log.command(over, "organ", "reject_proposal", reason="不成熟").expect(200)
    for words, found in (
        (("--opened-from", "2023-10-12"), [second, over]), (("--opened-to", "2023-10-11"), [first]),
        (("--opened-from", "2023-10-11", "--opened-to", "2023-10-12"), [first, second, over]),
        (("--post", "yingji.clerk"), [first, second]), (("--organ", "minhang-yingji"), [first, second]),
        (("--organ", "minhang-yingji", "--waiting-for", "reviewer"), []), (("--category", "major_plan"), []),
        (("--as-of", "2023-10-11"), [first]), (("--changed-since", "2023-10-11"), [second, over]),
    ):
        query = "&".join(f"{name[2:].replace('-', '_')}={value}" for name, value in zip(words[::2], words[1::2]))
        items = log.get(f"/decisions?{query}").expect(200).json["items"]
        assert listed(log, *words) == [item["decision"] for item in items] == found, words
    for words, why in ((("--opened-from", "明天"), "malformed"), (("--post", "nobody"), "invalid")):
        slip = log.juecectl("handler", "list", *words)
        assert slip.returncode == 2 and not slip.stdout and why in slip.stderr, slip.stderr
    assert "没有这样的" in log.juecectl("handler", "list", "--category", "major_plan").stdout


def test_a_list_of_many_pages_is_one_answer(log):
    opened = [log.propose(title=f"第{n}件").expect(201).json["decision"] for n in range(103)]
    whole = answer(log, "handler", "list")
    assert [item["decision"] for item in whole["items"]] == opened and "next" not in whole
    assert listed(log, "--as-of", "2023-10-11") == opened
    assert all(f"第{n}件" in log.juecectl("handler", "list").stdout for n in (0, 99, 100, 102))


@contextlib.contextmanager
def short_pages(node, length):
    """Another way to the server, on which a history has no more events a page than that; gives its URL."""

    class Front(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            separator = "&" if "?" in self.path else "?"
            address = f"http://127.0.0.1:{node.port}{self.path}{separator}limit={length}"
            question = urllib.request.Request(address, headers={"Authorization": self.headers["Authorization"]})
            with urllib.request.urlopen(question) as reply:
                body = reply.read()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *unused):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Front) as front:
        threading.Thread(target=front.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{front.server_address[1]}"
        finally:
            front.shutdown()


def test_a_history_of_many_pages_is_one_answer_byte_for_byte(log):
    decision = log.open_comment()
    whole = log.get(f"/decisions/{decision}/history").expect(200)
    assert len(whole.json["items"]) == 5
    with short_pages(log.node, 2) as url:
        for words in ((), ("--as-of", "2023-10-11")):
            done = log.node.juecectl(
                "history", decision, *words, "--json", text=False, JUECE_URL=url, JUECE_LOG=log.name,
                JUECE_TOKEN=log.token("handler"),
            )
            assert done.returncode == 0, done.stderr
            assert len(json.loads(done.stdout)["items"]) == 5
            is_same = done.stdout == whole.body + b"\n"
            assert is_same  # without the difference of two long lines


def test_rules_are_listed_as_they_were(log):
    log.move_clock("2023-10-12T01:00:00.000000Z").expect(200)
    before = answer(log, "office", "rules", "list")
    done = log.juecectl("office", "rules", "publish", "--profile", "fujian", "--replaces", "shanghai/minhang")
    assert done.returncode == 0, done.stderr
    assert answer(log, "office", "rules", "list", "--as-of", "2023-10-11") == before
    assert len(answer(log, "office", "rules", "list")["rules"]) > len(before["rules"])


def test_brokers_that_are_given_by_hand_are_held_to_the_rule_of_the_file(log, tmp_path):
    section = tmp_path / "kafka.toml"
    section.write_text('[kafka]\nbrokers = "127.0.0.1:9092"\n')
    for words in (("--kafka", "kafka.example:9092"), ("--kafka", "10.1.2.3:1", "--kafka-config", section)):
        refused = log.juecectl("handler", "subscribe", "--count", "0", *words)
        assert refused.returncode == 2 and "plain = true" in refused.stderr, refused.stderr
    no_endpoint = log.juecectl("handler", "subscribe", "--count", "0", "--kafka", "::1:9092")
    assert no_endpoint.returncode == 2 and "host:port" in no_endpoint.stderr, no_endpoint.stderr


def test_open_may_be_asked_only(log, proposal):
    before = seqs(log)
    told = log.juecectl("department", "open", "--dry-run", *proposal)
    assert told.returncode == 0 and "可以提出(未提出,未记录)" in told.stdout, told.stderr
    would = answer(log, "department", "open", "--dry-run", *proposal)
    assert would["events"] == [{"type": "proposal.submitted.v1"}]
    refused = log.juecectl(
        "department", "open", "--dry-run", *(word for word in proposal if not word.startswith("grounds="))
    )
    assert refused.returncode == 1 and "记录在案" not in refused.stdout, refused.stdout
    assert seqs(log) == before and listed(log) == []
    done = answer(log, "department", "open", *proposal)
    assert listed(log) == [done["decision"]] and len(seqs(log)) > len(before)


def test_an_entry_in_the_register_may_be_asked_only(log):
    before = seqs(log)
    entry = ("add_organ", "organ=minhang-office", "name=区政府办公室", "kind=office", "from=2019-01-01")
    told = log.juecectl("office", "register", "do", "--dry-run", *entry)
    assert told.returncode == 0 and "可以登记(未登记)" in told.stdout, told.stderr
    slip = log.juecectl("office", "register", "do", "--dry-run", *entry[:-1], "from=2099-01-01", "superior=nowhere")
    assert slip.returncode == 2, slip.stdout
    person = answer(log, "office", "register", "do", "--dry-run", "enter_person", "name=某某")
    assert person["events"] == [{"type": "register.person_entered.v1"}] and "person" not in person
    assert seqs(log) == before


def test_who_is_entered_is_told_his_id(log):
    entry = ("register", "do", "enter_person", "name=某某", "--key", new_key())
    entered = answer(log, "office", *entry)
    first, = log.get("/streams/register/events").expect(200).json["items"]
    assert entered["person"] == first["data"]["data"]["person"] and answer(log, "office", *entry) == entered
    assert f"人员编号 {entered['person']}" in log.juecectl("office", *entry).stdout


def test_documents_are_sent_with_their_level_and_state_secrets_are_not_sent(log, proposal, tmp_path):
    warrant = tmp_path / "决定.txt"
    warrant.write_text("委托主持工作")
    stand_in = (
        "name_stand_in", "post=yingji.clerk", "kind=in_charge", "from=2023-10-11", f"authority=@{warrant}",
    )
    log.register_town()
    person = log.enter("enter_person", name="副职").expect(200).json["person"]
    with overheard(log.node) as (url, said):
        def by_hand(role, *words):
            said.clear()
            return log.node.juecectl(*words, JUECE_URL=url, JUECE_TOKEN=log.token(role), JUECE_LOG=log.name)

        for role, words in (
            ("department", ("open", *proposal)), ("office", ("register", "do", *stand_in, f"person={person}")),
        ):
            for typed in (("--dry-run",), ("--dry-run", "--secrecy", "none"), ("--secrecy", "internal_work")):
                done = by_hand(role, *words, *typed)
                assert done.returncode == 0, done.stderr
                level = (typed[-1] if "--secrecy" in typed else "none").encode()
                assert b"/documents?secrecy=" + level + b" HTTP/1.1\r\n" in said
            for typed, why in (
                ("secret", "非涉密"), ("confidential", "非涉密"), ("top_secret", "非涉密"), ("", "internal_work"),
                ("内部", "internal_work"),
            ):
                done = by_hand(role, *words, "--secrecy", typed)
                assert done.returncode == 2 and why in done.stderr and not said, done.stderr
    assert len(listed(log)) == 1
