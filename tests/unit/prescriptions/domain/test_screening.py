from dataclasses import dataclass

from apps.prescriptions.domain.screening import Blocker, Precaution, screen


@dataclass(frozen=True)
class Exercise:
    contraindications: tuple[tuple[str, str], ...] = ()
    precautions: tuple[tuple[str, str], ...] = ()


CAMEL = Exercise(
    contraindications=(("recent_fracture", "Loads the spine."), ("pregnancy", "Lying on the front.")),
    precautions=(("neck_pain", "Keep the chin in."), ("pregnancy", "Smaller range.")),
)


def test_cautions_meet_contraindications_and_precautions() -> None:
    found = screen({"pregnancy", "neck_pain", "dizziness"}, CAMEL)
    assert found == [Blocker("pregnancy", "Lying on the front."), Precaution("neck_pain", "Keep the chin in.")]


def test_nothing_meets_nothing() -> None:
    assert screen(set(), CAMEL) == screen({"dizziness"}, CAMEL) == screen({"pregnancy"}, Exercise()) == []
