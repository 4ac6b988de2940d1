"""How a client's choices stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from apps.accounts.consent_texts import WORDINGS, Wording, current
from apps.accounts.models import Client, Consent
from apps.accounts.vocabulary import ConsentKind


@dataclass(frozen=True, slots=True)
class Choice:
    """One question and its latest answer. `given` is about the words of today."""

    kind: str
    wording: Wording
    answer: Consent | None

    @property
    def given(self) -> bool:
        return self.answer is not None and self.answer.given and self.answer.version == self.wording.version

    @property
    def words_changed(self) -> bool:
        """They said yes, to other words: ask again."""
        return self.answer is not None and self.answer.given and not self.given

    @property
    def at(self) -> datetime | None:
        return self.answer.at if self.answer else None

    @property
    def written_by(self) -> str:
        """Who wrote the answer down at the clinic; empty when the client gave it on the phone."""
        return self.answer.user.name if self.answer and self.answer.user else ""


def choices_of(client: Client) -> list[Choice]:
    """Every question with its latest answer. One query."""
    answers = Consent.objects.filter(clinic_id=client.clinic_id, client=client).select_related("user")
    latest = latest_of(answers.order_by("kind", "id"))
    return [Choice(kind, current(kind), latest.get(kind)) for kind in WORDINGS]


def latest_of(answers: Iterable[Consent]) -> dict[str, Consent]:
    """Of answers in the order they were given, the last of each kind."""
    return {answer.kind: answer for answer in answers}


def agrees(client: Client, kind: ConsentKind) -> bool:
    """Whether the client says yes to the words of today. Asked at the moment of use, never kept. One query."""
    answer = Consent.objects.filter(clinic_id=client.clinic_id, client=client, kind=kind).order_by("-id").first()
    return Choice(kind, current(kind), answer).given
