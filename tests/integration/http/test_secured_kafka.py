# The relay and a subscriber over SASL and TLS, against a broker of the test's own (JUECE_KAFKA_LIB names its jars).

import json
import subprocess

import pytest

from certificates import Authority
from node import ROOT, Node, free_port
from talk import Log

KAFKA = ROOT / "deploy/local/kafka.sh"
EXTRA = """
listeners=PLAINTEXT://127.0.0.1:{plain},SASL_SSL://127.0.0.1:{secured},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{plain},SASL_SSL://127.0.0.1:{secured}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL
ssl.keystore.type=PEM
ssl.keystore.location={keys}/broker.pem
ssl.truststore.type=PEM
ssl.truststore.location={keys}/ca.pem
sasl.enabled.mechanisms=PLAIN
listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule \
    required user_juece="a password";
"""


def kafka(action, folder):
    # Kafka outlives the script, so it must not inherit a pipe that is read to its end.
    with open(folder / "script.log", "a") as output:
        code = subprocess.call([KAFKA, action, folder], stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    assert code == 0, (folder / "script.log").read_text()


@pytest.fixture
def broker(tmp_path):
    """The folder of the broker's files for its clients, with section.toml for jueced and juecectl alike."""
    authority = Authority(tmp_path)
    certificate, key = authority.issue("broker-alone")
    (tmp_path / "broker.pem").write_text(key.read_text() + certificate.read_text())
    secret = tmp_path / "password"
    secret.write_text("a password\n")
    secret.chmod(0o600)
    folder = tmp_path / "kafka"
    folder.mkdir()
    plain, controller, port = free_port(), free_port(), free_port()
    (folder / "port").write_text(f"{plain}\n")
    (folder / "controller.port").write_text(f"{controller}\n")
    (folder / "extra.properties").write_text(
        EXTRA.format(plain=plain, secured=port, controller=controller, keys=tmp_path)
    )
    kafka("start", folder)
    (tmp_path / "section.toml").write_text(
        f'[kafka]\nbrokers = "127.0.0.1:{port}"\nsecurity = "sasl_tls"\nca = "{tmp_path}/ca.pem"\nusername = "juece"\n'
        f'password_file = "{secret}"\nmechanism = "PLAIN"\n'
    )
    yield tmp_path
    kafka("kill", folder)


def subscribe(node, log, section, seconds):
    words = ["--from-beginning", "--count", "8", "--timeout", str(seconds), "--json"]
    return log.juecectl("handler", "subscribe", "--kafka-config", section, *words)


def test_events_travel_over_sasl_and_tls(broker, tmp_path_factory):
    section = broker / "section.toml"
    kind = type("RelayingNode", (Node,), {"sections": section.read_text()})
    with kind.create(tmp_path_factory.mktemp("node")) as node:
        log = Log.open(node, "secured", kafka=True)
        log.propose().expect(201)
        events = log.get("/events?limit=1000").expect(200).json["items"]
        received = subscribe(node, log, section, 40)
        assert len(events) >= 8 and received.returncode == 0, received.stderr
        assert len([json.loads(line) for line in received.stdout.splitlines()]) >= 8
        line, = [line for line in node.journal() if line["event"] == "configuration"]
        assert line["kafka"].pop("brokers").startswith("127.0.0.1:")
        assert line["kafka"] == {"min_insync_replicas": 1, "plain": False, "replication": 1, "security": "sasl_tls"}

        (broker / "password").write_text("another\n")
        refused = subscribe(node, log, section, 3)
        assert refused.returncode != 0 and not refused.stdout
