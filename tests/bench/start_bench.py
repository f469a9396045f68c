#!/usr/bin/env python3
# A running jueced on a database that is large: how soon it is ready, what it keeps in memory, how it answers about one
# decision with very many events.
#
#   start_bench.py [--events N] [--items N] [--long N,N…] [--rounds N]
#
# JUECE_TEST_ADMIN_DSN names the PostgreSQL server, JUECE_TEST_BIN the folder of jueced and juece_bench_fill,
# JUECE_TEST_SCHEMAS another schemas folder than the repository's. Prints one JSON line per figure; a database of its
# own is made, filled through the real log and dropped. If anything fails, the ends of jueced's and PostgreSQL's logs
# are shown and jueced's folder stays. Standard library, psql and openssl.

import argparse
import concurrent.futures
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = os.environ.get("JUECE_TEST_SCHEMAS", ROOT / "schemas")
sys.path.insert(0, str(ROOT / "tests/integration/http"))

from node import Node, psql  # noqa: E402
from talk import Log, Talk  # noqa: E402

MIB = 1024 * 1024


def report(figure, case, **measures):
    rounded = {name: round(value, 3) for name, value in measures.items()}
    print(json.dumps({"figure": figure, "case": case} | rounded, ensure_ascii=False), flush=True)


def say(text):
    print(f"start_bench: {text}", file=sys.stderr, flush=True)


def show_end(name, path, lines=40):
    try:
        text = path.read_text(errors="replace")
    except OSError as error:
        return say(f"{name}: no log ({error})")
    say(f"the end of {path}:")
    print("\n".join(text.splitlines()[-lines:]), file=sys.stderr, flush=True)


def show_logs(node):
    """What the two servers said last, for whoever asks why a run failed."""
    show_end("jueced", node.log_path)
    try:
        # deploy/local/postgres.sh has the server write beside its data.
        data = Path(psql(node.admin_dsn, "show data_directory"))
    except subprocess.CalledProcessError as error:
        return say(f"PostgreSQL does not answer: {error.stderr.decode(errors='replace').strip()}")
    show_end("PostgreSQL", data.parent / "server.log")


def fill(node, log, *orders):
    """Opens the log and fills it; what juece_bench_fill says of each order."""
    begun = time.monotonic()
    program = Node.binary().parent / "juece_bench_fill"
    done = subprocess.run([program, node.database, log, *orders], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"juece_bench_fill: {done.stderr}")
    said = [json.loads(line) for line in done.stdout.splitlines()]
    events = sum(line["events"] for line in said)
    say(f"log {log}: {events} events in {time.monotonic() - begun:.1f} s")
    return said


def decision_number(first, n):
    """The n-th after `first`, counting from 0: juece_bench_fill numbers them in the last twelve digits."""
    return first[:24] + f"{int(first[24:], 16) + n:012x}"


def timed_ms(call):
    begun = time.perf_counter()
    answer = call()
    return answer, 1_000 * (time.perf_counter() - begun)


def resident_bytes(node):
    for line in Path(f"/proc/{node.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("no VmRSS")


def start_seconds(node):
    """From exec to /health/ready 200."""
    begun = time.perf_counter()
    node.start(wait=False)
    talk = Talk(node)
    while True:
        try:
            if talk.request("GET", "/health/ready", timeout=5).status == 200:
                return time.perf_counter() - begun
        except OSError:
            talk.close()
        if node.process.poll() is not None:
            sys.exit("jueced ended")
        time.sleep(0.002)


def measure_start(node, log, case, rounds):
    seconds, first_read, first_command = [], [], []
    for _ in range(rounds):
        node.kill()
        seconds.append(start_seconds(node))
        # Whoever asks first makes the node read the log's rules and register.
        first_read.append(timed_ms(lambda: log.get("/decisions?limit=50", role="office").expect(200))[1])
        node.kill()
        node.start()
        first_command.append(timed_ms(lambda: log.propose().expect(201))[1])
    report("start", case, ready_seconds=median(seconds), first_list_ms=median(first_read),
           first_command_ms=median(first_command))


def measure_memory(node, log, first, items):
    node.kill()
    node.start()
    log.get("/decisions?limit=1", role="office").expect(200)
    before = resident_bytes(node)
    token = log.token("handler")

    def touch(n):
        path = f"{log.path}/decisions/{decision_number(first, n)}/menu"
        log.talk.request("GET", path, token=token).expect(200)

    begun = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(touch, range(items)))
    took = time.monotonic() - begun
    after = resident_bytes(node)
    report("open_items", f"{items} items", mib=after / MIB, mib_before=before / MIB,
           bytes_per_item=(after - before) / items, opened_per_second=items / took)
    _, page = timed_ms(lambda: log.get("/decisions?limit=50", role="office").expect(200))
    _, waiting = timed_ms(lambda: log.get("/decisions?limit=50&waiting_for=handler", role="office").expect(200))
    report("list", f"{items} items", page_ms=page, waiting_for_ms=waiting)


