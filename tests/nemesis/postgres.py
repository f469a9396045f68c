# PostgreSQL clusters that are killed, filled up and failed over: a primary, and a standby that has what the primary
# has acknowledged. Made by deploy/local/postgres.sh, then run as children of ours, so that a kill is a kill.

import errno
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

from node import ROOT, psql

ROOT_USER = os.geteuid() == 0
BIN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
# Small and lively, so that segments are made all the time; a standby must be able to catch up without an archive.
SETTINGS = """
max_connections = 80
shared_buffers = 48MB
min_wal_size = 32MB
max_wal_size = 64MB
wal_recycle = off
wal_keep_size = 48MB
hot_standby = on
wal_sender_timeout = 5s
wal_receiver_timeout = 5s
wal_receiver_status_interval = 1s
wal_retrieve_retry_interval = 200ms
synchronous_commit = on
"""


class Stuck(AssertionError):
    """Something did not come back in time."""


def await_true(what, question, seconds=60, pause=0.05):
    deadline = time.monotonic() + seconds
    while not question():
        if time.monotonic() > deadline:
            raise Stuck(f"{what}: not within {seconds} s")
        time.sleep(pause)


def processes():
    """(pid, parent, command line) of every process."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
            yield int(folder.name), int(stat.rsplit(")", 1)[1].split()[1]), (folder / "cmdline").read_bytes().decode()
        except (OSError, IndexError, UnicodeDecodeError):
            continue


class Cluster:
    """One cluster in one folder; with a size in MiB, on a small file system of its own that can be filled up."""

    def __init__(self, folder, port, mib):
        self.folder, self.port, self.process = Path(folder), port, None
        self.data = self.folder / "data"
        self.mounted = self._mount(mib)
        (self.folder / "port").write_text(f"{port}\n")

    def _mount(self, mib):
        self.folder.mkdir(parents=True)
        mounted = mib and ROOT_USER and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={mib}m,mode=755", "nemesis", self.folder], capture_output=True
        ).returncode == 0
        if ROOT_USER:
            shutil.chown(self.folder, "postgres")
        return bool(mounted)

    @property
    def address(self):
        return f"host=127.0.0.1 port={self.port} sslmode=disable gssencmode=disable connect_timeout=5"

    def ask(self, sql, user="postgres", database="juece"):
        return psql(f"{self.address} dbname={database} user={user}", sql)

    def as_postgres(self, *words):
        """A program of PostgreSQL's, run to its end as its user."""
        owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if ROOT_USER else {}
        return subprocess.run([str(word) for word in words], check=True, cwd="/", capture_output=True, **owner)

    def create(self):
        """An empty cluster with the settings above; stopped."""
        recipe = ROOT / "deploy/local/postgres.sh"
        subprocess.run([recipe, "start", self.folder], check=True, capture_output=True)
        subprocess.run([recipe, "stop", self.folder], check=True, capture_output=True)
        with open(self.data / "postgresql.conf", "a") as file:
            file.write(SETTINGS)

    def clone(self, primary):
        """A standby of `primary`, streaming from it."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.as_postgres(
            BIN / "pg_basebackup", f"--pgdata={self.data}", "--checkpoint=fast", "--wal-method=stream",
            "--write-recovery-conf", f"--dbname={primary.address} user=postgres application_name=standby",
        )
        conf = self.data / "juece.conf"
        conf.write_text(re.sub(r"(?m)^port = .*$", f"port = {self.port}", conf.read_text()).replace(
            str(primary.folder), str(self.folder)))
        # Once promoted it must not wait for a standby that it does not have yet.
        with open(self.data / "postgresql.auto.conf", "a") as file:
            file.write("synchronous_standby_names = ''\n")
        (self.folder / "run").mkdir(exist_ok=True)
        if ROOT_USER:
            shutil.chown(self.folder / "run", "postgres", "postgres")
        self.start()

    def start(self, wait=True):
        """Until it takes connections. Right after a kill the former processes may still hold its memory."""
        deadline = time.monotonic() + 60
        while True:
            if not self.is_running():
                self._spawn()
            if not wait:
                return
            if subprocess.run(
                [BIN / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port), "-t", "2"]
            ).returncode == 0:
                return
            if time.monotonic() > deadline:
                raise Stuck(f"PostgreSQL in {self.folder} does not start; see its server.log")
            time.sleep(0.1)

    def _spawn(self):
        owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if ROOT_USER else {}
        with open(self.folder / "server.log", "ab") as output:
            self.process = subprocess.Popen(
                [BIN / "postgres", "-D", self.data], stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/",
                start_new_session=True, **owner,
            )

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def backends(self):
        return [pid for pid, parent, _ in processes() if self.process and parent == self.process.pid]

    def kill_postmaster(self):
        """kill −9 of the postmaster alone; its children notice by themselves."""
        self.process.kill()
        self.process.wait()

    def power_off(self):
        """Everything at once, so that nothing can be acknowledged any more."""
        children = self.backends() if self.is_running() else []
        if self.process:
            self.process.kill()
        for pid in children:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        if self.process:
            self.process.wait()
        await_true(f"the processes of {self.folder} are gone", lambda: not any(
            pid in children and "postgres" in line for pid, _, line in processes()), 10, 0.01)

    def stop_fast(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            raise Stuck(f"PostgreSQL in {self.folder} does not stop") from None

    # --- space ---

    def fill(self):
        """Not a byte is left; returns the ballast."""
        ballast = self.folder / "ballast"
        with open(ballast, "wb", buffering=0) as file:
            for piece in (1 << 22, 1 << 16, 1 << 12):
                try:
                    while file.write(bytes(piece)) == piece:
                        pass
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
        return ballast

    @staticmethod
    def _sockets(folder, names):
        return {name for name in names if (Path(folder) / name).is_socket()}

    def remove(self, keep):
        """Ends it; with `keep`, copies what lies in memory to the disk first."""
        self.power_off()
        if keep and self.mounted:
            shutil.copytree(self.folder, self.folder.with_suffix(".kept"), symlinks=True, ignore=self._sockets)
        if self.mounted:
            subprocess.run(["umount", "--lazy", self.folder], capture_output=True)


class Replicated:
    """The primary and its synchronous standby."""

    def __init__(self, place, ports, mib):
        self.primary, self.standby = (Cluster(place / f"pg-{n}", port, mib) for n, port in enumerate(ports))
        self.on_failover = None

    @property
    def can_be_filled(self):
        return self.primary.mounted

    def make(self, database):
        self.primary.create()
        self.primary.start()
        self.primary.ask((ROOT / "schemas/sql/roles.sql").read_text(), database="postgres")
        subprocess.run(
            ["createdb", "--maintenance-db", f"{self.primary.address} user=postgres dbname=postgres",
             "--owner=juece_owner", "--encoding=UTF8", "--locale=C.UTF-8", "--template=template0", database],
            check=True,
        )
        self.add_standby()

    def add_standby(self):
        self.standby.clone(self.primary)
        self.await_streaming()
        self.primary.ask("alter system set synchronous_standby_names = '*'")
        self.primary.ask("select pg_reload_conf()")
        await_true("the standby is synchronous", lambda: self._standby_state() == "streaming sync")

    def _standby_state(self):
        try:
            return self.primary.ask("select state || ' ' || sync_state from pg_stat_replication")
        except subprocess.CalledProcessError:
            return "no answer"

    def await_streaming(self):
        await_true("the standby streams", lambda: self._standby_state().startswith("streaming"))

    def fail_over(self):
        """The primary dies, the standby takes its place, a new standby is made of it.

        First the standby must have caught up to now: what a killed backend had committed without waiting for the
        standby is visible, although a loss of the primary in that moment would take it away (PostgreSQL's documented
        limit). What is acknowledged from then on waits for the standby.
        """
        await_true("the standby is synchronous", lambda: self._standby_state() == "streaming sync")
        now = self.primary.ask("select pg_current_wal_flush_lsn()")
        caught_up = f"select bool_and(flush_lsn >= '{now}') from pg_stat_replication"
        await_true("the standby has caught up", lambda: self.primary.ask(caught_up) == "t")
        self.primary.power_off()
        self.standby.ask("select pg_promote(true, 30)")
        self.primary, self.standby = self.standby, self.primary
        self.on_failover()
        self.add_standby()
