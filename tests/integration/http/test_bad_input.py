# What no honest client sends: framing, URLs, tokens, JSON. Each has its exact answer, and the server goes on.

import json
import resource
import socket
import time
import uuid

import pytest

from node import make_key
from talk import PROPOSAL, Answer, Talk, new_key


def answers_in(received):
    """The answers in raw bytes."""
    answers = []
    while received:
        head, _, rest = received.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:])}
        size = int(headers.get("content-length", 0))
        answers.append(Answer(int(lines[0].split()[1]), headers, rest[:size]))
        received = rest[size:]
    return answers


def get(path="/health/live", *fields):
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: x", *fields, "", ""]).encode()


# --- framing ---------------------------------------------------------------------------------------------------------

MALFORMED_HEADS = {
    "te_and_cl":
        b"POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "cl_twice_same": b"POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
    "cl_twice_other": b"POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "cl_list": b"POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Length: 3, 3\r\n\r\nabc",
    "cl_plus": b"POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Length: +3\r\n\r\nabc",
    "cl_negative": b"POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "cl_huge": b"POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "te_unknown": b"POST /v1/logs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "te_obscured": b"POST /v1/logs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "te_http10": b"POST /v1/logs HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "space_before_colon": b"POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Length : 3\r\n\r\nabc",
    "folded": b"GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\n\r\n",
    "bare_lf": b"GET /health/live HTTP/1.1\nHost: x\n\n",
    "bare_cr": b"GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: b\rX-C: d\r\n\r\n",
    "nul": b"GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: \0\r\n\r\n",
    "not_ascii": "GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: é\r\n\r\n".encode(),
    "no_host": b"GET /health/live HTTP/1.1\r\n\r\n",
    "host_twice": b"GET /health/live HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    "authorization_twice": get("/v1/logs/a", "Authorization: Bearer a", "Authorization: Bearer b"),
    "http_2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "http_09": b"GET /health/live\r\n\r\n",
    "version": b"GET /health/live HTTP/1.2\r\nHost: x\r\n\r\n",
    "absolute_form": b"GET http://x/health/live HTTP/1.1\r\nHost: x\r\n\r\n",
    "authority_form": b"CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
    "asterisk_form": b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    "two_blanks": b"GET  /health/live HTTP/1.1\r\nHost: x\r\n\r\n",
    "empty_line": b"\r\n\r\n",
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
}


@pytest.mark.parametrize("name", MALFORMED_HEADS)
def test_a_malformed_head_is_answered_400_and_the_connection_closed(node, name):
    answers = answers_in(Talk(node).raw(MALFORMED_HEADS[name]))
    assert len(answers) == 1
    answers[0].expect(400, "malformed")
    assert answers[0].headers["connection"] == "close"


def test_a_smuggled_request_is_not_answered(node):
    carrier = b"POST /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n"
    answers = answers_in(Talk(node).raw(carrier + b"0\r\n\r\n" + get("/health/ready")))
    assert [answer.status for answer in answers] == [400]


def test_an_oversize_head_is_413(node):
    answers = answers_in(Talk(node).raw(get("/health/live", "X-Long: " + "a" * 17_000)))
    assert [answer.status for answer in answers] == [413]
    answers[0].expect(413, "too_large")


def test_a_head_of_nearly_16_kib_is_served(node):
    answers = answers_in(Talk(node).raw(get("/health/live", "Connection: close", "X-Long: " + "a" * 16_000)))
    assert [answer.status for answer in answers] == [200]


def test_an_oversize_body_is_413_before_it_is_sent(node, log):
    fields = [f"Authorization: Bearer {log.token('department')}", f"Idempotency-Key: {new_key()}"]
    head = "\r\n".join([
        f"POST {log.path}/decisions HTTP/1.1", "Host: x", *fields, "Content-Type: application/json",
        "Content-Length: 1048577", "", "",
    ])
    answers = answers_in(log.talk.raw(head.encode()))
    assert [answer.status for answer in answers] == [413]


