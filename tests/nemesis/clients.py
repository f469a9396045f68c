# Clerks: lawful commands over many decisions through both nodes, each repeated with the same key and body until it is
# answered, now and then out of order or sent twice. Every attempt and answer goes into the history.

import http.client
import json
import random
import secrets
import threading
import time
from dataclasses import dataclass, field

from talk import PROPOSAL
from world import LOG

TIMEOUT = 7.0
PATIENCE = 120.0  # No command may stay without an answer for longer.
# What a node whose clock jumped may rightly say: by its clock the act lies before the last one.
CLOCK_FAULTS = {"occurred_before_region", "late_entry_required", "no_rules_then"}


@dataclass
class Operation:
    role: str
    decision: str | None  # None: opens one
    body: dict
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    wrong_order: bool = False
    answer: dict | None = None


class History:
    """All that clients saw: lines of JSON in a file, counts and acknowledgements in memory. Threads: any."""

    def __init__(self, path):
        self._file = open(path, "w", buffering=1 << 16)
        self._lock = threading.Lock()
        self.counts = dict.fromkeys(
            ("attempts", "acknowledged", "refused", "retried", "unanswered", "busy", "duplicates", "reads", "clock"), 0
        )
        self.violations = []
        self.internal = []  # (node, request id) of every 500
        self._longest = 0.0
        self._acknowledged = []

    def note(self, **members):
        line = json.dumps({"t": round(time.time(), 4)} | members, ensure_ascii=False)
        with self._lock:
            self._file.write(line + "\n")

    def count(self, name):
        with self._lock:
            self.counts[name] += 1

    def violate(self, what, **members):
        self.note(violation=what, **members)
        with self._lock:
            self.violations.append(f"{what}: {members}")
            self._file.flush()

    def acknowledge(self, answer):
        with self._lock:
            self._acknowledged.append(answer)
            self.counts["acknowledged"] += 1

    def take_acknowledged(self):
        with self._lock:
            taken, self._acknowledged = self._acknowledged, []
        return taken

    def waited(self, seconds):
        with self._lock:
            self._longest = max(self._longest, seconds)

    def take_longest(self):
        """How long a command had to wait for its answer, repeats included, since this was asked last."""
        with self._lock:
            longest, self._longest = self._longest, 0.0
        return longest

    def close(self):
        with self._lock:
            self._file.flush()


class Sender:
    """Requests of one thread over a kept connection to each node."""

    def __init__(self, world, history, name):
        self.world, self.history, self.name = world, history, name
        self._connections = {}

    def exchange(self, node, method, path, token, body=None, key=None, timeout=TIMEOUT):
        """(status, body), or None if no answer came."""
        connection = self._connections.pop(node, None) or http.client.HTTPConnection(
            "127.0.0.1", self.world.nodes[node].port, timeout=timeout
        )
        fields = {"Authorization": f"Bearer {token}"}
        noted = {"client": self.name, "node": node, "do": f"{method} {path}"}
        if body is not None:
            fields |= {"Content-Type": "application/json", "Idempotency-Key": key}
            noted |= {"key": key[:8], "command": body["command"]}
        begun = time.monotonic()
        try:
            connection.request(method, f"/v1/logs/{LOG}{path}", body and json.dumps(body).encode(), fields)
            response = connection.getresponse()
            data = response.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            why = f"{type(error).__name__}: {error}"
            self.history.note(**noted, after=round(time.monotonic() - begun, 4), error=why)
            return None
        if response.will_close:
            connection.close()
        else:
            self._connections[node] = connection
        answer = data.decode(errors="replace") if method == "POST" else f"{len(data)} bytes"
        self.history.note(**noted, after=round(time.monotonic() - begun, 4), status=response.status, answer=answer)
        if response.status == 500:
            self.history.internal.append((node, response.headers.get("X-Request-Id", "")))
        return response.status, data

    def send(self, operation, node, timeout=TIMEOUT):
        path = "/decisions" if operation.decision is None else f"/decisions/{operation.decision}/commands"
        token = self.world.tokens[operation.role]
        return self.exchange(node, "POST", path, token, operation.body, operation.key, timeout)

    def close(self):
        for connection in self._connections.values():
            connection.close()


