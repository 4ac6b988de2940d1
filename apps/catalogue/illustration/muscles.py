"""Where the working muscle lies: a line of two points, or three of which the middle one pulls."""

from collections.abc import Sequence

from .paths import bend
from .shapes import ARCH_RISE, family
from .skeleton import TRUNK, Posture, Side
from .vectors import Vec

HIGHLIGHT_WIDTH, HALO_SHARE = 6.6, 1.82
# On a part as thin as a neck the light is thin too, so that it stays there.
_THIN = {"upper_trapezius": 4.6, "neck_flexors": 4.2, "neck_extensors": 4.2}
Course = tuple[tuple[str, float, float], ...]

# Names are the codes of the catalogue's muscles, so that a page can tell which of them a drawing lights.
MUSCLES: dict[str, dict[str, Course]] = {
    "side": {
        "psoas": (("abdomen", 2, -10), ("pelvis", 4.5, 1), ("thigh", 3.6, 14)),
        "iliacus": (("pelvis", -1, -9), ("pelvis", 4, -1), ("thigh", 3.6, 9)),
        "quadriceps": (("thigh", 3.6, 9), ("thigh", 2.4, 36)),
        "hamstrings": (("thigh", -3.4, 10), ("thigh", -2.2, 36)),
        "glutes": (("pelvis", -6.6, -7), ("pelvis", -8.4, 0), ("pelvis", -5.4, 6)),
        "adductors": (("thigh", 0.4, 8), ("thigh", 0.2, 32)),
        "abductors": (("pelvis", -1, -6), ("thigh", 0, 14)),
        "abdominals": (("thorax", 6, -3), ("abdomen", 6.4, -6), ("pelvis", 4.6, -8)),
        "obliques": (("thorax", 1.5, -6), ("abdomen", 2.4, -8), ("pelvis", 1, -6)),
        "hip_rotators": (("pelvis", -5, -3), ("thigh", -1, 7)),
        "back_extensors": (("thorax", -5, -3), ("abdomen", -4.4, -7), ("pelvis", -6, -9)),
        "hip_flexors": (("abdomen", 2, -6), ("pelvis", 4.5, 0), ("thigh", 3.6, 12)),
        "rectus_femoris": (("pelvis", 4, -6), ("thigh", 3.4, 34)),
        "glute_med": (("pelvis", -3, -10), ("thigh", -1, 6)),
        "deep_abdominals": (("abdomen", 4, -10), ("pelvis", 4, -9)),
        "calves": (("shank", -2.2, 6), ("shank", -1.6, 24)),
        "shins": (("shank", 2.6, 8), ("shank", 2.0, 28)),
        "shoulders": (("uarm", 0.6, -3), ("uarm", 0, 12)),
        "rotator_cuff": (("thorax", -6, -17), ("uarm", 0, 2)),
        "chest": (("thorax", 6.4, -16), ("thorax", 6.4, -7)),
        "upper_back": (("thorax", -6.4, -18), ("thorax", -6.2, -4)),
        "upper_trapezius": (("neck", -3.2, -0.6), ("thorax", -4.6, -24), ("thorax", -8, -18.4)),
        "lats": (("thorax", -4.4, -10), ("abdomen", -4.6, -8)),
        "lower_trapezius": (("thorax", -6.6, -12), ("thorax", -5.4, 0)),
        "serratus": (("thorax", 2, -12), ("thorax", 4, -4)),
        "outer_calves": (("shank", 0, 6), ("shank", 0.6, 32)),
        "inner_calves": (("shank", -1, 10), ("shank", -0.4, 34)),
        "biceps": (("uarm", 1.6, 8), ("uarm", 1.2, 22)),
        "triceps": (("uarm", -1.8, 8), ("uarm", -1.4, 23)),
        "wrist_flexors": (("farm", 1.2, 4), ("farm", 0.8, 18)),
        "wrist_extensors": (("farm", -1.2, 4), ("farm", -0.8, 18)),
        "neck_flexors": (("neck", 3.4, -2.4), ("neck", 3, -7)),
        "neck_extensors": (("neck", -2.8, -1), ("neck", -2.4, -8)),
        "diaphragm": (("thorax", -6, 0), ("thorax", -1, -4), ("thorax", 4, -1)),
        "foot": (("foot", 1, 4), ("foot", 9, 4.6)),
        "pelvic_floor": (("pelvis", -5, 5), ("pelvis", 0, 7), ("pelvis", 4, 4)),
    },
    "front": {
        "psoas": (("pelvis", 4, -13), ("pelvis", 7, -3), ("thigh", -1, 9)),
        "iliacus": (("pelvis", 8, -9), ("pelvis", 8, -3), ("thigh", -1, 6)),
        "quadriceps": (("thigh", 0, 8), ("thigh", 0, 36)),
        "adductors": (("thigh", -3.6, 8), ("thigh", -2.4, 30)),
        "abductors": (("thigh", 5.4, -7), ("thigh", 4.6, 12)),
        "glutes": (("thigh", 5, -5), ("thigh", 5, 6)),
        "abdominals": (("thorax", 3, -2), ("pelvis", 3, -9)),
        "obliques": (("thorax", 8, -4), ("abdomen", 6.4, -6), ("pelvis", 8, -10)),
        "hip_rotators": (("thigh", 2.6, -5), ("thigh", 3, 10)),
        "hip_flexors": (("pelvis", 6, -12), ("pelvis", 8, -3), ("thigh", -1, 8)),
        "rectus_femoris": (("thigh", 1, -6), ("thigh", 0, 34)),
        "glute_med": (("thigh", 5.4, -8), ("thigh", 5, 6)),
        "deep_abdominals": (("abdomen", 3, -8), ("pelvis", 3, -9)),
        "calves": (("shank", 1, 6), ("shank", 0.6, 24)),
        "shins": (("shank", 1, 8), ("shank", 0.6, 28)),
        "shoulders": (("uarm", 1.4, -2), ("uarm", 0.4, 12)),
        "rotator_cuff": (("thorax", 9, -18), ("uarm", 0.6, 1)),
        "chest": (("thorax", 4, -12), ("thorax", 10, -15)),
        "upper_trapezius": (("neck", 4.2, 1), ("thorax", 6, -22.4), ("thorax", 14, -20.4)),
        "lats": (("thorax", 11, -8), ("abdomen", 8, -8)),
        "serratus": (("thorax", 12, -12), ("thorax", 10, -4)),
        "outer_calves": (("shank", 3, 6), ("shank", 1.4, 30)),
        "inner_calves": (("shank", -2, 10), ("shank", -1, 32)),
        "biceps": (("uarm", 0, 8), ("uarm", 0, 22)),
        "wrist_flexors": (("farm", 0, 4), ("farm", 0, 18)),
        "wrist_extensors": (("farm", 0, 4), ("farm", 0, 18)),
        "neck_flexors": (("neck", 2.4, 2), ("neck", 2, -2)),
        "neck_extensors": (("neck", 4.4, 3.4), ("neck", 5.2, -1)),
        "diaphragm": (("thorax", -10, 1), ("thorax", 0, -7), ("thorax", 10, 1)),
        "pelvic_floor": (("pelvis", -5, 4), ("pelvis", 0, 7), ("pelvis", 5, 4)),
    },
    "back": {
        "glutes": (("pelvis", 6, -4), ("thigh", 0, 4)),
        "glute_med": (("pelvis", 9, -9), ("pelvis", 12, -3)),
        "abductors": (("pelvis", 10, -9), ("thigh", 4.6, 8)),
        "hip_rotators": (("pelvis", 3, -5), ("thigh", 4, -1)),
        "hamstrings": (("thigh", 0, 10), ("thigh", 0, 36)),
        "calves": (("shank", 0, 5), ("shank", 0, 22)),
        "back_extensors": (("thorax", 3.6, -3), ("pelvis", 3.6, -11)),
        "upper_back": (("thorax", 3.4, -17), ("thorax", 8, -9)),
        "lats": (("thorax", 9.6, -8), ("abdomen", 5, -6)),
        "lower_trapezius": (("thorax", 7, -13), ("thorax", 1.6, -1)),
        "upper_trapezius": (("neck", 3, -3), ("thorax", 4.6, -23.4), ("thorax", 13, -20)),
        "neck_extensors": (("neck", 2.2, 4), ("neck", 2.2, -5)),
        "shoulders": (("uarm", 1.4, -2), ("uarm", 0.4, 12)),
        "rotator_cuff": (("thorax", 6, -14), ("uarm", 0, 0)),
        "triceps": (("uarm", 0, 8), ("uarm", 0, 23)),
    },
    "hand": {
        "wrist_flexors": (("forearm", -8, 20), ("forearm", -5, 70)),
        "wrist_extensors": (("forearm", 8, 20), ("forearm", 5, 70)),
        "hand": (("palm", -5, 8), ("palm", -4, 32)),
    },
    "palm": {
        "wrist_flexors": (("forearm", 3, 20), ("forearm", 0, 70)),
        "wrist_extensors": (("forearm", 3, 20), ("forearm", 0, 70)),
        "hand": (("palm", 10, 6), ("palm", 8, 22)),
    },
    "foot": {
        "calves": (("shank", 8, 40), ("shank", 6, 80)),
        "shins": (("shank", -9, 16), ("shank", -9, 70)),
        "foot": (("foot", -1, 13), ("foot", 20, 3), ("foot", 40, 16)),
        "outer_calves": (("shank", 0, 20), ("shank", 2, 70)),
        "inner_calves": (("shank", 2, 20), ("shank", 4, 70)),
    },
    "toes": {
        "foot": (("foot", 3, 16), ("foot", 3, 56)),
        "outer_calves": (("foot", -8, 6), ("foot", -11, 46)),
        "inner_calves": (("foot", 8, 6), ("foot", 10, 44)),
        "shins": (("foot", 2, 8), ("foot", 4, 50)),
    },
}
MUSCLE_NAMES = frozenset(name + side for table in MUSCLES.values() for name in table for side in ("", "_n", "_f"))


