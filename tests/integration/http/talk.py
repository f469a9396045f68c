# Talking to a jueced: requests over a kept connection, raw bytes over a socket, and the steps of a procedure.

import concurrent.futures
import http.client
import json
import secrets
import socket
import threading
from dataclasses import dataclass

ORGANS = {
    "department": "minhang-yingji", "handler": "minhang-yingji", "office": "minhang-office", "organ": "minhang-gov",
    "auditor": "minhang-shenji", "citizen": "public",
}
PROPOSAL = {
    "title": "闵行区突发地质灾害应急预案(修订)", "category": "public_policy", "proposer_kind": "department",
    "problem": "职责不一致", "grounds": "上级预案已经修订", "solution": "修订四个部分", "necessity": "汛期将至",
    "feasibility": "资料齐备",
}


def new_key():
    return secrets.token_urlsafe(24)


def in_parallel(count, call):
    """call(0) … call(count - 1), all at once; their results in order."""
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        return list(pool.map(call, range(count)))


def leaf_bytes(answer):
    """The leaves in a feed as they were sent, byte for byte."""
    text, leaves, mark = answer.body.decode(), [], ',"data":'
    decoder = json.JSONDecoder()
    at = text.find("[") + 1
    while text[at] == "{":
        _, end = decoder.raw_decode(text, at)
        item = text[at:end]
        leaves.append(item[item.index(mark) + len(mark):-1].encode())
        at = end + (text[end] == ",")
    return leaves


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        return self.json["type"].removeprefix("urn:juece:problem:")

    def expect(self, status, code=None):
        assert self.status == status, f"{self.status}: {self.body.decode(errors='replace')}"
        assert "x-request-id" in self.headers
        if code is not None:
            assert self.headers["content-type"] == "application/problem+json"
            assert self.code == code, self.body.decode()
            assert self.json["instance"] == "urn:juece:request:" + self.headers["x-request-id"]
            assert self.json["status"] == status and self.json["title"]
        return self


