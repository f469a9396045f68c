#!/usr/bin/env python3
# Reads figures, one JSON object a line, and shows them beside their targets (tools/bench/targets.toml).
#
#   table.py FILE.jsonl          what was measured, and every target that was not
#   table.py --some FILE.jsonl   what was measured
#
# Several lines of one figure and case give their mean. Exit 0 whatever was reached: a missed target is shown, it is no
# error. Standard library only.

import json
import sys
import tomllib
from pathlib import Path

TARGETS = Path(__file__).with_name("targets.toml")
BOUNDS = {
    "at_least": ("≥", lambda value, bound: value >= bound, lambda value, bound: value / bound),
    "at_most": ("≤", lambda value, bound: value <= bound, lambda value, bound: bound / value),
    "below": ("<", lambda value, bound: value < bound, lambda value, bound: bound / value),
}
HEADINGS = ("figure", "case", "target", "reached", "reached : target", "")


def read_figures(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def measured(figures, row):
    """The mean of what the row speaks of, or None if nobody measured it."""
    named = [
        figure for figure in figures
        if figure["figure"] == row["figure"] and figure["case"] == row.get("case", figure["case"])
    ]
    values = [figure[row["measure"]] for figure in named if row["measure"] in figure]
    return sum(values) / len(values) if values else None


def number(value):
    if abs(value) >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.2f}".rstrip("0").rstrip(".")


def cells_of(row, value):
    """One line of the table: what was reached, beside the bound if there is one."""
    reached = f"{number(value)} {row['unit']}" if value is not None else "not measured"
    target, ratio, verdict = "–", "", ""
    for name, (sign, holds, ratio_of) in BOUNDS.items():
        if name in row:
            target = f"{sign} {number(row[name])} {row['unit']}"
            if value is not None:
                ratio = f"{ratio_of(value, row[name]):.2f}" if value else ""
                verdict = "met" if holds(value, row[name]) else "MISSED"
    return (row["title"], row.get("case", ""), target, reached, ratio, verdict)


def table(figures, rows, also_unmeasured):
    """Aligned text."""
    lines = [HEADINGS]
    for row in rows:
        value = measured(figures, row)
        if value is not None or (also_unmeasured and any(bound in row for bound in BOUNDS)):
            lines.append(cells_of(row, value))
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEADINGS))]
    lines.insert(1, tuple("─" * width for width in widths))
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines)


def main():
    some, files = "--some" in sys.argv[1:], [word for word in sys.argv[1:] if word != "--some"]
    if len(files) != 1:
        sys.exit("usage: table.py [--some] FILE.jsonl")
    rows = tomllib.loads(TARGETS.read_text(encoding="utf-8"))["row"]
    print(table(read_figures(files[0]), rows, also_unmeasured=not some))


if __name__ == "__main__":
    main()
