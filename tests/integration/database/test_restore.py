# The disaster that docs/operating/backup.md is for, with that page's own settings and queries: a cluster that archives,
# a base backup while work goes on, the end of the cluster, restores into new ones, and work going on there. The server
# runs from the example configuration of deploy/systemd; the real log is opened as docs/operating/deployment.md says.

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests/integration/http"))
from node import ISSUER, Node, free_port, make_key, psql  # noqa: E402
from talk import PROPOSAL, Log, new_key  # noqa: E402

PAGE = (ROOT / "docs/operating/backup.md").read_text()
EXAMPLE = ROOT / "deploy/systemd/jueced.toml"
SCENARIO = ROOT / "tests/scenarios/waiver.scenario"
REAL_LOG = "310112"
AS_POSTGRES = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
REGISTRAR, CLERK = str(uuid.uuid4()), str(uuid.uuid4())


def as_postgres(*words):
    return subprocess.run([*AS_POSTGRES, *map(str, words)], check=True, cwd="/", capture_output=True, text=True)


def from_page(pattern):
    """What the page tells the administrator to write or to ask."""
    found = re.search(pattern, PAGE, re.MULTILINE)
    assert found, f"backup.md says nothing like {pattern}"
    return found.group(1)


class Cluster:
    """A PostgreSQL of its own, by deploy/local/postgres.sh; it archives into a folder of its own."""

    def __init__(self, place, name):
        self.folder, self.backup, self.name = place / name, place / "backup", name
        self.archive = self.backup / f"wal-{name}"
        as_postgres("mkdir", "-p", self.folder, self.archive)

    def do(self, action):
        subprocess.run([ROOT / "deploy/local/postgres.sh", action, self.folder], check=True, capture_output=True)

    def say(self, *settings):
        with open(self.folder / "data/postgresql.conf", "a") as file:
            file.writelines(line + "\n" for line in settings)

    def archiving(self):
        lines = [from_page(rf"^({name} = .*)$") for name in ("archive_mode", "archive_command", "archive_timeout")]
        return [line.replace("/srv/juece-backup/wal", str(self.archive)) for line in lines]

    @property
    def address(self):
        return f"host=127.0.0.1 port={(self.folder / 'port').read_text().strip()}"

    def ask(self, sql, user="juece_auditor", database="juece"):
        return psql(f"{self.address} dbname={database} user={user}", sql)

    def make(self):
        self.do("start")
        self.say(*self.archiving())
        self.do("stop")
        self.do("start")
        by_hand = f"{self.address} user=postgres dbname=postgres"
        psql(by_hand, (ROOT / "schemas/sql/roles.sql").read_text())
        connection = ["--maintenance-db", by_hand, "--owner=juece_owner", "--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(["createdb", *connection, "--template=template0", "juece"], check=True)

    def back_up(self):
        base = self.backup / "base"
        as_postgres(
            "pg_basebackup", f"--pgdata={base}", "--checkpoint=fast", f"--dbname={self.address} user=postgres"
        )
        as_postgres(next(Path("/usr/lib/postgresql").glob("*/bin/pg_verifybackup")), base)

    def await_archive(self):
        """Until everything that has been written so far is in the archive."""
        wal = self.ask("select pg_walfile_name(pg_switch_wal())", "postgres")
        deadline = time.monotonic() + 20
        while not (self.archive / wal).exists():
            assert time.monotonic() < deadline, self.ask("select * from pg_stat_archiver", "postgres")
            time.sleep(0.05)

    def restore(self, archive):
        as_postgres("cp", "-a", self.backup / "base", self.folder / "data")
        restore = from_page(r"^ *(restore_command = .*)$").replace("/srv/juece-backup/wal", str(archive))
        self.say(*self.archiving(), restore)
        as_postgres("touch", self.folder / "data/recovery.signal", self.folder / "complete")
        self.do("start")
        deadline = time.monotonic() + 30
        while self.ask("select pg_is_in_recovery()", "postgres", "postgres") != "f":
            assert time.monotonic() < deadline, (self.folder / "server.log").read_text()[-4000:]
            time.sleep(0.05)

    def leaves(self):
        """Every log's leaves, having been checked by numbers and by the reader that knows nothing of juece."""
        assert self.ask(from_page(r'-c "(select l\.name, l\.next_seq, .*)"$')) == ""
        export = from_page(r'-c "(select convert_from.*)" > 310112\.jsonl$')
        found = {}
        for log in self.ask("select name from juece.log").splitlines():
            found[log] = self.ask(export.replace("'310112'", f"'{log}'"))
            read = subprocess.run(
                [sys.executable, ROOT / "tests/leaf_reader.py", "-"], input=found[log], capture_output=True, text=True
            )
            assert read.returncode == 0, read.stderr
        return found


class RealLog(Log):
    """Acts in a real log: posts are the register's, tokens no rehearsal's."""

    def token(self, role):
        person = REGISTRAR if role == "office" else CLERK
        return self.node.token(f"{role}.clerk", "as-the-token-says", person, roles=["office"], auth="certificate")

    def by_hand(self, *words):
        done = self.juecectl("office", *words)
        assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def prepare(self):
        self.by_hand("rules", "publish", "--statute", "d713_2019", "--profile", "shanghai/minhang", "--calendar")
        for organ, kind, post, roles, person in (
            ("office", "office", "office.clerk", "office", REGISTRAR),
            ("yingji", "department", "handler.clerk", "department,handler", CLERK),
        ):
            for words in (
                ("add_organ", f"organ={organ}", f"name={organ}", f"kind={kind}", "from=2019-01-01"),
                ("establish_post", f"organ={organ}", f"post={post}", f"title={post}", "holders=several",
                 f"roles={roles}", "from=2019-01-01"),
                ("enter_person", f"person={person}", "name=甲"),
                ("appoint", f"person={person}", f"post={post}", "from=2019-01-01"),
            ):
                self.by_hand("register", "do", *words)

    def propose(self, key=None, **data):
        return self.post("/decisions", {"command": "propose", "data": PROPOSAL | data}, key=key)


class Server(Node):
    """A jueced run from the example configuration, with another address, key and schemas."""

    def __init__(self, folder, cluster):
        self.cluster = cluster
        super().__init__(folder, f"{cluster.address} user=postgres", "juece", free_port())
        self.config, self.log_path = folder / f"{cluster.name}.toml", folder / f"{cluster.name}.log"
        text = EXAMPLE.read_text()
        for words, other in (
            ("host=/var/run/postgresql", cluster.address), ("port = 8080", f"port = {self.port}"),
            ("https://login.example", ISSUER), ("/usr/local/share/juece/schemas", str(ROOT / "schemas")),
            ("rehearsal = false", "rehearsal = true"),
        ):
            assert words in text
            text = text.replace(words, other)
        self.config.write_text(text)

    def __enter__(self):
        assert self.run("--config", self.config, "--check").returncode == 0
        self.start()
        return self

    def __exit__(self, *unused):
        self.kill()

    def run_scenario(self):
        keys = {"JUECE_ISSUER": ISSUER, "JUECE_ISSUER_KEY": str(self.folder / "issuer.pem")}
        done = self.juecectl("scenario", "run", SCENARIO, "--server", f"http://127.0.0.1:{self.port}", **keys)
        assert done.returncode == 0, done.stdout + done.stderr

    def expect_work_to_go_on(self, decision):
        """The next command, a new decision, a new rehearsal; and what juecectl makes of it all."""
        log = RealLog(self, REAL_LOG)
        log.command(decision, "handler", "report_study", conclusion="start").expect(200)
        log.propose(title="恢复以后").expect(201)
        assert "2 片叶" in log.by_hand("replay", decision)
        self.run_scenario()
        self.cluster.leaves()


@pytest.fixture
def place():
    folder = Path(tempfile.mkdtemp(prefix="juece-restore-", dir="/var/tmp"))
    if AS_POSTGRES:
        shutil.chown(folder, "postgres")
    yield folder
    for cluster in folder.glob("*/data"):
        subprocess.run([ROOT / "deploy/local/postgres.sh", "remove", cluster.parent], capture_output=True)
    shutil.rmtree(folder)


def test_a_base_backup_and_the_archive_make_a_new_cluster_that_goes_on(place, tmp_path):
    make_key(tmp_path, "issuer")
    first = Cluster(place, "first")
    first.make()
    keys = {title: new_key() for title in ("备份以前", "备份以后", "归档以后")}
    server = Server(tmp_path, first)
    server.migrate()
    opening = f"select juece.open_log('{REAL_LOG}', false, true)"
    assert first.ask(opening, "juece_owner") == "t" and first.ask(opening, "juece_owner") == "f"
    with server:
        log = RealLog(server, REAL_LOG)
        log.prepare()
        server.run_scenario()
        answers = {"备份以前": log.propose(keys["备份以前"], title="备份以前").expect(201).json}
        first.back_up()
        server.run_scenario()
        answers["备份以后"] = log.propose(keys["备份以后"], title="备份以后").expect(201).json
        first.await_archive()
        archived = first.leaves()
        answers["归档以后"] = log.propose(keys["归档以后"], title="归档以后").expect(201).json
        everything = first.leaves()
        first.do("kill")
    assert everything != archived

    # The archive alone: what came after its last segment is gone, all else is there and goes on.
    older = Cluster(place, "older")
    older.restore(first.archive)
    assert older.leaves() == archived
    with Server(tmp_path, older) as restored:
        log = RealLog(restored, REAL_LOG)
        repeated = {title: log.propose(key, title=title).expect(201).json for title, key in keys.items()}
        assert repeated["备份以前"] == answers["备份以前"] and repeated["备份以后"] == answers["备份以后"]
        assert repeated["归档以后"]["events"][0]["seq"] == answers["归档以后"]["events"][0]["seq"]
        assert repeated["归档以后"]["events"][0]["id"] != answers["归档以后"]["events"][0]["id"]
        restored.expect_work_to_go_on(answers["备份以后"]["decision"])
    older.do("kill")

    # With what was left of the old cluster's pg_wal nothing is missing.
    as_postgres("sh", "-c", f"cp -n {first.folder}/data/pg_wal/0* {first.archive}/")
    second = Cluster(place, "second")
    second.restore(first.archive)
    assert second.leaves() == everything
    with Server(tmp_path, second) as restored:
        log = RealLog(restored, REAL_LOG)
        for title, key in keys.items():
            assert log.propose(key, title=title).expect(201).json == answers[title]
        restored.expect_work_to_go_on(answers["归档以后"]["decision"])