class Talk:
    """One client: a kept connection for each thread that uses it."""

    def __init__(self, node):
        self.node = node
        self._local = threading.local()

    def request(self, method, path, body=None, token=None, headers=None, timeout=60):
        fields = dict(headers or {})
        if token:
            fields["Authorization"] = f"Bearer {token}"
        if isinstance(body, (dict, list)):
            body = json.dumps(body, ensure_ascii=False).encode()
            fields.setdefault("Content-Type", "application/json")
        for attempt in (0, 1):
            connection = getattr(self._local, "connection", None)
            fresh = connection is None
            if fresh:
                connection = self.node.connect(timeout)
                self._local.connection = connection
            try:
                connection.request(method, path, body=body, headers=fields)
                response = connection.getresponse()
                data = response.read()
            except (http.client.RemoteDisconnected, ConnectionError):
                self.close()
                if fresh or attempt:
                    raise
                continue
            if response.will_close:
                self.close()
            return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, data)

    def close(self):
        connection = getattr(self._local, "connection", None)
        if connection:
            connection.close()
        self._local.connection = None

    def raw(self, *pieces, timeout=20):
        """Sends bytes as they are; everything that comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.node.port), timeout=timeout) as sock:
            for piece in pieces:
                sock.sendall(piece)
            received = b""
            while True:
                try:
                    data = sock.recv(65536)
                except ConnectionResetError:
                    return received
                if not data:
                    return received
                received += data


class Log:
    """A rehearsal log, and the acts of the people in it."""

    def __init__(self, node, name):
        self.node, self.name = node, name
        self.talk = Talk(node)
        self.path = f"/v1/logs/{name}"

    @classmethod
    def open(cls, node, name, clock="2023-10-11T01:00:00.000000Z", **members):
        log = cls(node, name)
        body = {"log": name, "profile": "shanghai/minhang", "statute": "d713_2019", "clock": clock} | members
        log.talk.request("POST", "/v1/logs", body, node.token("organ", "minhang-gov")).expect(201)
        return log

    def token(self, role):
        return self.node.token(role, ORGANS[role])

    def get(self, path="", role="handler", **headers):
        return self.talk.request("GET", self.path + path, token=self.token(role), headers=headers)

    def post(self, path, body, role="handler", key=None, headers=None, token=None):
        fields = {"Idempotency-Key": key or new_key()} | (headers or {})
        return self.talk.request("POST", self.path + path, body, token or self.token(role), fields)

    def juecectl(self, role, *words, text=True):
        """What a person in that role does at a terminal."""
        return self.node.juecectl(*words, text=text, JUECE_TOKEN=self.token(role), JUECE_LOG=self.name)

    def move_clock(self, to):
        return self.talk.request("POST", self.path + "/clock", {"to": to}, self.token("organ"))

    def upload(self, data, media_type="text/plain", secrecy="none"):
        path = f"{self.path}/documents?secrecy={secrecy}"
        answer = self.talk.request("POST", path, data, self.token("handler"), {"Content-Type": media_type})
        return answer.expect(201).json

    def document(self, role, text=None):
        return {"role": role, "digest": self.upload((text or f"{role} of {self.name}").encode())["digest"]}

    def propose(self, key=None, **data):
        return self.post("/decisions", {"command": "propose", "data": PROPOSAL | data}, "department", key)

    def command(self, decision, role, command, key=None, headers=None, query="", documents=(), **data):
        body = {"command": command}
        if data:
            body["data"] = data
        if documents:
            body["documents"] = list(documents)
        return self.post(f"/decisions/{decision}/commands{query}", body, role, key, headers)

    def enter(self, command, role="office", key=None, token=None, documents=(), **data):
        """An entry in the register."""
        body = {"command": command, "data": data}
        if documents:
            body["documents"] = list(documents)
        return self.post("/register/commands", body, role, key, token=token)

    def register_town(self):
        """The office with its clerk, and the emergency bureau with a clerk who handles; their persons by post."""
        since = "2019-01-01"
        people = {}
        for organ, kind, post, roles in (
            ("minhang-office", "office", "office.clerk", ["office"]),
            ("minhang-yingji", "department", "yingji.clerk", ["department", "handler"]),
        ):
            self.enter("add_organ", organ=organ, name=organ, kind=kind, **{"from": since}).expect(200)
            self.enter(
                "establish_post", post=post, organ=organ, title=post, holders="several", roles=roles, **{"from": since}
            ).expect(200)
            people[post] = self.enter("enter_person", name=post).expect(200).json["person"]
            self.enter("appoint", person=people[post], post=post, **{"from": since}).expect(200)
        return people

    def holder(self, people, post):
        """The token of whoever holds a post: its organ and roles are not the post's, the register knows those."""
        return self.node.token(post, "as-the-token-says", people[post], roles=["citizen"])

    def steps_to_comment(self, decision):
        """The commands after the proposal up to the opening of the public comment, with their keys."""
        decided, draft, explained, noticed, inventory, benefit, reviewed = (
            self.document(role)
            for role in (
                "decision", "draft", "explanation", "notice", "law_inventory", "cost_benefit", "publicity_review",
            )
        )
        return [
            ("department", {"command": "report_study", "data": {"conclusion": "start"}}),
            ("organ", {"command": "start_procedure", "data": {"handlers": ["minhang-yingji"]}, "documents": [decided]}),
            ("handler", {"command": "complete_draft", "documents": [draft, explained, inventory, benefit]}),
            ("handler", {
                "command": "open_public_comment", "data": {"until": "2023-11-11", "channels": ["website", "email"]},
                "documents": [noticed, draft, explained, reviewed],
            }),
        ]

    def open_comment(self):
        """A decision whose public comment is open."""
        decision = self.propose().expect(201).json["decision"]
        for role, body in self.steps_to_comment(decision):
            self.post(f"/decisions/{decision}/commands", body, role).expect(200)
        return decision
