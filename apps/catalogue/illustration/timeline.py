"""When the body is where: start, on the way, finish, and back again, as evenly spaced samples over one loop."""

from dataclasses import dataclass
from itertools import pairwise

from .model import Scene
from .skeleton import Posture
from .solve import between, solve

# Samples of one movement; a movement through several frames has corners of its own already.
STEPS, STEPS_BETWEEN_MANY = 3, 2
FINISH_STAYS = 1


@dataclass(frozen=True, slots=True)
class Timeline:
    seconds: float
    postures: tuple[Posture, ...]


def _eased(share: float) -> float:
    return share * share * (3 - 2 * share)


def _way_there(scene: Scene) -> tuple[float, list[Posture]]:
    """Seconds and postures from start to finish; frames between are passed through."""
    step = 1 if scene.finish >= scene.start else -1
    indices = list(range(scene.start, scene.finish + step, step))
    direct = len(indices) == 2
    steps = STEPS if direct else STEPS_BETWEEN_MANY
    seconds, way = 0.0, [solve(scene.frames[scene.start], scene.view)]
    for first, second in pairwise(indices):
        a, b = scene.frames[first], scene.frames[second]
        seconds += b.move
        for tick in range(1, steps + 1):
            share = _eased(tick / steps) if direct else tick / steps
            way.append(between(a, b, share, scene.view))
    return seconds, way


def timeline(scene: Scene) -> Timeline:
    """A short stay, there, a longer stay, and back the same way."""
    seconds, way = _way_there(scene)
    postures = [way[0], *way, *[way[-1]] * FINISH_STAYS, *reversed(way[:-1])]
    each = (seconds or 1.0) / max(1, len(way) - 1)
    return Timeline(round(each * (len(postures) - 1), 2), tuple(postures))
