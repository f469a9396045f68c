#!/usr/bin/env python3
"""Reads an exported history and believes nothing: docs/formats/leaf.md in Python's standard library.

usage: leaf_reader.py FILE…  (JSON Lines, a leaf a line, streams of one log mixed or one alone; "-": standard input)

Checks of every line canonical bytes (RFC 8785, as narrowed there), keys, values, size; of every stream versions from 1
without a gap, `prev` in both suites, times that do not run back, steps that begin where the region's last one ended,
and that an event speaks of earlier ones only. Prints each stream's version and head hashes. Ends with 1 and file:line
at the first fault.
"""
import hashlib
import json
import re
import sys
import unicodedata

UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TIME = re.compile("[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}[.][0-9]{6}Z")
HASH = re.compile("[0-9a-f]{64}")
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
INVISIBLE = re.compile(  # as adapters/codec/text.cpp lists them
    f"[{CONTROLS}\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
REQUIRED = {"actor", "data", "id", "log", "occurred_at", "prev", "recorded_at", "stream", "type", "v", "version"}
OPTIONAL = {"basis", "command", "documents", "late_entry", "rehearsal", "sealed", "step"}
SUITES = ("sha256", "sm3")
SEAL_CLASSES = {"government", "parties", "restricted", "personal"}
START = (0, dict.fromkeys(SUITES, "0" * 64), "", {})  # version, hash, recorded_at, {region: (state, occurred_at)}


def demand(condition, fault):
    if not condition:
        raise ValueError(fault)


def leaf_hash(suite, leaf):
    try:
        return hashlib.new(suite, b"\x00" + leaf).hexdigest()
    except ValueError:
        raise SystemExit(f"this Python's OpenSSL has no {suite}; use one that has, such as Debian's") from None


def members(pairs):
    demand(len({key for key, _ in pairs}) == len(pairs), "the same key twice in one object")
    return dict(pairs)


def check_value(value, top):
    demand(value not in ({}, [], "") or top == "data", "something empty that should be left out")
    if isinstance(value, dict):
        for key, inner in value.items():
            demand(re.fullmatch("[a-z0-9_]+", key), f"key {key!r}")
            check_value(inner, top)
    elif isinstance(value, list):
        for inner in value:
            check_value(inner, top)
    elif isinstance(value, str):
        demand(unicodedata.is_normalized("NFC", value), f"text is not NFC: {value!r}")
        demand(not INVISIBLE.search(value), f"invisible character in {value!r}")
    elif not isinstance(value, bool):
        demand(type(value) is int and abs(value) < 2**53, f"neither text nor a whole number up to 2^53−1: {value}")


def check_digest(digest):
    demand(set(digest) == set(SUITES) and all(map(HASH.fullmatch, digest.values())), "not a digest of both suites")


def check_entry(event):
    """Whose act it is, who typed it in (代录), why so late (补录), what is sealed."""
    actor, late = event["actor"], event.get("late_entry")
    demand(UUID.fullmatch(event["id"]) and UUID.fullmatch(actor["person"]), "id or person is no UUID")
    demand(event["occurred_at"] <= event["recorded_at"], "recorded before it occurred")
    if "entered_by" in actor:
        demand(UUID.fullmatch(actor["entered_by"]["person"]), "entered_by is no UUID")
        demand(actor["entered_by"]["person"] != actor["person"], "entered by the performer himself")
        check_digest(actor["authority"])
    if late is not None:
        demand(set(late) == {"approved_by", "reason", "source"}, "late_entry has other members")
        check_digest(late["source"])
    for sealed in event.get("sealed", []):
        demand(sealed["class"] in SEAL_CLASSES, f"seal class {sealed['class']!r}")
        check_digest(sealed["digest"])
    for override in event.get("basis", {}).get("overrides", []):
        demand(override["sealed"] < len(event.get("sealed", [])), f"{override['rule']} has no sealed reason")
    for document in event.get("documents", []):
        check_digest(document["digest"])


def check_course(event, regions):
    """A step begins where its region stands, no earlier than the step before; `regions` becomes what is after it."""
    step = event.get("step")
    if step is not None:
        state, since = regions.get(step["region"], (step["from"], event["occurred_at"]))
        demand(step["from"] == state, f"{step['region']} stands at {state}, not at {step['from']}")
        demand(event["occurred_at"] >= since, f"before the last step of {step['region']}")
        regions[step["region"]] = (step["to"], event["occurred_at"])
    for target in [event["data"].get("target")] + [one.get("version") for one in event["data"].get("results", [])]:
        demand(target is None or 0 < target < event["version"], f"speaks of version {target}, which is not earlier")


def check_leaf(leaf, ends):
    """`leaf` is one line without its line feed; `ends` maps streams to how they stand, as START."""
    demand(len(leaf) <= 65535, f"{len(leaf)} bytes are more than 65,535")
    event = json.loads(leaf.decode(), object_pairs_hook=members)
    demand(isinstance(event, dict), "not an object")
    for key, value in event.items():
        check_value(value, key)
    canonical = json.dumps(event, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    demand(canonical == leaf, "not the canonical bytes")
    demand(REQUIRED <= event.keys(), f"missing: {sorted(REQUIRED - event.keys())}")
    demand(event.keys() <= REQUIRED | OPTIONAL, f"unknown: {sorted(event.keys() - REQUIRED - OPTIONAL)}")
    demand(type(event["version"]) is int and type(event["v"]) is int, "v or version is no number")
    demand(event["v"] == 1 and event.get("rehearsal", True) is True, "v is not 1, or rehearsal is not true")
    demand(TIME.fullmatch(event["occurred_at"]) and TIME.fullmatch(event["recorded_at"]), "a time has another form")
    demand(event["type"].startswith("cn.gov.juece."), "type without its prefix")
    check_digest(event["prev"])
    check_entry(event)
    stream, version = event["stream"], event["version"]
    last, head, recorded_at, regions = ends.get(stream, START)
    demand(version == last + 1, f"version {version} follows version {last} of {stream}")
    for suite in SUITES:
        demand(event["prev"][suite] == head[suite], f"prev.{suite} is not the hash of version {last} of {stream}")
    demand(event["recorded_at"] >= recorded_at, f"recorded before version {last} of {stream}")
    regions = dict(regions)
    check_course(event, regions)
    ends[stream] = (version, {suite: leaf_hash(suite, leaf) for suite in SUITES}, event["recorded_at"], regions)


def main(paths):
    ends = {}
    for path in paths:
        with sys.stdin.buffer if path == "-" else open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    check_leaf(line.removesuffix(b"\n"), ends)
                except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
                    raise SystemExit(f"{path}:{number}: {fault}") from None
    if not ends:
        raise SystemExit("no leaf to read")
    for stream, (version, head, _, _) in sorted(ends.items()):
        print(stream, version, *(head[suite] for suite in SUITES))


if __name__ == "__main__":
    main(sys.argv[1:] or sys.exit(__doc__))
