# The rules of a log over HTTP: what a rehearsal opens with, publishing more, and juecectl's way to do both.

import json

from node import ROOT

SCHEMAS = ROOT / "schemas"


def fault_codes(answer):
    return [fault["code"] for fault in answer.json["faults"]]


def rules_of(log, kind):
    return [rule for rule in log.get("/rules").expect(200).json["rules"] if rule["kind"] == kind]


def published(log, command, data, role="office", query=""):
    return log.post("/rules/commands" + query, {"command": command, "data": data}, role)


def parameters_of(log, version):
    events = log.get("/streams/rules/profile/shanghai/minhang/events").expect(200).json["items"]
    return events[version - 1]["data"]["data"]["parameters"]


def test_a_rehearsal_opens_with_statute_profile_and_every_notice(log):
    statute, = rules_of(log, "statute")
    assert statute["id"] == "d713_2019" and statute["in_force_from"] == "2019-09-01" and statute["version"] == 1
    first, since_2020 = rules_of(log, "profile")
    assert first["id"] == since_2020["id"] == "shanghai/minhang"
    assert "in_force_from" not in first and since_2020["in_force_from"] == "2020-09-01"
    notices = rules_of(log, "calendar")
    assert len(notices) == len(list((SCHEMAS / "calendars").glob("*.toml")))
    assert notices == sorted(notices, key=lambda notice: (notice["known_from"], notice["version"]))
    assert all(notice["id"] == "cn" and notice["number"].endswith("号") for notice in notices)
    legality = parameters_of(log, 2)["legality_initial"]
    assert legality == {
        "value": True, "source": "SH-L 4", "level": "normative_document", "set_by": "shanghai",
    }


def test_a_version_is_published_once_and_listed(log):
    parameters = parameters_of(log, 2)
    parameters["comment_days_min"] |= {"value": 45, "source": "DESIGN 14", "level": "design", "adopted": True}
    data = {"id": "shanghai/minhang", "in_force_from": "2024-01-01", "parameters": parameters}
    would = published(log, "publish_profile", data, query="?dry_run=true").expect(200).json
    assert would == {"events": [], "id": "shanghai/minhang", "kind": "profile", "version": 3}
    done = published(log, "publish_profile", data).expect(200).json
    event, = done["events"]
    assert done["version"] == event["version"] == 3 and event["type"] == "cn.gov.juece.rules.published.v1"
    assert published(log, "publish_profile", data).expect(200).json == done | {"events": []}
    assert rules_of(log, "profile")[-1]["in_force_from"] == "2024-01-01"
    assert parameters_of(log, 3) == parameters


def test_a_new_period_counts_from_its_day(log):
    parameters = parameters_of(log, 2)
    parameters["comment_days_min"]["value"] = 45
    published(
        log, "publish_profile", {"id": "shanghai/minhang", "in_force_from": "2023-10-11", "parameters": parameters}
    ).expect(200)
    decision = log.propose().expect(201).json["decision"]
    *before, opening = log.steps_to_comment(decision)
    for role, body in before:
        log.post(f"/decisions/{decision}/commands", body, role).expect(200)
    role, body = opening
    refused = log.post(f"/decisions/{decision}/commands", body, role).expect(409, "refused").json["refusals"]
    assert [(refusal["rule"], refusal["missing"]["days_min"]) for refusal in refused] == [("R21", 45)]


def test_publishing_is_for_office_and_organ(log):
    data = {"id": "d713_2019"}
    published(log, "publish_statute", data, "handler").expect(403, "forbidden")
    assert published(log, "publish_statute", data, "organ").expect(200).json["events"] == []


def test_what_is_no_rule_is_refused_with_its_place(log):
    assert fault_codes(published(log, "publish_statute", {"id": "x"}).expect(422, "invalid")) == ["unknown_statute"]
    other = {"id": "d713_2019", "digest": {"sha256": "0" * 64, "sm3": "0" * 64}}
    assert fault_codes(published(log, "publish_statute", other).expect(422, "invalid")) == ["digest_mismatch"]
    parameters = parameters_of(log, 2)
    parameters["hearing_days_min"]["value"] = "7"
    wrong = published(log, "publish_profile", {"id": "shanghai", "parameters": parameters}).expect(422, "invalid").json
    assert [fault["pointer"] for fault in wrong["faults"]] == ["/data/parameters/hearing_days_min/value"]
    missing = published(log, "publish_calendar", {}).expect(422, "invalid")
    assert fault_codes(missing) == ["bad_notice"]
    unknown = published(log, "publish_law", {}).expect(422, "unknown_command").json
    assert unknown["known"] == ["publish_calendar", "publish_profile", "publish_statute"]
    for body in ({"command": "publish_statute"}, {"data": {}}, {"command": "x", "data": {}, "id": 1}, []):
        log.post("/rules/commands", body, "office").expect(422, "invalid")
    log.post("/rules/commands", b"{", "office", headers={"Content-Type": "application/json"}).expect(400, "malformed")
    log.post("/rules/commands?dry_run=perhaps", {"command": "x", "data": {}}, "office").expect(400, "malformed")


def test_juecectl_publishes_files_and_lists_what_stands(log):
    nothing = log.juecectl("office", "rules", "publish")
    assert nothing.returncode == 2 and "--calendar" in nothing.stderr
    everything = ("--statute", "d713_2019", "--profile", "shanghai/minhang", "--calendar")
    again = log.juecectl("office", "rules", "publish", *everything)
    assert again.returncode == 0, again.stderr
    lines = again.stdout.splitlines()
    assert len(lines) == 13 and all("原已发布,未变" in line for line in lines), again.stdout
    slip = log.juecectl("office", "rules", "publish", "--profile", "fujian")
    assert slip.returncode == 2 and "shanghai/minhang" in slip.stderr, slip.stderr
    fujian = log.juecectl("office", "rules", "publish", "--profile", "fujian", "--replaces", "shanghai/minhang")
    assert fujian.stdout.splitlines() == [
        "地方参数 fujian:已发布,第 1 版", "地方参数 fujian 2026-03-01 起:已发布,第 2 版",
    ], fujian.stderr
    listed = log.juecectl("office", "rules", "list")
    assert "国办发明电〔2022〕16号" in listed.stdout and "2026-03-01" in listed.stdout
    as_json = json.loads(log.juecectl("office", "rules", "list", "--json").stdout)
    assert as_json == log.get("/rules").json
    refused = log.juecectl("office", "rules", "publish", "--profile", "atlantis")
    assert refused.returncode == 2 and "atlantis.toml" in refused.stderr
