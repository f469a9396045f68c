# Lists over HTTP: filters, orders, cursors, lists and menus of the past, histories in pages, code lists.

import re
import uuid

import pytest

from talk import PROPOSAL, Log, leaf_bytes


@pytest.fixture
def open_and_over(log):
    """Four decisions: two wait for the department, one has its public comment open, one is over."""
    waiting = [log.propose(title=f"第{n}件").expect(201).json["decision"] for n in range(2)]
    commented = log.open_comment()
    over = log.propose(category="major_plan").expect(201).json["decision"]
    log.command(over, "organ", "reject_proposal", reason="不成熟").expect(200)
    return waiting, commented, over


def ids(page):
    return [item["decision"] for item in page["items"]]


def every_page(log, query, limit=1, role="handler"):
    """The ids on all pages, and how many pages there were."""
    found, pages, after = [], 0, ""
    while True:
        page = log.get(f"/decisions?limit={limit}&{query}{after}", role).expect(200).json
        found += ids(page)
        pages += 1
        if "next" not in page:
            return found, pages
        after = f"&after={page['next']}"


@pytest.mark.parametrize("order", ["opened", "changed", "next_date"])
def test_pages_hold_every_item_once_in_each_order(log, open_and_over, order):
    waiting, commented, over = open_and_over
    in_order = {
        "opened": [*waiting, commented, over], "changed": [*waiting, commented, over],
        "next_date": [commented, *waiting, over],
    }[order]
    for limit in (1, 2, 3, 100):
        assert every_page(log, f"order={order}", limit)[0] == in_order


def test_filters_find_what_they_say_and_add_up(log, open_and_over):
    waiting, commented, over = open_and_over
    for query, found in {
        "state=main:drafted": [commented], "state=public_comment:open": [commented], "state=main:rejected": [over],
        "state=main:drafted&category=major_plan": [], "category=major_plan": [over],
        "handler=minhang-yingji": [commented], "handler=nobody": [],
        "opened_from=2023-10-11&opened_to=2023-10-11": [*waiting, commented, over],
        "opened_from=2023-10-12": [], "opened_to=2023-10-10": [],
        "changed_since=2023-10-10": [*waiting, commented, over],
        "changed_since=2023-10-11": [], "changed_since=2023-10-11T01:00:00.000000Z": [*waiting, commented, over],
    }.items():
        assert every_page(log, query)[0] == found, query


def test_waiting_for_me_is_what_todo_says(log, open_and_over):
    log.register_town()
    for role, query in (
        ("handler", "waiting_for=me"), ("organ", "waiting_for=me"), ("handler", "post=yingji.clerk"),
        ("handler", "organ=minhang-yingji"), ("office", "waiting_for=handler&organ=minhang-yingji"),
    ):
        asked = query.replace("waiting_for=me", "").replace("waiting_for", "role")
        todo = log.get(f"/todo?{asked}" if asked else "/todo", role).expect(200).json
        assert every_page(log, f"order=next_date&{query}", 1, role)[0] == ids(todo), query
        assert todo["count"] == len(todo["items"]) and "next" not in todo
    log.get("/decisions?post=nobody").expect(422, "invalid")


def test_todo_has_pages(log, open_and_over):
    whole = log.get("/todo?role=organ").expect(200).json
    assert whole["count"] == len(whole["items"]) == 3
    found, after = [], ""
    while True:
        page = log.get(f"/todo?role=organ&limit=1{after}").expect(200).json
        assert page["count"] == 3
        found += page["items"]
        if "next" not in page:
            break
        after = f"&after={page['next']}"
    assert found == whole["items"]


def test_a_cursor_is_good_for_its_own_question_only(log, open_and_over):
    cursor = log.get("/decisions?limit=1&waiting_for=me", "organ").expect(200).json["next"]
    log.get(f"/decisions?limit=2&waiting_for=me&after={cursor}", "organ").expect(200)
    for query, role in (
        ("waiting_for=me", "handler"), ("waiting_for=organ", "organ"), ("waiting_for=me&order=changed", "organ"),
        ("", "organ"),
    ):
        answer = log.get(f"/decisions?{query}&after={cursor}" if query else f"/decisions?after={cursor}", role)
        fault, = answer.expect(400, "malformed").json["faults"]
        assert fault["code"] == "other_query", query
    for broken in ("x", "0.0", "0.x.", cursor + "x", str(uuid.uuid4()), "%27", "1.2.3.4"):
        log.get(f"/decisions?after={broken}").expect(400, "malformed")


def test_what_changes_while_pages_are_read_is_neither_lost_nor_twice(log):
    opened = [log.propose().json["decision"] for _ in range(4)]
    first = log.get("/decisions?limit=2").json
    log.command(opened[0], "organ", "reject_proposal", reason="不成熟").expect(200)
    rest = log.get(f"/decisions?limit=9&after={first['next']}").json
    assert ids(first) + ids(rest) == opened
    # In the order of changes what changed comes again: here the third.
    first = log.get("/decisions?order=changed&limit=3").json
    assert ids(first) == opened[1:]
    log.command(opened[2], "organ", "reject_proposal", reason="不成熟").expect(200)
    rest = log.get(f"/decisions?order=changed&limit=9&after={first['next']}").json
    assert ids(rest) == [opened[0], opened[2]]


