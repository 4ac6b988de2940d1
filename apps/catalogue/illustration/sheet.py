"""A page that shows every drawing at the sizes people see it, light and dark, to look at after a change."""

from collections.abc import Mapping
from html import escape

from .drawing import Drawing, check_pose, draw
from .model import RawPose
from .standalone import DARK, LIGHT, colour_rules

STAGE = {"light": "#e8f1e9", "dark": "#1c261f"}
_PAGE_STYLE = """body{margin:12px;font:13px system-ui,sans-serif;background:#fff}
article{display:inline-block;vertical-align:top;margin:0 14px 14px 0}
section{display:flex;gap:6px;align-items:end;margin:0 0 6px}h2{font-size:14px;margin:0 0 4px}
span{display:block;border-radius:8px;overflow:hidden}svg{display:block;width:100%;height:100%}
.fg-still{display:none}.problem{color:#a21921;margin:0 0 4px;max-width:470px}"""
_SHOWN = (("thumb", 56), ("start", 200), ("finish", 200))
_LARGE = 600


def _theme_style() -> str:
    style = ""
    for theme, colours in (("light", LIGHT), ("dark", DARK)):
        style += f".{theme}{{background:{STAGE[theme]}}}"
        style += colour_rules("", colours, shape=True, within=f".{theme} ")
    return style


def _slot(theme: str, width: int, svg: str, *, square: bool) -> str:
    height = width if square else width * 3 // 4
    return f'<span class="{theme}" style="width:{width}px;height:{height}px">{svg}</span>'


def _row(theme: str, drawing: Drawing, *, large: bool) -> str:
    slots = "".join(_slot(theme, width, getattr(drawing, name), square=name == "thumb") for name, width in _SHOWN)
    return slots + (_slot(theme, _LARGE, drawing.frames[-1][1], square=False) if large else "")


def _entry(slug: str, pose: RawPose, *, large: bool) -> str:
    problems = "".join(f'<p class="problem">{escape(problem)}</p>' for problem in check_pose(pose))
    light, dark = draw(pose, key=f"l-{slug}"[:40]), draw(pose, key=f"d-{slug}"[:40])
    rows = "".join(
        f"<section>{_row(theme, drawing, large=large)}</section>"
        for theme, drawing in (("light", light), ("dark", dark))
    )
    return f"<article><h2>{escape(light.title)}</h2>{problems}{rows}</article>"


def contact_sheet(poses: Mapping[str, RawPose], *, large: bool = True) -> str:
    """One HTML document with every pose of slug -> pose data; `large` adds a picture of 600 pixels in both themes."""
    entries = "".join(_entry(slug, pose, large=large) for slug, pose in sorted(poses.items()))
    style = _PAGE_STYLE + _theme_style()
    head = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Exercise drawings</title><style>{style}</style>'
    )
    return f"{head}<body>{entries}</body></html>\n"
