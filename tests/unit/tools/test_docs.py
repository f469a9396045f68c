"""The documents keep up with the programs: words, phrases of the law, places in the tree.

Needs juecectl in the folder that JUECE_TEST_BIN names (ctest sets it). Links are checked by tools/tidy.py.
"""

import json
import os
import re
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])

# In code marks: a path from the root of the repository, or the name of a source file.
PATH = re.compile(r"`((?:adapters|deploy|docs|schemas|tests|tools|workflow)/[^`\s:]*)`")
SOURCE = re.compile(r"`([a-z_]+\.(?:cpp|hpp|py|sh|sql))`")


def juecectl(*arguments):
    program = Path(os.environ.get("JUECE_TEST_BIN", ROOT / "build" / "dev" / "bin")) / "juecectl"
    return subprocess.run([program, *arguments], check=True, capture_output=True).stdout.decode()


@lru_cache(maxsize=1)
def statute():
    return json.loads(juecectl("statute", "--json"))


@lru_cache(maxsize=1)
def source_names():
    folders = ["adapters", "deploy", "schemas", "tests", "tools", "workflow"]
    return {path.name for folder in folders for path in (ROOT / folder).rglob("*.*")}


def text(path):
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_places_that_a_page_names_exist(page):
    for place in PATH.findall(text(page)):
        pattern = re.sub(r"<\w+>|\{\w+\}", "*", place.rstrip("/"))
        assert list(ROOT.glob(pattern)), place
    for name in SOURCE.findall(text(page)):
        assert name in source_names(), name


def test_the_glossary_has_every_word():
    glossary = text(DOCS / "GLOSSARY.md")
    words = {word for row in statute()["rows"] for word in (row["from"], row["to"], *row["by"])}
    for command in statute()["commands"]:
        assert f"| {command['label']} | `{command['name']}` | `{command['trigger']}` |" in glossary
        words |= {slot["role"] for slot in command["documents"]}
        words |= {choice for field in command["fields"] if field["kind"] == "code" for choice in field["choices"]}
    assert not sorted(word for word in words if f"`{word}`" not in glossary)


def test_stage_pages_quote_every_rule_in_the_words_of_the_law():
    lines = [line for page in (DOCS / "stages").glob("*.md") for line in text(page).splitlines()]
    rules = [line.split(" | ") for line in text(DOCS / "procedure.md").splitlines() if re.match(r"\| R\d+ \|", line)]
    assert rules
    for cells in rules:
        name, level, phrase = cells[0], cells[4], cells[6]
        if level == "本系统设计":
            continue  # a choice of ours has no words of a law
        quoted = [line for line in lines if re.match(re.escape(name) + r"\b", line) and f"| {phrase} |" in line]
        assert quoted, (name, phrase)


def test_stage_pages_name_every_command():
    pages = "".join(text(page) for page in (DOCS / "stages").glob("*.md"))
    for command in statute()["commands"]:
        trigger = command["trigger"]
        assert f"`{command['name']}`" in pages, command["name"]
        # A list of a stage's triggers names the stage once: `legality_review.submitted`、`.passed`.
        assert f"`{trigger}`" in pages or f"`.{trigger.split('.')[1]}`" in pages, trigger


def test_decisions_are_numbered_once_and_have_their_four_parts():
    numbers = []
    for page in sorted((DOCS / "adr").glob("*.md")):
        content = text(page)
        numbers.append(page.name[:4])
        assert content.startswith(f"# {page.name[:4]} "), page.name
        for part in ["**Context.**", "**Decision.**", "**Consequences.**", "**Rejected.**"]:
            assert part in content, (page.name, part)
        assert len(content.split()) <= 420, f"{page.name} is longer than a page"
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
