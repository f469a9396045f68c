# Opening and advancing decisions over HTTP: what is recorded, what is refused, and what a repeat answers.

import uuid

from talk import PROPOSAL, in_parallel, new_key


def versions(log, decision):
    return [int(item["streamversion"]) for item in log.get(f"/decisions/{decision}/history").json["items"]]


def attempts(log, decision):
    answer = log.talk.request("GET", f"{log.path}/streams/attempts/{decision}/events", token=log.token("auditor"))
    return [item["data"] for item in answer.expect(200).json["items"]]


def test_a_case_goes_from_proposal_to_public_comment(log):
    opened = log.propose().expect(201)
    decision = opened.json["decision"]
    assert opened.json["version"] == 1 and opened.headers["etag"] == '"1"'
    event, = opened.json["events"]
    assert event["type"] == "cn.gov.juece.proposal.submitted.v1" and event["version"] == 1
    for version, (role, body) in enumerate(log.steps_to_comment(decision), 2):
        answer = log.post(f"/decisions/{decision}/commands", body, role).expect(200)
        assert answer.json["version"] == version and answer.headers["etag"] == f'"{version}"'
    row = log.get(f"/decisions/{decision}").expect(200).json
    assert row["states"]["public_comment"] == "open" and row["title"] == PROPOSAL["title"]
    assert row["public_comment"]["last_day"] == "2023-11-11"


def test_the_law_refuses_with_every_reason_and_the_attempt_is_recorded(log):
    decision = log.propose().expect(201).json["decision"]
    log.command(decision, "department", "report_study", conclusion="start").expect(200)
    refused = log.command(decision, "handler", "start_procedure", handlers=["minhang-yingji"]).expect(409, "refused")
    assert refused.json["decision"] == decision and refused.json["version"] == 2 and refused.json["recorded"] is True
    by_rule = {refusal["rule"]: refusal for refusal in refused.json["refusals"]}
    assert {"by", "R08"} <= set(by_rule)
    assert by_rule["R08"]["article"] == "D713 10" and by_rule["R08"]["phrase"] and by_rule["R08"]["message"]
    assert by_rule["R08"]["level"] == "administrative_regulation"
    leaf, = attempts(log, decision)
    assert leaf["type"] == "attempts.refused.v1" or leaf["type"] == "cn.gov.juece.attempts.refused.v1"
    assert leaf["data"]["command"] == "start_procedure" and leaf["data"]["version"] == 2
    assert versions(log, decision) == [1, 2]


def test_closing_too_early_says_when_it_may_be_closed(log):
    decision = log.open_comment()
    log.move_clock("2023-11-10T08:00:00.000000Z").expect(200)
    refused = log.command(decision, "handler", "close_public_comment", public_opinions=0).expect(409, "refused")
    refusal, = refused.json["refusals"]
    assert (refusal["rule"], refusal["article"]) == ("R22", "D713 15(1)")
    assert refusal["message"] == "公开征求意见期限至 2023-11-11,尚差 2 日,最早可于 2023-11-12 结束"
    assert refusal["missing"] == {"days_left": 2, "earliest": "2023-11-12", "last_day": "2023-11-11"}


def test_the_same_key_and_body_get_the_first_answer(log):
    key = new_key()
    first = log.propose(key).expect(201)
    again = log.propose(key).expect(201)
    assert again.json == first.json
    decision = first.json["decision"]
    step = new_key()
    done = log.command(decision, "department", "report_study", step, conclusion="start").expect(200)
    repeated = log.command(decision, "department", "report_study", step, conclusion="start").expect(200)
    assert repeated.json == done.json
    assert versions(log, decision) == [1, 2]


def test_the_same_key_with_another_body_is_422(log):
    key = new_key()
    log.propose(key).expect(201)
    log.propose(key, title="另一件事").expect(422, "key_reused")
    decision = log.propose().expect(201).json["decision"]
    step = new_key()
    log.command(decision, "department", "report_study", step, conclusion="start").expect(200)
    log.command(decision, "department", "report_study", step, conclusion="defer").expect(422, "key_reused")


def test_the_keys_of_two_people_do_not_meet(log):
    key = new_key()
    first = log.propose(key).expect(201)
    body = {"command": "propose", "data": PROPOSAL}
    other = log.post("/decisions", body, key=key, token=log.node.token("department", person=str(uuid.uuid4())))
    assert other.expect(201).json["decision"] != first.json["decision"]


def test_a_refused_command_is_asked_again_not_repeated(log):
    decision = log.open_comment()
    key = new_key()
    log.command(decision, "handler", "close_public_comment", key, public_opinions=0).expect(409)
    log.move_clock("2023-11-12T01:00:00.000000Z").expect(200)
    log.command(decision, "handler", "close_public_comment", key, public_opinions=0).expect(200)


def test_if_match_obeys_only_at_that_version(log):
    decision = log.propose().expect(201).json["decision"]
    stale = log.command(decision, "department", "report_study", headers={"If-Match": '"7"'}, conclusion="start")
    assert stale.expect(412, "stale").json["version"] == 1
    assert versions(log, decision) == [1]
    log.command(decision, "department", "report_study", headers={"If-Match": '"1"'}, conclusion="start").expect(200)
    old = log.command(decision, "organ", "decline_procedure", headers={"If-Match": '"1"'}, reason="x")
    assert old.expect(412, "stale").json["version"] == 2


