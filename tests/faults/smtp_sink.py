"""A mail server that takes every letter and remembers to whom it went, and under which Message-ID."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# How a real server would not answer at once: the worker spends its time here, so here it is killed.
THINKING_SECONDS = 0.02


@dataclass
class Sink:
    port: int = 0
    letters: list[tuple[str, str]] = field(default_factory=list)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        address = ""
        writer.write(b"220 sink\r\n")
        try:
            while line := (await reader.readline()).decode(errors="replace").strip():
                word = line[:4].upper()
                if word == "RCPT":
                    address = line.partition("<")[2].rstrip(">")
                if word == "DATA":
                    writer.write(b"354 go on\r\n")
                    await self.take(reader, address)
                writer.write(b"221 bye\r\n" if word == "QUIT" else b"250 ok\r\n")
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    async def take(self, reader: asyncio.StreamReader, address: str) -> None:
        """A letter counts from its last dot: whoever sent it may never hear the yes that follows."""
        raw = (await reader.readuntil(b"\r\n.\r\n")).decode(errors="replace")
        name = next((line for line in raw.splitlines() if line.lower().startswith("message-id:")), "")
        await asyncio.sleep(THINKING_SECONDS)
        self.letters.append((address, name))


@contextmanager
def sink() -> Iterator[Sink]:
    box, ready, loop = Sink(), threading.Event(), asyncio.new_event_loop()

    async def serve() -> None:
        server = await asyncio.start_server(box.talk, "127.0.0.1", 0)
        box.port = server.sockets[0].getsockname()[1]
        ready.set()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.run_forever()

    threading.Thread(target=run, daemon=True).start()
    ready.wait(10)
    try:
        yield box
    finally:
        loop.call_soon_threadsafe(loop.stop)
