"""deploy/monitoring/ holds together: rules, configuration, dashboard, and the page that explains them.

promtool (Debian's package prometheus) judges what is Prometheus's; the rest is compared with the sources.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
MONITORING = ROOT / "deploy" / "monitoring"
PAGE = (ROOT / "docs" / "operating" / "monitoring.md").read_text(encoding="utf-8")
NAME = re.compile(r"\b((?:juece|process)_[a-z_]+)\b")
SERIES_OF_HISTOGRAM = ("_bucket", "_sum", "_count")


def metrics():
    """Every metric that the sources write, with its kind."""
    found = {}
    for source in ("tools/jueced/metrics.cpp", "adapters/metrics/process.cpp"):
        text = (ROOT / source).read_text(encoding="utf-8")
        for kind, name in re.findall(r'page\s*\.(counter|gauge|histogram)\(\s*"([a-z_]+)"', text):
            found[name] = kind
    return found


def used(expression):
    known = metrics()
    for name in NAME.findall(expression):
        for ending in SERIES_OF_HISTOGRAM:
            if known.get(name.removesuffix(ending)) == "histogram":
                name = name.removesuffix(ending)
        yield name


def alerts():
    return re.findall(r"^      - alert: (\w+)$", (MONITORING / "alerts.yml").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("arguments", [
    ["check", "rules", "alerts.yml"], ["check", "config", "prometheus.yml"], ["test", "rules", "alerts_test.yml"],
], ids=" ".join)
def test_promtool_finds_nothing_wrong(arguments):
    assert shutil.which("promtool"), "promtool is missing: Debian's package prometheus"
    done = subprocess.run(["promtool", *arguments], cwd=MONITORING, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_names_follow_the_conventions():
    assert len(metrics()) > 45
    for name, kind in metrics().items():
        assert name.startswith(("juece_", "process_"))
        assert (kind == "counter") == name.endswith("_total"), name


def test_every_metric_is_explained_and_none_besides():
    rows = set(re.findall(r"^\| `((?:juece|process)_[a-z_]+)`", PAGE, re.MULTILINE))
    assert rows == set(metrics())


def test_every_alert_is_tested_and_says_what_to_do():
    assert len(alerts()) >= 20
    tests = (MONITORING / "alerts_test.yml").read_text(encoding="utf-8")
    for alert in alerts():
        assert f"name: {alert}\n" in tests, alert
    assert re.findall(r"^### (Juece\w+)$", PAGE, re.MULTILINE) == alerts()


def test_rules_and_dashboard_use_metrics_that_exist():
    rules = (MONITORING / "alerts.yml").read_text(encoding="utf-8")
    board = json.loads((MONITORING / "dashboard.json").read_text(encoding="utf-8"))
    queries = [target["expr"] for panel in board["panels"] for target in panel.get("targets", [])]
    queries.append(board["templating"]["list"][1]["query"]["query"])
    shown = {name for query in queries for name in used(query)}
    assert shown | set(used(rules)) <= set(metrics())
    # Whatever is worth counting is worth seeing.
    assert set(metrics()) - shown <= {"process_virtual_memory_bytes"}


def test_the_dashboard_has_no_two_panels_in_one_place():
    board = json.loads((MONITORING / "dashboard.json").read_text(encoding="utf-8"))
    taken = set()
    for panel in board["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken, panel["title"]
        taken |= cells
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])


def test_every_event_of_the_log_is_explained():
    written = set()
    for source in (ROOT / "tools" / "jueced").glob("*.cpp"):
        text = source.read_text(encoding="utf-8")
        written |= set(re.findall(r'\b(?:info|warn|error)\(\s*"([a-z_]+)"', text))
    assert {"request", "fault", "fault_repeated", "configuration", "relay", "ready", "not_ready"} <= written
    rows = set(re.findall(r"^\| `([a-z_]+)` \| (?:info|warning|error)", PAGE, re.MULTILINE))
    assert rows == written
