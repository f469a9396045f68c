#!/usr/bin/env python3
"""Writes schemas/events/*.schema.json, one JSON Schema per event type, from the statute that the programs know.

    juecectl statute --json | tools/schemas.py            writes what differs
    juecectl statute --json | tools/schemas.py --check    only says what differs, and exits with 1 if anything does

The commands and their fields are declared once, in workflow/procedure/commands/ and workflow/register/; a schema says
what the leaf keeps of them. What the law adds (EXTRA), what follows from another act (CONSEQUENCES) and the events that
no command asks for (OTHERS) are declared here. leaf.schema.json, what every leaf holds, is written by hand. They use
only what draft-07 and 2020-12 read alike. Standard library only.
"""

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "schemas" / "events"
PREFIX = "cn.gov.juece."
LEAF = "urn:juece:schema:leaf.v1"

# The same patterns as in leaf.schema.json; the test compares them.
WORD = r"^[a-z][a-z0-9_]{0,63}$"
CODE = r"^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,63}$"
DAY = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
SOURCE = r"^[A-Z][A-Z0-9-]{1,15}$"
CITATION = r"^[A-Z][A-Z0-9-]{1,15} [1-9][0-9]{0,3}(\([1-9][0-9]?\))?$"
RULE = r"^([A-Z]{1,4}[0-9]{1,3}|F_[A-Z]{1,16}|[a-z][a-z0-9_]{0,63})$"
# What a refusal may say is missing: a code, a number in digits, a day, or a citation. No room for a sentence.
MISSING = r"^[A-Za-z0-9][A-Za-z0-9_.:/()-]{0,63}( [0-9()]{1,10})?$"
# 文号: the organ's short name, year, serial number.
DOCUMENT_NUMBER = r"^[一-龥]{1,20}〔[0-9]{4}〕[0-9]{1,5}号$"
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


SEALED_KINDS = {"text", "sealed_rows"}  # never in data


def choice_schema(field):
    known = field.get("choices") or []
    pattern = WORD if known and all(re.fullmatch(WORD, choice) for choice in known) else CODE
    return string(pattern, **({"examples": known} if known else {}))


def rows_schema(field):
    return {"type": "array", "items": fields_record(field["members"])}


GROUND = record(
    {
        "fact": string(CODE, "The fact that was found not to hold, or to hold."),
        "value": {"type": "boolean"},
        "law": string(SOURCE, "Or the source of law, and its article."),
        "article": number(minimum=1),
        "paragraph": number(minimum=1),
    },
    [],
)

SCHEMA_BY_KIND = {
    "code": choice_schema,
    "codes": lambda field: listed(choice_schema(field)),
    "number": lambda field: number(),
    "day": lambda field: string(DAY),
    "organ": lambda field: string(CODE),
    "organs": lambda field: listed(string(CODE)),
    "citation": lambda field: string(CITATION),
    "flag": lambda field: {"type": "boolean"},
    "person": lambda field: leaf_part("uuid"),
    "persons": lambda field: listed(leaf_part("uuid")),
    "post": lambda field: string(CODE),
    "roles": lambda field: listed(string(WORD)),
    "decision": lambda field: leaf_part("uuid"),
    "version": lambda field: number(minimum=1),
    "ground": lambda field: GROUND,
    "rows": rows_schema,
}


def field_schema(field):
    return described(SCHEMA_BY_KIND[field["kind"]](field), field["label"])


def kept_fields(fields):
    return [field for field in fields if field["kind"] not in SEALED_KINDS]


def fields_record(fields, extra=None, extra_required=()):
    kept = kept_fields(fields)
    return record(
        {**(extra or {}), **{field["name"]: field_schema(field) for field in kept}},
        [field["name"] for field in kept if field["required"]] + list(extra_required),
    )


