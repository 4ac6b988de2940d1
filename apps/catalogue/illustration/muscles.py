"""Where the working muscle lies: a line of two points, or three of which the middle one pulls."""

from .paths import bend
from .shapes import family
from .skeleton import TRUNK, Posture, Side, View
from .vectors import Vec

HIGHLIGHT_WIDTH, HALO_WIDTH = 6.6, 12.0
Course = tuple[tuple[str, float, float], ...]

# Names are the codes of the catalogue's muscles, so that a page can tell which of them a drawing lights.
MUSCLES: dict[View, dict[str, Course]] = {
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
    },
}
MUSCLE_NAMES = frozenset(name + side for table in MUSCLES.values() for name in table for side in ("", "_n", "_f"))


def muscle_side(name: str) -> Side:
    return "f" if name.endswith("_f") else "n"


def muscle_points(posture: Posture, name: str) -> list[Vec]:
    """Places of the muscle's line in the picture; none when this view cannot show it."""
    side = muscle_side(name)
    course = MUSCLES[posture.view].get(name.removesuffix("_n").removesuffix("_f"), ())
    mirror = -1 if (posture.view == "front" and side == "f") else 1
    points = []
    for part, x, y in course:
        segment = part if family(part) in TRUNK else f"{part}_{side}"
        points.append(posture.place(segment, (x * mirror, y)))
    return points


def muscle_path(posture: Posture, name: str) -> str:
    points = muscle_points(posture, name)
    return bend(points) if points else ""
