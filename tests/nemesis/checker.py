# What must hold whatever happens: nothing lost, nothing doubled, nothing out of order.
#
# Reads the log itself, from the database and by leaf_reader.py, which shares no code with juece; then compares with it
# what clients were told, what the topic holds, and what lists say. Every finding is a Violation.

import hashlib
import json
import random
import time

import leaf_reader
from clients import Sender
from postgres import await_true
from world import LOG

EXPORT = """copy (
    select e.seq, encode(e.hash_sha256, 'hex'), encode(e.hash_sm3, 'hex'), h.stream, e.version, e.id, e.leaf
    from juece.event e join juece.log l on l.no = e.log
    join juece.stream_head h on h.log = e.log and h.no = e.stream_no
    where l.name = '{log}' and e.seq >= {since} and e.seq < {until} order by e.seq) to stdout"""
PAGE = 20_000


class Violation(AssertionError):
    """An invariant does not hold."""


def demand(condition, what):
    if not condition:
        raise Violation(what)


class Reading:
    """The log from its beginning to where it has been read, every leaf checked."""

    def __init__(self):
        self.leaves = []  # SHA-256 of the leaf's bytes, by seq
        self.where = []  # (stream, version), by seq
        self.by_id = {}  # event id: seq
        self.ends = {}  # as leaf_reader wants them
        self.commands = {}  # command.key: (stream, count, seq of index 0, events so far)
        self.facts = {}  # decision: what a row must say

    def read_on(self, cluster):
        """Everything that is there now. The head says how much that is: a row less is a gap."""
        head = int(cluster.ask(f"select next_seq from juece.log where name = '{LOG}'"))
        demand(head >= len(self.leaves), f"the log had {len(self.leaves)} events and now has {head}")
        while len(self.leaves) < head:
            until = min(head, len(self.leaves) + PAGE)
            rows = cluster.ask(EXPORT.format(log=LOG, since=len(self.leaves), until=until), "juece_auditor")
            for row in rows.splitlines():
                self._take(row.split("\t"))
            demand(len(self.leaves) == until, f"{len(self.leaves)} events are there of {until}")
        return head

    def _take(self, row):
        seq, sha256, sm3, stream, version, event, leaf = row
        where = f"event {seq} ({stream} version {version})"
        leaf = bytes.fromhex(leaf.removeprefix("\\\\x"))
        demand(int(seq) == len(self.leaves), f"{where} stands where {len(self.leaves)} is due")
        try:
            leaf_reader.check_leaf(leaf, self.ends)
        except (ValueError, KeyError, TypeError) as fault:
            raise Violation(f"{where}: {fault}") from None
        read = json.loads(leaf)
        demand((read["stream"], read["version"], read["id"]) == (stream, int(version), event), f"{where}: another leaf")
        demand(self.ends[stream][1] == {"sha256": sha256, "sm3": sm3}, f"{where}: the stored hashes are not the leaf's")
        demand(event not in self.by_id, f"{where}: its id is that of event {self.by_id.get(event)}")
        self.by_id[event] = int(seq)
        self.leaves.append(hashlib.sha256(leaf).digest())
        self.where.append((stream, int(version)))
        if stream.startswith("decision/"):
            self._take_command(int(seq), stream, read, where)
            self._fold(stream.removeprefix("decision/"), read)

    def _take_command(self, seq, stream, read, where):
        """A command has its effect once: its events stand together, from the first to the last."""
        command = read["command"]
        known = self.commands.get(command["key"])
        due = (stream, command["count"], seq - command["index"], command["index"])
        demand((known or due[:3] + (0,)) == due, f"{where}: its command has had its effect already, {known}")
        self.commands[command["key"]] = due[:3] + (command["index"] + 1,)

    def _fold(self, decision, read):
        row = self.facts.setdefault(decision, {"opened_at": read["occurred_at"], "states": {}})
        row |= {"version": read["version"], "recorded_at": read["recorded_at"]}
        if "step" in read:
            row["states"][read["step"]["region"]] = read["step"]["to"]


