"""How long the drawings of an exercise take, and how many bytes they are."""

import json
import statistics
import time

from apps.catalogue.illustration import draw
from apps.catalogue.illustration.drawing import forget_drawings
from bench.run import ROOT

MOST_MILLISECONDS = 120.0
MOST_BYTES = {"static": 6144, "animated": 8192}


def report() -> bool:
    """Prints milliseconds a figure and the sizes; whether all are within their limits."""
    poses = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "fixtures" / "poses").glob("*.json"))]
    times, sizes = [], {name: [0] for name in MOST_BYTES}
    for pose in poses:
        forget_drawings()
        started = time.perf_counter()
        drawing = draw(pose)
        times.append((time.perf_counter() - started) * 1000)
        for name in sizes:
            sizes[name].append(len(getattr(drawing, name).encode()))
    median = statistics.median(times)
    print(
        f"Figures: {len(poses)} drawn, {median:.0f} ms each (limit {MOST_MILLISECONDS:.0f}), slowest {max(times):.0f}"
    )
    for name, most in MOST_BYTES.items():
        print(f"  {name}: median {statistics.median(sizes[name][1:]):.0f} bytes, largest {max(sizes[name])} of {most}")
    return median <= MOST_MILLISECONDS and all(max(sizes[name]) <= most for name, most in MOST_BYTES.items())