@pytest.mark.parametrize("query", [
    "state=main", "state=main:", "state=:drafted", "state=main:nothing", "state=nothing:due", "category=A",
    "category=", "order=title", "order=", "waiting_for=nobody", "handler=%20", "opened_from=yesterday",
    "changed_since=2023-13-01", "as_of=2023-10-11&order=changed", "as_of=2023-10-11&limit=101", "limit=0", "limit=1001",
])
def test_a_question_that_is_none_is_malformed(log, query):
    fault, = log.get(f"/decisions?{query}").expect(400, "malformed").json["faults"]
    assert fault["code"] == "bad_query"


def test_a_list_of_the_past_is_as_it_was(log):
    first = log.propose(title="甲").json["decision"]
    then = log.get("/decisions").json
    log.move_clock("2023-10-12T01:00:00.000000Z").expect(200)
    second = log.propose(title="乙").json["decision"]
    log.command(first, "organ", "reject_proposal", reason="不成熟").expect(200)
    assert log.get("/decisions?as_of=2023-10-11").expect(200).json == then
    assert ids(log.get("/decisions?as_of=2023-10-11&state=main:proposed").json) == [first]
    assert ids(log.get("/decisions?state=main:proposed").json) == [second]
    assert log.get("/decisions?as_of=2023-10-10").json == {"items": []}
    # Today is now.
    assert log.get("/decisions?as_of=2023-10-12").json == log.get("/decisions").json
    page = log.get("/decisions?as_of=2023-10-12&limit=1&state=main:proposed").json
    assert page["items"] == []
    rest = log.get(f"/decisions?as_of=2023-10-12&limit=1&state=main:proposed&after={page['next']}").json
    assert ids(rest) == [second]


def test_whose_turn_it_was_the_register_of_that_day_says(log):
    people = log.register_town()
    clerk = log.holder(people, "yingji.clerk")
    opening = {"command": "propose", "data": PROPOSAL}
    decision = log.post("/decisions", opening, token=clerk).expect(201).json["decision"]
    log.move_clock("2023-10-13T01:00:00.000000Z").expect(200)
    log.enter("dismiss", person=people["yingji.clerk"], post="yingji.clerk", on="2023-10-13").expect(200)

    def mine(**asked):
        query = "&".join(f"{name}={value}" for name, value in {"waiting_for": "me", **asked}.items())
        return ids(log.talk.request("GET", f"{log.path}/decisions?{query}", token=clerk).expect(200).json)

    assert mine() == [], "the post is no longer his"
    assert mine(as_of="2023-10-12") == [decision]
    assert mine(as_of="2023-10-13") == []
    # What has been entered since, of whatever day, was not known then.
    log.enter("add_organ", organ="later", name="later", kind="office", **{"from": "2019-01-01"}).expect(200)
    log.get("/decisions?organ=later").expect(200)
    log.get("/decisions?organ=later&as_of=2023-10-12").expect(422, "invalid")


@pytest.mark.parametrize("path", ["", "/menu", "/history"])
def test_a_moment_that_has_not_come_is_refused(log, path):
    decision = log.propose().json["decision"]
    for moment in ("2023-10-12", "2023-10-11T01:00:00.000001Z", "2099-01-01"):
        fault, = log.get(f"/decisions/{decision}{path}?as_of={moment}").expect(422, "invalid").json["faults"]
        assert fault["code"] == "moment_not_come"


def test_a_menu_of_the_past_says_what_could_be_done_then(log):
    decision = log.propose().json["decision"]
    then = log.get(f"/decisions/{decision}/menu", "department").expect(200)
    log.move_clock("2023-10-12T01:00:00.000000Z").expect(200)
    log.command(decision, "department", "report_study", conclusion="start").expect(200)
    past = log.get(f"/decisions/{decision}/menu?as_of=2023-10-11T01:00:00.000000Z", "department").expect(200)
    assert past.json == then.json and past.headers["etag"] != then.headers["etag"]
    assert log.get(f"/decisions/{decision}/menu", "department").json["states"]["main"] == "studied"
    nobody = log.get(f"/decisions/{decision}/menu?as_of=2023-10-11&all=true").expect(200).json
    assert {option["may_act"] for option in nobody["options"]} == {True} and nobody["version"] == 1
    log.get(f"/decisions/{decision}/menu?as_of=2023-10-10").expect(404, "unknown_decision")


