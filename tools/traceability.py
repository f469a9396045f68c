#!/usr/bin/env python3
"""Writes docs/traceability.md: each rule of the rulebook, its article, its code, its tests, the scenarios that show it.

    juecectl statute --json | tools/traceability.py            writes the page
    juecectl statute --json | tools/traceability.py --check    writes nothing; exits with 1 if the page is not this one

A rule without article, row, code, test or scenario ends it with 1 as well: the page has no empty cell. What the rules
are, and which rows they guard, the statute says; where they stand in the code, and who speaks of them in tests and
scenarios, is found by their id and by the names of their structs. Standard library only.
"""

import argparse
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "traceability.md"
NAMES_SHOWN = 4

# Every rule of the procedure from proposal to publication, by its number in the rulebook.
GUARDS = [
    f"R{number:02}" for number in [1, 2, 3, *range(8, 34), *range(35, 55), *range(56, 69), 95, 99] if number != 34
]
ELSEWHERE = {
    "R04": "年度目录公布须经党委同意:随目录一并实现",
    "R05": "目录调整:随目录一并实现",
    "R06": "列入目录的事项须履行程序:随目录一并实现",
    "R07": "各单位年初报送目录:审计检查,不阻止任何步骤",
    "R34": "专家库管理(第二十一条):审计检查,不阻止任何步骤",
    "R55": "审查人对审查意见负责(第二十八条):每件审查意见记明审查人,由审计核查,不阻止任何步骤",
    "R94": "福建三项审查统一结论:条文未见全文,未设置",
}

STRUCT = re.compile(r"struct (\w+)[^;{]*\{\s*static constexpr Rule rule\{(.*?)\n    \};", re.S)
DERIVED = re.compile(r"struct (\w+) : (\w+) \{")  # the same rule, asked in another case
RULE_ID = re.compile(r'\.id = "(\w+)"')
TEST = re.compile(r"^(?:TEST|TEST_F|TEST_P|RC_GTEST_PROP)\(\s*(\w+),\s*(\w+)", re.M)
STEP = re.compile(r"^\d{4}-\d\d-\d\d\s.*?\)\s+([a-z][a-z_]+)\b")


class Rule:
    """All clauses of one id: the law's structs that share it."""

    def __init__(self, rule_id):
        self.id = rule_id
        self.hard = False
        self.articles = []
        self.rows = []  # triggers
        self.structs = []  # (name, file)
        self.tests = []
        self.refused = []  # scenario names
        self.passed = []

    def empty_cells(self):
        cells = {
            "article": self.articles, "row": self.rows, "code": self.structs, "test": self.tests,
            "scenario": self.refused + self.passed,
        }
        return [name for name, content in cells.items() if not content]


def add(items, item):
    if item not in items:
        items.append(item)


def read(path):
    return path.read_text(encoding="utf-8")


def rules_of(statute):
    """{id: Rule} of every rule that guards a row or an act of record, in the order of their ids."""
    rules = {}
    for clause in statute["rules"]:
        rule = rules.setdefault(clause["id"], Rule(clause["id"]))
        rule.hard = rule.hard or clause["hard"]
        add(rule.articles, clause["article"])
    for row in statute["rows"] + statute["acts"]:
        for rule_id in row["rules"]:
            add(rules[rule_id].rows, row["trigger"])
    return dict(sorted(rules.items()))


def find_code(rules):
    for path in sorted((ROOT / "workflow" / "rules").glob("*.hpp")):
        text, file = read(path), path.relative_to(ROOT).as_posix()
        ids = {name: RULE_ID.search(body)[1] for name, body in STRUCT.findall(text)}
        ids.update({name: ids[base] for name, base in DERIVED.findall(text) if base in ids})
        for name, rule_id in ids.items():
            if rule_id in rules:
                rules[rule_id].structs.append((name, file))


def tests_of(path):
    """Yields (suite.name, text) of every test in a file."""
    text = read(path)
    starts = list(TEST.finditer(text))
    for start, after in zip(starts, [*[one.start() for one in starts[1:]], len(text)]):
        yield f"{start[1]}.{start[2]}", text[start.start() : after]


def find_tests(rules):
    folder = ROOT / "tests" / "unit" / "workflow"
    # The tests of the rules first, then those that also speak of them.
    for path in sorted(folder.rglob("*_test.cpp"), key=lambda path: (path.parent.name != "rules", path)):
        for name, body in tests_of(path):
            words = set(re.findall(r"\w+", body))
            for rule in rules.values():
                if rule.id in words or any(struct in words for struct, _ in rule.structs):
                    add(rule.tests, name)


