# The register over HTTP, and what it decides: who acts, for whom, how late; what waits for whom; what may be uploaded.

import uuid

import pytest

from talk import PROPOSAL, new_key


def fault_codes(answer):
    return [fault["code"] for fault in answer.json["faults"]]


def test_the_register_is_written_read_by_day_and_by_version(log):
    people = log.register_town()
    now = log.get("/register").expect(200)
    assert now.headers["etag"] == f'"{now.json["version"]}"' and now.json["day"] == "2023-10-11"
    organs = {organ["organ"]: organ for organ in now.json["organs"]}
    held = organs["minhang-yingji"]["posts"][0]["held"]
    assert [one["person"] for one in held] == [people["yingji.clerk"]] and held[0]["kind"] == "own"
    assert log.get("/register?day=2018-12-31").json["organs"] == []
    first = log.get("/register?version=1").expect(200)
    assert first.headers["etag"] == '"1"' and len(first.json["organs"]) == 1
    log.get("/register?version=999").expect(422, "invalid")
    log.get("/register?day=yesterday").expect(400, "malformed")


def test_names_are_sealed_and_nowhere_in_the_feed(log):
    entered = log.enter("enter_person", name="张三丰").expect(200).json
    event, = entered["events"]
    assert event["type"] == "cn.gov.juece.register.person_entered.v1" and event["version"] == entered["version"]
    feed = log.get("/streams/register/events").expect(200)
    assert "张三丰" not in feed.body.decode() and entered["person"] in feed.body.decode()
    sealed = log.get(f"/events/{event['id']}/payloads/0").expect(200)
    assert sealed.headers["juece-seal-class"] == "personal" and "张三丰" in sealed.body[32:].decode()
    assert log.get(f"/events/{event['id']}/payloads/0", "citizen").expect(403, "forbidden").json["class"] == "personal"


def test_an_entry_is_made_once_and_by_those_who_may(log):
    key = new_key()
    first = log.enter("enter_person", key=key, name="张").expect(200)
    assert log.enter("enter_person", key=key, name="张").expect(200).json == first.json
    log.enter("enter_person", key=key, name="李").expect(422, "key_reused")
    log.enter("enter_person", "handler", name="张").expect(403, "forbidden")
    unknown = log.enter("abolish").expect(422, "unknown_command")
    assert "appoint" in unknown.json["known"] and "propose" not in unknown.json["known"]
    stale = log.post(
        "/register/commands", {"command": "enter_person", "data": {"name": "张"}}, "office",
        headers={"If-Match": '"7"'},
    )
    assert stale.expect(412, "stale").json["version"] == 1
    body = {"command": "enter_person", "data": {"name": "张"}, "reasons": []}
    assert fault_codes(log.post("/register/commands", body, "office").expect(422, "invalid")) == ["unknown_field"]


def test_the_register_decides_who_acts(log):
    people = log.register_town()
    clerk = log.holder(people, "yingji.clerk")
    opened = log.post("/decisions", {"command": "propose", "data": PROPOSAL}, token=clerk).expect(201).json
    item, = log.get(f"/decisions/{opened['decision']}/history").json["items"]
    assert item["data"]["actor"]["organ"] == "minhang-yingji", "not the token's"
    assert item["data"]["basis"]["register"] == log.get("/register").json["version"]
    impostor = log.node.token("yingji.clerk", "minhang-yingji", str(uuid.uuid4()), roles=["department", "organ"])
    log.post("/decisions", {"command": "propose", "data": PROPOSAL}, token=impostor).expect(403, "post_not_held")


def test_an_act_may_be_entered_by_another_with_the_instruction(log):
    people = log.register_town()
    registrar = log.holder(people, "office.clerk")
    body = {
        "command": "propose", "data": PROPOSAL,
        "performer": {"person": people["yingji.clerk"], "post": "yingji.clerk"},
    }
    missing = log.post("/decisions", body, token=registrar).expect(422, "invalid")
    assert fault_codes(missing) == ["missing_document"]
    body["documents"] = [log.document("authority")]
    decision = log.post("/decisions", body, token=registrar).expect(201).json["decision"]
    actor = log.get(f"/decisions/{decision}/history").json["items"][0]["data"]["actor"]
    assert actor["person"] == people["yingji.clerk"]
    assert actor["entered_by"] == {"person": people["office.clerk"], "post": "office.clerk"}
    assert actor["authority"] == body["documents"][0]["digest"]
    assert log.get(f"/decisions/{decision}").json["awaiting_confirmation"] == [1]
    body["performer"]["person"] = "somebody"
    assert fault_codes(log.post("/decisions", body, token=registrar).expect(422, "invalid")) == ["bad_person"]


