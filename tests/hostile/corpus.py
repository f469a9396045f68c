# The corpus: what is sent and what must come back, one file for each case (its form: docs/operating/hostile-input.md).

import base64
import hashlib
import hmac
import json
import re
import secrets
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "http"
ANYTHING = "…"

_KEYWORD = re.compile(
    r"(?P<send>send|send and end)|answer (?P<status>\d{3}|none) (?P<code>[a-z_]+|-) (?P<then>open|closed)"
    r"|with (?P<field>\S+): (?P<value>.*)"
)
_PLACE = re.compile(r"\{([a-z_]+)((?: [^{}]*)?)\}")
_REPEAT = re.compile(r"\{repeat (\d+) '([^']*)'\}")
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|([rnt0\\]))")
_ESCAPES = {"r": "\r", "n": "\n", "t": "\t", "0": "\0", "\\": "\\"}


@dataclass
class Expected:
    status: int | None  # None: the connection ends without an answer
    code: str | None
    closed: bool
    fields: dict = field(default_factory=dict)
    text: str = ""


@dataclass
class Sent:
    ends: bool  # nothing is sent behind it: the client's half is closed
    text: str = ""
    answers: list = field(default_factory=list)


@dataclass
class Case:
    path: Path
    why: str
    sent: list

    @property
    def name(self):
        return f"{self.path.parent.name}/{self.path.stem}"


def read_case(path):
    why, sent, block = [], [], None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        keyword = _KEYWORD.fullmatch(line)
        if not sent and line.startswith("#"):
            why.append(line[1:].strip())
        elif keyword and keyword["send"]:
            block = Sent(line == "send and end")
            sent.append(block)
        elif keyword and keyword["status"]:
            status = None if keyword["status"] == "none" else int(keyword["status"])
            code = None if keyword["code"] == "-" else keyword["code"]
            block = Expected(status, code, keyword["then"] == "closed")
            sent[-1].answers.append(block)
        elif keyword and keyword["field"]:
            block.fields[keyword["field"].lower()] = keyword["value"]
        else:
            assert block is not None, f"{path}:{number}: text before the first send"
            block.text += line
    case = Case(path, " ".join(why), sent)
    assert case.why and sent and all(one.answers for one in sent), f"{path}: a reason, what is sent or an answer lacks"
    return case


def every_case():
    return [read_case(path) for path in sorted(FOLDER.glob("*/*.case"))]


def filled(text, world):
    """The text with its placeholders replaced, innermost first."""
    before = None
    while before != text:
        before = text
        text = _PLACE.sub(lambda found: _value(found, world), text)
    return text


def _value(found, world):
    name, words = found[1], found[2].split()
    return found[0] if name in ("repeat", "length") else getattr(world, name)(*words)


def to_bytes(text, world):
    """What goes over the wire; {length} is that of everything behind the first empty line."""
    text = _REPEAT.sub(lambda found: found[2] * int(found[1]), filled(text, world))
    head, mark, body = text.partition("{length}")
    head, body = _unescaped(head), _unescaped(body)
    if mark:
        head += str(len(body.partition(b"\r\n\r\n")[2])).encode()
    return head + body


def _unescaped(text):
    out, at = b"", 0
    for found in _ESCAPE.finditer(text):
        out += text[at:found.start()].encode()
        out += bytes([int(found[1], 16)]) if found[1] else _ESCAPES[found[2]].encode()
        at = found.end()
    return out + text[at:].encode()


def matches(expected, actual):
    """Equal, but that "…" stands for any value, and as a member's name for further members."""
    if expected == ANYTHING:
        return True
    if isinstance(expected, dict) and isinstance(actual, dict):
        if ANYTHING in expected:  # and further members
            actual = {key: value for key, value in actual.items() if key in expected} | {ANYTHING: ANYTHING}
        return expected.keys() == actual.keys() and all(matches(expected[key], actual[key]) for key in expected)
    if isinstance(expected, list) and isinstance(actual, list):
        return len(expected) == len(actual) and all(map(matches, expected, actual))
    return type(expected) is type(actual) and expected == actual


