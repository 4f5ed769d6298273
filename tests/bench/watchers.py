"""Many open streams in a process of its own, with the moment at which each heard of each change.

Run as a program: `python -m tests.bench.watchers PORT COUNT PATH COOKIE`. Prints `ready` when all are open, and at
the end of its input the moments as JSON: by number, one for each watcher, in seconds of the machine's one clock.
"""

import asyncio
import json
import sys
import time


class Watchers:
    def __init__(self, port: int, path: str, cookie: str) -> None:
        self._port, self._lines = port, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n"
        self.heard: dict[str, list[float]] = {}

    async def open(self) -> asyncio.Task[None]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(self._lines.encode())
        answer = await reader.readuntil(b"retry: 1000\n\n")
        if b" 200 " not in answer.split(b"\r\n")[0]:
            raise RuntimeError(answer.decode())
        return asyncio.create_task(self._listen(reader, writer))

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():  # the writer is held so that the line stays open
            if line.startswith(b"id: "):
                self.heard.setdefault(line[4:].strip().decode(), []).append(time.monotonic())


async def main(port: int, count: int, path: str, cookie: str) -> None:
    watchers = Watchers(port, path, cookie)
    tasks = []
    for _ in range(0, count, 25):
        tasks += await asyncio.gather(*(watchers.open() for _ in range(min(25, count - len(tasks)))))
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    print(json.dumps(watchers.heard))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:5]))
