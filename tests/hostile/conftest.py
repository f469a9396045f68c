# One jueced for the whole corpus, and a log of its own for each case. JUECE_TEST_ADMIN_DSN names the PostgreSQL.

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "integration" / "http"))

from corpus import World  # noqa: E402
from fixtures import fresh_log, log, own_node  # noqa: E402, F401
from node import Node, make_key  # noqa: E402
from talk import ORGANS  # noqa: E402


@pytest.fixture(scope="session")
def node(tmp_path_factory):
    with Node.create(tmp_path_factory.mktemp("node")) as running:
        make_key(running.folder, "stranger")
        running.first_pid = running.process.pid
        yield running


@pytest.fixture
def world(node):
    return World(lambda: fresh_log(node), ORGANS)


def pytest_collection_modifyitems(items):
    """What looks back on everything comes last."""
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)


def pytest_configure(config):
    config.addinivalue_line("markers", "last: runs after everything else")
