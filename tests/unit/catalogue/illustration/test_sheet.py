"""The contact sheet that people look at after a change."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.catalogue.illustration import contact_sheet

from .poses import pose, with_frame


def test_sheet_shows_both_themes_and_three_sizes() -> None:
    page = contact_sheet({"knee-lift": pose()})
    for theme in ("light", "dark"):
        for size in (56, 200):
            assert f'<span class="{theme}" style="width:{size}px' in page
    assert "width:600px" in page


def test_sheet_says_what_is_wrong_beside_the_drawing() -> None:
    page = contact_sheet({"knee-lift": with_frame(1, leg_n={"plant": 150})})
    assert "frames[1].leg_n.plant: the foot is" in page


def test_command_writes_the_sheet(tmp_path: Path) -> None:
    (tmp_path / "knee-lift.json").write_text(json.dumps(pose()), encoding="utf-8")
    out = StringIO()
    call_command("contact_sheet", output=tmp_path / "sheet.html", poses=tmp_path, stdout=out)
    assert "<h2>Knee lift</h2>" in (tmp_path / "sheet.html").read_text("utf-8")
    assert "Exercises drawn: 1" in out.getvalue()


@pytest.mark.parametrize(("text", "problem"), [("{", "broken.json: not valid JSON"), ("{}", "title: is missing")])
def test_command_names_what_it_cannot_draw(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "broken.json").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=problem):
        call_command("contact_sheet", output=tmp_path / "sheet.html", poses=tmp_path)
    assert not (tmp_path / "sheet.html").exists()


def test_command_needs_at_least_one_pose(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No pose files"):
        call_command("contact_sheet", output=tmp_path / "sheet.html", poses=tmp_path)
