"""Would a body do this?  Reach, joint limits, the floor, and a highlight that stays in sight."""

from itertools import pairwise

from .model import Scene
from .muscles import HIGHLIGHT_WIDTH, MUSCLES, is_on_arm, muscle_points, muscle_side
from .paths import Disc
from .shapes import parts_of, world_discs
from .skeleton import SIDES, Posture
from .solve import between, solve
from .vectors import Vec, distance_to_segment

# Degrees; hip, ankle, shoulder and elbow flex against the clock, the knee with it.
LIMITS: dict[str, tuple[str, int, float, float]] = {
    "hip": ("thigh", -1, -42, 140), "knee": ("shank", 1, -4, 166), "ankle": ("foot", -1, -75, 42),
    "shoulder": ("uarm", -1, -95, 200), "elbow": ("farm", -1, -6, 156),
}  # fmt: skip
FLOOR_GIVES, LARGE_GIVES = 2.6, 8.0
ON_THE_WAY = (0.2, 0.4, 0.6, 0.8)


def _joint_problems(posture: Posture) -> list[str]:
    if posture.view != "side":
        return []
    problems = []
    for joint, (segment, sign, low, high) in LIMITS.items():
        for side in SIDES:
            bent = sign * posture.relative[f"{segment}_{side}"]
            turns = (bent, bent + 360, bent - 360)
            if not any(low <= turn <= high for turn in turns):
                limb = "arm" if joint in {"shoulder", "elbow"} else "leg"
                problems.append(f"{limb}_{side}: {joint} at {bent:.0f} degrees, outside {low:g} to {high:g}")
    return problems


def _floor_problems(posture: Posture) -> list[str]:
    problems = []
    for segment in posture.tree:
        discs = [disc for part in parts_of(posture, segment) for disc in world_discs(posture, segment, part)]
        shift = posture.shift(segment)[1]
        depth = max((disc.y + disc.r - shift for disc in discs), default=0.0)
        if depth > (LARGE_GIVES if posture.view == "foot" else FLOOR_GIVES):
            problems.append(f"{segment}: {depth:.1f} cm under the floor")
    return problems


def _problems(scene: Scene, posture: Posture) -> list[str]:
    floor = [] if scene.from_above or scene.view in {"hand", "palm", "toes"} else _floor_problems(posture)
    return posture.misses + _joint_problems(posture) + floor


def _near_arm(posture: Posture) -> list[tuple[Disc, Disc]]:
    bones = []
    for segment in () if posture.view not in {"side", "front"} else ("uarm_n", "farm_n", "hand_n"):
        discs = world_discs(posture, segment, parts_of(posture, segment)[0])
        bones += list(pairwise(discs))
    return bones


def _covered(scene: Scene, posture: Posture) -> list[str]:
    """Muscles that lie mostly under the near arm in the finish drawing: their light would seem to be the arm's."""
    order = scene.frames[scene.finish].order
    if order and order.index("arm_n") < order.index("body"):
        return []
    arm = _near_arm(posture)
    return [
        f"arm_n: covers the highlight of {muscle}"
        for muscle in dict.fromkeys(scene.muscles)
        if not is_on_arm(muscle) and not (muscle_side(muscle) == "f" and scene.view == "side")
        if _mostly_under(muscle_points(posture, muscle), arm)
    ]


def _mostly_under(points: list[Vec], limb: list[tuple[Disc, Disc]]) -> bool:
    return sum(_under(point, limb) for point in points) > len(points) / 2


def _under(point: Vec, limb: list[tuple[Disc, Disc]]) -> bool:
    return any(
        distance_to_segment(point, a.centre, b.centre) < min(a.r, b.r) + HIGHLIGHT_WIDTH / 2 - 3 for a, b in limb
    )


def _in_frame(scene: Scene, index: int) -> list[str]:
    posture = solve(scene.frames[index], scene.view)
    problems = _problems(scene, posture)
    if index == scene.finish:
        problems += _covered(scene, posture)
    return [f"frames[{index}].{problem}" for problem in problems]


def _on_the_way(scene: Scene, index: int) -> list[str]:
    """Problems between a frame and the next that neither end has."""
    first, second = scene.frames[index], scene.frames[index + 1]
    problems: dict[str, None] = {}
    for share in ON_THE_WAY:
        for problem in _problems(scene, between(first, second, share, scene.view)):
            problems.setdefault(f"frames[{index}] to frames[{index + 1}], on the way: {problem}")
    return list(problems)


def _unknown_muscles(scene: Scene) -> list[str]:
    away = scene.frames[0].look.away
    known = MUSCLES["back" if away else scene.view]
    return [
        f"muscles[{i}]: {name} cannot be shown from the {'back' if away else scene.view}"
        for i, name in enumerate(scene.muscles)
        if name.removesuffix("_n").removesuffix("_f") not in known
    ]


def lint(scene: Scene) -> list[str]:
    problems = _unknown_muscles(scene)
    for index in range(len(scene.frames)):
        problems += _in_frame(scene, index)
    for index in range(len(scene.frames) - 1):
        problems += _on_the_way(scene, index)
    return problems
