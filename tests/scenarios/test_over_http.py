# Every scenario over HTTP gives the transcript of the run in memory; and juecectl as a person uses it, server included.

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/integration/http"))
from fixtures import node  # noqa: E402, F401
from node import ISSUER, Node, free_port, psql  # noqa: E402

SCENARIOS = sorted((ROOT / "tests/scenarios").glob("*.scenario"))
DEMONSTRATION = ROOT / "tests/scenarios/minhang_c2.scenario"
DOCUMENTS = ROOT / "tests/scenarios/invented"


def binary():
    return Node.binary().parent / "juecectl"


class Person:
    """Somebody at a terminal: juecectl with its environment and a token of its own."""

    def __init__(self, node, folder, **environment):
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "JUECE_ISSUER": ISSUER,
            "JUECE_ISSUER_KEY": str(node.folder / "issuer.pem"), "JUECE_URL": f"http://127.0.0.1:{node.port}",
            "JUECE_PERSONAS": str(ROOT / "deploy/local/personas.toml"),
        } | environment

    def __call__(self, *arguments, code=0, timeout=120):
        done = subprocess.run(
            [binary(), *arguments], capture_output=True, text=True, cwd=ROOT, env=self.environment, timeout=timeout
        )
        assert done.returncode == code, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def login(self, name):
        self("login", "--as", name)
        return self


@pytest.fixture
def person(node, tmp_path):
    return Person(node, tmp_path)


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_the_server_answers_as_the_memory_does(person, node, tmp_path, file):
    memory, server = tmp_path / "memory", tmp_path / "server"
    person("scenario", "run", file, "--transcript", memory)
    person("scenario", "run", file, "--transcript", server, "--server", person.environment["JUECE_URL"])
    assert memory.read_text() == server.read_text() != ""


def test_the_demonstration_shows_what_it_promises(person):
    shown = person("scenario", "run", DEMONSTRATION, "--show", "--server", person.environment["JUECE_URL"])
    for words in (
        "应急预案不是应急处置", "演示用推定", "公开征求意见期限至 2023-11-11,尚差 2 日,最早可于 2023-11-12 结束",
        "未声明无利害关系的(名单次序):2", "未经承办单位法制机构合法性初审的,不得送请合法性审查", "late_entry_required",
        "此步骤只能在“合法性审查完成", "已过工作日:6", "1月1日放假", "行政首长应当最后发表意见",
        "出台前应当按照规定向同级党委请示报告", "代录", "补录", "准许 38,依法拒绝 9,不予受理 1",
        "截至 2023-11-01", "重放的终态与现在的状态相同",
    ):
        assert words in shown
    assert "\x1b" not in shown  # no colours where there is no terminal


def events_stored(node):
    return int(psql(node.dsn + " user=postgres", "select count(*) from juece.event"))


def without_seq(transcript):
    """A refused command has no effect, so one that is sent again is judged, and recorded as an attempt, again: events
    of the decision are the same, only their place in the log may be later."""
    lines = [json.loads(line) for line in transcript.splitlines()]
    for line in lines:
        for event in line.get("events", []):
            del event["seq"]
    return lines


def test_the_scenario_goes_on_after_kill_nine(tmp_path):
    with Node.create(tmp_path) as own:
        person = Person(own, tmp_path)
        server, memory = tmp_path / "server", tmp_path / "memory"
        url = person.environment["JUECE_URL"]
        running = subprocess.Popen(
            [binary(), "scenario", "run", DEMONSTRATION, "--transcript", server, "--server", url], cwd=ROOT,
            env=person.environment, stdout=subprocess.DEVNULL,
        )
        kills = 0
        for threshold in (5, 10, 15, 20):
            while running.poll() is None and events_stored(own) < threshold:
                pass
            if running.poll() is not None:
                break
            running.send_signal(signal.SIGSTOP)  # so that it is still in the middle when the server is back
            own.kill()
            own.start()
            kills += 1
            running.send_signal(signal.SIGCONT)
        assert running.wait(120) == 0
        assert kills > 0
        person("scenario", "run", DEMONSTRATION, "--transcript", memory)
        assert without_seq(server.read_text()) == without_seq(memory.read_text())


def propose(person):
    done = person(
        "open", "--json", "title=道路养护办法", "category=public_policy", "proposer_kind=department", "problem=一",
        "grounds=二", "solution=三", "necessity=四", "feasibility=五",
    )
    return json.loads(done)["decision"]


