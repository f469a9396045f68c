# The nemesis in short: each kind of process and connection fails once, in a world of its own.

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


@pytest.mark.skipif("JUECE_KAFKA_LIB" not in os.environ, reason="JUECE_KAFKA_LIB names no folder of jars")
def test_twelve_faults_lose_nothing_double_nothing_and_keep_the_order(tmp_path):
    run = subprocess.run(
        [sys.executable, HERE / "nemesis.py", "--faults", "12", "--disk", "400", "--clerks", "6", "--pause", "0.15"],
        env=os.environ | {"JUECE_NEMESIS_DIR": str(tmp_path)}, capture_output=True, text=True,
    )
    print(run.stdout)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "lost 0, doubled 0, out of order 0" in run.stdout
