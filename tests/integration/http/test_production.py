# A production log from its opening to its first step, as docs/operating/deployment.md tells it.

import subprocess
import uuid

import pytest
from node import ROOT, Node, psql
from talk import PROPOSAL, Log

CLERK = str(uuid.uuid5(uuid.NAMESPACE_URL, "the office's clerk"))
LOG = "310112"


@pytest.fixture
def node(tmp_path):
    node = Node.create(tmp_path, rehearsal=False)
    with node:
        yield node


def juecectl(node, *words, token=None):
    environment = {"JUECE_LOG": LOG, "JUECE_CONFIG": str(node.config)} | ({"JUECE_TOKEN": token} if token else {})
    return node.juecectl(*words, **environment)


def asked(node, sql):
    return psql(f"{node.dsn} user=postgres", sql)


def open_log(node, *words):
    who = ("--person", CLERK, "--post", "office.clerk", "--organ", "minhang-office")
    return juecectl(node, "log", "open", LOG, "--production", *who, *words)


def clerk_token(node):
    return node.token("office.clerk", "minhang-office", CLERK, roles=["office"], auth="certificate")


def test_from_its_opening_to_its_first_step(node):
    opened = open_log(node, "--kafka")
    assert opened.returncode == 0, opened.stderr
    token = clerk_token(node)
    steps = [
        "rules publish --statute d713_2019 --profile shanghai/minhang --calendar",
        "register do add_organ organ=minhang-office name=区政府办公室 kind=office from=2019-01-01",
        "register do establish_post organ=minhang-office post=office.clerk title=登记岗 holders=several roles=office"
        " from=2019-01-01",
        f"register do enter_person person={CLERK} name=某某",
        f"register do appoint person={CLERK} post=office.clerk from=2019-01-01",
        "register do add_organ organ=minhang-yingji name=区应急局 kind=department from=2019-01-01",
        "register do establish_post organ=minhang-yingji post=yingji.clerk title=承办岗 holders=several"
        " roles=department,handler from=2019-01-01",
        "register do enter_person person=0192e0a1-5b7c-7c3e-9d00-6a1f2b3c4d5e name=另一人",
        "register do appoint person=0192e0a1-5b7c-7c3e-9d00-6a1f2b3c4d5e post=yingji.clerk from=2019-01-01",
    ]
    for step in steps:
        done = juecectl(node, *step.split(), token=token)
        assert done.returncode == 0, f"{step}\n{done.stdout}{done.stderr}"

    log = Log(node, LOG)
    handler = node.token(
        "yingji.clerk", "minhang-yingji", "0192e0a1-5b7c-7c3e-9d00-6a1f2b3c4d5e", roles=["citizen"], auth="certificate"
    )
    body = {"command": "propose", "data": PROPOSAL}
    decision = log.post("/decisions", body, token=handler).expect(201).json["decision"]
    study = {"command": "report_study", "data": {"conclusion": "start"}}
    log.post(f"/decisions/{decision}/commands", study, token=handler).expect(200)

    leaves = asked(node, "select convert_from(leaf, 'UTF8') from juece.event order by seq").splitlines()
    assert '"type":"cn.gov.juece.log.opened.v1"' in leaves[0] and f'"person":"{CLERK}"' in leaves[0]
    assert not any('"rehearsal":true' in leaf for leaf in leaves)
    exported = node.folder / "log.jsonl"
    exported.write_text("".join(leaf + "\n" for leaf in leaves))
    read = subprocess.run(
        ["python3", ROOT / "tests/leaf_reader.py", exported], capture_output=True, text=True, timeout=60
    )
    assert read.returncode == 0, read.stdout + read.stderr


def test_a_production_log_has_partitions_of_its_own(node):
    assert open_log(node).returncode == 0
    where = asked(node, "select distinct tableoid::regclass from juece.event")
    assert where == "juece.event_1"


def test_a_name_is_taken_once_and_what_is_missing_is_told(node):
    assert open_log(node).returncode == 0
    again = open_log(node)
    assert again.returncode == 2 and "已经存在" in again.stderr
    assert asked(node, "select count(*) from juece.event") == "1"
    nobody = juecectl(node, "log", "open", "310113", "--production")
    assert nobody.returncode == 2 and "--person" in nobody.stderr
    misspelt = juecectl(
        node, "log", "open", "31:01", "--production", "--person", CLERK, "--post", "a", "--organ", "b"
    )
    assert misspelt.returncode == 2 and "“:”" in misspelt.stderr
    rehearsal_only = juecectl(node, "log", "open", "x", "--person", CLERK)
    assert rehearsal_only.returncode == 2


def test_a_rehearsals_token_counts_for_nothing_in_it(node):
    assert open_log(node).returncode == 0
    log = Log(node, LOG)
    log.get("").expect(403)