def test_a_chunked_body_that_grows_too_large_is_413(node, log):
    fields = [f"Authorization: Bearer {log.token('department')}", f"Idempotency-Key: {new_key()}"]
    head = "\r\n".join([
        f"POST {log.path}/decisions HTTP/1.1", "Host: x", *fields, "Content-Type: application/json",
        "Transfer-Encoding: chunked", "", "",
    ])
    chunk = b"40000\r\n" + b" " * 0x40000 + b"\r\n"
    answers = answers_in(log.talk.raw(head.encode(), *([chunk] * 6)))
    assert [answer.status for answer in answers] == [413]


def test_an_oversize_document_is_413(node, log):
    head = "\r\n".join([
        f"POST {log.path}/documents?secrecy=none HTTP/1.1", "Host: x", f"Authorization: Bearer {log.token('handler')}",
        "Content-Type: application/pdf", f"Content-Length: {64 * 1024 * 1024 + 1}", "", "",
    ])
    answers = answers_in(log.talk.raw(head.encode()))
    assert [answer.status for answer in answers] == [413]


def test_a_bad_chunk_is_400(node, log):
    fields = [f"Authorization: Bearer {log.token('department')}", f"Idempotency-Key: {new_key()}"]
    head = "\r\n".join([
        f"POST {log.path}/decisions HTTP/1.1", "Host: x", *fields, "Content-Type: application/json",
        "Transfer-Encoding: chunked", "", "",
    ])
    answers = answers_in(log.talk.raw(head.encode() + b"zz\r\n{}\r\n0\r\n\r\n"))
    assert [answer.status for answer in answers] == [400]


def test_chunked_json_and_expect_continue_are_understood(node, log):
    body = json.dumps({"command": "propose", "data": PROPOSAL}).encode()
    head = "\r\n".join([
        f"POST {log.path}/decisions HTTP/1.1", "Host: x", f"Authorization: Bearer {log.token('department')}",
        f"Idempotency-Key: {new_key()}", "Content-Type: application/json; charset=utf-8", "Expect: 100-continue",
        "Transfer-Encoding: chunked", "Connection: close", "", "",
    ])
    with socket.create_connection(("127.0.0.1", node.port), timeout=10) as sock:
        sock.sendall(head.encode())
        assert sock.recv(100).startswith(b"HTTP/1.1 100 Continue\r\n\r\n")
        for byte in range(0, len(body), 50):
            piece = body[byte:byte + 50]
            sock.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        sock.sendall(b"0\r\n\r\n")
        received = b""
        while data := sock.recv(65536):
            received += data
    assert answers_in(received)[0].status == 201


def test_slow_loris_is_cut_off(node):
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", node.port), timeout=30) as sock:
        sock.sendall(b"GET /health/live HTTP/1.1\r\n")
        received = b"unknown"
        try:
            for _ in range(40):
                sock.sendall(b"X: y\r\n")
                sock.settimeout(0.5)
                try:
                    received = sock.recv(100)
                    break
                except TimeoutError:
                    continue
        except (BrokenPipeError, ConnectionResetError):
            received = b""
    assert received == b""
    assert 10 < time.monotonic() - start < 25


def test_too_many_idle_connections_are_turned_away_and_hinder_nobody_else(own_node):
    connections_max = 4096
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    kept = Talk(own_node)
    kept.request("GET", "/health/ready").expect(200)
    idle = [socket.create_connection(("127.0.0.1", own_node.port)) for _ in range(connections_max - 1)]
    try:
        late = Talk(own_node).request("GET", "/health/ready").expect(503, "busy")
        assert late.headers["connection"] == "close" and late.headers["retry-after"]
        kept.request("GET", "/health/ready").expect(200)
    finally:
        for sock in idle:
            sock.close()
    own_node.await_status("/health/ready", 200)


def test_requests_sent_together_are_answered_in_order(node):
    together = get("/health/live") + get("/nowhere") + get("/health/live", "Connection: close")
    answers = answers_in(Talk(node).raw(together))
    assert [answer.status for answer in answers] == [200, 404, 200]


# --- paths and methods -----------------------------------------------------------------------------------------------