# What the law computes and adds to an act's data: the members, and those that are always there.
PERIOD = {
    "days": number("天数: from the opening day, which does not count, to the last day", 1),
    "shortened": described({"const": True}, "期限缩短: present if shorter than the profile asks."),
    "falls_on_rest_day": described({"const": True}, "末日为休息日: present if the calendar says so."),
    "last_day": string(DAY, "顺延后的末日: present if the profile lets the period roll to another day."),
}
WAIVER = {"ground": GROUND, "decided_by": string(CODE, "作出决定的单位: the performer's organ")}
MEETING = {
    "counts": {
        "type": "object",
        "description": "各种意见的人数: views of members other than the head, by kind of view.",
        "propertyNames": {"pattern": WORD},
        "additionalProperties": number(),
    },
    "views_recorded": number("到会成员的意见数: of present members other than the head"),
    "dissents": number("不同意见数: neither agreement nor silence"),
    "head_order": number("行政首长首次发言的次序: 0 if he did not speak"),
    "last_order": number("最后发言的次序"),
    "majority": string(WORD, "多数意见", examples=["approve", "reject", "defer", "none"]),
    "reason_given": {"type": "boolean", "description": "行政首长在会上说明了理由"},
}
EXTRA = {
    "public_comment.opened": (PERIOD, ["days"]),
    "public_comment.extended": (PERIOD, ["days"]),
    "public_comment.opinion_received": ({"late": described({"const": True}, "逾期提出: received after the last day")}, []),
    "deliberation.recorded": (MEETING, sorted(MEETING)),
    "fact.set": (
        {
            "decided_by": WAIVER["decided_by"],
            "vanishing": listed(string(WORD), "不再需要的程序: regions whose duty ends with this finding"),
        },
        ["decided_by"],
    ),
}


def extra_of(name):
    return (WAIVER, ["decided_by"]) if name.endswith(".waived") else EXTRA.get(name, ({}, []))


# What follows from another act, in the same command: of which earlier event it speaks.
CONSEQUENCES = {
    "voided": number("失效的结果: the version of the result that no longer stands", 1),
    "reinstated": number("不再成立的免除: the version of the waiver that no longer stands", 1),
}

# Days that a notice arranged (workflow/calendar/explanation.hpp in_codes): how a count of working days explains itself.
ARRANGED = record(
    {
        "from": string(DAY),
        "to": string(DAY, "the last of them"),
        "reason": string(WORD, examples=["day_off", "make_up_day"]),
        "notice": string(DOCUMENT_NUMBER, "节假日安排通知的文号"),
    },
    ["from", "to", "reason", "notice"],
)

REFUSAL = record(
    {
        "rule": string(RULE, "R01 …, D01 …, or by (this post may not), or step (not from here)"),
        "article": string(CITATION),
        "missing": {
            "type": "object",
            "description": "What is missing, by name; the words for people come from the statute that basis pins.",
            "propertyNames": {"pattern": WORD},
            "additionalProperties": {
                "anyOf": [
                    string(MISSING), number(), {"type": "boolean"},
                    {"type": "array", "items": {"anyOf": [string(MISSING), number()]}},
                    {"type": "array", "items": string(DOCUMENT_NUMBER)}, {"type": "array", "items": ARRANGED},
                ],
            },
        },
    },
    ["rule", "article", "missing"],
)