def measure_long(node, log, decision, name, rounds):
    path = f"/decisions/{decision}"
    cold, warm, then, early, menu, page = [], [], [], [], [], []
    for _ in range(rounds):
        node.kill()
        node.start()
        log.get("/decisions?limit=1", role="office").expect(200)
        cold.append(timed_ms(lambda: log.get(path).expect(200))[1])
        for _ in range(3):
            warm.append(timed_ms(lambda: log.get(path).expect(200))[1])
            menu.append(timed_ms(lambda: log.get(path + "/menu").expect(200))[1])
            then.append(timed_ms(lambda: log.get(path + "?as_of=2024-02-01").expect(200))[1])
            early.append(timed_ms(lambda: log.get(path + "?as_of=2023-10-11").expect(200))[1])
            page.append(timed_ms(
                lambda: log.get(f"/streams/decision/{decision}/events?after_version=5000&limit=100").expect(200)
            )[1])
    report("big_decision_http", name, show_cold_ms=median(cold), show_ms=median(warm), menu_ms=median(menu),
           as_of_ms=median(then), as_of_early_ms=median(early), history_page_ms=median(page))


def measure_refusal(node, log, decision, name):
    """A command of an organ that does not handle the item: judged, refused, the attempt committed."""
    taken = []
    for n in range(20):
        answer, ms = timed_ms(lambda: log.command(
            decision, "handler", "register_opinion", channel="email", received_on="2024-02-01", receipt=100_000 + n,
            opinion="建议增设避灾安置点"
        ))
        answer.expect(409)
        taken.append(ms)
    report("big_decision_refusal", name, p50_ms=median(taken), max_ms=max(taken))


def measure(node, options):
    node.migrate()
    node.start()
    Log.open(node, "empty")
    measure_start(node, Log(node, "empty"), "empty log", options.rounds)
    if options.items:
        filled = fill(node, "open", f"open:{options.items}")
        measure_memory(node, Log(node, "open"), filled[0]["first"], options.items)
    if options.long:
        orders = [f"long:{order}" for order in options.long.split(",")]
        for said in fill(node, "long", *orders):
            name = said["what"].removeprefix("long:").replace(":", " events, ") + " corrected"
            measure_long(node, Log(node, "long"), said["first"], name, options.rounds)
            measure_refusal(node, Log(node, "long"), said["first"], name)
    if options.events:
        fill(node, "million", f"whole:{options.events}")
        measure_start(node, Log(node, "million"), f"{options.events} events", options.rounds)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--events", type=int, default=1_000_000)
    arguments.add_argument("--items", type=int, default=10_000)
    arguments.add_argument("--long", default="10000:0,10000:10,100000:0,100000:10")
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    folder = tempfile.mkdtemp(prefix="juece-start-bench-")
    node = Node.create(folder)
    node.config.write_text(node.config.read_text().replace(str(ROOT / "schemas"), str(SCHEMAS)))
    try:
        measure(node, options)
    except BaseException:
        show_logs(node)
        say(f"jueced's folder stays: {folder}")
        raise
    finally:
        node.__exit__()
    shutil.rmtree(folder)


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