class Checker:
    def __init__(self, world, history, seed):
        self.world, self.history = world, history
        self.rng = random.Random(f"{seed}/checker")
        self.reading = Reading()
        self.sender = Sender(world, history, "checker")
        self.acknowledged = 0
        self.found_internal = 0
        # Of the topic: records taken, events seen in it, up to where none is missing, repeats, and how far each is.
        self.taken, self.seen, self.whole, self.repeats = 0, set(), 0, 0
        self.last_of_key, self.version_of_stream = {}, {}

    def check(self, topic, lists=20):
        """After a fault, while work goes on."""
        told = self.history.take_acknowledged()
        head = self.reading.read_on(self.world.postgres.primary)
        self.check_acknowledged(told)
        self.check_clients()
        self.await_topic(topic, head)
        self.check_lists(lists)

    def check_acknowledged(self, answers):
        for answer in answers:
            stream = f"decision/{answer['decision']}"
            for event in answer["events"]:
                seq = self.reading.by_id.get(event["id"])
                demand(seq is not None, f"LOST: {stream} version {event['version']}, event {event['id']}: {answer}")
                demand(seq == event["seq"] and self.reading.where[seq] == (stream, event["version"]),
                       f"event {event['id']} was acknowledged as {event} and is {seq} {self.reading.where[seq]}")
            self.acknowledged += len(answer["events"])

    def check_clients(self):
        demand(not self.history.violations, "\n".join(self.history.violations[:5]))
        for node, request in self.history.internal[self.found_internal:]:
            demand(request and self.world.journal_has(request), f"500 from {node}, and {request!r} is in no journal")
            self.found_internal += 1

    def await_topic(self, topic, head):
        """Everything up to `head` is in Kafka, each key in order, none left out, byte for byte."""
        def everything():
            self.take_records(topic)
            return len(self.seen) >= head and all(seq in self.seen for seq in range(self.whole, head))

        try:
            await_true(f"the topic has the {head} events of the log", everything, 90)
        except AssertionError as stuck:
            missing = [seq for seq in range(head) if seq not in self.seen][:5]
            raise Violation(f"{stuck}; missing {missing}") from None
        self.whole = head

    def take_records(self, topic):
        demand(not topic.faults, "; ".join(topic.faults))
        records = topic.records[self.taken:]
        if any(record[3] >= len(self.reading.leaves) for record in records):
            self.reading.read_on(self.world.postgres.primary)  # They were committed after it was read.
        for partition, offset, key, seq, stream, version, digest in records:
            where = f"record {partition}/{offset}, event {seq}"
            demand(seq < len(self.reading.leaves), f"{where} is in the topic and not in the log")
            demand(digest == self.reading.leaves[seq] and (stream, version) == self.reading.where[seq],
                   f"{where} is another event than in the log")
            demand(key == stream.split("/", 1)[1] if stream.startswith(("decision/", "attempts/")) else key == stream,
                   f"{where} has the key {key}")
            if seq in self.seen:
                self.repeats += 1
            else:
                last, before = self.last_of_key.get(key, -1), self.version_of_stream.get(stream, 0)
                demand(seq > last, f"OUT OF ORDER: {where} of {key} comes after event {last}")
                demand(version == before + 1, f"LOST: {where}: {stream} goes from {before} to {version} in the topic")
                self.last_of_key[key], self.version_of_stream[stream] = seq, version
                self.seen.add(seq)
            self.taken += 1

    def check_lists(self, count):
        """Rows in lists = the fold as of now = what the leaves say, for some decisions."""
        for decision in self.rng.sample(sorted(self.reading.facts), min(count, len(self.reading.facts))):
            shown = self.get(f"/decisions/{decision}")
            history = self.get(f"/decisions/{decision}/history")["items"]
            if history[-1]["time"] >= time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()):
                continue  # By a clock that had jumped: nobody may ask for that moment yet.
            folded = self.get(f"/decisions/{decision}?as_of={history[-1]['time']}")
            if shown["version"] != len(history) or folded["version"] != shown["version"]:
                continue  # A clerk was faster, or the last two events bear the same time as others to come.
            demand(shown == folded, f"the row of {decision} is not its fold: {shown} {folded}")

    def check_all_lists(self):
        """When nobody works any more: the whole list."""
        listed, after = {}, ""
        while True:
            page = self.get(f"/decisions?limit=1000{after}")
            listed |= {item["decision"]: item for item in page["items"]}
            if "next" not in page:
                break
            after = f"&after={page['next']}"
        facts = self.reading.facts
        differ = listed.keys() ^ facts.keys()
        demand(not differ, f"listed and not in the log, or the reverse: {differ}")
        for decision, row in listed.items():
            fact = facts[decision]
            same = all(row[name] == fact[name] for name in ("version", "opened_at", "recorded_at"))
            same = same and fact["states"].items() <= row["states"].items()
            demand(same, f"the row of {decision} is not what the log says: {row} {fact}")
        self.check_lists(200)

    def check_subscriber(self, lines):
        """What juecectl subscribe applied: every event once, each stream in order."""
        ends, applied = {}, set()
        for line in lines:
            leaf = json.loads(line)
            stream, version = leaf["stream"], leaf["version"]
            before = ends.get(stream, 0)
            demand(version == before + 1, f"the subscriber applied {stream} {version} after {before}")
            ends[stream] = version
            seq = self.reading.by_id.get(leaf["id"])
            demand(seq is not None and hashlib.sha256(line.rstrip(b"\n")).digest() == self.reading.leaves[seq],
                   f"the subscriber applied {stream} {version}, which is not in the log")
            applied.add(seq)
        missing = set(range(len(self.reading.leaves))) - applied
        demand(not missing, f"the subscriber lacks {len(missing)} events: {sorted(missing)[:5]}")

    def get(self, path):
        reply = []

        def answered():
            node = self.rng.choice("ab")
            answer = self.sender.exchange(node, "GET", path, self.world.tokens["handler"])
            reply[:] = [answer] if answer and answer[0] != 503 else []
            return bool(reply)

        await_true(f"GET {path} is answered", answered, 60)
        status, data = reply[0]
        demand(status == 200, f"GET {path}: {status} {data.decode(errors='replace')}")
        return json.loads(data)
