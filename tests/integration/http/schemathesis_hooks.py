# What schemas/api/openapi.yaml tells in prose because no schema can: rules between two parameters, cursors, and how a
# number is written. Loaded by schemathesis (test_schemathesis.py). A request that should be taken is made to keep them
# before it is sent; one that should be refused goes as it is. That the server refuses what breaks them (400) is tested
# in test_lists.py (cursors, lists of the past), test_register.py (menus) and tests/hostile/http/ (keys, numbers).

import secrets

import schemathesis


def is_about(case, header):
    """Whether the case is there for the sake of this header: schemathesis walks through each one in its coverage."""
    return getattr(case.meta.phase.data, "parameter", None) == header


def free_of_stand_ins(case):
    """Other headers than the one that a case is about must not keep it from being judged.

    In its coverage schemathesis puts one value of letters and digits into them, whatever their pattern. No If-Match is
    such a value (it is quoted), and a key that has been used names another request.
    """
    if case.meta.phase.name != "coverage" or is_about(case, "Authorization"):
        return
    if not is_about(case, "If-Match") and str(case.headers.get("If-Match", "")).isalnum():
        del case.headers["If-Match"]
    if not is_about(case, "Idempotency-Key") and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = secrets.token_urlsafe(32)


def add_key(case):
    """Idempotency-Key may be left out of a dry run only."""
    takes_key = any(parameter.name == "Idempotency-Key" for parameter in case.operation.headers)
    is_dry_run = str(case.query.get("dry_run")).lower() == "true"
    if takes_key and not is_dry_run and "Idempotency-Key" not in case.headers:
        case.headers["Idempotency-Key"] = secrets.token_urlsafe(32)


def ask_for_one(case):
    """A menu is for nobody (`all`) or for an organ."""
    if case.path.endswith("/menu") and str(case.query.get("all")).lower() == "true":
        case.query.pop("organ", None)


def ask_of_the_past(case):
    """A list of the past comes in the order of opening, at most 100 on a page."""
    if case.path.endswith("/decisions") and "as_of" in case.query:
        case.query.pop("order", None)
        case.query.pop("limit", None)


def begin_at_the_first_page(case):
    """`after` of rows is what the page before told, of the same question."""
    if case.path.endswith(("/decisions", "/todo")):
        case.query.pop("after", None)


def whole(value):
    """To JSON Schema 1.0 is an integer; in a body an integer has no point."""
    if isinstance(value, dict):
        return {name: whole(member) for name, member in value.items()}
    if isinstance(value, list):
        return [whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is None:
        return
    free_of_stand_ins(case)
    if not case.meta.generation.mode.is_positive:
        return
    for keep in (add_key, ask_for_one, ask_of_the_past, begin_at_the_first_page):
        keep(case)
    if case.media_type == "application/json":
        case.body = whole(case.body)
