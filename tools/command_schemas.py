#!/usr/bin/env python3
"""Writes schemas/api/commands.json: what each command carries in a request, for schemas/api/openapi.yaml to refer to.

    juecectl statute --json | tools/command_schemas.py            writes it if it differs
    juecectl statute --json | tools/command_schemas.py --check    only says whether it differs, and exits with 1 then

Every command is one schema that stands alone: its name, its data with each field's kind and choices, the documents it
may bring with their Chinese labels, and what every command may carry. A field or a document that only a rule of the law
asks for is optional here: its absence is refused by the law (409), not as malformed (422). Standard library only.
"""

import argparse
import json
import sys
from pathlib import Path

from schemas import CITATION, CODE, NUMBER_MAX, WORD

FILE = Path(__file__).resolve().parent.parent / "schemas" / "api" / "commands.json"
SHARED = "openapi.yaml#/components/schemas/"


def shared(name):
    return {"$ref": SHARED + name}


def string(pattern):
    return {"type": "string", "pattern": pattern}


def listed(items, may_repeat=False):
    return {"type": "array", **({} if may_repeat else {"uniqueItems": True}), "items": items}


def choice(field):
    choices = field.get("choices") or []
    return {"enum": choices} if choices else string(CODE)


def closed(properties, required):
    return {
        "type": "object",
        **({"required": sorted(required)} if required else {}),
        "additionalProperties": False,
        "properties": properties,
    }


GROUND = {
    "oneOf": [
        closed({"fact": string(CODE), "value": {"type": "boolean"}}, ["fact", "value"]),
        closed(
            {"law": string(CODE), "article": {"type": "integer", "minimum": 1, "maximum": 9999},
             "paragraph": {"type": "integer", "minimum": 1, "maximum": 99}},
            ["law", "article"],
        ),
    ],
}

# As a request writes each kind (workflow/procedure/command.hpp).
SCHEMA_BY_KIND = {
    "code": choice,
    "codes": lambda field: listed(choice(field)),
    "number": lambda field: {"type": "integer", "minimum": 0, "maximum": NUMBER_MAX},
    "day": lambda field: shared("Day"),
    "organ": lambda field: string(CODE),
    "organs": lambda field: listed(string(CODE)),
    "citation": lambda field: string(CITATION),
    "text": lambda field: shared("Text"),
    "flag": lambda field: {"type": "boolean"},
    "person": lambda field: shared("Uuid"),
    "persons": lambda field: listed(shared("Uuid")),
    "post": lambda field: string(CODE),
    "roles": lambda field: listed(string(WORD)),
    "decision": lambda field: shared("Uuid"),
    "version": lambda field: {"type": "integer", "minimum": 1, "maximum": NUMBER_MAX},
    "ground": lambda field: GROUND,
    "rows": lambda field: listed(data_of(field["members"]), may_repeat=True),
    "sealed_rows": lambda field: listed(data_of(field["members"]), may_repeat=True),
}


def description_of(field):
    notes = [field["label"]]
    if field["kind"] in ("text", "sealed_rows"):
        notes.append(f"sealed, class {field.get('seal', 'government')}")
    if field.get("rule"):
        notes.append(f"asked for by {field['rule']}")
    return "; ".join(notes)


def data_of(fields):
    properties = {
        field["name"]: {"description": description_of(field), **SCHEMA_BY_KIND[field["kind"]](field)}
        for field in fields
    }
    return closed(properties, [field["name"] for field in fields if field["required"]])


def documents_of(slots):
    roles = [
        {"const": slot["role"], "title": slot["label"],
         **({"description": f"asked for by {slot['rule']}"} if slot.get("rule") else {})}
        for slot in slots
    ]
    role = {"oneOf": roles} if roles else False
    number = {"description": "发文字号; at most 120 bytes", **string(r"^[^\u0000-\u001F\u007F]{1,120}$")}
    return listed(
        closed({"role": role, "digest": shared("Digest"), "number": number}, ["role", "digest"]), may_repeat=True
    )


def command_schema(command, common_documents, envelope):
    slots = {slot["role"]: slot for slot in [*command["documents"], *common_documents]}
    data = data_of(command["fields"])
    properties = {
        "command": {"const": command["name"]},
        "data": data,
        "documents": documents_of(slots.values()),
        **{name: shared(schema) for name, schema in envelope.items()},
    }
    # Without a field that must be there, `data` may be left out.
    required = ["command", *(["data"] if "required" in data else [])]
    if any(slot["required"] for slot in command["documents"]):
        required.append("documents")
    return {"title": command["label"], **closed(properties, required)}


def one_of(names):
    return {
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in names],
        "discriminator": {"propertyName": "command", "mapping": {name: f"#/$defs/{name}" for name in names}},
    }


def all_commands(statute):
    common = statute["common_documents"]
    envelope = {
        "occurred_at": "OccurredAt", "reasons": "Reasons", "performer": "Principal", "late_entry": "LateEntry",
    }
    of_decisions = {one["name"]: command_schema(one, common, envelope) for one in statute["commands"]}
    of_register = {
        one["name"]: command_schema(one, [], {"occurred_at": "OccurredAt"}) for one in statute["register"]
    }
    twice = of_decisions.keys() & of_register.keys()
    assert not twice, twice
    return {
        "$comment": "Generated by tools/command_schemas.py from `juecectl statute --json`; never edited.",
        "Command": one_of(of_decisions),
        "RegisterCommand": one_of(of_register),
        "$defs": of_decisions | of_register,
    }


def text_of(content):
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, say whether it differs")
    options = parser.parse_args()
    wanted = text_of(all_commands(json.load(sys.stdin)))
    if FILE.is_file() and FILE.read_text(encoding="utf-8") == wanted:
        return 0
    print(f"{FILE.name} differs")
    if options.check:
        return 1
    FILE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
