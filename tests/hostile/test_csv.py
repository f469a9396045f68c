# Titles that a spreadsheet would run, through juecectl's CSV: csv/titles.jsonl holds a title and its cell on each line.

import csv
import io
import json
from pathlib import Path

TITLES = [json.loads(line) for line in (Path(__file__).parent / "csv" / "titles.jsonl").read_text("utf-8").splitlines()]


def records(data):
    assert data.startswith("\ufeff".encode()) and data.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_no_title_becomes_a_formula_in_a_list(log):
    for one in TITLES:
        decision = log.propose(title=one["title"]).expect(201).json["decision"]
        assert log.get(f"/decisions/{decision}").json["title"] == one["title"]
    for words, column in ((("list", "--csv"), 2), (("todo", "--role", "department", "--csv"), 1)):
        done = log.juecectl("department", *words, text=False)
        assert done.returncode == 0, done.stderr
        headings, *rows = records(done.stdout)
        assert headings[column] == "名称" and len(rows) == len(TITLES)
        assert sorted(row[column] for row in rows) == sorted(one["cell"] for one in TITLES)
        assert all(len(row) == len(headings) for row in rows)


def test_csv_and_json_at_once_are_refused(log):
    for words in (("list",), ("todo",)):
        done = log.juecectl("department", *words, "--csv", "--json")
        assert done.returncode == 2 and not done.stdout, done.stdout
