"""A sealed file opens with its passphrase, and not when any of it was changed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.backups import BackupTrouble, sealing
from apps.core.backups.sealing import MAGIC, is_sealed, seal, unseal

PHRASE = "correct horse battery staple"


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "PIECE", 64)


def sealed_file(folder: Path, content: bytes) -> Path:
    (folder / "plain").write_bytes(content)
    seal(folder / "plain", folder / "sealed", PHRASE)
    return folder / "sealed"


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 128, 1000])
def test_opens_to_the_same_bytes(tmp_path: Path, size: int) -> None:
    content = bytes(range(256)) * 4
    sealed = sealed_file(tmp_path, content[:size])
    unseal(sealed, tmp_path / "opened", PHRASE)
    assert is_sealed(sealed)
    assert (tmp_path / "opened").read_bytes() == content[:size]


@pytest.mark.parametrize("cut", [1, 16, 80, 160])
def test_cut_short_is_refused(tmp_path: Path, cut: int) -> None:
    sealed = sealed_file(tmp_path, b"x" * 200)
    sealed.write_bytes(sealed.read_bytes()[:-cut])
    with pytest.raises(BackupTrouble):
        unseal(sealed, tmp_path / "opened", PHRASE)


def test_pieces_in_another_order_are_refused(tmp_path: Path) -> None:
    sealed = sealed_file(tmp_path, b"x" * 200)
    raw, start = sealed.read_bytes(), len(MAGIC) + 16
    one, two = raw[start : start + 80], raw[start + 80 : start + 160]
    sealed.write_bytes(raw[:start] + two + one + raw[start + 160 :])
    with pytest.raises(BackupTrouble):
        unseal(sealed, tmp_path / "opened", PHRASE)


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_any_changed_byte_is_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("sealed")
    sealed = sealed_file(folder, b"y" * 150)
    raw = bytearray(sealed.read_bytes())
    raw[data.draw(st.integers(len(MAGIC), len(raw) - 1))] ^= 1
    sealed.write_bytes(raw)
    with pytest.raises(BackupTrouble):
        unseal(sealed, folder / "opened", PHRASE)