def test_a_repeat_is_recognised_before_if_match(log):
    decision = log.propose().expect(201).json["decision"]
    key, fields = new_key(), {"If-Match": '"1"'}
    first, again = (
        log.command(decision, "department", "report_study", key, fields, conclusion="start").expect(200) for _ in (1, 2)
    )
    assert again.json == first.json


def test_fifty_identical_openings_have_one_effect_and_one_answer(log):
    key = new_key()
    answers = in_parallel(50, lambda _: log.propose(key))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body for answer in answers}) == 1
    assert len(log.get("/decisions").json["items"]) == 1
    assert versions(log, answers[0].json["decision"]) == [1]


def test_fifty_identical_commands_have_one_effect_and_one_answer(log):
    decision = log.propose().expect(201).json["decision"]
    key = new_key()
    answers = in_parallel(50, lambda _: log.command(decision, "department", "report_study", key, conclusion="start"))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert versions(log, decision) == [1, 2]


def test_fifty_different_commands_on_one_decision_let_one_through(log):
    decision = log.propose().expect(201).json["decision"]
    answers = in_parallel(
        50, lambda n: log.command(decision, "department", "report_study", summary=f"第{n}份", conclusion="start")
    )
    statuses = sorted(answer.status for answer in answers)
    assert statuses == [200] + [409] * 49
    assert versions(log, decision) == [1, 2]
    refused = attempts(log, decision)
    # Above thirty a minute a person's refusals are counted, not recorded one by one.
    assert 30 <= len(refused) <= 49


def test_fifty_openings_are_fifty_decisions(log):
    answers = in_parallel(50, lambda n: log.propose(title=f"第{n}件"))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.json["decision"] for answer in answers}) == 50
    assert len(log.get("/decisions?limit=100").json["items"]) == 50


def test_a_dry_run_tells_and_records_nothing(log):
    decision = log.propose().expect(201).json["decision"]
    before = log.get("/events").json["last"]
    path = f"/decisions/{decision}/commands?dry_run=true"
    would = log.post(path, {"command": "report_study", "data": {"conclusion": "start"}}, "department").expect(200).json
    assert would["would"] == [{"type": "cn.gov.juece.proposal.studied.v1"}] and would["version"] == 1
    refused = log.post(path, {"command": "start_procedure"}, "organ").expect(409, "refused")
    assert refused.json["recorded"] is False and refused.json["refusals"][0]["rule"] == "step"
    without_key = log.talk.request(
        "POST", log.path + path, {"command": "report_study", "data": {"conclusion": "start"}}, log.token("department")
    )
    without_key.expect(200)
    assert log.get("/events").json["last"] == before


def test_a_document_must_have_been_uploaded(log):
    decision = log.open_comment()
    log.move_clock("2023-11-12T01:00:00.000000Z").expect(200)
    log.command(decision, "handler", "close_public_comment", public_opinions=0).expect(200)
    unknown = {"role": "adoption_report", "digest": {"sha256": "0" * 64, "sm3": "0" * 64}}
    log.command(decision, "handler", "report_public_comment", documents=[unknown], adopted=2).expect(422, "invalid")


def test_an_act_in_the_future_is_422(log):
    body = {"command": "propose", "data": PROPOSAL, "occurred_at": "2023-10-11T01:00:00.000001Z"}
    log.post("/decisions", body, "department").expect(422, "invalid")


def test_rehearsals_are_opened_once_and_their_clock_goes_forward(node, log):
    body = {"log": log.name, "profile": "national", "statute": "d713_2019", "clock": "2024-01-01T00:00:00.000000Z"}
    token = log.token("organ")
    log.talk.request("POST", "/v1/logs", body, token).expect(422, "exists")
    unknown = body | {"log": "x1", "profile": "atlantis", "statute": "x"}
    answer = log.talk.request("POST", "/v1/logs", unknown, token).expect(422, "invalid")
    assert {fault["pointer"] for fault in answer.json["faults"]} == {"/profile", "/statute"}
    log.talk.request("POST", "/v1/logs", body | {"log": "no/slash"}, token).expect(422, "invalid")
    log.talk.request("POST", "/v1/logs", body | {"log": "x2", "clock": "yesterday"}, token).expect(422, "invalid")
    for member in ("log", "clock", "profile", "statute"):
        empty = log.talk.request("POST", "/v1/logs", body | {"log": "x2"} | {member: ""}, token).expect(422, "invalid")
        assert empty.json["faults"] == [{"code": "empty_text", "message": f"“{member}”不得为空", "pointer": f"/{member}"}]
    moved = log.move_clock("2023-10-20T00:00:00.000000Z").expect(200).json
    assert moved == {"log": log.name, "rehearsal": True, "clock": "2023-10-20T00:00:00.000000Z"}
    log.move_clock("2023-10-19T00:00:00.000000Z").expect(422, "invalid")
    assert log.get().expect(200).json == moved