# A published profile's parameters, resolved, and what each rests on (docs/formats/profile.md).
PARAMETERS = {
    "type": "object",
    "description": "Of a profile: every parameter of it, with what it rests on.",
    "propertyNames": {"pattern": WORD},
    "additionalProperties": record(
        {
            "value": {"anyOf": [number(), {"type": "boolean"}, string(WORD, "a choice, or none")]},
            "source": string(CITATION),
            "level": string(WORD, "效力级别 of the source", examples=["administrative_regulation", "plan"]),
            "set_by": string(CODE, "the profile of the chain that says so"),
            "adopted": described({"const": True}, "采纳: a work plan that this jurisdiction has made a duty"),
        },
        ["value", "source", "level", "set_by"],
    ),
}
NOTICE = record(
    {
        "number": string(DOCUMENT_NUMBER, "文号"),
        "year": number("the year that it arranges", 1949),
        "dated": string(DAY, "成文日期"),
        "known_from": string(DAY, "the day from which it answers questions"),
        "days_off": {
            "type": "array",
            "minItems": 1,
            "items": record({"from": string(DAY), "to": string(DAY)}, ["from", "to"]),
        },
        "make_up_days": listed(string(DAY), "调休上班"),
    },
    ["number", "year", "dated", "known_from", "days_off", "make_up_days"],
    "Of a calendar: one notice of 节假日安排.",
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
        "A statute, a version of a profile with its resolved parameters, or a notice of the calendar: what is recorded "
        "from now on is judged by it, each act by what is in force on its own day.",
        record(
            {
                "kind": string(WORD, examples=["statute", "profile", "calendar"]),
                "id": string(CODE),
                "digest": leaf_part("digest"),
                "in_force_from": string(DAY, "施行日期; absent: since ever, as far as anybody says"),
                "parameters": PARAMETERS,
                "notice": NOTICE,
            },
            ["kind", "id", "digest"],
        ),
        {
            "kind": "profile",
            "id": "shanghai/minhang",
            "digest": "…",
            "in_force_from": "2020-09-01",
            "parameters": {
                "comment_days_min": {
                    "value": 30, "source": "D713 15(1)", "level": "administrative_regulation", "set_by": "national",
                },
                "legality_initial": {
                    "value": True, "source": "SH-L 4", "level": "normative_document", "set_by": "shanghai",
                },
            },
        },
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
    "days": 30, "complete_by": "2023-12-31", "decided_by": "minhang-gov", "counts": {"agree": 4, "disagree": 1},
    "views_recorded": 5, "dissents": 1, "head_order": 6, "last_order": 6, "majority": "approve", "reason_given": False,
    "members": 7, "present": 6,
}
EXAMPLE_BY_KIND = {
    "number": 0, "day": "2023-11-11", "organ": "minhang-yingji", "organs": ["minhang-yingji"], "citation": "OGI 14",
    "flag": True, "person": PERSON, "persons": [PERSON], "post": "minhang-yingji-zhuren", "roles": ["handler"],
    "decision": DECISION, "version": 4, "ground": {"fact": "F_TECH", "value": False},
}
EXAMPLE_LEFT_OUT = {"exclusion"}


def example_digest(name):
    """Looks like a digest; not every Python has SM3, and nothing could be checked with it here."""
    bytes_ = f"example {name}".encode()
    return {"sha256": hashlib.sha256(bytes_).hexdigest(), "sm3": hashlib.sha256(b"in place of " + bytes_).hexdigest()}


def example_value(field):
    known = field.get("choices") or []
    value = EXAMPLE_VALUES.get(field["name"])
    if value is not None and (not known or set(known) >= set([value] if isinstance(value, str) else value)):
        return value
    if field["kind"] in ("code", "codes"):
        first = known[0] if known else "other"
        return [first] if field["kind"] == "codes" else first
    if field["kind"] == "rows":
        return [example_data(field["members"])]
    return EXAMPLE_BY_KIND[field["kind"]]


def example_data(fields):
    return {
        field["name"]: example_value(field) for field in kept_fields(fields) if field["name"] not in EXAMPLE_LEFT_OUT
    }


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


def add_papers(example, command):
    """Puts the documents and the sealed payloads of a command into an example."""
    if command["documents"]:
        example["documents"] = [
            {"role": slot["role"], "digest": example_digest(slot["role"]), "size": 48213,
             "media_type": "application/pdf"}
            for slot in command["documents"]
        ]
    sealed = [field for field in command["fields"] if field["kind"] in SEALED_KINDS]
    if sealed:
        example["sealed"] = [
            {"role": field["name"], "class": field.get("seal", "government"), "digest": example_digest(field["name"])}
            for field in sealed
        ]


# --- schemas ----------------------------------------------------------------------------------------------------


def schema(name, title, description, row, data, example):
    """`row` is the row or act of record that the event is, None if no statute knows it."""
    properties = {"type": {"const": f"{PREFIX}{name}.v1"}}
    is_step = row is not None and "region" in row
    if is_step:
        properties["step"] = {"properties": {"trigger": {"const": name}, "region": {"const": row["region"]}}}
    properties["data"] = data
    demanded = [] if row is None else ["basis", "command", *(["step"] if is_step else [])]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"urn:juece:schema:{PREFIX}{name}.v1",
        "title": title,
        "description": description,
        "allOf": [{"$ref": LEAF}, *([] if is_step else [{"not": {"required": ["step"]}}])],
        **({"required": demanded} if demanded else {}),
        "properties": properties,
        "examples": [example],
    }


