#!/usr/bin/env python3
"""Writes schemas/events/*.schema.json, one JSON Schema per event type, from the statute that the programs know.

    juecectl statute --json | tools/schemas.py            writes what differs
    juecectl statute --json | tools/schemas.py --check    only says what differs, and exits with 1 if anything does

The commands and their fields are declared once, in workflow/procedure/command.cpp; a step's schema says what its leaf
keeps of them. What the law adds (EXTRA) and the events that are no steps (OTHERS) are declared here. leaf.schema.json,
what every leaf holds, is written by hand. They use only what draft-07 and 2020-12 read alike. Standard library only.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "schemas" / "events"
PREFIX = "cn.gov.juece."
LEAF = "urn:juece:schema:leaf.v1"

# The same patterns as in leaf.schema.json; the test compares them.
WORD = r"^[a-z][a-z0-9_]{0,63}$"
CODE = r"^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,63}$"
DAY = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
CITATION = r"^[A-Z][A-Z0-9]{1,15} [1-9][0-9]{0,3}(\([1-9][0-9]?\))?$"
RULE = r"^(R[0-9]{2,3}|[a-z][a-z0-9_]{0,63})$"
# What a refusal may say is missing: a code, a number in digits, a day, or a citation. No room for a sentence.
MISSING = r"^[A-Za-z0-9][A-Za-z0-9_.:/()-]{0,63}( [0-9()]{1,10})?$"
NUMBER_MAX = 2**53 - 1

# For the examples.
DECISION = "6f1c1f0a-3c52-8a6e-9b1d-2f5e8c7a9b10"
PERSON = "7d1b6a8e-5f0c-4b7e-9a51-0d3c2e1f4a6b"


def described(schema, description):
    return {**schema, "description": description} if description else schema


def string(pattern, description=None, **more):
    return described({"type": "string", "pattern": pattern, **more}, description)


def number(description=None, minimum=0):
    return described({"type": "integer", "minimum": minimum, "maximum": NUMBER_MAX}, description)


def listed(items, description=None):
    return described({"type": "array", "uniqueItems": True, "items": items}, description)


def record(properties, required, description=None):
    demanded = {"required": sorted(required)} if required else {}
    return described({"type": "object", **demanded, "properties": properties}, description)


def leaf_part(name):
    return {"allOf": [{"$ref": f"{LEAF}#/definitions/{name}"}]}


# --- what a command's fields become ----------------------------------------------------------------------------


def field_schema(field):
    """The schema of one field of a command, or None for a text: it is sealed and never in data."""
    kind, label = field["kind"], field["label"]
    known = field.get("choices") or []
    if kind in ("code", "codes"):
        one = string(WORD, **({"examples": known} if known else {}))
        return listed(one, label) if kind == "codes" else described(one, label)
    if kind == "number":
        return number(label)
    if kind == "day":
        return string(DAY, label)
    if kind == "organ":
        return string(CODE, label)
    if kind == "organs":
        return listed(string(CODE), label)
    if kind == "citation":
        return string(CITATION, label)
    if kind == "text":
        return None
    raise SystemExit(f"a field of kind {kind}: say here what its schema is")


# What the law computes and adds to a step's data.
EXTRA = {
    "public_comment.opened": (
        {
            "days": number("天数: from the opening day, which does not count, to the last day", 1),
            "shortened": described({"const": True}, "期限缩短: present if shorter than the profile asks."),
        },
        ["days"],
    ),
}

REFUSAL = record(
    {
        "rule": string(RULE, "R01 …, or by (this post may not), or step (not from here)"),
        "article": string(CITATION),
        "missing": {
            "type": "object",
            "description": "What is missing, by name; the words for people come from the statute that basis pins.",
            "propertyNames": {"pattern": WORD},
            "additionalProperties": {
                "anyOf": [
                    string(MISSING), number(), {"type": "boolean"}, {"type": "array", "items": string(MISSING)},
                ],
            },
        },
    },
    ["rule", "article", "missing"],
)

# Events that are no step: (title, description, schema of data, an example of data, the example's stream).
OTHERS = {
    "log.opened": (
        "开立日志",
        "The first event of a log, seq 0.",
        record(
            {
                "name": string(CODE, "The log's name: a GB/T 2260 code, or a name."),
                "rehearsal": {"type": "boolean", "description": "演练: decided here, for ever."},
                "clock": described(leaf_part("timestamp"), "Of a rehearsal: where its own clock begins."),
                "kafka": {"type": "boolean", "description": "Whether its events go to a topic."},
            },
            ["name", "rehearsal"],
        ),
        {"name": "rehearsal-minhang", "rehearsal": True, "clock": "2023-10-11T01:00:00.000000Z", "kafka": True},
        "log",
    ),
    "log.clock_moved": (
        "演练时钟前移",
        "A rehearsal's clock was moved, forward as always.",
        record({"clock": described(leaf_part("timestamp"), "What it says from now on.")}, ["clock"]),
        {"clock": "2023-10-12T01:00:00.000000Z"},
        "log",
    ),
    "rules.published": (
        "发布规则",
        "A statute, or a profile with its resolved parameters, is in force in this log from now on.",
        record(
            {
                "kind": string(WORD, examples=["statute", "profile", "calendar"]),
                "id": string(CODE),
                "digest": leaf_part("digest"),
                "parameters": record({"comment_days_min": number("公开征求意见最短天数", 1)}, [], "Of a profile."),
            },
            ["kind", "id", "digest"],
        ),
        {"kind": "profile", "id": "shanghai/minhang", "digest": "…", "parameters": {"comment_days_min": 30}},
        "rules/profile/shanghai/minhang",
    ),
    "attempts.refused": (
        "不予办理",
        "The law refused a command; nothing else changed. version: of the decision judged, 0 if it was not opened.",
        record(
            {
                "decision": leaf_part("uuid"),
                "version": number(),
                "command": string(WORD),
                "refusals": {"type": "array", "minItems": 1, "items": REFUSAL},
            },
            ["decision", "version", "command", "refusals"],
        ),
        {
            "decision": DECISION, "version": 6, "command": "close_public_comment",
            "refusals": [{
                "rule": "R22", "article": "D713 15(1)",
                "missing": {"days_left": 2, "earliest": "2023-11-12", "last_day": "2023-11-11"},
            }],
        },
        f"attempts/{DECISION}",
    ),
    "attempts.suppressed": (
        "频繁被拒计数",
        "So many refusals of one person were only counted, because there were more than thirty in a minute.",
        record({"decision": leaf_part("uuid"), "count": number(minimum=1)}, ["decision", "count"]),
        {"decision": DECISION, "count": 170},
        f"attempts/{DECISION}",
    ),
}

# Values for the examples; a field that is not named here gets one by its kind.
EXAMPLE_VALUES = {
    "unit": "minhang-yingji", "handlers": ["minhang-yingji"], "lead": "minhang-yingji", "category": "public_policy",
    "proposer_kind": "department", "conclusion": "start", "until": "2023-11-11", "channels": ["website", "email"],
    "units_asked": 50, "public_opinions": 0, "suggestions": 2, "adopted": 2, "partly_adopted": 0, "not_adopted": 0,
    "ground": "OGI 14", "days": 30, "complete_by": "2023-12-31",
}
EXAMPLE_BY_KIND = {
    "number": 0, "day": "2023-11-11", "organ": "minhang-yingji", "organs": ["minhang-yingji"], "citation": "OGI 14",
}
EXAMPLE_LEFT_OUT = {"exclusion"}


def example_digest(name):
    """Looks like a digest; not every Python has SM3, and nothing could be checked with it here."""
    bytes_ = f"example {name}".encode()
    return {"sha256": hashlib.sha256(bytes_).hexdigest(), "sm3": hashlib.sha256(b"in place of " + bytes_).hexdigest()}


def example_value(field):
    if field["name"] in EXAMPLE_VALUES:
        return EXAMPLE_VALUES[field["name"]]
    if field["kind"] in ("code", "codes"):
        first = field["choices"][0]
        return [first] if field["kind"] == "codes" else first
    return EXAMPLE_BY_KIND[field["kind"]]


def example_leaf(name, stream, role):
    return {
        "v": 1,
        "log": "rehearsal-minhang",
        "stream": stream,
        "version": 1,
        "id": "018b2164-1a00-7000-8000-000000000001",
        "type": f"{PREFIX}{name}.v1",
        "actor": {"person": PERSON, "post": role, "organ": "minhang-yingji", "auth": "rehearsal"},
        "basis": {"statute": {"id": "d713_2019", "version": 1}, "profile": {"id": "shanghai/minhang", "version": 1}},
        "occurred_at": "2023-10-12T01:00:00.000000Z",
        "recorded_at": "2023-10-12T01:00:00.000000Z",
        "rehearsal": True,
        "prev": example_digest("prev"),
        "data": {},
    }


# --- schemas ----------------------------------------------------------------------------------------------------


def schema(name, title, description, step, data, example):
    properties = {"type": {"const": f"{PREFIX}{name}.v1"}}
    if step:
        properties["step"] = {"properties": {"trigger": {"const": name}, "region": {"const": step["region"]}}}
    properties["data"] = data
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"urn:juece:schema:{PREFIX}{name}.v1",
        "title": title,
        "description": description,
        "allOf": [{"$ref": LEAF}, *([] if step else [{"not": {"required": ["step"]}}])],
        **({"required": ["basis", "command", "step"]} if step else {}),
        "properties": properties,
        "examples": [example],
    }


def describe_step(command, rows):
    sealed = [field["name"] for field in command["fields"] if field["kind"] == "text"]
    papers = [slot["role"] for slot in command["documents"]]
    articles = sorted({row["article"] for row in rows})
    return " ".join(
        [
            f"The step of the command {command['name']}, {', '.join(articles)}.",
            *([f"Sealed texts, if given: {', '.join(sealed)}."] if sealed else []),
            *([f"Documents: {', '.join(papers)}."] if papers else []),
        ]
    )


def step_schema(command, rows):
    name = command["trigger"]
    shapes = {field["name"]: field_schema(field) for field in command["fields"]}
    kept = [field for field in command["fields"] if shapes[field["name"]] is not None]
    extra, extra_required = EXTRA.get(name, ({}, []))
    data = record(
        {**{field["name"]: shapes[field["name"]] for field in kept}, **extra},
        [field["name"] for field in kept if field["required"]] + extra_required,
    )
    example = example_leaf(name, f"decision/{DECISION}", rows[0]["by"][0])
    example["step"] = {"trigger": name, "region": rows[0]["region"], "from": rows[0]["from"], "to": rows[0]["to"]}
    example["basis"]["articles"] = [rows[0]["article"]]
    example["basis"]["rules"] = sorted(set(rows[0]["rules"]))
    example["command"] = {
        "key": example_digest("key")["sha256"], "body": example_digest("body")["sha256"], "index": 0, "count": 1,
    }
    if command["documents"]:
        example["documents"] = [
            {"role": role, "digest": example_digest(role), "size": 48213, "media_type": "application/pdf"}
            for role in [slot["role"] for slot in command["documents"]]
        ]
    texts = [field for field in command["fields"] if field["kind"] == "text"]
    if texts:
        example["sealed"] = [
            {"role": field["name"], "class": field.get("seal", "government"), "digest": example_digest(field["name"])}
            for field in texts
        ]
    for field in kept:
        if field["name"] not in EXAMPLE_LEFT_OUT:
            example["data"][field["name"]] = example_value(field)
    for key in extra_required:
        example["data"][key] = EXAMPLE_VALUES[key]
    return schema(name, command["label"], describe_step(command, rows), {"region": rows[0]["region"]}, data, example)


def other_schema(name):
    title, description, data, example_data, stream = OTHERS[name]
    example = example_leaf(name, stream, "handler")
    example["data"] = {
        key: example_digest(key) if value == "…" else value for key, value in example_data.items()
    }
    return schema(name, title, description, None, data, example)


def all_schemas(statute):
    """{event name: schema}, of every step of the statute and of the events that are no steps."""
    schemas = {name: other_schema(name) for name in OTHERS}
    for command in statute["commands"]:
        name = command["trigger"]
        schemas[name] = step_schema(command, [row for row in statute["rows"] if row["trigger"] == name])
    return schemas


def file_name(name):
    return f"{PREFIX}{name}.v1.schema.json"


def text_of(content):
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the schemas are")
    options = parser.parse_args()
    differing = []
    for name, content in sorted(all_schemas(json.load(sys.stdin)).items()):
        place = options.folder / file_name(name)
        if not place.exists() or place.read_text(encoding="utf-8") != text_of(content):
            differing.append(place.name)
            if not options.check:
                place.write_text(text_of(content), encoding="utf-8")
    for name in differing:
        print(f"{'differs' if options.check else 'written'}: {name}")
    return 1 if options.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
