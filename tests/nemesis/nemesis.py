#!/usr/bin/env python3
"""Torments a whole juece, and sees to it that nothing is lost, doubled or out of order (docs/operating/faults.md).

Real PostgreSQL with a standby, a real broker, two jueced; clients that never stop; faults from a seed. Needs
JUECE_TEST_BIN (the folder of jueced and juecectl) and JUECE_KAFKA_LIB. Ends with 1 and keeps everything if an
invariant does not hold.
"""

import argparse
import json
import os
import secrets
import subprocess
import sys
import threading
import time
import traceback
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "integration/http")]
from checker import Checker, Violation  # noqa: E402
from clients import Clerk, History, Operation, Sender  # noqa: E402
from faults import Faults, Generator, NotStruck  # noqa: E402
from postgres import Stuck, await_true  # noqa: E402
from talk import PROPOSAL  # noqa: E402
from topic import Topic  # noqa: E402
from world import FAKETIME, TOPIC, Node, World, sweep  # noqa: E402

SERVICE_WITHIN = 60  # seconds from the end of a fault until both nodes must record again


class Subscriber:
    """juecectl subscribe, from the first event to the last, through all of it."""

    def __init__(self, world):
        self.output = world.out / "subscriber.jsonl"
        with open(self.output, "wb") as output, open(world.out / "subscriber.log", "wb") as log:
            self.process = subprocess.Popen(
                [Node.binary().parent / "juecectl", "--json", "subscribe", "--from-beginning"], stdout=output,
                stderr=log, cwd="/", env=world.environment(),
            )

    def lines(self):
        return self.output.read_bytes().splitlines()

    def end(self):
        self.process.terminate()
        self.process.wait(20)


class Run:
    def __init__(self, options, out):
        self.options, self.out = options, out
        self.world = World(out, options.disk)
        self.history = History(out / "history.jsonl")
        self.faults = Faults(self.world)
        self.checker = Checker(self.world, self.history, options.seed)
        self.prober = Sender(self.world, self.history, "prober")
        self.schedule = open(out / "schedule.jsonl", "w", buffering=1)
        # By kind: how often; the longest until both nodes recorded again, until Kafka had all, for one command.
        self.counts, self.longest = defaultdict(int), defaultdict(lambda: [0.0, 0.0, 0.0])
        self.done = 0
        self.begun = time.monotonic()

    # --- the parts of a run ------------------------------------------------------------------------------------------

    def left_out(self):
        """Kinds that cannot be done here; said loudly, for a run without them proves less."""
        missing = set()
        if not self.world.postgres.can_be_filled:
            print("NOT TESTED: disk_full. A small file system cannot be mounted here; run it as root.", flush=True)
            missing.add("disk_full")
        if not FAKETIME:
            print("NOT TESTED: clock_jumped. libfaketime is not installed (package faketime).", flush=True)
            missing.add("clock_jumped")
        return missing

    def steps(self):
        """(seconds to wait, faults) of what is to be done."""
        if self.options.replay:
            recorded = map(json.loads, Path(self.options.replay).read_text().splitlines())
            yield from ((line["pause"], line["faults"]) for line in recorded if "faults" in line)
            return
        generator = Generator(self.options.seed, self.left_out(), self.options.faults <= 20)
        while self.done < self.options.faults and time.monotonic() - self.begun < self.options.minutes * 60:
            yield round(generator.rng.uniform(0.1, 0.8), 2), generator.next_step()

    def run(self):
        print(f"nemesis: seed {self.options.seed}, everything in {self.out} and {self.world.place}", flush=True)
        self.world.start()
        self.clerks = [Clerk(number, self.world, self.history, self.options.seed, self.options.pause)
                       for number in range(self.options.clerks)]
        for clerk in self.clerks:
            clerk.start()
        self.await_service("start")
        self.topic = Topic(f"127.0.0.1:{self.world.kafka.port}", TOPIC, 12)
        self.topic.start()
        self.subscriber = Subscriber(self.world)
        for pause, faults in self.steps():
            time.sleep(pause)
            self.step(pause, faults)
        self.finish()

    def step(self, pause, faults):
        line = {"at": round(time.monotonic() - self.begun, 2), "pause": pause, "faults": faults}
        self.schedule.write(json.dumps(line) + "\n")
        self.history.note(faults=faults)
        self.history.take_longest()
        begun = time.monotonic()
        struck = self.inject(faults)
        healed = time.monotonic()
        self.await_service("+".join(fault["kind"] for fault in faults))
        back = time.monotonic() - healed
        self.checker.check(self.topic)
        checked = time.monotonic() - healed - back
        waited = self.history.take_longest()
        for fault in struck:
            self.counts[fault["kind"]] += 1
            measured = (back, back + checked, waited)
            self.longest[fault["kind"]] = list(map(max, self.longest[fault["kind"]], measured))
        self.done += len(struck)
        what = " + ".join(f"{fault['kind']} {json.dumps(fault['with'])}" for fault in faults)
        print(f"{line['at']:7.1f} s  {self.done:4}  {what}: {healed - begun:.1f} s, service after {back:.2f} s, "
              f"checked in {checked:.1f} s, {len(self.checker.reading.leaves)} events", flush=True)

    def inject(self, faults):
        """All at once; those that happened."""
        struck, failures = [], []

        def do(fault):
            try:
                getattr(self.faults, fault["kind"])(**fault["with"])
                struck.append(fault)
            except NotStruck as why:
                print(f"  (not counted: {fault['kind']}: {why})", flush=True)
            except Exception as error:
                failures.append(error)

        threads = [threading.Thread(target=do, args=(fault,)) for fault in faults]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for failure in failures:
            raise failure
        return struck

    def await_service(self, after):
        """Both nodes record a new decision."""
        for name in self.world.nodes:
            probe = Operation("department", None, {"command": "propose", "data": PROPOSAL})

            def recorded(probe=probe, name=name):
                reply = self.prober.send(probe, name, 4.0)
                if reply and reply[0] not in (201, 500, 503):
                    raise Violation(f"a probe of {name} after {after}: {reply}")
                if not reply or reply[0] != 201:
                    return False
                self.history.acknowledge(json.loads(reply[1]))
                return True

            await_true(f"node {name} records again after {after}", recorded, SERVICE_WITHIN, 0.02)

    def finish(self):
        for clerk in self.clerks:
            clerk.stopping.set()
        for clerk in self.clerks:
            clerk.join(30)
        self.checker.check(self.topic)
        self.checker.check_all_lists()
        again = Checker(self.world, self.history, self.options.seed)
        head = again.reading.read_on(self.world.postgres.primary)
        if again.reading.leaves != self.checker.reading.leaves:
            raise Violation("the log read once more from the beginning is another log")
        fresh = Topic(f"127.0.0.1:{self.world.kafka.port}", TOPIC, 12)
        fresh.start()
        again.await_topic(fresh, head)
        fresh.stop()
        await_true("juecectl subscribe has everything", lambda: len(self.subscriber.lines()) >= head, 60, 0.5)
        self.subscriber.end()
        self.checker.check_subscriber(self.subscriber.lines())
        self.check_standby()

    def check_standby(self):
        """The standby is a copy: its log is the primary's."""
        standby = Checker(self.world, self.history, self.options.seed).reading
        await_true("the standby has everything", lambda: standby.read_on(self.world.postgres.standby) >= len(
            self.checker.reading.leaves))
        if standby.leaves != self.checker.reading.leaves:
            raise Violation("the standby's log is another log")

    # --- what came out -----------------------------------------------------------------------------------------------

    def summary(self, outcome):
        counts, checker = self.history.counts, self.checker
        print(f"\n{outcome}: {self.done} faults in {(time.monotonic() - self.begun) / 60:.1f} minutes, "
              f"seed {self.options.seed}\n")
        print("  The longest, in seconds: from a fault's end until both nodes record again, until Kafka has all;\n"
              "  and from a command's first attempt to its answer, the fault's own length included.\n")
        print(f"  {'fault':<22}{'times':>6}{'service':>9}{'Kafka':>8}{'command':>9}")
        for kind, times in sorted(self.counts.items(), key=lambda pair: -pair[1]):
            service, kafka, command = self.longest[kind]
            print(f"  {kind:<22}{times:>6}{service:>9.2f}{kafka:>8.1f}{command:>9.1f}")
        print(f"\n  commands acknowledged {counts['acknowledged']}, refused by law {counts['refused']}, "
              f"stopped by a clock that had jumped {counts['clock']}")
        print(f"  attempts {counts['attempts']}, repeated {counts['retried']} (no answer {counts['unanswered']}, "
              f"503 or 500 {counts['busy']}), answered again {counts['duplicates']}, 500s {len(self.history.internal)}")
        print(f"  events in the log {len(checker.reading.leaves)}, acknowledged {checker.acknowledged}; "
              f"records in Kafka {checker.taken}, of them repeats {checker.repeats}")
        if outcome == "passed":
            print("\n  lost 0, doubled 0, out of order 0", flush=True)

    def close(self, keep):
        for clerk in getattr(self, "clerks", []):
            clerk.stopping.set()
        self.history.close()
        if hasattr(self, "subscriber") and self.subscriber.process.poll() is None:
            self.subscriber.end()
        for node in self.world.nodes.values():
            if node.process:
                node.process.send_signal(18)  # SIGCONT: it may have been left frozen.
        self.world.close(keep)


