# What an operator sees of a running node: metrics on an address of their own, and a log that is clean of secrets.

import http.client
import json
import re
import shutil
import subprocess
import time

import pytest

from node import Node, free_port, psql
from talk import Log, Talk, new_key


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """A server that shows metrics."""
    node = Node.create(tmp_path_factory.mktemp("watched"))
    node.metrics_port = free_port()
    node.config.write_text(f"{node.config.read_text()}\n[metrics]\nport = {node.metrics_port}\n")
    with node:
        yield node


def ask(node, method="GET", path="/metrics"):
    connection = http.client.HTTPConnection("127.0.0.1", node.metrics_port, timeout=20)
    connection.request(method, path)
    response = connection.getresponse()
    return response, response.read().decode()


def samples(node):
    """The page as {name{labels}: value}."""
    response, text = ask(node)
    assert response.status == 200
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def eventually(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def requests(page, method, route, status):
    return page.get(f'juece_http_requests_total{{route="{route}",method="{method}",status="{status}"}}', 0)


def test_the_page_is_as_prometheus_wants_it(watched):
    response, text = ask(watched)
    assert response.getheader("content-type") == "text/plain; version=0.0.4; charset=utf-8"
    assert shutil.which("promtool"), "promtool is missing: Debian's package prometheus"
    done = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_the_page_is_there_and_only_on_its_own_address(watched):
    assert ask(watched, path="/")[0].status == 404
    assert ask(watched, path="/health/live")[0].status == 404
    assert ask(watched, "POST")[0].status == 405
    Talk(watched).request("GET", "/metrics").expect(404, "unknown_path")


def test_requests_are_counted_by_pattern(watched):
    before = samples(watched)
    log = Log.open(watched, "no-label")
    log.propose().expect(201)
    for _ in range(3):
        log.get().expect(200)
    log.get("/decisions/not-an-id").expect(404)
    Talk(watched).request("GET", "/no/such/path").expect(404)
    after = samples(watched)

    def grown(method, route, status):
        return requests(after, method, route, status) - requests(before, method, route, status)

    assert grown("POST", "/v1/logs", 201) == 1
    assert grown("POST", "/v1/logs/{log}/decisions", 201) == 1
    assert grown("GET", "/v1/logs/{log}", 200) == 3
    assert grown("GET", "/v1/logs/{log}/decisions/{decision}", 404) == 1
    assert requests(after, "any", "none", 404) > requests(before, "any", "none", 404)
    durations = 'juece_http_request_duration_seconds_count{route="/v1/logs/{log}",method="GET"}'
    assert after[durations] - before.get(durations, 0) == 3
    assert "no-label" not in ask(watched)[1], "names of logs and ids are no labels"


def test_commands_are_counted_by_what_became_of_them(watched):
    log = Log.open(watched, "outcomes")
    before = samples(watched)
    key = new_key()
    decision = log.propose(key).expect(201).json["decision"]
    log.propose(key).expect(201)
    log.upload(b"a document")
    refused = log.command(decision, "handler", "start_procedure", handlers=["minhang-yingji"]).expect(409, "refused")
    log.command(decision, "department", "report_study", query="?dry_run=true", conclusion="start").expect(200)
    log.command(decision, "department", "report_study", headers={"If-Match": '"9"'}, conclusion="start").expect(412)
    after = samples(watched)

    def grown(name):
        return after[name] - before.get(name, 0)

    assert grown('juece_commands_total{outcome="accepted"}') == 1
    assert grown('juece_commands_total{outcome="repeated"}') == 1
    assert grown('juece_commands_total{outcome="refused"}') == 1
    assert grown('juece_commands_total{outcome="dry_run"}') == 1
    assert grown('juece_commands_total{outcome="stale"}') == 1
    for refusal in refused.json["refusals"]:
        assert grown(f'juece_refusals_total{{rule="{refusal["rule"]}"}}') >= 1
    assert grown("juece_documents_uploaded_total") == 1
    assert grown('juece_committer_items_total{outcome="appended"}') == 2, "the proposal and the refused attempt"
    assert grown("juece_committer_batch_items_count") == 2
    assert after["juece_commands_waiting"] == 0 and after["juece_decisions_cached"] >= 1


def test_suppressed_refusals_are_counted(watched):
    log = Log.open(watched, "suppressed")
    decision = log.propose().expect(201).json["decision"]
    before = samples(watched)
    wrong = [
        log.command(decision, "handler", "start_procedure", handlers=["minhang-yingji"]).expect(409).json
        for _ in range(35)
    ]
    untold = sum(not answer["recorded"] for answer in wrong)
    assert untold >= 1
    after = samples(watched)
    assert after["juece_refusals_suppressed_total"] - before["juece_refusals_suppressed_total"] == untold


def test_the_program_the_process_and_the_connections(watched):
    log = Log.open(watched, "connected")
    page = samples(watched)
    log.talk.close()  # open until here: its connection was counted
    version = watched.run("--version").stdout.split()[1]
    assert page[f'juece_build_info{{version="{version}"}}'] == 1
    assert any(re.fullmatch(r'juece_statute_info\{statute="d713_2019",digest="[0-9a-f]{64}"\}', name) for name in page)
    assert page["juece_http_connections"] >= 1 and page["juece_io_thread_responding"] == 1
    status = dict(
        line.split(":", 1) for line in open(f"/proc/{watched.process.pid}/status", encoding="ascii", errors="replace")
    )
    resident = int(status["VmRSS"].split()[0]) * 1024
    assert abs(page["process_resident_memory_bytes"] - resident) < resident / 2
    assert 0 < page["process_resident_memory_bytes"] < page["juece_memory_limit_bytes"]
    assert page["process_open_fds"] < page["process_max_fds"]
    assert abs(page["process_start_time_seconds"] - time.time()) < 3600


def test_without_the_section_there_are_no_metrics(node):
    line, = [line for line in node.journal() if line["event"] == "configuration"]
    assert line["metrics"] == {}


def test_a_taken_port_of_metrics_is_1(watched):
    config = watched.folder / "twice.toml"
    config.write_text(watched.config.read_text().replace(f"port = {watched.port}\n", f"port = {free_port()}\n"))
    done = watched.run("--config", config)
    assert done.returncode == 1 and str(watched.metrics_port) in done.stderr


def test_an_outage_is_told_once_and_counted(tmp_path):
    node = Node.create(tmp_path)
    node.metrics_port = free_port()
    node.config.write_text(f"{node.config.read_text()}\n[metrics]\nport = {node.metrics_port}\n")
    with node:
        eventually(lambda: samples(node)["juece_ready"] == 1)
        assert "ready" in [line["event"] for line in node.journal()]
        log = Log.open(node, "outage")
        # The database goes: nobody may connect, and who is connected is sent away.
        psql(node.admin_dsn, f"alter database {node.database} allow_connections false")
        psql(node.admin_dsn, "select pg_terminate_backend(pid) from pg_stat_activity "
                             f"where datname = '{node.database}'")
        answers = [log.get("/decisions") for _ in range(40)]
        assert {answer.status for answer in answers} == {503}
        page = samples(node)
        assert page['juece_faults_total{code="unavailable"}'] >= 40
        told = [line for line in node.journal() if line["event"] == "fault" and line["code"] == "unavailable"]
        assert 1 <= len(told) <= 3 and all(line["cause"] for line in told), told
        # Each answer's id finds its line all the same.
        lines = [line for line in node.journal() if line["event"] == "request"]
        ids = {line["id"] for line in lines if line.get("code") == "unavailable"}
        assert {answer.headers["x-request-id"] for answer in answers} <= ids
        eventually(lambda: samples(node)["juece_ready"] == 0)
        assert "not_ready" in [line["event"] for line in node.journal()]
        psql(node.admin_dsn, f"alter database {node.database} allow_connections true")
        eventually(lambda: samples(node)["juece_ready"] == 1)
        node.terminate()
        sums = [line["count"] for line in node.journal() if line["event"] == "fault_repeated"]
        assert sum(sums) + len(told) >= 40


def test_the_log_holds_neither_tokens_nor_keys_nor_payloads(watched):
    log = Log.open(watched, "secrets")
    secret_key, secret_text = "key-" + new_key(), "不得外传的事由"
    token = log.token("department")
    decision = log.propose(secret_key, problem=secret_text).expect(201).json["decision"]
    log.propose(secret_key, problem=secret_text + "二").expect(422, "key_reused")
    log.command(decision, "handler", "start_procedure", secret_key + "b", handlers=["minhang-yingji"]).expect(409)
    log.upload("秘密的文书".encode())
    forged = token[:-8] + "AAAAAAAA"
    log.post("/decisions", {"command": "propose"}, key=secret_key, token=forged).expect(401)
    Talk(watched).request("GET", log.path + "?token=" + token).expect(401)
    Talk(watched).request("GET", log.path, headers={"Authorization": "Basic " + token}).expect(401)
    written = watched.log_path.read_text()
    for secret in (token, token.split(".")[1], token.split(".")[2], forged, secret_key, secret_text, "秘密的文书",
                   "PRIVATE KEY", "BEGIN"):
        assert secret not in written


def test_the_configuration_is_told_without_passwords(watched):
    dsn = watched.dsn
    config = watched.folder / "password.toml"
    config.write_text(
        watched.config.read_text()
        .replace(f"port = {watched.port}\n", f"port = {free_port()}\n")
        .replace("user=juece_reader", "user=juece_reader password=hunter2-in-plain-sight")
    )
    done = watched.run("--config", config)  # ends: the port of metrics is taken
    assert "hunter2" not in done.stderr + done.stdout
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    line, = [line for line in lines if line["event"] == "configuration"]
    assert line["database"]["reader"].startswith("juece_reader@") and watched.database in line["database"]["reader"]
    assert line["metrics"] == {"address": "127.0.0.1", "plain": False, "port": watched.metrics_port}
    assert line["log"] == {"level": "info"} and "dbname" not in json.dumps(line) and dsn


def test_the_level_is_the_configurations(tmp_path):
    node = Node.create(tmp_path)
    node.config.write_text(f'{node.config.read_text()}\n[log]\nlevel = "warn"\n')
    with node:
        Talk(node).request("GET", "/health/live").expect(200)
        node.terminate()
        assert all(line["level"] != "info" for line in node.journal())


def test_every_line_of_a_request_has_its_id(watched):
    log = Log.open(watched, "ids")
    bad = log.post("/decisions", {"command": "propose"}, token="x.y.z").expect(401)
    mine = [line for line in watched.journal() if line.get("id") == bad.headers["x-request-id"]]
    assert {line["event"] for line in mine} == {"request", "fault"}
    for line in watched.journal():
        assert line["event"] not in ("request", "fault") or re.fullmatch(r"[0-9a-f-]{36}", line["id"]), line
