"""What tests/leaf_reader.py must accept, and each kind of change that it must find and name."""

import hashlib
import json
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
READER = ROOT / "tests" / "leaf_reader.py"
HISTORIES = ROOT / "tests" / "histories"
GOLDEN = HISTORIES / "golden"
ORDER = [line.split() for line in (GOLDEN / "hashes.txt").read_text().splitlines()]
HISTORY = [(GOLDEN / name).read_bytes() for name, _, _ in ORDER]


def read(lines):
    command = [sys.executable, str(READER), "-"]
    return subprocess.run(command, input=b"".join(line + b"\n" for line in lines), capture_output=True, check=False)


def changed(line, what, by):
    assert what in HISTORY[line]
    lines = list(HISTORY)
    lines[line] = lines[line].replace(what, by, 1)
    return lines


class LeafReader(unittest.TestCase):
    def test_golden_leaves_have_the_hashes_beside_them(self):
        self.assertEqual(sorted(name for name, _, _ in ORDER), sorted(path.name for path in GOLDEN.glob("*.json")))
        for (name, sha256, sm3), leaf in zip(ORDER, HISTORY):
            with self.subTest(name):
                self.assertEqual(hashlib.sha256(b"\x00" + leaf).hexdigest(), sha256)
                self.assertEqual(hashlib.new("sm3", b"\x00" + leaf).hexdigest(), sm3)

    def test_accepts_the_golden_history_and_prints_heads(self):
        result = read(HISTORY)
        self.assertEqual(result.returncode, 0, result.stderr)
        lines = result.stdout.decode().splitlines()
        self.assertEqual([line.split()[0].split("/")[0] for line in lines], ["attempts", "decision", "log", "rules"])
        name, version, sha256, sm3 = lines[1].split()
        self.assertEqual((version, [sha256, sm3]), ("6", ORDER[-1][1:]))

    def test_accepts_one_stream_alone(self):
        lines = [line for line in HISTORY if b'"stream":"decision/' in line]
        self.assertEqual(read(lines).returncode, 0)

    def test_finds_the_frozen_heads_of_the_histories(self):
        frozen = [line.split() for line in (HISTORIES / "heads.txt").read_text().splitlines()]
        names = sorted(path.stem for path in HISTORIES.glob("*.jsonl"))
        self.assertEqual(sorted({line[0] for line in frozen}), names)
        for name in names:
            with self.subTest(name):
                command = [sys.executable, str(READER), str(HISTORIES / f"{name}.jsonl")]
                result = subprocess.run(command, capture_output=True, check=False)
                self.assertEqual(result.returncode, 0, result.stderr)
                heads = [line.split() for line in result.stdout.decode().splitlines()]
                self.assertEqual(sorted(heads), sorted(line[1:5] for line in frozen if line[0] == name))

    def assert_fault(self, lines, words):
        result = read(lines)
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr.decode(), rf"^-:\d+: .*{words}")

    def test_finds_what_is_not_canonical(self):
        self.assert_fault(changed(0, b'"v":1', b'"v": 1'), "not the canonical bytes")
        self.assert_fault(changed(0, b'"log"', b'"\\u006cog"'), "not the canonical bytes")
        self.assert_fault(changed(0, b'"version":1', b'"version":1.0'), "whole number")
        self.assert_fault(changed(0, b'"v":1', b'"v":1,"v":1'), "same key twice")
        self.assert_fault(changed(0, b'"v":1', b'"v":null'), "whole number")
        self.assert_fault(changed(0, b'"v":1', b'"v":9007199254740992'), "whole number")
        self.assert_fault(changed(0, b'"version":1', b'"version":true'), "no number")
        self.assert_fault(changed(0, b'"kafka"', b'"Kafka"'), "key 'Kafka'")
        self.assert_fault(changed(2, "闵应急".encode(), "Cafe\u0301".encode()), "not NFC")
        self.assert_fault(changed(2, "闵应急".encode(), "闵\u200b急".encode()), "invisible")
        self.assert_fault(changed(2, "闵应急".encode(), b"\xff"), "utf-8")
        self.assert_fault([HISTORY[0] + b" " * 65_536], "65,535")

    def test_finds_what_is_no_leaf(self):
        self.assert_fault(changed(0, b',"v":1', b',"u":1,"v":1'), "unknown")
        self.assert_fault(changed(0, b',"v":1', b""), "missing")
        self.assert_fault(changed(0, b'"v":1', b'"v":2'), "v is not 1")
        self.assert_fault(changed(0, b'"rehearsal":true,"stream"', b'"rehearsal":false,"stream"'), "rehearsal")
        self.assert_fault(changed(2, b'"articles":["D713 10","D713 3(1)","D713 3(2)"]', b'"articles":[]'), "left out")
        self.assert_fault([b"[]"], "not an object")
        self.assert_fault([b""], "Expecting value")

    def test_finds_every_break_of_the_chain(self):
        self.assert_fault(changed(4, b'"2023-12-31"', b'"2023-12-30"'), "prev.sha256 is not the hash of version 3")
        self.assert_fault(HISTORY[:3] + HISTORY[4:], "version 3 follows version 1")
        self.assert_fault([*HISTORY, HISTORY[-1]], "version 6 follows version 6")
        swapped = list(HISTORY)
        swapped[3], swapped[4] = swapped[4], swapped[3]
        self.assert_fault(swapped, "version 3 follows version 1")
        last = json.loads(HISTORY[-1])
        last["prev"]["sm3"] = "0" * 64
        bytes_ = json.dumps(last, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        self.assert_fault([*HISTORY[:-1], bytes_], "prev.sm3 is not the hash of version 5")

    def test_finds_what_could_not_have_happened(self):
        late = b'"occurred_at":"2023-11-12'
        self.assert_fault(changed(8, late, b'"occurred_at":"2023-12-12'), "recorded before it occurred")
        self.assert_fault(changed(8, late, b'"occurred_at":"2023-10-11'), "before the last step of public_comment")
        self.assert_fault(changed(8, b'"from":"open"', b'"from":"due"'), "public_comment stands at open, not at due")
        self.assert_fault(changed(8, b'"recorded_at":"2023-11-15', b'"recorded_at":"2023-11-09'), "before it occurred")
        self.assert_fault(changed(8, b'"suggestions":2', b'"suggestions":2,"target":6'), "speaks of version 6")
        rows = b'"results":[{"stage":"public_comment","verdict":"void","version":9}],"suggestions":2'
        self.assert_fault(changed(8, b'"suggestions":2', rows), "speaks of version 9")

    def test_finds_entries_that_are_not_whole(self):
        self.assert_fault(changed(8, b'"person":"0b7a0c1e', b'"person":"Xb7a0c1e'), "entered_by is no UUID")
        self.assert_fault(changed(8, b'"authority"', b'"authoritx"'), "authority")
        self.assert_fault(changed(8, b'"reason":"paper_first",', b""), "late_entry")
        self.assert_fault(changed(8, b'"class":"government"', b'"class":"secret"'), "seal class")
        self.assert_fault(changed(8, b'"sealed":0', b'"sealed":1'), "R03 has no sealed reason")
        own = json.loads(HISTORY[8])["actor"]["person"].encode()
        self.assert_fault(changed(8, b"0b7a0c1e-64d5-4b0e-8d0f-6d9f4c2a1b3e", own), "entered by the performer himself")

    def test_a_sealed_text_can_be_checked_with_its_salt(self):
        """As docs/formats/leaf.md says it, with the salt and the text that it names."""
        text = '"引号"、\\反斜线与\t制表符'
        canonical = json.dumps(
            {"media_type": "text/plain; charset=utf-8", "text": text}, ensure_ascii=False, separators=(",", ":")
        ).encode()
        sealed = b"juece/seal/1\0" + bytes(range(32)) + canonical
        digest = json.loads(HISTORY[8])["sealed"][0]["digest"]
        for suite in ("sha256", "sm3"):
            self.assertEqual(hashlib.new(suite, sealed).hexdigest(), digest[suite])

    def test_does_not_pass_an_empty_export(self):
        result = read([])
        self.assertEqual(result.returncode, 1)
        self.assertIn("no leaf", result.stderr.decode())


if __name__ == "__main__":
    unittest.main()