def describe(what, command):
    sealed = [field["name"] for field in command["fields"] if field["kind"] in SEALED_KINDS]
    papers = [slot["role"] for slot in command["documents"]]
    return " ".join(
        [
            what,
            *([f"Sealed, if given: {', '.join(sealed)}."] if sealed else []),
            *([f"Documents: {', '.join(papers)}."] if papers else []),
        ]
    )


def example_of_row(name, row, index, count):
    example = example_leaf(name, f"decision/{DECISION}", (row["by"] or ["organ"])[0])
    if "region" in row:
        example["step"] = {"trigger": name, "region": row["region"], "from": row["from"], "to": row["to"]}
    example["basis"]["articles"] = [row["article"]]
    if row["rules"]:
        example["basis"]["rules"] = sorted(set(row["rules"]))
    key, body = example_digest("key")["sha256"], example_digest("body")["sha256"]
    example["command"] = {"key": key, "body": body, "index": index, "count": count}
    return example


def articles_of(rows):
    return ", ".join(sorted({row["article"] for row in rows}))


def command_schema(command, rows):
    name = command["trigger"]
    extra, extra_required = extra_of(name)
    example = example_of_row(name, rows[0], 0, 1)
    add_papers(example, command)
    example["data"] = {**example_data(command["fields"]), **{key: EXAMPLE_VALUES[key] for key in extra_required}}
    kind = "step" if "region" in rows[0] else "act of record"
    text = describe(f"The {kind} of the command {command['name']}, {articles_of(rows)}.", command)
    data = fields_record(command["fields"], extra, extra_required)
    return schema(name, command["label"], text, rows[0], data, example)


def consequence_schema(name, rows):
    data = record({"target": CONSEQUENCES[name.split(".")[1]]}, ["target"])
    example = example_of_row(name, rows[0], 1, 2)
    example["data"] = {"target": 4}
    text = f"Follows from another act of the same command and is never asked for, {articles_of(rows)}."
    return schema(name, rows[0]["label"], text, rows[0], data, example)


def register_schema(command):
    name = command["event"]
    example = example_leaf(name, "register", "office")
    add_papers(example, command)
    example["data"] = example_data(command["fields"])
    text = describe(f"Entered into the register by the command {command['name']}.", command)
    return schema(name, command["label"], text, None, fields_record(command["fields"]), example)


def other_schema(name):
    title, description, data, example_data, stream = OTHERS[name]
    example = example_leaf(name, stream, "handler")
    example["data"] = {
        key: example_digest(key) if value == "…" else value for key, value in example_data.items()
    }
    return schema(name, title, description, None, data, example)


def all_schemas(statute):
    """{event name: schema}, of every row, act of record and register entry, and of the events that are none of them."""
    schemas = {name: other_schema(name) for name in OTHERS}
    rows = {}
    for row in statute["rows"] + statute["acts"]:
        rows.setdefault(row["trigger"], []).append(row)
    commands = {command["trigger"]: command for command in statute["commands"]}
    for name, its_rows in rows.items():
        known = name in commands
        schemas[name] = command_schema(commands[name], its_rows) if known else consequence_schema(name, its_rows)
    for command in statute["register"]:
        schemas[command["event"]] = register_schema(command)
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
    schemas = {file_name(name): text_of(content) for name, content in all_schemas(json.load(sys.stdin)).items()}
    present = {place.name for place in options.folder.glob(f"{PREFIX}*.schema.json")}
    for name in sorted(schemas.keys() | present):
        place = options.folder / name
        if name not in schemas:
            differing.append(f"no such event: {name}")
            if not options.check:
                place.unlink()
        elif name not in present or place.read_text(encoding="utf-8") != schemas[name]:
            differing.append(f"{'differs' if options.check else 'written'}: {name}")
            if not options.check:
                place.write_text(schemas[name], encoding="utf-8")
    for line in differing:
        print(line)
    return 1 if options.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