def test_a_decision_by_hand(person, tmp_path):
    person.login("department")
    assert json.loads(person("whoami", "--json"))["post"] == "department"
    name = f"by-hand-{os.getpid()}"
    person("log", "open", name, "--clock", "2024-05-06 09:00")
    person.environment["JUECE_LOG"] = name
    decision = propose(person)
    person("do", decision, "report_study", "conclusion=start", "--if-match", "1")

    assert "R08" in person.login("handler")("do", decision, "start_procedure", code=1)
    would = person("do", decision, "start_procedure", "--dry-run", "--json", code=1)
    assert json.loads(would)["recorded"] is False
    assert "是否想写 handlers" in run_for_errors(person, "do", decision, "start_procedure", "handler=a")
    person("do", decision, "start_procedure", "--if-match", "1", code=2)  # stale

    person.login("organ")
    document = f"decision=@{DOCUMENTS / 'decision.txt'}#演示〔2024〕1号"
    person("do", decision, "start_procedure", "handlers=minhang-yingji", document)
    person.login("handler")
    key = ("--key", "0123456789abcdef0123456789abcdef")
    assert "R13" in person("do", decision, "complete_draft", f"draft=@{DOCUMENTS / 'draft.txt'}", code=1)
    draft = (
        f"draft=@{DOCUMENTS / 'draft.txt'}", f"law_inventory=@{DOCUMENTS / 'law_inventory.txt'}",
        f"cost_benefit=@{DOCUMENTS / 'cost_benefit.txt'}",
    )
    first = person("do", decision, "complete_draft", *draft, "--json", *key)
    assert person("do", decision, "complete_draft", *draft, "--json", *key) == first
    menu = person("menu", decision)
    assert "可办   公开征求意见" in menu and "R17" in menu and "R45" not in menu
    assert "道路养护办法" in person("list") and "道路养护办法" in person("show", decision)
    person("clock", "--to", "2024-05-20")
    assert "2024-05-20 00:00:00" in person("log", "show")
    person("clock", "--to", "2024-05-19", code=2)

    leaves = person("history", decision, "--leaves")
    assert leaves.count("\n") == 4
    checked = subprocess.run(
        [sys.executable, ROOT / "tests/leaf_reader.py", "-"], input=leaves, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "全部相符" in person("replay", decision)
    assert json.loads(person("replay", decision, "--json"))["differences"] == []
    events = person("events", "--json").splitlines()
    assert [int(json.loads(line)["sequence"]) for line in events] == list(range(len(events)))


def run_for_errors(person, *arguments):
    done = subprocess.run([binary(), *arguments], capture_output=True, text=True, cwd=ROOT, env=person.environment)
    assert done.returncode == 2
    return done.stderr


def test_mistakes_are_told_with_what_to_do(node, person, tmp_path):
    assert "juecectl login --as" in run_for_errors(person, "list", "--log", "x")
    assert "department" in run_for_errors(person, "login", "--as", "nobody")
    person.login("handler")
    assert "--log" in run_for_errors(person, "list")
    assert "unknown_log" in run_for_errors(person, "list", "--log", "no-such-log")
    assert "juecectl list" in run_for_errors(person, "--log", "x", "menu", "17")
    assert "--help" in run_for_errors(person, "nonsense")
    mode = (tmp_path / ".config/juece/token").stat().st_mode
    assert mode & 0o777 == 0o600
    gone = Person(node, tmp_path, JUECE_URL=f"http://127.0.0.1:{free_port()}")
    gone("list", "--log", "x", code=3)


def test_a_token_of_another_key_is_refused(node, tmp_path):
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", tmp_path / "other.pem"], check=True)
    stranger = Person(node, tmp_path, JUECE_ISSUER_KEY=str(tmp_path / "other.pem")).login("handler")
    assert "401" in run_for_errors(stranger, "log", "open", "strange")


def test_help_teaches(person):
    for arguments in (
        (), ("login",), ("whoami",), ("log", "open"), ("log", "show"), ("clock",), ("open",), ("do",), ("menu",),
        ("list",), ("show",), ("history",), ("replay",), ("events",), ("subscribe",), ("statute",),
        ("scenario", "run"), ("scenario", "check"),
    ):
        text = person(*arguments, "--help")
        assert "例" in text and "juecectl" in text


@pytest.mark.skipif("JUECE_TEST_KAFKA" not in os.environ, reason="tools/dev test starts Kafka and names it")
def test_the_subscriber_receives_every_event(tmp_path):
    kafka = os.environ["JUECE_TEST_KAFKA"]
    own = Node.create(tmp_path)
    own.config.write_text(own.config.read_text() + f'[kafka]\nbrokers = "{kafka}"\n')
    with own:
        person = Person(own, tmp_path, JUECE_KAFKA=kafka)
        shown = person("scenario", "run", DEMONSTRATION, "--show", "--server", person.environment["JUECE_URL"])
        assert "不缺、不重、次序与日志一致" in shown
        log = shown.split("演练日志 ")[1].split(" ")[0]
        person.login("auditor").environment["JUECE_LOG"] = log
        events = person("events", "--json").splitlines()
        received = person(
            "subscribe", "--from-beginning", "--count", str(len(events)), "--timeout", "60", "--json"
        ).splitlines()
        assert [json.loads(line)["id"] for line in received] == [json.loads(line)["id"] for line in events]


def test_the_table_of_the_law_needs_no_server(person):
    assert "flowchart TB" in person("statute", "--mermaid")
    assert "D713 15(1)" in person("statute")
    assert json.loads(person("statute", "--json"))["id"] == "d713_2019"