def find_scenarios(rules, statute):
    commands = {command["name"]: command["trigger"] for command in statute["commands"]}
    for path in sorted((ROOT / "tests" / "scenarios").glob("*.scenario")):
        triggers, refused = set(), set()
        for line in read(path).splitlines():
            step = STEP.match(line)
            if step:
                triggers.add(commands.get(step[1]))
            elif line.lstrip().startswith("=>") and "refused" in line:
                refused |= set(re.findall(r"\b[A-Z]{1,4}\d\d\b|\bF_SECRET\b", line))
        for rule in rules.values():
            if rule.id in refused:
                add(rule.refused, path.stem)
            elif triggers & set(rule.rows):
                add(rule.passed, path.stem)


def shortened(names, mark="`"):
    shown = "、".join(f"{mark}{name}{mark}" for name in names[:NAMES_SHOWN])
    return shown + (f" 等 {len(names)} 项" if len(names) > NAMES_SHOWN else "")


def code_cell(structs):
    files = {}
    for name, file in structs:
        files.setdefault(file, []).append(name)
    return ";".join(f"[{Path(file).name}](../{file}) {', '.join(names)}" for file, names in files.items())


def scenario_cell(rule):
    refused = shortened([f"[{name}](../tests/scenarios/{name}.scenario)" for name in rule.refused], "")
    passed = shortened([f"[{name}](../tests/scenarios/{name}.scenario)" for name in rule.passed], "")
    return ";".join(part for part in [f"拒绝:{refused}" if refused else "", f"经过:{passed}" if passed else ""] if part)


def line_of(rule):
    cells = [
        rule.id, "H" if rule.hard else "W", "、".join(rule.articles), shortened(rule.rows), code_cell(rule.structs),
        shortened(rule.tests), scenario_cell(rule),
    ]
    return f"| {' | '.join(cells)} |\n"


HEAD = "| 规则 | 效力 | 条文 | 约束的步骤 | 代码 | 测试 | 场景 |\n|---|---|---|---|---|---|---|\n"


def page_of(rules):
    page = (
        "# 规则、条文、代码、测试、场景对照表\n\n"
        "本页由程序生成,请勿手工修改:`juecectl statute --json | tools/traceability.py`。"
        "规则编号是规则手册的编号;H 不满足则不得办理,W 说明理由后可以办理。条文原文见 [procedure.md](procedure.md)。"
        "场景分两种:“拒绝”是场景里有一步因该规则未获办理,“经过”是场景里有一步受该规则约束而获准。\n\n"
        "## 法定规则\n\n"
    )
    page += HEAD + "".join(line_of(rules[rule_id]) for rule_id in GUARDS if rule_id in rules)
    others = [rule for rule in rules.values() if rule.id not in GUARDS]
    page += (
        "\n## 其他规则\n\n`D` 是法律未作规定之处的设计,编号见 [choices.md](choices.md)。"
        "D04(不得代行)、D05(代录草案的人不得审查)、D15(回避)在每一步之前检查,不写在程序表的行里。"
        "`F_SECRET` 和 `FCR27` 依据法律、行政法规,规则手册没有给它们编号。\n\n"
    )
    page += HEAD + "".join(line_of(rule) for rule in others)
    page += "\n## 不在本表的规则\n\n| 规则 | 理由 |\n|---|---|\n"
    page += "".join(f"| {rule_id} | {reason} |\n" for rule_id, reason in ELSEWHERE.items())
    page += "\nR69 至 R93(R86 除外)、R96 至 R98 属于执行以后的程序、规范性文件、合同和督查,尚未实现。\n"
    return page


def gaps(rules):
    """What keeps the page from being complete, a line each."""
    for rule_id in GUARDS:
        if rule_id not in rules:
            yield f"{rule_id}: guards no row"
    for rule in rules.values():
        for cell in rule.empty_cells():
            yield f"{rule.id}: no {cell}"


def traced(statute):
    rules = rules_of(statute)
    find_code(rules)
    find_tests(rules)
    find_scenarios(rules, statute)
    return rules


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, say what is missing or stale")
    options = parser.parse_args()
    rules = traced(json.load(sys.stdin))
    missing = list(gaps(rules))
    for line in missing:
        print(line)
    page = page_of(rules)
    is_stale = not PAGE.exists() or read(PAGE) != page
    if is_stale and options.check:
        print("docs/traceability.md is not what the tree says; write it again")
    elif is_stale:
        PAGE.write_text(page, encoding="utf-8")
    return 1 if missing or (is_stale and options.check) else 0


if __name__ == "__main__":
    sys.exit(main())
