# Titles that a spreadsheet would run, through juecectl's CSV: csv/titles.jsonl holds a title and its cell on each line.

import csv
import io
import json
import os
import subprocess
from pathlib import Path

from node import ROOT

TITLES = [json.loads(line) for line in (Path(__file__).parent / "csv" / "titles.jsonl").read_text("utf-8").splitlines()]


def juecectl(log, role, *words):
    environment = os.environ | {
        "JUECE_URL": f"http://127.0.0.1:{log.node.port}", "JUECE_TOKEN": log.token(role), "JUECE_LOG": log.name,
    }
    program = log.node.binary().with_name("juecectl")
    return subprocess.run([program, *words], cwd=ROOT, env=environment, capture_output=True)


def records(data):
    assert data.startswith("\ufeff".encode()) and data.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_no_title_becomes_a_formula_in_a_list(log):
    for one in TITLES:
        decision = log.propose(title=one["title"]).expect(201).json["decision"]
        assert log.get(f"/decisions/{decision}").json["title"] == one["title"]
    for words, column in ((("list", "--csv"), 2), (("todo", "--role", "department", "--csv"), 1)):
        done = juecectl(log, "department", *words)
        assert done.returncode == 0, done.stderr
        headings, *rows = records(done.stdout)
        assert headings[column] == "名称" and len(rows) == len(TITLES)
        assert sorted(row[column] for row in rows) == sorted(one["cell"] for one in TITLES)
        assert all(len(row) == len(headings) for row in rows)


def test_csv_and_json_at_once_are_refused(log):
    for words in (("list",), ("todo",)):
        done = juecectl(log, "department", *words, "--csv", "--json")
        assert done.returncode == 2 and not done.stdout, done.stdout