def parse(words):
    parser = argparse.ArgumentParser(prog="tools/dev nemesis", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--faults", type=int, default=300, help="how many (300)")
    parser.add_argument("--minutes", type=float, default=45, help="end after so many even if there were fewer (45)")
    parser.add_argument("--replay", metavar="FILE", help="the faults of a schedule.jsonl, as they came")
    parser.add_argument("--out", type=Path, help="where the results go (.local/nemesis/<time>-<seed>)")
    parser.add_argument("--clerks", type=int, default=8, help="clients (8)")
    parser.add_argument("--pause", type=float, default=0.06, help="mean seconds between a client's commands (0.06)")
    parser.add_argument("--disk", type=int, default=1536, help="MiB of each PostgreSQL's file system (1536)")
    return parser.parse_args(words)


def main(words):
    options = parse(words)
    name = f"{time.strftime('%Y%m%d-%H%M%S')}-{options.seed}"
    out = (options.out or Path(os.environ.get("JUECE_NEMESIS_DIR", ".local/nemesis")) / name).resolve()
    sweep()
    run = Run(options, out)
    passed, keep = False, False
    try:
        run.run()
        passed = True
    except KeyboardInterrupt:
        print(f"\ninterrupted after {run.done} faults", flush=True)
    except (Violation, Stuck, subprocess.CalledProcessError) as error:
        keep = True
        said = getattr(error, "stderr", None) or b""
        print(f"\nVIOLATED after {run.done} faults: {error} {said.decode()}", flush=True)
        print(f"kept: {out} and {run.world.place}; again: tools/dev nemesis --replay {out}/schedule.jsonl", flush=True)
    except Exception:
        keep = True
        print(f"\nBROKEN after {run.done} faults; kept: {out} and {run.world.place}", flush=True)
        traceback.print_exc()
    finally:
        run.close(keep)
    run.summary("passed" if passed else "failed")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
