# The faults: what each does to the world, how long, and how it is healed. A fault returns when it is healed; whether
# everything works again is for others to find out. `draw` chooses one with its parameters, so that a schedule can be
# run again.

import os
import random
import signal
import subprocess
import time

from postgres import await_true

NODES = ("a", "b")


class Faults:
    """Each public method is a kind; what it is given comes from `parameters`."""

    def __init__(self, world):
        self.world = world

    # --- nodes -------------------------------------------------------------------------------------------------------

    def node_killed(self, node, down):
        """kill −9 at a random moment under load."""
        self.world.nodes[node].kill()
        time.sleep(down)
        self.world.nodes[node].start()

    def node_terminated(self, node, down):
        """SIGTERM at full load: gone within ten seconds, with code 0."""
        self.world.nodes[node].end(10)
        self.world.nodes[node].process = None
        time.sleep(down)
        self.world.nodes[node].start()

    def node_frozen(self, node, hold):
        self._freeze(node, hold)

    def leader_frozen(self, hold):
        """The node that holds the relay's lease sleeps beyond it, and wakes up believing that it still has it."""
        self._freeze(self._leader(), hold)

    def leader_killed(self, down):
        self.node_killed(self._leader(), down)

    def clock_jumped(self, seconds, hold):
        """The wall clock of node b; what measures durations is not touched."""
        node = self.world.nodes["b"]
        self.world.clock_jumped = True
        node.set_clock(seconds)
        time.sleep(hold)
        node.set_clock(0)

    def _freeze(self, name, hold):
        process = self.world.nodes[name].process
        process.send_signal(signal.SIGSTOP)
        time.sleep(hold)
        process.send_signal(signal.SIGCONT)

    def _leader(self):
        held = []
        await_true("a node holds the relay's lease", lambda: held.append(self.world.leader()) or held[-1], 30)
        return held[-1]

    # --- PostgreSQL --------------------------------------------------------------------------------------------------

    def postmaster_killed(self):
        primary = self.world.postgres.primary
        primary.kill_postmaster()
        primary.start()

    def backend_killed(self):
        """kill −9: the postmaster throws every other session out and recovers."""
        self._signal_backends(signal.SIGKILL, 1)
        self.world.postgres.primary.start()

    def sessions_terminated(self):
        self._signal_backends(signal.SIGTERM, 100)

    def postgres_restarted(self):
        primary = self.world.postgres.primary
        primary.stop_fast()
        primary.start()

    def failed_over(self):
        self.world.postgres.fail_over()

    def standby_killed(self, down):
        """Commits wait until it is back: nothing is acknowledged that only one has."""
        standby = self.world.postgres.standby
        standby.kill_postmaster()
        time.sleep(down)
        standby.start()
        self.world.postgres.await_streaming()

    def disk_full(self, hold, segment):
        """Not a byte more; with `segment`, at the moment when the next segment of the log is to be begun."""
        primary = self.world.postgres.primary
        ballast = primary.fill()
        begun = time.monotonic()
        try:
            if segment:
                primary.ask("select pg_switch_wal()")
        except subprocess.CalledProcessError:
            pass  # That was to be expected.
        time.sleep(max(0.0, hold - (time.monotonic() - begun)))
        ballast.unlink()
        primary.start()

    def _signal_backends(self, number, count):
        primary = self.world.postgres.primary
        pids = primary.ask("select pid from pg_stat_activity where usename like 'juece%' order by random()").split()
        for pid in pids[:count]:
            try:
                os.kill(int(pid), number)
            except ProcessLookupError:
                pass

    # --- Kafka -------------------------------------------------------------------------------------------------------

    def kafka_killed(self, down):
        self.world.kafka.do("kill")
        time.sleep(down)
        self.world.kafka.do("start")

    def kafka_unreachable(self, hold):
        """For long, for both nodes; decisions go on."""
        links = [node.links["kafka"] for node in self.world.nodes.values()]
        for link in links:
            link.refuse(True)
        time.sleep(hold)
        for link in links:
            link.refuse(False)

    def producer_broken(self):
        """Kafka stores a batch, and the producer hears that its numbers are out of order: fatal for librdkafka."""
        self._strike("kafka", self._leader(), "forge")

    # --- connections -------------------------------------------------------------------------------------------------

    def connections_cut(self, node, server):
        self._link(node, server).cut()

    def answer_cut(self, node, server):
        """The request has been obeyed, and its answer is lost: an append's, or a produce's."""
        self._strike(server, self._leader() if server == "kafka" else node, "cut")

    def delayed(self, node, server, seconds, hold):
        link = self._link(node, server)
        link.delay = seconds
        time.sleep(hold)
        link.delay = 0.0

    def half_closed(self, node, server, towards_server, hold):
        link = self._link(node, server)
        link.half_close(towards_server)
        time.sleep(hold)
        link.cut()

    def swallowed(self, node, server, hold, late):
        """A black hole; what went in comes out late, or never."""
        link = self._link(node, server)
        link.swallow()
        time.sleep(hold)
        if not late:
            link.cut()
        link.flow()

    def _link(self, node, server):
        return self.world.nodes[node].links[server]

    def _strike(self, server, node, what):
        link = self._link(node, server)
        link.arm(what)
        if not link.struck.wait(10):
            link.armed = None
            raise NotStruck(f"nothing passed {link.name} within 10 s")