class Clerk(threading.Thread):
    """One decision after the other, each from its proposal to its draft."""

    def __init__(self, number, world, history, seed, pause):
        super().__init__(daemon=True, name=f"clerk-{number}")
        self.rng = random.Random(f"{seed}/clerk/{number}")
        self.world, self.history, self.pause = world, history, pause
        self.sender = Sender(world, history, self.name)
        self.stopping = threading.Event()
        self.node = "ab"[number % 2]
        self.version = 0

    def run(self):
        try:
            while not self.stopping.is_set():
                self.one_case()
        except Exception as error:  # A clerk that ended silently would make the run a lie.
            self.history.violate(f"{self.name} ended", error=repr(error))
        self.sender.close()

    def one_case(self):
        opening = Operation("department", None, {"command": "propose", "data": PROPOSAL})
        self.version = 0
        if not self.carry_out(opening):
            return
        decision = opening.answer["decision"]
        for operation in self.plan(decision):
            self.stopping.wait(self.rng.expovariate(1 / self.pause))
            if self.stopping.is_set() or not self.carry_out(operation):
                return
            if self.rng.random() < 0.02:
                self.read(decision)

    def plan(self, decision):
        documents = self.world.documents
        start = {
            "command": "start_procedure", "data": {"handlers": ["yingji"]}, "documents": [documents["decision"]]
        }
        if self.rng.random() < 0.06:  # of six commands, so one in a hundred
            yield Operation("organ", decision, start, wrong_order=True)
        yield Operation("department", decision, {"command": "report_study", "data": {"conclusion": "start"}})
        yield Operation("organ", decision, start)
        for _ in range(self.rng.randrange(1, 5)):
            fact = {"fact": "F_TECH", "value": self.rng.random() < 0.5, "ground": "D713 19(1)"}
            yield Operation("handler", decision, {"command": "set_fact", "data": fact})
        drafted = [documents[role] for role in ("draft", "explanation", "law_inventory", "cost_benefit")]
        yield Operation("handler", decision, {"command": "complete_draft", "documents": drafted})

    def carry_out(self, operation):
        """Until it is answered; False if the decision cannot go on."""
        begun = time.monotonic()
        if self.rng.random() < 0.3:
            self.node = self.rng.choice("ab")
        attempt = 0
        while (settled := self.attempt(operation, attempt)) is None:
            if self.stopping.is_set():
                return False
            if time.monotonic() - begun > PATIENCE:
                self.history.violate("stuck", command=operation.body["command"], key=operation.key[:8])
                return False
            self.node = "ab"[self.node == "a"]
            attempt += 1
            self.stopping.wait(min(0.05 * attempt, 0.5))
        self.history.waited(time.monotonic() - begun)
        if settled and self.rng.random() < 0.01:
            self.send_again(operation)
        return settled

    def attempt(self, operation, number):
        """True: done; False: the decision ends here; None: again."""
        self.history.count("attempts")
        if number > 0:
            self.history.count("retried")
        reply = self.sender.send(operation, self.node)
        if reply is None:
            self.history.count("unanswered")
            return None
        status, data = reply
        if status in (200, 201):
            return self.take(operation, json.loads(data))
        if status in (500, 503):
            self.history.count("busy")
            return None
        if status == 409 and operation.wrong_order:
            self.history.count("refused")
            return True
        codes = {fault["code"] for fault in json.loads(data).get("faults", [])} if status == 422 else set()
        if codes and codes <= CLOCK_FAULTS and self.world.clock_jumped:
            self.history.count("clock")
            return False
        self.history.violate(
            f"unlawful {status}", command=operation.body["command"], key=operation.key[:8], body=data.decode()
        )
        return False

    def take(self, operation, answer):
        if operation.wrong_order:
            self.history.violate("accepted out of order", command=operation.body["command"], answer=answer)
            return False
        operation.answer = answer
        versions = [event["version"] for event in answer["events"]]
        if versions != list(range(self.version + 1, answer["version"] + 1)):
            self.history.violate("versions are not the next", before=self.version, key=operation.key[:8], answer=answer)
        self.version = answer["version"]
        self.history.acknowledge(answer)
        return True

    def send_again(self, operation):
        """The same key and body to the other node: the same answer."""
        reply = self.sender.send(operation, "ab"[self.node == "a"])
        if reply is None or reply[0] in (500, 503):
            return
        self.history.count("duplicates")
        if operation.answer is not None and (reply[0] not in (200, 201) or json.loads(reply[1]) != operation.answer):
            self.history.violate("another answer to the same key", first=operation.answer, now=reply[1].decode())

    def read(self, decision):
        node = self.rng.choice("ab")
        reply = self.sender.exchange(node, "GET", f"/decisions/{decision}", self.world.tokens["handler"])
        if reply is None or reply[0] in (500, 503):
            return
        self.history.count("reads")
        if reply[0] != 200 or json.loads(reply[1])["version"] != self.version:
            seen = {"status": reply[0], "body": reply[1].decode()}
            self.history.violate("a read does not show what was acknowledged", version=self.version, **seen)
