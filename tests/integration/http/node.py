# A jueced of its own: keys, configuration, database, process. Standard library, psql and openssl.

import base64
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import time
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
AUDIENCE = "juece"
ISSUER = "juece-test"

CONFIG = """
[server]
name = "test-{port}"
rehearsal = {rehearsal}
[http]
port = {port}
{http}
[database]
admin = "{dsn} user=postgres"
owner = "{dsn} user=juece_owner"
writer = "{dsn} user=juece_writer"
follower = "{dsn} user=juece_follower"
documents = "{dsn} user=juece_documents"
reader = "{dsn} user=juece_reader"
[identity]
issuer = "{issuer}"
audience = "{audience}"
keys = ["issuer.pub.pem"]
[paths]
schemas = "{schemas}"
{sections}
"""


def _base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def make_key(folder, name):
    """An Ed25519 key pair as name.pem and name.pub.pem."""
    private, public = folder / f"{name}.pem", folder / f"{name}.pub.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", private], check=True)
    subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-out", public], check=True)
    return private


def sign(key, header, claims):
    """A token as the given key signs it; openssl signs, because the standard library knows no Ed25519."""
    text = ".".join(_base64url(json.dumps(part).encode()) for part in (header, claims))
    # One-shot algorithms read their input from a file, not from a pipe.
    input_file = Path(key).with_suffix(f".{uuid.uuid4().hex}.in")
    input_file.write_text(text)
    try:
        signature = subprocess.run(
            ["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", key, "-in", input_file], check=True, capture_output=True
        ).stdout
    finally:
        input_file.unlink()
    return f"{text}.{_base64url(signature)}"


def psql(dsn, sql):
    result = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", dsn, "-c", sql], check=True, capture_output=True)
    return result.stdout.decode().strip()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Node:
    """A jueced process on a database of its own. Tests that want more in its configuration set it in a subclass."""

    scheme = "http"
    http_keys = ""  # of [http]
    sections = ""  # behind all others

    def __init__(self, folder, admin_dsn, database, port):
        self.folder, self.admin_dsn, self.database, self.port = folder, admin_dsn, database, port
        self.process = None
        self.config = folder / "jueced.toml"
        self.log_path = folder / "jueced.log"
        self._tokens = {}

    @classmethod
    def create(cls, folder, rehearsal=True):
        admin = os.environ.get("JUECE_TEST_ADMIN_DSN")
        if not admin:
            raise RuntimeError("JUECE_TEST_ADMIN_DSN is not set; tools/dev test sets it")
        node = cls(Path(folder), admin, f"juece_http_{secrets.token_hex(6)}", free_port())
        make_key(node.folder, "issuer")
        node.write_config(rehearsal)
        return node

    def sibling(self):
        """Another node on the same database, with the same keys."""
        other = Node(self.folder, self.admin_dsn, self.database, free_port())
        other.config = self.folder / "sibling.toml"
        other.log_path = self.folder / "sibling.log"
        other.write_config(True)
        return other

    def write_config(self, rehearsal):
        self.config.write_text(CONFIG.format(
            rehearsal=str(rehearsal).lower(), port=self.port, dsn=self.dsn, issuer=ISSUER, audience=AUDIENCE,
            schemas=ROOT / "schemas", http=self.http_keys, sections=self.sections,
        ))

    @property
    def dsn(self):
        words = [word for word in self.admin_dsn.split() if not word.startswith(("dbname=", "user="))]
        return " ".join(words + [f"dbname={self.database}"])

    @staticmethod
    def binary():
        return Path(os.environ.get("JUECE_TEST_BIN", ROOT / "build/dev/bin")) / "jueced"

    def __enter__(self):
        self.migrate()
        self.start()
        return self

    def __exit__(self, *unused):
        self.kill()
        psql(self.admin_dsn, f"drop database if exists {self.database} with (force)")

    def run(self, *arguments, timeout=60):
        """The program run to its end, as a person would."""
        return subprocess.run([self.binary(), *arguments], capture_output=True, text=True, timeout=timeout)

    def juecectl(self, *words, text=True, **environment):
        """juecectl run to its end, from the repository's root, by whom the environment names."""
        known = os.environ | {"JUECE_URL": f"{self.scheme}://127.0.0.1:{self.port}"} | environment
        program = self.binary().with_name("juecectl")
        return subprocess.run([program, *words], cwd=ROOT, env=known, capture_output=True, text=text, timeout=80)

    def migrate(self):
        done = self.run("--config", self.config, "--migrate")
        assert done.returncode == 0, done.stderr

    def start(self, wait=True):
        with open(self.log_path, "ab") as output:
            self.process = subprocess.Popen(
                [self.binary(), "--config", self.config], stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        if wait:
            self.await_status("/health/ready", 200)

    def connect(self, timeout):
        """A new connection of http.client, not yet made."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def await_status(self, path, status, seconds=30):
        deadline = time.monotonic() + seconds
        seen = None
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                connection = self.connect(10)
                connection.request("GET", path)
                seen = connection.getresponse().status
                connection.close()
                if seen == status:
                    return
            except OSError as error:
                seen = error
            time.sleep(0.02)
        raise AssertionError(f"{path}: {seen} instead of {status}\n{self.log_path.read_text()[-4000:]}")

    def kill(self):
        """As a power cut: nothing can be finished."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def terminate(self, seconds=15):
        """As systemd does; returns the exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(seconds)
        self.process = None
        return code

    def token(self, role, organ="minhang-yingji", person=None, key="issuer", header=None, **claims):
        """A token for a role; anything in `claims` replaces or, if it is None, removes a claim."""
        order = json.dumps([role, organ, person, key, header, claims], sort_keys=True)
        if order not in self._tokens:
            now = int(time.time())
            all_claims = {
                "iss": ISSUER, "aud": AUDIENCE, "iat": now, "exp": now + 3600,
                "sub": person or str(uuid.uuid5(uuid.NAMESPACE_URL, f"{role}/{organ}")),
                "post": role, "organ": organ, "roles": [role], "auth": "rehearsal",
            } | claims
            all_claims = {name: value for name, value in all_claims.items() if value is not None}
            self._tokens[order] = sign(
                self.folder / f"{key}.pem", header or {"alg": "EdDSA", "typ": "JWT"}, all_claims
            )
        return self._tokens[order]

    def journal(self):
        """The server's log lines as objects."""
        return [json.loads(line) for line in self.log_path.read_text().splitlines() if line.startswith("{")]