class NotStruck(Exception):
    """The moment that a fault waited for did not come; it does not count."""


# kind: weight; places that it occupies, so that two faults at once do not get in each other's way.
KINDS = {
    "node_killed": (10, "nodes"), "node_terminated": (6, "nodes"), "node_frozen": (5, "nodes"),
    "leader_frozen": (5, "nodes"), "leader_killed": (5, "nodes"), "clock_jumped": (6, "clock"),
    "postmaster_killed": (7, "postgres"), "backend_killed": (5, "postgres"), "sessions_terminated": (5, "postgres"),
    "postgres_restarted": (4, "postgres"), "failed_over": (3, "postgres"), "standby_killed": (3, "postgres"),
    "disk_full": (5, "postgres"), "kafka_killed": (4, "kafka"), "kafka_unreachable": (1.2, "kafka"),
    "producer_broken": (5, "kafka"), "connections_cut": (8, "links"), "answer_cut": (14, "links"),
    "delayed": (5, "links"), "half_closed": (6, "links"), "swallowed": (5, "links"),
}
# What a short run must not leave out, in this order; the rest is drawn.
SHORT = (
    "answer_cut", "node_killed", "producer_broken", "postmaster_killed", "leader_frozen", "failed_over", "disk_full",
    "node_terminated", "half_closed", "kafka_killed", "clock_jumped", "swallowed",
)
TOGETHER = 0.12  # how often two faults come at once


def parameters(kind, rng):
    node = rng.choice(NODES)
    server = rng.choice(("pg", "pg", "kafka"))
    link = {"node": node, "server": server}
    jump = rng.choice((1, -1)) * rng.choice((2, 30, 600, 3600, 5 * 3600))
    return {
        "node_killed": {"node": node, "down": rng.choice((0, 0, 0.5, 1.5))},
        "node_terminated": {"node": node, "down": rng.choice((0, 0.5))},
        "node_frozen": {"node": node, "hold": round(rng.uniform(0.2, 2), 2)},
        "leader_frozen": {"hold": round(rng.uniform(2.6, 4), 2)},
        "leader_killed": {"down": rng.choice((0, 0, 3))},
        "clock_jumped": {"seconds": jump, "hold": round(rng.uniform(0.5, 2), 2)},
        "standby_killed": {"down": round(rng.uniform(0, 2), 2)},
        "disk_full": {"hold": round(rng.uniform(1, 2.5), 2), "segment": rng.random() < 0.5},
        "kafka_killed": {"down": round(rng.uniform(0, 2), 2)},
        "kafka_unreachable": {"hold": round(rng.uniform(15, 40), 2)},
        "connections_cut": link, "answer_cut": link,
        "delayed": link | {"seconds": round(rng.uniform(0.02, 0.3), 3), "hold": round(rng.uniform(0.5, 2), 2)},
        "half_closed": link | {"towards_server": rng.random() < 0.5, "hold": round(rng.uniform(0.3, 2), 2)},
        # Now and then beyond what a node waits for a server that neither answers nor closes.
        "swallowed": link | {"hold": round(rng.choice((1, 1, 1, 1, 5)) * rng.uniform(0.5, 3), 2),
                             "late": rng.random() < 0.5},
    }.get(kind, {})


class Generator:
    """An endless schedule from a seed: each step is one fault, now and then two at once."""

    def __init__(self, seed, left_out, short):
        self.rng = random.Random(f"{seed}/faults")
        self.weights = {kind: weight for kind, (weight, _) in KINDS.items() if kind not in left_out}
        self.first = [kind for kind in SHORT if kind in self.weights] if short else []

    def next_step(self):
        if self.first:
            return [self._fault(self.first.pop(0))]
        one = self._draw(self.weights)
        if self.rng.random() >= TOGETHER:
            return [self._fault(one)]
        beside = {kind: weight for kind, weight in self.weights.items() if KINDS[kind][1] != KINDS[one][1]}
        return [self._fault(one), self._fault(self._draw(beside))]

    def _draw(self, weights):
        return self.rng.choices(list(weights), list(weights.values()))[0]

    def _fault(self, kind):
        return {"kind": kind, "with": parameters(kind, self.rng)}