def test_the_register_of_the_past_knows_no_more_than_it_did(log):
    log.register_town()
    then = log.get("/register").expect(200).json
    log.move_clock("2023-10-12T01:00:00.000000Z").expect(200)
    log.enter("add_organ", organ="later", name="later", kind="office", **{"from": "2019-01-01"}).expect(200)
    past = log.get("/register?as_of=2023-10-11").expect(200).json
    assert past == then
    assert "later" in [organ["organ"] for organ in log.get("/register?day=2023-10-11").json["organs"]]
    log.get(f"/register?as_of=2023-10-11&version={then['version'] + 1}").expect(422, "invalid")
    first = log.get("/register?limit=2").json
    rest = log.get(f"/register?limit=2&after={first['next']}").json
    organs = [organ["organ"] for organ in first["organs"] + rest["organs"]]
    assert organs == sorted(organs) and len(organs) == 3 and "next" not in rest


def test_rules_have_pages_and_a_past(log):
    whole = log.get("/rules").expect(200).json["rules"]
    first = log.get("/rules?limit=2").json
    rest = log.get(f"/rules?after={first['next']}").json
    assert first["rules"] + rest["rules"] == whole and "next" not in rest
    assert log.get("/rules?as_of=2023-10-11").json["rules"] == whole
    assert log.get("/rules?as_of=2023-10-10").json["rules"] == []


def test_a_history_is_read_in_pages(log):
    decision = log.open_comment()
    whole = log.get(f"/decisions/{decision}/history").expect(200)
    assert "next" not in whole.json
    leaves, after = [], 0
    for number in range(10):
        page = log.get(f"/decisions/{decision}/history?limit=2&after_version={after}").expect(200)
        leaves += leaf_bytes(page)
        if "next" not in page.json:
            break
        after = page.json["next"]
        assert page.headers["etag"] == f'"{after}+"'
    assert number == 2 and leaves == leaf_bytes(whole)
    assert log.get(f"/decisions/{decision}/history?after_version=99").expect(200).json["items"] == []
    log.get(f"/decisions/{uuid.uuid4()}/history?after_version=99").expect(404, "unknown_decision")


def test_what_is_there_already_is_not_sent_again(log):
    decision = log.propose().json["decision"]
    at = f"/decisions/{decision}"
    for path in (at, f"{at}/history", "/rules", "/codes/roles"):
        answer = log.get(path).expect(200)
        assert answer.headers["cache-control"].startswith("private, ") and answer.headers["vary"] == "Authorization"
        again = log.get(path, **{"If-None-Match": answer.headers["etag"]}).expect(304)
        assert again.body == b"" and again.headers["etag"] == answer.headers["etag"]
    tag = log.get(at).headers["etag"]
    log.command(decision, "department", "report_study", conclusion="start").expect(200)
    log.get(at, **{"If-None-Match": tag}).expect(200)
    # A menu of now changes with the day.
    menu = log.get(f"{at}/menu").expect(200)
    assert menu.headers["cache-control"] == "no-store"
    log.get(f"{at}/menu", **{"If-None-Match": menu.headers["etag"]}).expect(200)
    # One of the past differs by who asks.
    past = f"{at}/menu?as_of=2023-10-11T01:00:00.000000Z"
    seen = log.get(past, "department").expect(200)
    tag = {"If-None-Match": seen.headers["etag"]}
    log.get(past, "department", **tag).expect(304)
    assert log.get(past, "citizen", **tag).expect(200).json != seen.json
    document = log.upload(b"text")["digest"]["sha256"]
    kept = log.get(f"/documents/{document}").expect(200)
    assert "immutable" in kept.headers["cache-control"]
    assert log.get(f"/documents/{document}", **{"If-None-Match": "*"}).expect(304).body == b""
    person = log.enter("enter_person", name="张").expect(200).json["events"][0]["id"]
    assert log.get(f"/events/{person}/payloads/0").expect(200).headers["cache-control"] == "no-store"


def test_code_lists_are_those_of_the_tables(log):
    lists = {one["list"]: one["label"] for one in log.get("/codes").expect(200).json["lists"]}
    expected = {"regions", "states", "triggers", "commands", "roles", "facts", "rules", "category", "channels"}
    assert expected <= set(lists)
    for name, label in lists.items():
        found = log.get(f"/codes/{name}").expect(200)
        assert found.json["list"] == name and found.json["label"] == label
        assert found.headers["etag"] == f'"{found.json["version"]}"'
        for item in found.json["items"]:
            assert item["code"] and re.search("[一-龥]", item["label"]), (name, item)
    states = {item["code"]: item for item in log.get("/codes/states").json["items"]}
    assert states["drafting"]["label"] == "草案拟订中" and states["drafting"]["regions"] == ["main"]
    rule = next(item for item in log.get("/codes/rules").json["items"] if item["code"] == "R22")
    assert rule["force"] == "hard" and rule["article"] == "D713 15(1)" and "30日" in rule["phrase"]
    log.get("/codes/nothing").expect(404, "unknown_path")


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE"])
def test_other_methods_are_told_which_there_are(node, method):
    talk = Log(node, "any").talk
    answer = talk.request(method, "/v1/logs/any/decisions", token=node.token("office", "minhang-office"))
    assert answer.status == 405 and set(answer.headers["allow"].split(", ")) == {"GET", "POST"}
    # The connection is still in step.
    talk.request("GET", "/health/live").expect(200)
