"""Timing over HTTP: one keep-alive connection, screens and floor taken in turns, so that noise hits both alike."""

import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Screen:
    """One thing to measure. `send` makes (method, path, headers, body); `floor` names what it is compared with."""

    name: str
    send: Callable[[], tuple[str, str, dict[str, str], bytes | None]]
    floor: str = ""
    limit: float = 0.0
    expect: int = 200
    seconds: list[float] = field(default_factory=list)
    size: int = 0
    queries: int = 0

    def percentile(self, share: float) -> float:
        """Milliseconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


def once(connection: http.client.HTTPConnection, screen: Screen) -> None:
    method, path, headers, body = screen.send()
    start = time.perf_counter()
    connection.request(method, path, body=body, headers=headers)
    response = connection.getresponse()
    content = response.read()
    screen.seconds.append(time.perf_counter() - start)
    screen.size = len(content)
    if response.status != screen.expect:
        raise SystemExit(f"{screen.name}: {response.status} instead of {screen.expect}: {content[:300]!r}")


def run(port: int, screens: list[Screen], *, warm_up: int = 20, rounds: int = 200) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for number in range(warm_up + rounds):
        for screen in screens:
            once(connection, screen)
        if number + 1 == warm_up:
            for screen in screens:
                screen.seconds.clear()
    connection.close()


def report(screens: list[Screen], memory_mb: float) -> bool:
    """Print the table; True when every limit holds."""
    by_name = {screen.name: screen for screen in screens}
    print(f"{'screen':34}{'p50 ms':>9}{'p95 ms':>9}{'× floor':>9}{'limit':>7}{'queries':>9}{'bytes':>9}")
    good = True
    for screen in screens:
        base = by_name.get(screen.floor)
        ratio = screen.percentile(0.5) / base.percentile(0.5) if base else 1.0
        within = not screen.limit or (ratio <= screen.limit and screen.queries <= 8)
        good &= within
        print(
            f"{screen.name:34}{screen.percentile(0.5):9.2f}{screen.percentile(0.95):9.2f}{ratio:9.2f}"
            f"{screen.limit or '':>7}{screen.queries or '':>9}{screen.size:9}{'' if within else '  over'}"
        )
    print(f"worker memory {memory_mb:.0f} MB (limit 150)")
    return good and memory_mb < 150
