"""Problems of poses in words, and a PNG of their pictures: python tools/look_at_poses.py SLUG... [--bases] [--out F]

With no slug it draws the whole library.  A slug may also be the path of a JSON file.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from apps.catalogue.illustration import BASES, PoseError, check_pose, contact_sheet, draw  # noqa: E402

FOLDER = ROOT / "fixtures" / "poses"
Poses = dict[str, dict[str, Any]]


def poses_of(slugs: list[str]) -> Poses:
    paths = [Path(slug) if slug.endswith(".json") else FOLDER / f"{slug}.json" for slug in slugs]
    return {path.stem: json.loads(path.read_text("utf-8")) for path in paths or sorted(FOLDER.glob("*.json"))}


def poses_of_bases(names: list[str]) -> Poses:
    still = [{"name": "start"}, {"name": "finish"}]
    return {name: {"title": name, "desc": "Seen.", "base": name, "frames": still} for name in names or BASES}


def say(poses: Poses) -> Poses:
    """Prints what is wrong and how large the pictures are; keeps those that can be drawn."""
    sound = {}
    for slug, pose in poses.items():
        try:
            drawing = draw(pose)
        except PoseError as error:
            print(f"{slug}: cannot be drawn\n  " + "\n  ".join(error.problems))
            continue
        sound[slug] = pose
        problems = check_pose(pose)
        print(
            f"{slug}: {len(drawing.static)} bytes still, {len(drawing.animated)} moving", "" if problems else "- fine"
        )
        print("".join(f"  {problem}\n" for problem in problems), end="")
    return sound


def photograph(page_text: str, out: Path, *, width: int = 1500) -> None:
    """A picture of the whole page, so many pixels wide."""
    from playwright.sync_api import sync_playwright

    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as page_file, sync_playwright() as play:
        page_file.write(page_text)
        page_file.flush()
        own = Path("/usr/bin/chromium")
        browser = play.chromium.launch(executable_path=own if own.exists() else None, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 700})
        page.goto(f"file://{page_file.name}")
        page.screenshot(path=out, full_page=True)
        browser.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--bases", action="store_true", help="draw the named bodies instead")
    parser.add_argument("--large", action="store_true", help="also at 600 pixels")
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "poses.png")
    options = parser.parse_args()
    poses = poses_of_bases(options.slugs) if options.bases else say(poses_of(options.slugs))
    photograph(contact_sheet(poses, large=options.large), options.out)
    print(options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
