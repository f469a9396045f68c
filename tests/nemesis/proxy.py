# A TCP proxy that misbehaves on demand: delays, cuts, half-closes, swallows, and cuts or forges exactly the answer to a
# request that the server has already obeyed. One Link stands between one client process and one server; the switches
# are called from other threads.

import asyncio
import threading

PIECE = 65536


def appends(data):
    """A Bind of the statement append_events: what follows it commits commands."""
    return data[:1] == b"B" and b"\x00append_events\x00" in data[:64]


def produces(data):
    """A Kafka request with API key 0: what follows it stores records."""
    return len(data) > 12 and data[4:6] == b"\x00\x00"


def forged(data, correlation):
    """Kafka's answer with the error OUT_OF_ORDER_SEQUENCE_NUMBER where it had none; None if it is not that answer."""
    at = 0
    while at + 16 < len(data):
        if data[at + 4:at + 8] == correlation:
            # size, correlation, number of topics, the topic's name, number of partitions, partition, error
            error = at + 12 + 2 + int.from_bytes(data[at + 12:at + 14], "big") + 4 + 4
            return data[:error] + (45).to_bytes(2, "big") + data[error + 2:]
        at += 4 + int.from_bytes(data[at:at + 4], "big")
    return None


class _Connection:
    def __init__(self, client, server):
        self.writers = [client, server]
        self.frozen = False
        self.marked = None  # "cut", or the correlation id of the request whose answer is to be forged
        self.ends = 0

    def abort(self):
        for writer in self.writers:
            writer.transport.abort()


class Link:
    def __init__(self, proxy, name, target, spots):
        self.proxy, self.name, self.target, self.spots = proxy, name, target, spots
        self.port = None
        self.delay = 0.0
        self.refusing = False
        self.armed = None  # "cut" or "forge": what happens to the next answer that matters
        self.struck = threading.Event()
        self._connections = set()

    # --- switches, from any thread -----------------------------------------------------------------------------------

    def retarget(self, port):
        self.proxy.do(lambda: self._retarget(port))

    def cut(self):
        self.proxy.do(self._abort_all)

    def refuse(self, refusing):
        self.proxy.do(lambda: self._refuse(refusing))

    def swallow(self):
        self.proxy.do(self._flowing.clear)

    def flow(self):
        """Ends swallow(): what was held back arrives late."""
        self.proxy.do(self._flowing.set)

    def half_close(self, towards_server):
        """One side hears the end, the other hears nothing more, ever; until cut()."""
        self.proxy.do(lambda: self._half_close(towards_server))

    def arm(self, what):
        self.struck.clear()
        self.armed = what

    # --- in the loop -------------------------------------------------------------------------------------------------

    async def open(self, port):
        self._flowing = asyncio.Event()
        self._flowing.set()
        self.port = port
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", port)

    def _retarget(self, port):
        self.target = port
        self._abort_all()

    def _refuse(self, refusing):
        self.refusing = refusing
        if refusing:
            self._abort_all()

    def _abort_all(self):
        for connection in list(self._connections):
            connection.abort()

    def _half_close(self, towards_server):
        for connection in self._connections:
            connection.frozen = True
            try:
                connection.writers[towards_server].write_eof()
            except OSError:
                pass

    async def _accept(self, reader, writer):
        if self.refusing:
            writer.transport.abort()
            return
        try:
            await self._flowing.wait()
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        connection = _Connection(writer, server_writer)
        self._connections.add(connection)
        try:
            await asyncio.gather(
                self._pump(connection, reader, server_writer, True),
                self._pump(connection, server_reader, writer, False),
            )
        except OSError:
            pass
        finally:
            connection.abort()
            self._connections.discard(connection)

    async def _pump(self, connection, source, sink, towards_server):
        while data := await source.read(PIECE):
            await self._flowing.wait()
            if self.delay:
                await asyncio.sleep(self.delay)
            if connection.frozen:
                continue
            if towards_server:
                self._spot(connection, data)
            elif connection.marked:
                data = self._strike(connection, data)
                if data is None:
                    raise ConnectionAbortedError
            sink.write(data)
            await sink.drain()
        await self._flowing.wait()
        if not connection.frozen:
            sink.write_eof()

    def _spot(self, connection, data):
        if self.armed and self.spots(data):
            connection.marked = "cut" if self.armed == "cut" else data[8:12]
            self.armed = None

    def _strike(self, connection, data):
        """The server has obeyed; what its client hears of it."""
        if connection.marked == "cut":
            self.struck.set()
            return None
        other = forged(data, connection.marked)
        if other is None:
            return data
        connection.marked = None
        self.struck.set()
        return other


class Proxy:
    """Links on one event loop in a thread of its own."""

    def __init__(self):
        self.links = {}
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True, name="proxy").start()

    def add(self, name, port, target, spots):
        link = Link(self, name, target, spots)
        asyncio.run_coroutine_threadsafe(link.open(port), self._loop).result(10)
        self.links[name] = link
        return link

    def do(self, action):
        done = threading.Event()

        def act():
            action()
            done.set()

        self._loop.call_soon_threadsafe(act)
        done.wait(10)
