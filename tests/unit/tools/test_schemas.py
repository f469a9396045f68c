"""The event schemas: valid in both drafts, without room for free text, and the same as the statute that was compiled.

Needs juecectl in the folder that JUECE_TEST_BIN names (ctest sets it).
"""

import copy
import importlib.util
import json
import os
import re
import subprocess
from functools import lru_cache
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).resolve().parents[3]
SCHEMAS = ROOT / "schemas" / "events"
GOLDEN = ROOT / "tests" / "histories" / "golden"
LEAF = "urn:juece:schema:leaf.v1"
DRAFTS = [jsonschema.Draft7Validator, jsonschema.Draft202012Validator]

# Words that a schema of ours may use: those that both drafts read alike.
COMMON_KEYWORDS = {
    "$schema", "$id", "$ref", "title", "description", "examples", "definitions", "type", "properties", "required",
    "additionalProperties", "propertyNames", "items", "minItems", "uniqueItems", "pattern", "minLength", "maxLength",
    "minimum", "maximum", "const", "allOf", "anyOf", "not",
}
# Keywords whose members are names of ours, not keywords.
NAMING = {"properties", "definitions"}

# Sentences, names, addresses: what no string of data may be able to hold.
FREE_TEXTS = ["因防汛需要缩短期限", "张三", "A sentence.", "two words", "a@b.cn", "中文", "x" * 80, "", "line\nbreak"]


def load_tool():
    spec = importlib.util.spec_from_file_location("schemas", ROOT / "tools" / "schemas.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = load_tool()


@lru_cache(maxsize=1)
def statute():
    program = Path(os.environ.get("JUECE_TEST_BIN", ROOT / "build" / "dev" / "bin")) / "juecectl"
    return json.loads(subprocess.run([program, "statute", "--json"], check=True, capture_output=True).stdout)


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


LEAF_SCHEMA = read(SCHEMAS / "leaf.schema.json")
FILES = sorted(path.name for path in SCHEMAS.glob("*.schema.json"))
TYPES = [name for name in FILES if name != "leaf.schema.json"]


def local_references(schema):
    """The schema with references to the leaf's schema made local to a bundle."""
    if isinstance(schema, list):
        return [local_references(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: local_references(value) for key, value in schema.items()}
    reference = result.get("$ref")
    if isinstance(reference, str) and reference.startswith(LEAF):
        result["$ref"] = "#/definitions/leaf" if reference == LEAF else reference.removeprefix(LEAF)
    return result


def closed(schema):
    """The schema with every object that names its members closed to others.

    A consumer passes over what it does not know, but what we write must all be described.
    """
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: closed(value) for key, value in schema.items()}
    if result.get("type") == "object" and "properties" in result and "additionalProperties" not in result:
        result["additionalProperties"] = False
    return result


def bundle(name):
    """One schema in one piece, closed."""
    leaf = copy.deepcopy(LEAF_SCHEMA)
    definitions = leaf.pop("definitions")
    del leaf["$id"], leaf["$schema"]
    schema = local_references(read(SCHEMAS / name))
    del schema["$id"], schema["$schema"]
    return closed({**schema, "definitions": {**definitions, "leaf": leaf}})


def subschemas(schema, path=""):
    """Yields (path, schema) of a schema and everything below it."""
    yield path, schema
    for key, value in schema.items():
        if key in NAMING:
            for name, one in value.items():
                yield from subschemas(one, f"{path}/{key}/{name}")
        elif isinstance(value, dict) and key not in ("const", "examples"):
            yield from subschemas(value, f"{path}/{key}")
        elif key in ("allOf", "anyOf"):
            for number, one in enumerate(value):
                yield from subschemas(one, f"{path}/{key}/{number}")


def resolve(schema, whole):
    while "$ref" in schema:
        target = whole
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = target
    return schema


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.__name__)
def test_is_a_schema_in_both_drafts(name, draft):
    draft.check_schema(read(SCHEMAS / name))


@pytest.mark.parametrize("name", FILES)
def test_uses_only_what_both_drafts_read_alike(name):
    for path, schema in subschemas(read(SCHEMAS / name)):
        assert set(schema) <= COMMON_KEYWORDS, path
        # Before 2019-09 what stands beside $ref is ignored, later it counts.
        assert "$ref" not in schema or set(schema) == {"$ref"}, path
        # Enumerations are open: a list of known codes is an example, never a limit.
        assert "enum" not in schema, path


