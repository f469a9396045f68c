# Fixtures of fixtures.py, as they are.

from fixtures import log, node, own_node  # noqa: F401