def muscle_table(posture: Posture) -> dict[str, Course]:
    return MUSCLES["back" if posture.away else posture.view]


def is_on_arm(name: str) -> bool:
    """Lit on top of the arm, because it lies there."""
    course = MUSCLES["side"].get(bare_name(name), ())
    return any(part in {"uarm", "farm"} for part, _, _ in course)


def light_groups(names: Sequence[str]) -> list[tuple[float, list[str]]]:
    """Muscles by the width of their light."""
    groups: dict[float, list[str]] = {}
    for name in names:
        groups.setdefault(_THIN.get(bare_name(name), HIGHLIGHT_WIDTH), []).append(name)
    return list(groups.items())


def bare_name(name: str) -> str:
    return name.removesuffix("_n").removesuffix("_f")


def muscle_side(name: str) -> Side:
    return "f" if name.endswith("_f") else "n"


def muscle_points(posture: Posture, name: str) -> list[Vec]:
    """Places of the muscle's line in the picture; none when this view cannot show it."""
    side = muscle_side(name)
    course = muscle_table(posture).get(bare_name(name), ())
    mirror = -1 if posture.palm_up or (posture.view == "front" and side == "f") else 1
    points = []
    for part, x, y in course:
        limb = posture.view in {"side", "front"} and family(part) not in TRUNK
        segment = f"{part}_{side}" if limb else part
        points.append(posture.place(segment, (x * mirror, y - _arched(posture, part, x))))
    return points


def _arched(posture: Posture, part: str, x: float) -> float:
    """How far the arch lifts the light under the middle of a foot."""
    return ARCH_RISE * posture.arch if posture.view == "foot" and part == "foot" and 0 < x < 30 else 0.0


def muscle_path(posture: Posture, name: str) -> str:
    points = muscle_points(posture, name)
    return bend(points) if points else ""
