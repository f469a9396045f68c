"""Lints schemas/api/openapi.yaml with the linter that schemas/api/package-lock.json pins.

tools/dev test fetches it into .local/api-lint from the npm registry that npm is set up for; JUECE_TEST_API_LINT names
another place.
"""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
API = ROOT / "schemas" / "api"
PLACE = Path(os.environ.get("JUECE_TEST_API_LINT", ROOT / ".local" / "api-lint"))
PROGRAM = PLACE / "node_modules" / "@redocly" / "cli" / "bin" / "cli.js"


def test_the_linter_finds_nothing():
    if not PROGRAM.is_file():
        pytest.fail(
            f"the linter is not in {PLACE}: tools/dev test fetches it, and could not reach the npm registry "
            "(its log: .local/test/log/api-lint.log)",
            pytrace=False,
        )
    quiet = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_COLOR": "1"}
    done = subprocess.run(
        ["node", PROGRAM, "lint", "--config", API / "redocly.yaml", API / "openapi.yaml"],
        capture_output=True, text=True, timeout=100, env=os.environ | quiet, cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
