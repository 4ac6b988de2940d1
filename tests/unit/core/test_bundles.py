"""Every style sheet reaches an audience, and a bundle is its sheets in order."""

from pathlib import Path

import pytest

from apps.core.bundles import AUDIENCES, parts

ROOT = Path(__file__).resolve().parents[3]


def test_every_sheet_belongs_to_an_audience() -> None:
    written = {path.stem for path in (ROOT / "static" / "css").glob("*.css")}
    assert written == {name for names in AUDIENCES.values() for name in names}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_sheet_of_an_audience_exists_and_the_layers_come_first(audience: str) -> None:
    assert parts(audience)[0] == "css/layers.css"
    assert [name for name in parts(audience) if not (ROOT / "static" / name).exists()] == []
