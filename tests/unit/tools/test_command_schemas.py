"""schemas/api/commands.json: the same as the statute that was compiled, and good JSON Schemas.

Needs juecectl in the folder that JUECE_TEST_BIN names (ctest sets it).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools"))

import command_schemas  # noqa: E402


def statute():
    program = Path(os.environ.get("JUECE_TEST_BIN", ROOT / "build" / "dev" / "bin")) / "juecectl"
    return json.loads(subprocess.run([program, "statute", "--json"], check=True, capture_output=True).stdout)


def test_the_file_agrees_with_the_statute():
    wanted = command_schemas.text_of(command_schemas.all_commands(statute()))
    written = command_schemas.FILE.read_text(encoding="utf-8")
    assert written == wanted, "run: juecectl statute --json | tools/command_schemas.py"


def test_every_command_is_a_schema_that_stands_alone():
    content = json.loads(command_schemas.FILE.read_text(encoding="utf-8"))
    for group in ("Command", "RegisterCommand"):
        named = [one["$ref"] for one in content[group]["oneOf"]]
        assert named == list(content[group]["discriminator"]["mapping"].values())
    for name, schema in content["$defs"].items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["properties"]["command"] == {"const": name} and schema["additionalProperties"] is False
        assert schema["title"], name
