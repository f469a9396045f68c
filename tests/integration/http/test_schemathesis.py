# schemas/api/openapi.yaml against the running server by schemathesis: requests made from the schemas, good and bad.
# Every answer must be documented and be what the document says, no bad request may be taken, nothing may answer 500.
#
# Takes minutes, so only with JUECE_TEST_LONG=1 (tools/dev test --long). schemathesis is fetched from PyPI into
# .local/schemathesis (JUECE_TEST_SCHEMATHESIS names another place). Lawful exceptions: schemathesis.toml; rules that no
# schema can tell: schemathesis_hooks.py. A run can be repeated: JUECE_TEST_SEED.

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from node import ROOT
from talk import Log

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "schemathesis-requirements.txt"
EXAMPLES = os.environ.get("JUECE_TEST_SCHEMATHESIS_EXAMPLES", "50")

pytestmark = pytest.mark.skipif(
    os.environ.get("JUECE_TEST_LONG") != "1", reason="takes minutes: JUECE_TEST_LONG=1 (tools/dev test --long)"
)


@pytest.fixture(scope="module")
def program():
    """schemathesis in its own environment, as its requirements name it."""
    place = Path(os.environ.get("JUECE_TEST_SCHEMATHESIS", ROOT / ".local" / "schemathesis"))
    installed = place / "installed"
    wanted = REQUIREMENTS.read_text()
    if not installed.is_file() or installed.read_text() != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True)
        done = subprocess.run([place / "bin" / "pip", "install", "--quiet", "--requirement", REQUIREMENTS])
        assert done.returncode == 0, "PyPI could not be reached, or has not what the requirements name"
        installed.write_text(wanted)
    return place / "bin" / "schemathesis"


def test_every_answer_is_what_the_document_says(program, node, tmp_path):
    log = Log.open(node, "schemathesis")
    Log.open(node, "schemathesis-clock")
    decision = log.open_comment()
    seed = os.environ.get("JUECE_TEST_SEED", str(random.randrange(2**32)))
    print(f"JUECE_TEST_SEED={seed}")
    variables = {
        "SCHEMATHESIS_HOOKS": str(HERE / "schemathesis_hooks.py"),
        "JUECE_LOG": log.name,
        "JUECE_CLOCK_LOG": "schemathesis-clock",
        "JUECE_DECISION": decision,
        "JUECE_DOCUMENT": log.upload(b"text")["digest"]["sha256"],
        "JUECE_EVENT": log.get(f"/decisions/{decision}/history").expect(200).json["items"][0]["id"],
    }
    done = subprocess.run(
        [
            program, "--config-file", HERE / "schemathesis.toml", "run", ROOT / "schemas" / "api" / "openapi.yaml",
            "--url", f"http://127.0.0.1:{node.port}", "--header", f"Authorization: Bearer {log.token('organ')}",
            "--seed", seed, "--max-examples", EXAMPLES, "--phases", "examples,coverage,fuzzing",
        ],
        capture_output=True, text=True, env=os.environ | variables, cwd=tmp_path, timeout=1700,
    )
    (tmp_path / "schemathesis.log").write_text(done.stdout + done.stderr)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]
    broken = [line for line in node.journal() if line.get("status") == 500]
    assert not broken, broken
