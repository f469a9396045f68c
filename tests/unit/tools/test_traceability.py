"""docs/traceability.md is what the tree says, and has no empty cell.

Needs juecectl in the folder that JUECE_TEST_BIN names (ctest sets it).
"""

import importlib.util
import json
import os
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def load_tool():
    spec = importlib.util.spec_from_file_location("traceability", ROOT / "tools" / "traceability.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = load_tool()


@lru_cache(maxsize=1)
def rules():
    program = Path(os.environ.get("JUECE_TEST_BIN", ROOT / "build" / "dev" / "bin")) / "juecectl"
    statute = subprocess.run([program, "statute", "--json"], check=True, capture_output=True).stdout
    return TOOL.traced(json.loads(statute))


@pytest.mark.parametrize("rule_id", TOOL.GUARDS)
def test_each_rule_of_the_law_has_article_row_code_test_and_scenario(rule_id):
    assert rule_id in rules()
    assert not rules()[rule_id].empty_cells()


def test_no_rule_is_both_in_the_table_and_left_out():
    assert not set(TOOL.ELSEWHERE) & set(TOOL.GUARDS)
    assert not set(TOOL.ELSEWHERE) & set(rules())
    numbers = {f"R{number:02}" for number in range(1, 69)} | {"R94", "R95", "R99"}
    assert numbers == set(TOOL.ELSEWHERE) | set(TOOL.GUARDS)


def test_every_other_rule_is_complete_too():
    assert not list(TOOL.gaps(rules()))


def test_the_page_is_what_the_tree_says():
    written = TOOL.PAGE.read_text(encoding="utf-8") if TOOL.PAGE.exists() else ""
    assert written == TOOL.page_of(rules()), "run: juecectl statute --json | tools/traceability.py"


def test_finds_tests_by_rule_and_by_struct():
    rule = TOOL.Rule("R77")
    assert rule.empty_cells() == ["article", "row", "code", "test", "scenario"]
    known = dict(TOOL.tests_of(ROOT / "tests" / "unit" / "workflow" / "rules" / "rule_test.cpp"))
    assert known and all(text.startswith("TEST") for text in known.values())
