"""The two pictures of docs/library.md: every exercise's small drawing and name, light and dark."""

import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from apps.catalogue.illustration import draw  # noqa: E402
from apps.catalogue.illustration.sheet import STAGE  # noqa: E402
from apps.catalogue.illustration.standalone import DARK, LIGHT, colour_rules  # noqa: E402
from tools.look_at_poses import Poses, photograph, poses_of  # noqa: E402

THEMES = {"light": (LIGHT, "#ffffff", "#17231b"), "dark": (DARK, "#121a15", "#e6efe8")}
MOST_BYTES = 1024 * 1024
_STYLE = """body{margin:0;padding:16px;width:1448px;font:11.5px/14px system-ui,sans-serif}
main{display:grid;grid-template-columns:repeat(14,96px);gap:8px}
figure{margin:0;height:143px}span{display:block;width:96px;height:96px;border-radius:8px;overflow:hidden}
figcaption{margin-top:3px}svg{display:block;width:100%;height:100%}"""


def page(poses: Poses, theme: str) -> str:
    colours, paper, ink = THEMES[theme]
    style = f"{_STYLE}body{{background:{paper};color:{ink}}}span{{background:{STAGE[theme]}}}"
    style += colour_rules("", colours, shape=True)
    drawings = sorted((draw(pose) for pose in poses.values()), key=lambda drawing: drawing.title.lower())
    figures = "".join(
        f"<figure><span>{drawing.thumb}</span><figcaption>{escape(drawing.title)}</figcaption></figure>"
        for drawing in drawings
    )
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style><body><main>{figures}</main></body>'


def main() -> int:
    poses = poses_of([])
    sizes = {}
    for theme in THEMES:
        out = ROOT / "docs" / "images" / f"library-{theme}.png"
        photograph(page(poses, theme), out, width=1480)
        sizes[out.name] = out.stat().st_size
    print(f"Exercises drawn: {len(poses)}; bytes: {sizes}")
    return int(max(sizes.values()) > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
