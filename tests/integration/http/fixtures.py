# Fixtures that every folder of tests against a running jueced has: one server for the tests that only talk to it, a log
# of its own for each test, a private server for the rest.

import itertools

import pytest

from node import Node
from talk import Log

_numbers = itertools.count(1)


def fresh_log(node):
    """A rehearsal log whose clock stands at 2023-10-11 09:00 in Beijing."""
    return Log.open(node, f"rehearsal-{next(_numbers)}")


@pytest.fixture(scope="session")
def node(tmp_path_factory):
    with Node.create(tmp_path_factory.mktemp("node")) as running:
        yield running


@pytest.fixture
def own_node(tmp_path):
    """A server and a database that the test may kill or spoil."""
    with Node.create(tmp_path) as running:
        yield running


@pytest.fixture
def log(node):
    return fresh_log(node)
