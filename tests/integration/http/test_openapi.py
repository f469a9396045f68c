# schemas/api/openapi.yaml and the server, both ways: what is documented is served, what is served is documented, and
# what the server answers is what the file says. Objects in answers are closed here, so that a new member is noticed.

import calendar
import itertools
import json
import re
import urllib.parse
import uuid
from functools import lru_cache

import jsonschema
import pytest
import yaml

from node import ROOT, Node, psql
from talk import PROPOSAL, Log, Talk, new_key

FILE = ROOT / "schemas" / "api" / "openapi.yaml"
COMMANDS = FILE.parent / "commands.json"
HTTP = ROOT / "adapters" / "http"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# Beside a $ref these say something for people; anything else would be another schema.
ANNOTATIONS = {"title", "description", "example", "examples"}


# --- the file --------------------------------------------------------------------------------------------------------

@lru_cache(maxsize=None)
def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def pointed(document, pointer):
    for step in pointer.split("/")[1:]:
        document = document[step.replace("~1", "/").replace("~0", "~")]
    return document


def inlined(node, path=FILE, on_the_way=()):
    """The node with every $ref replaced by what it refers to, in this file or another of the repository."""
    if isinstance(node, list):
        return [inlined(item, path, on_the_way) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        beside = {name: value for name, value in node.items() if name != "$ref"}
        assert set(beside) <= ANNOTATIONS, f"beside {node['$ref']}: {sorted(beside)}"
        file, _, pointer = node["$ref"].partition("#")
        place = ((path.parent / file).resolve() if file else path, pointer)
        assert place not in on_the_way, f"{node['$ref']} leads back to itself"
        target = inlined(pointed(read(place[0]), place[1]), place[0], (*on_the_way, place))
        return {name: value for name, value in target.items() if name not in ("$id", "$schema")} | beside
    return {name: inlined(value, path, on_the_way) for name, value in node.items()}


def closed(schema, is_branch=False):
    """The schema with no member beside those that it names."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    out = {}
    for name, value in schema.items():
        if name == "properties":
            out[name] = {member: closed(of_member) for member, of_member in value.items()}
        elif name == "allOf":
            out[name] = [closed(branch, True) for branch in value]
        else:
            out[name] = closed(value)
    names_members = "properties" in schema or any("properties" in branch for branch in schema.get("allOf", []))
    if names_members and not is_branch and "additionalProperties" not in schema:
        out["unevaluatedProperties"] = False
    return out


def validate(value, schema, where):
    faults = [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
        for error in jsonschema.Draft202012Validator(schema).iter_errors(value)
    ]
    assert not faults, f"{where}\n" + "\n".join(faults) + "\n" + json.dumps(value, ensure_ascii=False)[:1500]


class Operation:
    """One method of one path, with everything that it refers to."""

    def __init__(self, template, method, item):
        self.template, self.method = template, method.upper()
        self.written = item[method]
        whole = inlined(item[method])
        self.id = whole["operationId"]
        self.parameters = inlined(item.get("parameters", [])) + whole.get("parameters", [])
        self.responses = whole["responses"]
        self.request = whole.get("requestBody", {}).get("content", {})
        self.needs_token = whole.get("security", read(FILE)["security"]) != []
        # A stream's name may have slashes.
        pattern = re.escape(template).replace(r"\{stream\}", ".+")
        self.pattern = re.compile(re.sub(r"\\{\w+\\}", "[^/]+", pattern))

    def named(self, place):
        return {one["name"]: one for one in self.parameters if one["in"] == place}

    def schemas(self):
        """Every schema of an answer with its status and media type."""
        for status, response in self.responses.items():
            for media_type, content in response.get("content", {}).items():
                yield status, media_type, content["schema"]


@lru_cache(maxsize=None)
def operations():
    paths = read(FILE)["paths"]
    return [Operation(path, name, item) for path, item in paths.items() for name in item if name in METHODS]


def operation_of(method, path):
    return next((one for one in operations() if one.method == method and one.pattern.fullmatch(path)), None)


def each_node(node, place=""):
    yield place, node
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, child in children:
        yield from each_node(child, f"{place}/{name}")


def test_the_file_is_json_written_as_yaml():
    assert re.fullmatch(r"3\.1\.\d+", read(FILE)["openapi"])
    for place, node in each_node(read(FILE)):
        assert isinstance(node, (dict, list, str, int, bool)), f"{place}: {node!r} must be quoted"
        assert not isinstance(node, dict) or all(isinstance(name, str) for name in node), f"{place}: a bare name"


def test_every_operation_is_whole():
    tags = {tag["name"] for tag in read(FILE)["tags"]}
    ids = [one.id for one in operations()]
    assert len(set(ids)) == len(ids)
    for one in operations():
        assert set(one.written["tags"]) <= tags and one.written["summary"], one.id
        assert set(one.named("path")) == set(re.findall(r"{(\w+)}", one.template)), one.id
        assert all(parameter["required"] for parameter in one.named("path").values()), one.id
        assert all(parameter["schema"] and parameter["description"] for parameter in one.parameters), one.id
        assert all(re.fullmatch("[2-5][0-9]{2}", status) for status in one.responses), one.id
        assert {"400", "413", "500", "503"} <= set(one.responses), one.id
        assert one.needs_token == ("401" in one.responses), one.id
        for status, response in one.responses.items():
            assert response["description"] and "X-Request-Id" in response["headers"], f"{one.id} {status}"
            kinds = set(response.get("content", {}))
            assert bool(kinds) == (status != "304"), f"{one.id} {status}"
            assert (kinds == {"application/problem+json"}) == (status >= "400"), f"{one.id} {status}"
        # What may be kept can be asked for again, and the other way round.
        assert ("304" in one.responses) == ("If-None-Match" in one.named("header")), one.id
        if "304" in one.responses:
            assert {"ETag", "Cache-Control", "Vary"} <= set(one.responses["200"]["headers"]), one.id


def test_every_schema_is_one_and_every_example_is_right():
    for name, schema in read(FILE)["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(inlined(schema))
        assert not name.endswith("Problem") or name == "Problem" or "status" in schema["properties"], name
    examples = 0
    for place, node in each_node(inlined({name: read(FILE)[name] for name in ("paths", "components")})):
        if not (isinstance(node, dict) and "schema" in node):
            continue
        jsonschema.Draft202012Validator.check_schema(node["schema"])
        shown = [node["example"]] if "example" in node else []
        shown += [each["value"] for each in node.get("examples", {}).values()]
        for value in shown:
            validate(value, closed(node["schema"]), place)
            examples += 1
    assert examples > len(operations())


def test_every_component_is_used():
    used = {
        node["$ref"].removeprefix(FILE.name)
        for file in (FILE, COMMANDS)
        for _, node in each_node(read(file))
        if isinstance(node, dict) and "$ref" in node
    }
    for kind, components in read(FILE)["components"].items():
        # One problem is answered where there is no operation.
        spared = {"MethodNotAllowedProblem"} if kind == "schemas" else {"token"}
        unused = {name for name in components if f"#/components/{kind}/{name}" not in used} - spared
        assert not unused, kind


# --- what the sources say --------------------------------------------------------------------------------------------

def test_routes_access_bodies_and_query_names_are_those_of_the_table():
    row = r'\{"(\w+)",\s*"(/[^"]*)", (\w+), (\w+),\s+\{([^}]*)\},\s*\w+\}'
    served = {
        (method, pattern.replace("...", "")): (access == "token", takes, set(re.findall(r'"(\w+)"', query)))
        for method, pattern, access, takes, query in re.findall(row, (HTTP / "router.cpp").read_text())
    }
    assert len(served) > 20
    documented = {
        (one.method, one.template): (
            one.needs_token,
            "nothing" if not one.request else "json" if "application/json" in one.request else "stream",
            set(one.named("query")),
        )
        for one in operations()
    }
    assert documented == served


def test_problems_are_those_of_the_table():
    row = r'\{Code::\w+, (\d+), "(\w+)", "([^"]+)"\}'
    table = {code: (int(status), title) for status, code, title in re.findall(row, (HTTP / "problem.cpp").read_text())}
    assert len(table) > 20
    documented = {}
    for name, schema in read(FILE)["components"]["schemas"].items():
        if name.endswith("Problem") and name != "Problem":
            members = schema["properties"]
            code = members["type"]["const"].removeprefix("urn:juece:problem:")
            documented[code] = (members["status"]["const"], members["title"]["const"])
    assert documented == table
    for one in operations():
        for status, media_type, schema in one.schemas():
            for problem in schema.get("oneOf", [schema]) if media_type == "application/problem+json" else []:
                assert str(problem["properties"]["status"]["const"]) == status, f"{one.id} {status}"


@pytest.mark.parametrize("word", ["Role", "Region", "State"])
def test_words_are_those_of_the_procedure(word):
    text = (ROOT / "workflow" / "procedure" / "vocabulary.cpp").read_text()
    table = dict(re.findall(rf'Entry{{{word}::\w+,\s*"(\w+)",\s*"([^"]+)"}}', text))
    assert len(table) >= 8
    assert {one["const"]: one["title"] for one in read(FILE)["components"]["schemas"][word]["oneOf"]} == table


def test_where_a_region_stands_is_told_by_their_words():
    schemas = read(FILE)["components"]["schemas"]
    regions, states = ("|".join(one["const"] for one in schemas[word]["oneOf"]) for word in ("Region", "State"))
    assert schemas["StandsSo"]["pattern"] == f"^({regions}):({states})$"


def test_days_and_times_are_those_that_there_are():
    day, time = (re.compile(read(FILE)["components"]["schemas"][name]["pattern"]) for name in ("Day", "Timestamp"))
    for year in (0, 1, 1899, 1900, 1904, 2000, 2023, 2024, 2096, 2100, 2400, 9996, 9999):
        for month, number in itertools.product(range(14), range(33)):
            text = f"{year:04}-{month:02}-{number:02}"
            is_day = 1900 <= year and 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]
            assert bool(day.search(text)) == is_day, text
            assert bool(time.search(f"{text}T23:59:59.999999Z")) == is_day, text


# --- the running server ----------------------------------------------------------------------------------------------

class WatchedTalk(Talk):
    """A client that compares every answer with the file."""

    def __init__(self, node):
        super().__init__(node)
        self.seen = set()

    def request(self, method, path, body=None, token=None, headers=None, timeout=60):
        answer = super().request(method, path, body, token, headers, timeout)
        bare, _, query = path.partition("?")
        operation = operation_of(method, bare)
        if operation is None:
            assert answer.code in ("unknown_path", "method_not_allowed"), f"{method} {bare} is not documented"
            return answer
        where = f"{operation.id} {answer.status}"
        check_answer(operation, answer, where)
        if answer.status < 300:
            check_request(operation, query, body, headers or {}, where)
        self.seen.add((operation.id, answer.status))
        return answer


def check_answer(operation, answer, where):
    assert str(answer.status) in operation.responses, f"{where} is not documented: {answer.body[:500]}"
    response = operation.responses[str(answer.status)]
    for name, header in response["headers"].items():
        value = answer.headers.get(name.lower())
        assert value is not None or not header.get("required"), f"{where}: no {name}"
        if value is not None:
            validate(value, header["schema"], f"{where} {name}")
    assert "etag" not in answer.headers or "ETag" in response["headers"], f"{where}: an ETag that is not documented"
    if answer.status == 304:
        assert answer.body == b"", where
        return
    media_type = answer.headers["content-type"]
    content = response["content"].get(media_type, response["content"].get("*/*"))
    assert content is not None, f"{where}: {media_type}"
    if media_type.endswith("json") and "*/*" not in response["content"]:
        validate(answer.json, closed(content["schema"]), where)


def check_request(operation, query, body, headers, where):
    for name, value in urllib.parse.parse_qsl(query):
        schema = operation.named("query")[name]["schema"]
        typed = json.loads(value) if schema.get("type") in ("integer", "boolean") else value
        validate(typed, schema, f"{where} ?{name}")
    for name, parameter in operation.named("header").items():
        if name in headers:
            validate(headers[name], parameter["schema"], f"{where} {name}")
    if "application/json" in operation.request:
        validate(body, operation.request["application/json"]["schema"], f"{where}, the request")


class WatchedLog(Log):
    def __init__(self, node, name):
        super().__init__(node, name)
        self.talk = WatchedTalk(node)


@pytest.fixture(scope="module")
def run(node):
    """A log with a register, a decision whose public comment is open, and a document; and what names them in paths."""
    log = WatchedLog.open(node, "openapi")
    people = log.register_town()
    decision = log.open_comment()
    document = log.upload(b"text")["digest"]["sha256"]
    event = log.get(f"/decisions/{decision}/history").expect(200).json["items"][0]["id"]
    names = {
        "log": log.name, "decision": decision, "sha256": document, "event": event, "n": "0", "stream": "register",
        "list": "regions",
    }
    return log, people, names


def path_of(operation, names):
    return operation.template.format(**names)


def ask(log, operation, names, query="", token="", headers=None, body=None):
    if body is None and "application/json" in operation.request:
        body = {}
    fields = {"Idempotency-Key": new_key()} | (headers or {})
    token = log.token("office") if token == "" else token
    return log.talk.request(operation.method, path_of(operation, names) + query, body, token, fields)


def test_every_documented_path_is_served_and_with_no_other_method(run):
    log, _, names = run
    for template in read(FILE)["paths"]:
        path = template.format(**names)
        refused = log.talk.request("PATCH", path, token=log.token("office")).expect(405, "method_not_allowed")
        documented = {one.method for one in operations() if one.template == template}
        assert set(refused.headers["allow"].split(", ")) == documented, template
    for one in operations():
        answer = ask(log, one, names)
        assert answer.status not in (404, 405), f"{one.id}: {answer.body}"
    log.talk.request("GET", log.path + "/nothing", token=log.token("office")).expect(404, "unknown_path")


def test_what_every_operation_refuses_is_documented(run):
    log, _, names = run
    for one in operations():
        ask(log, one, names, "?nonsense=1").expect(400, "malformed")
        ask(log, one, names, headers={"X-Long": "a" * 17_000}).expect(413, "too_large")
        if one.needs_token:
            ask(log, one, names, token=None).expect(401, "unauthenticated")
        if "log" in names and "{log}" in one.template:
            query = "?secrecy=none" if one.id == "post_document" else ""
            ask(log, one, names | {"log": "nowhere"}, query, body=lawful_body(one)).expect(404, "unknown_log")
        if "application/json" in one.request:
            text = {"Content-Type": "text/plain"}
            ask(log, one, names, headers=text, body=b"{}").expect(415, "unsupported_media_type")
            large = {"Content-Type": "application/json", "Content-Length": "1048577"}
            ask(log, one, names, headers=large, body=b"").expect(413, "too_large")
            log.talk.close()
            ask(log, one, names, body=[]).expect(422, "invalid")


def lawful_body(operation):
    """The body that the file shows for the operation."""
    return operation.request.get("application/json", {}).get("example")


def test_a_lawful_run_answers_as_documented(run):
    log, people, names = run
    decision = names["decision"]
    at = f"/decisions/{decision}"
    for query in ("", "?as_of=2023-10-11", "?as_of=2023-10-11T01:00:00.000000Z"):
        log.get(at + query).expect(200)
        log.get(f"{at}/history{query}").expect(200)
    for query in ("", "?all=true", "?organ=minhang-yingji", "?as_of=2023-10-11"):
        log.get(f"{at}/menu{query}").expect(200)
    log.get(f"{at}/history?limit=2&after_version=1").expect(200)
    for query in (
        "order=changed&waiting_for=me", "order=next_date&post=yingji.clerk",
        "state=main:drafted&category=public_policy", "changed_since=2023-01-01&as_of=2023-10-11",
        "handler=minhang-yingji&opened_from=2023-10-11&opened_to=2023-10-11",
    ):
        log.get(f"/decisions?{query}").expect(200)
    log.get("/register?as_of=2023-10-11&limit=1").expect(200)
    log.get("/rules?limit=2&as_of=2023-10-11").expect(200)
    log.get("/codes").expect(200)
    for path in (
        at, f"{at}/history", f"{at}/menu?as_of=2023-10-11T01:00:00.000000Z", "/register?day=2023-10-11", "/rules",
        "/codes", "/codes/states", f"/documents/{names['sha256']}", f"/events/{names['event']}/payloads/0",
    ):
        known = log.get(path).expect(200).headers["etag"]
        log.get(path, **{"If-None-Match": f'"0", W/{known}'}).expect(304)
        log.get(path, **{"If-None-Match": '"0"'}).expect(200)
    log.propose(title="第二件").expect(201)
    first = log.get("/decisions?limit=1&waiting_for=handler").expect(200).json
    log.get(f"/decisions?limit=1&waiting_for=handler&after={first['next']}").expect(200)
    for query in ("", "?role=handler", "?post=yingji.clerk&limit=1", "?organ=minhang-yingji"):
        log.get(f"/todo{query}").expect(200)
    log.get("/register?day=2023-10-11&version=3").expect(200)
    for stream in ("register", f"decision/{decision}", f"decision%2F{decision}", "rules/profile/shanghai/minhang"):
        log.get(f"/streams/{stream}/events?after_version=0&limit=3").expect(200)
    log.get("/events?limit=1000").expect(200)
    log.get("/events?after=100000&wait=1").expect(200)
    log.get(f"/documents/{names['sha256']}").expect(200)
    log.get(f"/events/{names['event']}/payloads/0").expect(200)
    log.get("/rules").expect(200)
    log.post("/rules/commands?dry_run=true", {"command": "publish_statute", "data": {"id": "d713_2019"}}, "office")
    for command, body in (
        ("/decisions", {"command": "propose", "data": PROPOSAL}),
        (f"{at}/commands", {"command": "extend_public_comment", "data": {"until": "2023-11-20"}}),
    ):
        log.post(f"{command}?dry_run=true", body, token=log.holder(people, "yingji.clerk")).expect(200)
    entry = {"command": "enter_person", "data": {"name": "张"}}
    log.post("/register/commands?dry_run=true", entry, "office").expect(200)
    log.get().expect(200)
    log.move_clock("2023-10-11T02:00:00.000000Z").expect(200)
    lawful = {(one.id, int(status)) for one in operations() for status in one.responses if status < "400"}
    assert lawful <= log.talk.seen, sorted(lawful - log.talk.seen)


def test_what_the_law_and_the_log_refuse_is_documented(run):
    log, people, names = run
    clerk = log.holder(people, "yingji.clerk")
    at, key = f"/decisions/{names['decision']}/commands", new_key()
    closing = {"command": "close_public_comment", "data": {"public_opinions": 0}}
    log.post(at, closing, token=clerk).expect(409, "refused")
    opening = {"command": "propose", "data": PROPOSAL}
    log.post("/decisions", opening, "auditor").expect(409, "refused")
    log.post("/decisions", opening, token=clerk, headers={"If-Match": '"1"'}).expect(412, "stale")
    log.post(at, closing, headers={"If-Match": '"1"'}, token=clerk).expect(412, "stale")
    log.post("/decisions", opening, "department", key).expect(201)
    log.post("/decisions", opening | {"data": PROPOSAL | {"title": "另"}}, "department", key).expect(422, "key_reused")
    log.enter("enter_person", key=key, name="张").expect(200)
    log.enter("enter_person", key=key, name="李").expect(422, "key_reused")
    log.enter("enter_person", "handler", name="张").expect(403, "forbidden")
    log.enter("recuse", person=people["office.clerk"], decision=str(uuid.uuid4()), reason="亲属").expect(422)
    entry = {"command": "enter_person", "data": {"name": "张"}}
    log.post("/register/commands", entry, "office", headers={"If-Match": '"1"'}).expect(412, "stale")
    for path, documented in (
        (at, "Command"), ("/decisions", "Command"), ("/register/commands", "RegisterCommand"),
        ("/rules/commands", None),
    ):
        unknown = log.post(path, {"command": "abolish", "data": {}}, "office").expect(422, "unknown_command")
        if documented:
            names_of = read(COMMANDS)[documented]["discriminator"]["mapping"]
            assert sorted(unknown.json["known"]) == sorted(names_of), path
    listed = {one["const"] for one in read(FILE)["components"]["schemas"]["CommandName"]["oneOf"]}
    assert listed == set(read(COMMANDS)["Command"]["discriminator"]["mapping"])
    impostor = log.node.token("yingji.clerk", "minhang-yingji", str(uuid.uuid4()), roles=["department"])
    log.post(at, closing, token=impostor).expect(403, "post_not_held")
    log.post("/decisions", opening, token=impostor).expect(403, "post_not_held")
    log.post("/rules/commands", {"command": "publish_statute", "data": {"id": "x"}}, "handler").expect(403, "forbidden")
    person = log.enter("enter_person", name="王").expect(200).json["events"][0]["id"]
    log.get(f"/events/{person}/payloads/0", "citizen").expect(403, "forbidden")
    for path in (f"/events/{person}/payloads/9", f"/documents/{'0' * 64}", f"/decisions/{uuid.uuid4()}"):
        log.get(path).expect(404)
    for view in ("", "/menu", "/history"):
        log.get(f"/decisions/{uuid.uuid4()}{view}").expect(404, "unknown_decision")
    log.post(f"/decisions/{uuid.uuid4()}/commands", closing).expect(404, "unknown_decision")
    decision = f"/decisions/{names['decision']}"
    for path in (
        "/register?version=999", "/todo?organ=nowhere", f"{decision}/menu?organ=nowhere", "/decisions?organ=nowhere",
        "/register?version=2&as_of=2023-10-10",
    ):
        log.get(path).expect(422, "invalid")
    for path in (decision, f"{decision}/menu", f"{decision}/history", "/decisions", "/register", "/rules"):
        fault, = log.get(f"{path}?as_of=2023-10-12").expect(422, "invalid").json["faults"]
        assert fault["code"] == "moment_not_come", path
    log.get("/codes/nothing").expect(404, "unknown_path")
    again = {"log": log.name, "profile": "national", "statute": "d713_2019", "clock": "2024-01-01T00:00:00.000000Z"}
    log.talk.request("POST", "/v1/logs", again, log.token("organ")).expect(422, "exists")
    log.move_clock("2020-01-01T00:00:00.000000Z").expect(422, "invalid")
    text = {"Content-Type": "text/plain"}
    for secrecy, code in (("secret", "state_secret"), ("perhaps", "invalid")):
        path = f"{log.path}/documents?secrecy={secrecy}"
        log.talk.request("POST", path, b"x", log.token("handler"), text).expect(422, code)


def test_a_rehearsals_token_is_no_good_in_a_production_log(run, node):
    log, _, names = run
    insert = "insert into juece.log (no, name, rehearsal, kafka) values (999999, '310112', false, false)"
    psql(node.dsn + " user=postgres", insert)
    for one in operations():
        if "{log}" in one.template:
            ask(log, one, names | {"log": "310112"}, body=lawful_body(one)).expect(403, "forbidden")


def test_without_its_database_every_operation_answers_as_documented(tmp_path):
    node = Node.create(tmp_path)
    try:
        node.start(wait=False)
        node.await_status("/health/live", 200)
        log = WatchedLog(node, "nowhere")
        names = {
            "log": log.name, "decision": str(uuid.uuid4()), "sha256": "0" * 64, "event": str(uuid.uuid4()), "n": "0",
            "stream": "register", "list": "regions",
        }
        for one in operations():
            if one.id != "get_live":
                answer = ask(log, one, names, body=lawful_body(one)).expect(503, "unavailable")
                assert int(answer.headers["retry-after"]) >= 1
    finally:
        node.kill()
