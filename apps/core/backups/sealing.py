"""A file under a passphrase: AES-256-GCM in pieces, so that its size does not matter.

The key comes from the passphrase by scrypt with a salt of its own. Each piece carries its number and whether it is the
last, so a file that was cut short, reordered or changed is refused.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from apps.core.backups.trouble import BackupTrouble

MAGIC = b"reprise sealed 1\n"
SALT, PIECE, TAG = 16, 1024 * 1024, 16


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode()))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _pieces(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """(number, piece, whether it is the last). An empty file is one empty piece."""
    number, piece = 0, file.read(size)
    while True:
        following = file.read(size)
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following


def seal(source: Path, target: Path, passphrase: str) -> None:
    salt = os.urandom(SALT)
    cipher = _cipher(passphrase, salt)
    with source.open("rb") as plain, target.open("wb") as sealed:
        sealed.write(MAGIC + salt)
        for number, piece, last in _pieces(plain, PIECE):
            sealed.write(cipher.encrypt(_nonce(number, last), piece, MAGIC))


def is_sealed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def unseal(source: Path, target: Path, passphrase: str) -> None:
    """Raises `BackupTrouble` when the passphrase or any byte of the file is wrong."""
    with source.open("rb") as sealed, target.open("wb") as plain:
        sealed.seek(len(MAGIC))
        cipher = _cipher(passphrase, sealed.read(SALT))
        try:
            for number, piece, last in _pieces(sealed, PIECE + TAG):
                plain.write(cipher.decrypt(_nonce(number, last), piece, MAGIC))
        except InvalidTag as error:
            raise BackupTrouble("The passphrase is wrong, or the file was changed or cut short.") from error
