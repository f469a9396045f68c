# What is tormented: PostgreSQL with a standby, a Kafka broker, two jueced on one database, and the proxy between them.

import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

from node import AUDIENCE, ISSUER, ROOT, Node, make_key
from postgres import Replicated, Stuck, processes
from proxy import Proxy, appends, produces
from talk import Log

LOG = "310112"
TOPIC = f"juece.{LOG}.events.v1"
DATABASE = "juece"
DAY = 86400
FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))

CONFIG = """
[server]
name = "{name}"
rehearsal = false
[http]
port = {port}
[database]
owner = "{dsn} user=juece_owner"
writer = "{dsn} user=juece_writer"
follower = "{dsn} user=juece_follower"
documents = "{dsn} user=juece_documents"
reader = "{dsn} user=juece_reader"
[kafka]
brokers = "127.0.0.1:{kafka}"
[identity]
issuer = "{issuer}"
audience = "{audience}"
keys = ["issuer.pub.pem"]
[paths]
schemas = "{schemas}"
"""


def pick_ports(count, rng=random.SystemRandom()):
    """Free ports below the range from which the kernel takes those of connections."""
    ports = []
    while len(ports) < count:
        port = rng.randrange(20000, 32000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port not in ports:
            ports.append(port)
    return ports


def sweep():
    """Ends and removes what runs left behind that were killed themselves; what a violation left stays."""
    for mark in Path("/var/tmp").glob("juece-nemesis-*/owner"):
        pid, out = mark.read_text().splitlines()
        if Path(f"/proc/{pid}").exists():
            continue
        for process, _, line in processes():
            if f"{mark.parent}/" in line or f"{out}/" in line:
                os.kill(process, signal.SIGKILL)
        for cluster in mark.parent.glob("pg-?"):
            subprocess.run(["umount", "--lazy", cluster], capture_output=True)
        shutil.rmtree(mark.parent, ignore_errors=True)


class Jueced(Node):
    """A node behind the proxy; its clock is a file's."""

    def __init__(self, folder, name, port, links, clock):
        super().__init__(folder, "", DATABASE, port)
        self.name, self.links, self.clock = name, links, clock
        self.config, self.log_path = folder / f"{name}.toml", folder / f"{name}.log"
        self.config.write_text(CONFIG.format(
            name=name, port=port, kafka=links["kafka"].port, issuer=ISSUER, audience=AUDIENCE, schemas=ROOT / "schemas",
            dsn=f"host=127.0.0.1 port={links['pg'].port} dbname={DATABASE} sslmode=disable gssencmode=disable",
        ))
        if clock:
            self.set_clock(0)

    def set_clock(self, seconds):
        new = self.clock.with_suffix(".new")
        new.write_text(f"{seconds:+d}\n")
        new.rename(self.clock)

    def start(self, wait=True):
        environment = dict(os.environ)
        if self.clock:
            environment |= {
                "LD_PRELOAD": str(FAKETIME[0]), "FAKETIME_TIMESTAMP_FILE": str(self.clock), "FAKETIME_NO_CACHE": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1",
            }
        with open(self.log_path, "ab") as output:
            self.process = subprocess.Popen(
                [self.binary(), "--config", self.config], stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                env=environment,
            )
        if wait:
            self.await_status("/health/live", 200)

    def end(self, limit):
        """SIGTERM; its exit code and how long it took."""
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(limit + 10)
        except subprocess.TimeoutExpired:
            raise Stuck(f"{self.name} does not end within {limit + 10} s of SIGTERM") from None
        took = time.monotonic() - begun
        if took > limit or code != 0:
            raise Stuck(f"{self.name} ended {took:.1f} s after SIGTERM with code {code}")
        return took

    def long_token(self, role, organ, person):
        """Good for as long as the clocks of this run may jump."""
        now = int(time.time())
        return self.token(
            f"{role}.clerk", organ, person, roles=[role], auth="certificate", iat=now - 2 * DAY, exp=now + 3 * DAY
        )


class Kafka:
    """A broker of its own; each node has a listener of its own, which it knows by the proxy's address."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        self.port, controller, *self.inner = pick_ports(4)
        (folder / "port").write_text(f"{self.port}\n")
        (folder / "controller.port").write_text(f"{controller}\n")
        self.controller = controller

    def announce(self, proxied):
        names = [f"NODE{n}" for n in range(len(proxied))]
        plain = [f"PLAINTEXT://127.0.0.1:{self.port}"]
        here = plain + [f"{name}://127.0.0.1:{port}" for name, port in zip(names, self.inner, strict=True)]
        seen = plain + [f"{name}://127.0.0.1:{port}" for name, port in zip(names, proxied, strict=True)]
        (self.folder / "extra.properties").write_text("\n".join([
            f"listeners={','.join(here)},CONTROLLER://127.0.0.1:{self.controller}",
            f"advertised.listeners={','.join(seen)}",
            "listener.security.protocol.map="
            + ",".join(f"{name}:PLAINTEXT" for name in ["CONTROLLER", "PLAINTEXT", *names]),
        ]) + "\n")

    def do(self, action):
        done = subprocess.run(
            [ROOT / "deploy/local/kafka.sh", action, self.folder], capture_output=True, text=True, cwd="/"
        )
        if done.returncode != 0:
            raise Stuck(f"kafka.sh {action}: {done.stderr[-2000:]}")


class World:
    """Everything that runs. `tokens` by role; `nodes` by name."""

    def __init__(self, out, mib):
        self.out = out
        out.mkdir(parents=True, exist_ok=True)
        # Where the user postgres can reach it, whatever folder the results go to.
        self.place = Path(tempfile.mkdtemp(prefix="juece-nemesis-", dir="/var/tmp"))
        self.place.chmod(0o755)
        self.owner = self.place / "owner"
        self.owner.write_text(f"{os.getpid()}\n{out}\n")
        self.postgres = Replicated(self.place, pick_ports(2), mib)
        self.kafka = Kafka(self.place / "kafka")
        self.proxy = Proxy()
        self.nodes, self.tokens, self.documents = {}, {}, {}
        self.clock_jumped = False  # once

    def start(self):
        make_key(self.out, "issuer")
        self.postgres.make(DATABASE)
        self.postgres.on_failover = self._follow_primary
        self._make_nodes()
        self.kafka.do("start")
        first = self.nodes["a"]
        done = first.run("--config", first.config, "--migrate")
        if done.returncode != 0:
            raise Stuck(f"the migration failed ({done.returncode}): {done.stdout}{done.stderr}")
        self.postgres.primary.ask(f"select juece.open_log('{LOG}', false, true)", "juece_owner")
        for node in self.nodes.values():
            node.start()
            node.await_status("/health/ready", 200)
        self._found_town(first)

    def _make_nodes(self):
        ports = iter(pick_ports(6))
        links = {}
        for number, name in enumerate("ab"):
            links[name] = {
                "pg": self.proxy.add(f"{name}-pg", next(ports), self.postgres.primary.port, appends),
                "kafka": self.proxy.add(f"{name}-kafka", next(ports), self.kafka.inner[number], produces),
            }
        self.kafka.announce([links[name]["kafka"].port for name in links])
        for name in links:
            # Only one clock can jump, so that the other shows what is right.
            clock = self.out / "clock" if name == "b" and FAKETIME else None
            self.nodes[name] = Jueced(self.out, name, next(ports), links[name], clock)

    def _follow_primary(self):
        for node in self.nodes.values():
            node.links["pg"].retarget(self.postgres.primary.port)

    def _found_town(self, node):
        """Rules, organs, posts and their holders, and the documents that the commands name."""
        registrar, clerk, mayor = (str(uuid.uuid4()) for _ in range(3))
        self.tokens["office"] = node.long_token("office", "office", registrar)
        self.juecectl("rules", "publish", "--statute", "d713_2019", "--profile", "shanghai/minhang", "--calendar")
        since = {"from": "2019-01-01"}
        log = Log(node, LOG)
        for organ, kind, roles, person in (
            ("office", "office", ["office"], registrar), ("yingji", "department", ["department", "handler"], clerk),
            ("gov", "government", ["organ"], mayor),
        ):
            post = f"{roles[0]}.clerk"
            for command, data in (
                ("add_organ", {"organ": organ, "name": organ, "kind": kind} | since),
                ("establish_post", {
                    "post": post, "organ": organ, "title": post, "holders": "several", "roles": roles} | since),
                ("enter_person", {"person": person, "name": post}),
                ("appoint", {"person": person, "post": post} | since),
            ):
                log.enter(command, token=self.tokens["office"], **data).expect(200)
            self.tokens[roles[0]] = node.long_token(roles[0], organ, person)
        self.tokens["handler"] = self.tokens["department"]
        log.token = lambda role: self.tokens[role]
        for role in ("decision", "draft", "explanation", "law_inventory", "cost_benefit"):
            self.documents[role] = log.document(role)
        time.sleep(1.2)  # A node follows register and rules at least every second.

    def environment(self, node="a"):
        return os.environ | {
            "JUECE_URL": f"http://127.0.0.1:{self.nodes[node].port}", "JUECE_TOKEN": self.tokens["office"],
            "JUECE_LOG": LOG, "JUECE_SCHEMAS": str(ROOT / "schemas"), "JUECE_KAFKA": f"127.0.0.1:{self.kafka.port}",
        }

    def juecectl(self, *words):
        program = Node.binary().parent / "juecectl"
        done = subprocess.run([program, *words], cwd="/", env=self.environment(), capture_output=True, text=True)
        if done.returncode != 0:
            raise Stuck(f"juecectl {' '.join(words)}: {done.stdout}{done.stderr}")

    def leader(self):
        """The node that holds the relay's lease, by its name; None if nobody does, or nobody can say."""
        try:
            owner = self.postgres.primary.ask(
                "select split_part(f.owner, '/', 1) from juece.follower f join juece.log l on l.no = f.log "
                f"where f.name = 'relay' and l.name = '{LOG}' and f.lease_until > clock_timestamp()"
            )
        except subprocess.CalledProcessError:
            return None
        return owner if owner in self.nodes else None

    def journal_has(self, request_id):
        return any(request_id in node.log_path.read_text(errors="replace") for node in self.nodes.values())

    def close(self, keep):
        for node in self.nodes.values():
            node.kill()
        self.kafka.do("kill")
        for cluster in (self.postgres.primary, self.postgres.standby):
            cluster.remove(keep)
        self.owner.unlink()
        if not keep:
            shutil.rmtree(self.place, ignore_errors=True)