@pytest.mark.parametrize("path", [
    "/v1/logs/../logs", "/v1/logs/%2e%2e/x", "/v1/./logs", "/v1/logs/%00", "/v1/logs/%", "/v1/logs/%4", "/v1/logs/%zz",
    "/v1/logs/%e4%b8%ad", "/v1/logs/a%0d%0ab", "/health/live#x", "/health/live?x", "/health/live?x=%zz",
    "/health/live?a=1&a=2", "/health/live?unknown=1",
])
def test_url_tricks_are_400(node, path):
    answer = answers_in(Talk(node).raw(get(path, "Connection: close")))[0]
    answer.expect(400, "malformed")


@pytest.mark.parametrize("path", [
    "/", "/nowhere", "/v1", "/v1/logs/", "//health/live", "/health/live/", "/V1/logs/a", "/health%2flive",
])
def test_unknown_paths_are_404(node, path):
    Talk(node).request("GET", path, token=node.token("handler")).expect(404, "unknown_path")


def test_a_slash_cannot_be_smuggled_into_a_log_or_decision(node, log):
    token = log.token("handler")
    log.talk.request("GET", f"/v1/logs/x%2f{log.name}", token=token).expect(404, "unknown_log")
    log.talk.request("GET", log.path + "/decisions/..%2fx/menu", token=token).expect(404, "unknown_decision")


