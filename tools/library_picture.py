"""The two pictures of docs/library.md: every exercise's small drawing and name, light and dark."""

import sys
import tempfile
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from apps.catalogue.illustration import draw  # noqa: E402
from apps.catalogue.illustration.sheet import STAGE  # noqa: E402
from apps.catalogue.illustration.standalone import DARK, LIGHT, colour_rules  # noqa: E402
from tools.look_at_poses import Poses, poses_of  # noqa: E402

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


def photograph(text: str, out: Path) -> int:
    """Bytes of the picture of a page."""
    from playwright.sync_api import sync_playwright

    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as page_file, sync_playwright() as play:
        page_file.write(text)
        page_file.flush()
        own = Path("/usr/bin/chromium")
        browser = play.chromium.launch(executable_path=own if own.exists() else None, args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": 1480, "height": 700})
        view.goto(f"file://{page_file.name}")
        view.screenshot(path=out, full_page=True)
        browser.close()
    return out.stat().st_size


def main() -> int:
    poses = poses_of([])
    sizes = {}
    for theme in THEMES:
        out = ROOT / "docs" / "images" / f"library-{theme}.png"
        sizes[out.name] = photograph(page(poses, theme), out)
    print(f"Exercises drawn: {len(poses)}; bytes: {sizes}")
    return int(max(sizes.values()) > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
