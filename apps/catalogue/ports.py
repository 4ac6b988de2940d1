"""How the catalogue reads dosages without knowing what a dosage is.

A dosage is a value of the prescriptions app, which the catalogue may not import. So prescriptions registers its
codec here when Django starts (apps/prescriptions/apps.py), and the catalogue calls whatever is registered.
"""

from typing import Any, Protocol

Json = dict[str, Any]


class UnreadableText(ValueError):
    """A text that the codec can't read. The message says which part, in plain words."""


class DosageCodec(Protocol):
    """Texts that a curator writes, to the JSON that is kept, and back."""

    def read_dosage(self, text: str) -> Json: ...

    def write_dosage(self, data: Json) -> str: ...

    def read_frequency(self, text: str) -> Json: ...

    def write_frequency(self, data: Json) -> str: ...

    def problems(self, data: Json, *, unilateral: bool) -> list[str]:
        """What is wrong with this dosage, in plain words; empty when it can be prescribed."""
        ...


_registered: list[DosageCodec] = []


def register_dosage_codec(codec: DosageCodec) -> None:
    _registered[:] = [codec]


def dosage_codec() -> DosageCodec:
    return _registered[0]