@pytest.mark.parametrize("name", FILES)
def test_is_named_after_its_type(name):
    schema = read(SCHEMAS / name)
    event_type = name.removesuffix(".schema.json")
    if name == "leaf.schema.json":
        assert schema["$id"] == LEAF
        return
    assert schema["$id"] == f"urn:juece:schema:{event_type}"
    assert schema["properties"]["type"]["const"] == event_type


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.__name__)
def test_examples_are_valid(name, draft):
    whole = bundle(name)
    assert whole["examples"], "a schema shows at least one example"
    for example in whole["examples"]:
        draft(whole).validate(example)


@pytest.mark.parametrize("name", TYPES)
def test_data_has_no_room_for_free_text(name):
    whole = bundle(name)
    for path, schema in subschemas(whole["properties"]["data"]):
        schema = resolve(schema, whole)
        if path.endswith("propertyNames") or schema.get("type") == "string":
            pattern = schema.get("pattern", "")
            assert pattern.startswith("^") and pattern.endswith("$"), f"{path}: a string without a whole pattern"
            assert not [text for text in FREE_TEXTS if re.search(pattern, text)], f"{path}: {pattern}"
        elif "properties" in schema or schema.get("type") == "object":
            assert "additionalProperties" in schema, f"{path}: an object that is open even when closed"
        elif not schema.keys() & {"const", "allOf", "anyOf"}:
            assert schema.get("type") in ("integer", "boolean", "array"), f"{path}: may be anything"
            assert schema.get("type") != "array" or "items" in schema, f"{path}: a list of anything"


@pytest.mark.parametrize("name", TYPES)
def test_refuses_text_that_a_person_typed(name):
    whole = bundle(name)
    validator = jsonschema.Draft202012Validator(whole)
    for text in ["张三", "two words"]:
        example = copy.deepcopy(whole["examples"][0])
        for key, value in example["data"].items():
            if isinstance(value, str):
                assert not validator.is_valid({**example, "data": {**example["data"], key: text}}), key
        assert not validator.is_valid({**example, "data": {**example["data"], "remark": text}})


def test_patterns_are_those_of_the_leaf():
    definitions = LEAF_SCHEMA["definitions"]
    for name in ["word", "code", "day", "citation", "rule"]:
        assert definitions[name]["pattern"] == getattr(TOOL, name.upper())


def test_types_are_those_of_the_statute_and_the_register():
    rows = statute()["rows"] + statute()["acts"]
    assert {row["trigger"] for row in rows if "command" in row} == {one["trigger"] for one in statute()["commands"]}
    # What no command asks for says only of which earlier event it speaks.
    for row in rows:
        assert ("command" in row) == bool(row["by"]), row["trigger"]
    names = {row["trigger"] for row in rows} | {one["event"] for one in statute()["register"]} | set(TOOL.OTHERS)
    assert set(TYPES) == {TOOL.file_name(name) for name in names}


def test_schemas_agree_with_the_statute():
    for name, schema in TOOL.all_schemas(statute()).items():
        path = SCHEMAS / TOOL.file_name(name)
        written = path.read_text(encoding="utf-8")
        assert written == TOOL.text_of(schema), "run: juecectl statute --json | tools/schemas.py"


def test_texts_are_sealed_and_nothing_else_is():
    for command in statute()["commands"] + statute()["register"]:
        name = TOOL.file_name(command.get("trigger") or command["event"])
        data = read(SCHEMAS / name)["properties"]["data"]["properties"]
        for field in command["fields"]:
            is_kept = field["kind"] not in ("text", "sealed_rows")
            assert (field["name"] in data) == is_kept, (command["name"], field["name"])
            # A list of records keeps no text either: what people type in a row is sealed with the whole row.
            if is_kept and field["kind"] == "rows":
                assert all(member["kind"] not in ("text", "rows", "sealed_rows") for member in field["members"])


def golden_leaves():
    return sorted(GOLDEN.glob("*.json")) if GOLDEN.is_dir() else []


@pytest.mark.parametrize("path", golden_leaves(), ids=lambda path: path.name)
def test_golden_leaves_are_valid(path):
    leaf = json.loads(path.read_bytes())
    name = f"{leaf['type']}.schema.json"
    assert name in TYPES, "a golden leaf of a type that has no schema"
    for draft in DRAFTS:
        draft(bundle(name)).validate(leaf)