def test_what_is_entered_late_says_why(log):
    people = log.register_town()
    clerk = log.holder(people, "yingji.clerk")
    log.move_clock("2023-10-19T01:00:00.000000Z").expect(200)
    body = {"command": "propose", "data": PROPOSAL, "occurred_at": "2023-10-13T01:00:00.000000Z"}
    for query in ("", "?dry_run=true"):
        asked = log.post("/decisions" + query, body, token=clerk).expect(422, "invalid")
        assert fault_codes(asked) == ["late_entry_required"] and "4 个工作日" in asked.json["faults"][0]["message"]
    body |= {
        "late_entry": {"reason": "paper_first", "approved_by": "office.clerk"},
        "documents": [log.document("late_source")],
    }
    decision = log.post("/decisions", body, token=clerk).expect(201).json["decision"]
    leaf = log.get(f"/decisions/{decision}/history").json["items"][0]["data"]
    assert leaf["late_entry"] == {
        "reason": "paper_first", "approved_by": "office.clerk", "source": body["documents"][0]["digest"],
    }
    body["occurred_at"] = "2023-10-16T01:00:00.000000Z"
    assert fault_codes(log.post("/decisions", body, token=clerk).expect(422, "invalid")) == ["late_entry_not_needed"]


def test_todo_lists_what_waits_nearest_date_first(log):
    later = log.propose(title="还没有期限").json["decision"]
    commented = log.open_comment()
    todo = log.get("/todo?role=handler").expect(200).json
    assert [item["decision"] for item in todo["items"]] == [commented, later]
    first = todo["items"][0]
    assert first["next_date"] == "2023-11-11" and first["roles"] == ["handler"] and first["title"] == PROPOSAL["title"]
    assert first["states"]["public_comment"] == "open" and todo["count"] == 2 and todo["roles"] == ["handler"]
    mine = log.get("/todo").expect(200).json
    assert mine["organ"] == "minhang-yingji" and mine["count"] == 2
    elsewhere = log.get("/todo?role=handler&organ=minhang-shuiwu").expect(200).json
    assert [item["decision"] for item in elsewhere["items"]] == [later], "handlers are waited for in their own items"
    assert log.get("/todo?role=handler&limit=1").json["count"] == 2
    log.get("/todo?role=king").expect(400, "malformed")


def test_the_menu_of_an_organ_is_that_of_all_its_posts(log):
    log.register_town()
    decision = log.open_comment()
    menu = log.get(f"/decisions/{decision}/menu?organ=minhang-yingji", "citizen").expect(200).json
    options = {option["command"]: option for option in menu["options"]}
    assert options["close_public_comment"]["may_act"] is True
    acts = [option for option in menu["options"] if "region" not in option]
    assert acts and all("from" not in act and act["may_act"] for act in acts)
    log.get(f"/decisions/{decision}/menu?organ=nowhere").expect(422, "invalid")
    log.get(f"/decisions/{decision}/menu?organ=minhang-yingji&all=true").expect(400, "malformed")


@pytest.mark.parametrize("secrecy", ["secret", "confidential", "top_secret"])
def test_state_secrets_are_not_taken(log, secrecy):
    answer = log.talk.request(
        "POST", f"{log.path}/documents?secrecy={secrecy}", b"x", log.token("handler"), {"Content-Type": "text/plain"}
    )
    assert "非涉密" in answer.expect(422, "state_secret").json["detail"]
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    log.get(f"/documents/{digest}").expect(404, "unknown_document")


def test_every_upload_says_what_it_is(log):
    fields = {"Content-Type": "text/plain"}
    for query, code in (("", "missing_field"), ("?secrecy=perhaps", "unknown_choice")):
        answer = log.talk.request("POST", f"{log.path}/documents{query}", b"x", log.token("handler"), fields)
        assert fault_codes(answer.expect(422, "invalid")) == [code]
    assert log.upload(b"work secret", secrecy="internal_work")["size"] == 11