def _base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class World:
    """What the placeholders of one case stand for, on a running node. Each word means the same all through a case."""

    def __init__(self, open_log, organs):
        self._open_log, self._organs = open_log, organs
        self._known = {}
        self.logs = {}

    def _once(self, name, make):
        if name not in self._known:
            self._known[name] = make()
        return self._known[name]

    def _log(self, which):
        if which not in self.logs:
            self.logs[which] = self._open_log()
        return self.logs[which]

    def log(self):
        return self._log("mine").path

    def log_name(self):
        return self._log("mine").name

    def other(self):
        return self._log("other").path

    def key(self, which="1"):
        return self._once(("key", which), lambda: secrets.token_urlsafe(24))

    def uuid(self):
        return str(uuid.uuid4())

    def decision(self, state="proposed", whose="mine"):
        log = self._log(whose)
        return self._once(("decision", state, whose), lambda: _decision_in(log, state))

    def named(self, text):
        """The text with the decisions of this case replaced by their placeholders."""
        for (kind, *words), value in self._known.items():
            if kind == "decision":
                text = text.replace(value, "{decision %s}" % " ".join(words))
        return text

    def event(self, whose="mine"):
        log = self._log(whose)
        return self._once(("event", whose), lambda: log.propose().expect(201).json["events"][0]["id"])

    def document(self, algorithm="sha256", whose="mine"):
        log = self._log(whose)
        return self._once(("document", whose), lambda: log.upload(f"of {log.name}".encode()))["digest"][algorithm]

    def token(self, role, *words):
        """A token of that role; claim=value replaces a claim (times are seconds from now, "-" removes it), and
        key=, alg=, sign=hs256 and cut= make one that nobody should believe."""
        log = self._log("mine")
        claims, header, key, changes = {}, None, "issuer", {}
        for name, value in (word.split("=", 1) for word in words):
            if name in ("exp", "iat", "nbf"):
                claims[name] = None if value == "-" else int(time.time()) + int(value)
            elif name == "alg":
                header = {"alg": value, "typ": "JWT"}
            elif name == "key":
                key = value
            elif name in ("sign", "cut", "add"):
                changes[name] = value
            else:
                claims[name] = json.loads(value) if value[0] in '["' else None if value == "-" else value
        token = log.node.token(role, self._organs[role], key=key, header=header, **claims)
        return _changed(token, changes, log.node.folder / "issuer.pub.pem")

    def head(self, method, path, role=None):
        """The usual head of a request; one with a body is a command in JSON with a key."""
        fields = [f"{method} {path if path.startswith('/v1') else self.log() + path} HTTP/1.1", "Host: x"]
        if role:
            fields.append(f"Authorization: Bearer {self.token(role)}")
        if method == "POST":
            fields += [f"Idempotency-Key: {self.key()}", "Content-Type: application/json", "Content-Length: {length}"]
        return "\\r\\n".join(fields) + "\\r\\n\\r\\n"


def _changed(token, changes, public_key):
    """The token, spoilt: signed as HMAC with the public key, cut short, or with something behind it."""
    if changes.get("sign") == "hs256":
        head = _base64url(b'{"alg":"HS256","typ":"JWT"}')
        signed = f"{head}.{token.split('.')[1]}"
        token = f"{signed}.{_base64url(hmac.digest(public_key.read_bytes(), signed.encode(), hashlib.sha256))}"
    if changes.get("sign") == "none":
        token = token.rsplit(".", 1)[0] + "."
    if "cut" in changes:
        token = token[:-int(changes["cut"])]
    return token + changes.get("add", "")


def _decision_in(log, state):
    decision = log.propose().expect(201).json["decision"]
    steps = {"proposed": 0, "started": 2, "drafted": 3, "comment": 4}[state]
    for role, body in (log.steps_to_comment(decision) if steps else [])[:steps]:
        log.post(f"/decisions/{decision}/commands", body, role).expect(200)
    return decision