@pytest.mark.parametrize("method,path,allowed", [
    ("DELETE", "/v1/logs/a/decisions", "POST, GET"), ("POST", "/health/live", "GET"), ("PUT", "/v1/logs", "POST"),
    ("BREW", "/v1/logs/a", "GET"), ("HEAD", "/v1/logs/a/clock", "POST"),
])
def test_a_wrong_method_is_405_and_tells_the_right_ones(node, method, path, allowed):
    request = f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
    answer = answers_in(Talk(node).raw(request))[0]
    assert (answer.status, answer.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize("query", [
    "limit=0", "limit=1001", "limit=x", "limit=", "limit=%EF%BC%91", "limit=-1", "after=x", "waiting_for=nobody",
])
def test_bad_queries_are_400(node, log, query):
    log.get(f"/decisions?{query}").expect(400, "malformed")


# --- who -------------------------------------------------------------------------------------------------------------

def bad_tokens(node):
    now = int(time.time())
    if not (node.folder / "other.pem").exists():
        make_key(node.folder, "other")
    good = node.token("handler")
    head, claims, signature = good.split(".")
    return {
        "none": None,
        "empty": "",
        "words": "not a token",
        "another_key": node.token("handler", key="other"),
        "alg_none": node.token("handler", header={"alg": "none"}),
        "alg_none_unsigned": f"{node.token('handler', header={'alg': 'none'}).rsplit('.', 1)[0]}.",
        "alg_hs256": node.token("handler", header={"alg": "HS256", "typ": "JWT"}),
        "alg_rs256": node.token("handler", header={"alg": "RS256"}),
        "expired": node.token("handler", exp=now - 10, iat=now - 100),
        "wrong_audience": node.token("handler", aud="somebody"),
        "wrong_issuer": node.token("handler", iss="somebody"),
        "no_expiry": node.token("handler", exp=None),
        "no_roles": node.token("handler", roles=[]),
        "unknown_role": node.token("handler", roles=["emperor"]),
        "cut": good[:-2],
        "two_parts": f"{head}.{claims}",
        "no_signature": f"{head}.{claims}.",
        "padded": good + "=",
        "long": good + "a" * 5000,
        "other_claims": f"{head}.{node.token('auditor').split('.')[1]}.{signature}",
    }


@pytest.mark.parametrize("name", [
    "none", "empty", "words", "another_key", "alg_none", "alg_none_unsigned", "alg_hs256", "alg_rs256", "expired",
    "wrong_audience", "wrong_issuer", "no_expiry", "no_roles", "unknown_role", "cut", "two_parts", "no_signature",
    "padded", "long", "other_claims",
])
def test_a_bad_token_is_401(node, log, name):
    token = bad_tokens(node)[name]
    before = log.get("/events").json["last"]
    answer = log.talk.request("GET", log.path + "/decisions", token=token).expect(401, "unauthenticated")
    assert answer.headers["www-authenticate"] == "Bearer"
    body = {"command": "propose", "data": PROPOSAL}
    log.talk.request("POST", log.path + "/decisions", body, token, {"Idempotency-Key": new_key()}).expect(401)
    assert log.get("/events").json["last"] == before


def test_other_schemes_are_401(node, log):
    fields = {"Authorization": "Basic " + log.token("handler")}
    log.talk.request("GET", log.path, headers=fields).expect(401, "unauthenticated")


def test_tokens_and_keys_are_not_in_the_log(node, log):
    key = new_key()
    token = log.token("department")
    log.propose(key).expect(201)
    log.talk.request("GET", log.path, token=token + "x").expect(401)
    text = node.log_path.read_text()
    assert key not in text and token not in text and token.split(".")[2] not in text


# --- JSON ------------------------------------------------------------------------------------------------------------

def deep(levels):
    return b'{"command":"propose","data":' + b'{"a":' * levels + b"1" + b"}" * levels + b"}"


MALFORMED_BODIES = {
    "empty": b"",
    "half": b'{"command":"propose"',
    "words": b"propose",
    "trailing": b'{"command":"propose"}}',
    "key_twice": b'{"command":"propose","command":"propose"}',
    "key_twice_escaped": b'{"command":"propose","c\\u006fmmand":"x"}',
    "key_twice_deep": b'{"command":"propose","data":{"title":"a","title":"b"}}',
    "null": b'{"command":"propose","occurred_at":null}',
    "fraction": b'{"command":"propose","data":{"a":1.5}}',
    "exponent": b'{"command":"propose","data":{"a":1e3}}',
    "minus_zero": b'{"command":"propose","data":{"a":-0}}',
    "nan": b'{"command":"propose","data":{"a":NaN}}',
    "too_big": b'{"command":"propose","data":{"a":9007199254740993}}',
    "utf8": b'{"command":"propose","data":{"title":"\xff"}}',
    "overlong": b'{"command":"propose","data":{"title":"\xc0\xaf"}}',
    "surrogate": b'{"command":"propose","data":{"title":"\\ud800"}}',
    "nul": b'{"command":"propose","data":{"title":"\\u0000"}}',
    "comment": b'{"command":"propose" /* x */}',
    "bom": b'\xef\xbb\xbf{"command":"propose"}',
    "depth_bomb": deep(100_000),
    "brackets": b"[" * 500_000,
}


@pytest.mark.parametrize("name", MALFORMED_BODIES)
def test_malformed_json_is_400_and_says_where(node, log, name):
    answer = log.post("/decisions", MALFORMED_BODIES[name], "department", headers={"Content-Type": "application/json"})
    answer.expect(400, "malformed")
    fault, = answer.json["faults"]
    assert fault["code"] and fault["message"] and "pointer" in fault


def titled(title):
    return {"command": "propose", "data": PROPOSAL | {"title": title}}


INVALID_BODIES = {
    "not_an_object": ([1], "", "wrong_type"),
    "no_command": ({"data": {}}, "/command", "missing_field"),
    "unknown_member": ({"command": "propose", "data": PROPOSAL, "when": "now"}, "/when", "unknown_field"),
    "bad_time": ({"command": "propose", "data": PROPOSAL, "occurred_at": "2023-10-11"}, "/occurred_at", "bad_time"),
    "bad_type": ({"command": "propose", "data": "x"}, "/data", "wrong_type"),
    "bad_choice": ({"command": "propose", "data": PROPOSAL | {"category": "x"}}, "/data/category", "unknown_choice"),
    "unknown_field": ({"command": "propose", "data": PROPOSAL | {"x": 1}}, "/data/x", "unknown_field"),
    "no_title": ({"command": "propose", "data": {"proposer_kind": "citizen"}}, "/data/title", "missing_field"),
    "bidi": (titled("a\u202eb"), "/data/title", "invisible_character"),
    "zero_width": (titled("a\u200bb"), "/data/title", "invisible_character"),
    "not_nfc": (titled("e\u0301"), "/data/title", "text_not_nfc"),
}


@pytest.mark.parametrize("name", INVALID_BODIES)
def test_readable_but_impossible_bodies_are_422_with_pointers(node, log, name):
    body, pointer, code = INVALID_BODIES[name]
    answer = log.post("/decisions", body, "department").expect(422, "invalid")
    assert (pointer, code) in {(fault["pointer"], fault["code"]) for fault in answer.json["faults"]}


def test_sql_and_markup_are_stored_as_they_are(node, log):
    title = "'; drop table event; -- <script>alert(1)</script> =cmd|' /C calc'!A0"
    decision = log.propose(title=title).expect(201).json["decision"]
    assert log.get(f"/decisions/{decision}").json["title"] == title


def test_an_unknown_command_is_422_and_lists_the_known_ones(node, log):
    answer = log.post("/decisions", {"command": "abolish"}, "department").expect(422, "unknown_command")
    assert {"propose", "open_public_comment", "publish_decision"} <= set(answer.json["known"])


@pytest.mark.parametrize("media_type", [None, "text/plain", "application/x-www-form-urlencoded", "application/jsonx"])
def test_a_command_that_is_not_json_is_415(node, log, media_type):
    fields = {"Idempotency-Key": new_key()} | ({"Content-Type": media_type} if media_type else {})
    answer = log.talk.request("POST", log.path + "/decisions", b"{}", log.token("department"), fields)
    answer.expect(415, "unsupported_media_type")


@pytest.mark.parametrize("key", [None, "", "short", "a" * 65, "a" * 21 + "!", "a" * 22 + " b"])
def test_a_missing_or_bad_idempotency_key_is_400(node, log, key):
    fields = {} if key is None else {"Idempotency-Key": key}
    body = {"command": "propose", "data": PROPOSAL}
    log.talk.request("POST", log.path + "/decisions", body, log.token("department"), fields).expect(400, "malformed")


@pytest.mark.parametrize("version", ["1", 'W/"1"', '"x"', '"1", "2"', '""', "*"])
def test_a_bad_if_match_is_400(node, log, version):
    decision = log.propose().expect(201).json["decision"]
    answer = log.command(decision, "department", "report_study", headers={"If-Match": version}, conclusion="start")
    answer.expect(400, "malformed")


# --- ids of elsewhere ------------------------------------------------------------------------------------------------

def test_ids_of_another_log_are_unknown_here(node, log):
    other = type(log).open(node, f"other-{uuid.uuid4().hex[:8]}")
    decision = other.propose().expect(201).json
    document = other.upload(b"theirs")
    event = decision["events"][0]["id"]
    elsewhere = decision["decision"]
    log.get(f"/decisions/{elsewhere}").expect(404, "unknown_decision")
    log.get(f"/decisions/{elsewhere}/menu").expect(404, "unknown_decision")
    log.get(f"/decisions/{elsewhere}/history").expect(404, "unknown_decision")
    log.get(f"/events/{event}/payloads/0").expect(404, "unknown_event")
    log.get(f"/documents/{document['digest']['sha256']}").expect(404, "unknown_document")
    log.command(elsewhere, "department", "report_study", conclusion="start").expect(404, "unknown_decision")
    borrowed = {"role": "study_report", "digest": document["digest"]}
    mine = log.propose().expect(201).json["decision"]
    log.command(mine, "department", "report_study", conclusion="start", documents=[borrowed]).expect(422)


@pytest.mark.parametrize("path,code", [
    ("/decisions/{id}", "unknown_decision"), ("/decisions/not-an-id", "unknown_decision"),
    ("/decisions/{id}/history", "unknown_decision"), ("/events/{id}/payloads/0", "unknown_event"),
    ("/events/x/payloads/0", "unknown_event"), ("/events/{id}/payloads/x", "unknown_event"),
    ("/documents/" + "0" * 64, "unknown_document"), ("/documents/" + "A" * 64, "unknown_document"),
    ("/documents/xyz", "unknown_document"),
])
def test_unknown_ids_are_404(node, log, path, code):
    log.get(path.format(id=uuid.uuid4())).expect(404, code)


def test_an_unknown_log_is_404_everywhere(node):
    talk, token = Talk(node), node.token("handler")
    for path in ("", "/decisions", "/events", "/streams/log/events", f"/decisions/{uuid.uuid4()}/menu"):
        talk.request("GET", "/v1/logs/nowhere" + path, token=token).expect(404, "unknown_log")
