#!/usr/bin/env python3
"""Runs clang-tidy over our sources, side by side, and only where something changed since a run without findings.

    tools/lint.py BUILD [--jobs N] [--findings FILE] [FILTER]      FILTER: a regular expression, searched in the path

BUILD holds compile_commands.json; what was found clean is remembered in BUILD/lint. Prints "[12/80] path" for each
file. Findings go to FILE (without one: to standard output at the end), each once, though every file that includes a
header finds it again; a file that clang-tidy cannot read is a finding too. Exits with 1 if there is one.
Standard library only.
"""

import argparse
import hashlib
import json
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLANG_TIDY = "clang-tidy-16"
FINDING = re.compile(r"^(?=(?:/.+:\d+:\d+: )?(?:error|warning): )", re.M)


class Source:
    """A file of ours, how it is compiled, and the note that it was clean."""

    def __init__(self, entry, notes):
        self.path = Path(entry["file"])
        self.name = self.path.relative_to(ROOT).as_posix()
        self.folder = entry["directory"]
        words = shlex.split(entry["command"])
        output = words.index("-o")
        self.compile = [word for word in words[:output] + words[output + 2:] if word not in ("-c", entry["file"])]
        self.note = notes / f"{self.name}.clean"

    def settings(self):
        """What a judgement depends on besides the files that are read: command and checks."""
        checks = b"".join(
            (folder / ".clang-tidy").read_bytes() for folder in self.path.parents if (folder / ".clang-tidy").exists()
        )
        return hashlib.sha256(shlex.join(self.compile).encode() + checks).hexdigest()

    def is_clean(self):
        try:
            known, *read = self.note.read_text(encoding="utf-8").splitlines()
            judged = self.note.stat().st_mtime_ns
            return known == self.settings() and all(Path(file).stat().st_mtime_ns <= judged for file in read)
        except (OSError, ValueError):
            return False

    def remember_clean(self):
        """Notes every file of ours and of third parties, but no system header, that the judgement has read."""
        made = subprocess.run(
            [*self.compile, "-MM", self.path], cwd=self.folder, check=True, capture_output=True, text=True
        ).stdout
        read = shlex.split(made.replace("\\\n", " ").partition(": ")[2])
        self.note.parent.mkdir(parents=True, exist_ok=True)
        self.note.write_text("\n".join([self.settings(), *read]) + "\n", encoding="utf-8")

    def judge(self, build):
        """The findings, as text."""
        if self.is_clean():
            return ""
        self.note.unlink(missing_ok=True)
        # The reason of a failure that is no finding stands on the other stream, after "N warnings generated".
        run = subprocess.run(
            [CLANG_TIDY, "--quiet", "-p", build, self.path], capture_output=True, text=True, check=False
        )
        if run.returncode != 0 or run.stdout.strip():
            return run.stdout if FINDING.search(run.stdout) else f"{self.path}:1:1: error: {run.stderr}"
        self.remember_clean()
        return ""


def sources(build, pattern):
    entries = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    # A file that two programs compile is judged once.
    found = {source.name: source for source in (Source(entry, build / "lint") for entry in entries)}
    return [source for name, source in sorted(found.items()) if re.search(pattern, name)]


def blocks(text):
    """One text for each finding: what is found, where, and the notes below it."""
    return [block.replace(f"{ROOT}/", "").rstrip() for block in FINDING.split(text) if block.strip()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("filter", nargs="?", default="")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--findings", type=argparse.FileType("w"), default=sys.stdout)
    given = parser.parse_args()
    judged = sources(given.build.resolve(), given.filter)
    if not judged:
        sys.exit(f"no source matches {given.filter}")
    found = set()
    with ThreadPoolExecutor(given.jobs) as pool:
        names = {pool.submit(source.judge, given.build): source.name for source in judged}
        for number, done in enumerate(as_completed(names), 1):
            print(f"[{number}/{len(judged)}] {names[done]}", flush=True)
            found.update(blocks(done.result()))
    for block in sorted(found):
        print(block, file=given.findings)
    print(f"{len(found)} findings in {len(judged)} files", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
