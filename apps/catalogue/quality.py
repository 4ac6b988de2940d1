"""What is good and what is missing in an exercise, before clients see it."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from apps.catalogue.illustration import MUSCLE_NAMES, check_pose
from apps.catalogue.mapping import readable_texts
from apps.catalogue.models import Exercise
from apps.catalogue.ports import dosage_codec
from apps.catalogue.reading import AIM, reading_age, word_count
from apps.catalogue.vocabulary import Kind, Muscle

LONGEST_STEP = 20
FLAG_LABELS = {
    "no_steps": "No steps",
    "no_picture": "No picture",
    "no_source": "No source",
    "cautions": "Cautions not reviewed",
    "dosage": "Dosage not right",
    "drawing": "Drawing has problems",
    "highlight": "Highlight misses a muscle",
    "reading_age": "Hard to read",
    "long_step": "Long step",
    "no_cues": "No cues",
}
REVIEW_OVERDUE = "review_overdue"
# A muscle is lit by the line of its own name, and also by these. One that has no line of its own lies too deep, or too
# high, to be drawn.
ALSO_LIT_BY: dict[str, set[str]] = {
    "iliacus": {"psoas"},
    "hip_flexors": {"psoas", "iliacus"},
    "rectus_femoris": {"quadriceps"},
    "glute_med": {"abductors", "glutes"},
    "hip_rotators": {"glutes"},
    "deep_abdominals": {"abdominals"},
    "pelvic_floor": {"deep_abdominals", "glutes"},
    "lower_trapezius": {"upper_back"},
    "rotator_cuff": {"shoulders"},
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. A blocking one that is not ok keeps the exercise from clients."""

    code: str
    ok: bool
    blocks: bool
    message: str


def checks_of(exercise: Exercise, *, today: date | None = None, drawing: list[str] | None = None) -> list[Check]:
    """Every check, the blocking ones first. `drawing` saves looking at the pose again when its problems are known."""
    found = [
        _steps(exercise),
        _picture(exercise),
        _source(exercise),
        _cautions(exercise),
        _dosage(exercise),
        _drawing(exercise, drawing),
        _highlight(exercise),
        _reading(exercise),
        _step_length(exercise),
        _cues(exercise),
    ]
    if today is not None and exercise.review_due_on is not None:
        found.append(_review(exercise.review_due_on, today))
    return found


def blockers_of(exercise: Exercise) -> list[Check]:
    return [check for check in checks_of(exercise) if check.blocks and not check.ok]


def flags_of(exercise: Exercise) -> list[str]:
    """Codes of what is not ok, apart from what depends on today."""
    return [check.code for check in checks_of(exercise) if not check.ok]


def _steps(exercise: Exercise) -> Check:
    count = len(exercise.steps)
    return Check("no_steps", count > 0, True, f"{count} steps" if count else "No steps")


def _picture(exercise: Exercise) -> Check:
    has_photo = exercise.figure_id is None and exercise.pk is not None and bool(exercise.photos.all())
    ok = exercise.figure_id is not None or has_photo
    return Check("no_picture", ok, True, "Has a picture" if ok else "No picture")


def _source(exercise: Exercise) -> Check:
    missing = [
        word for word, value in (("source", exercise.source_id), ("licence", exercise.licence.strip())) if not value
    ]
    words = "Source and licence are filled in" if not missing else f"No {' and no '.join(missing)}"
    return Check("no_source", not missing, True, words)


def _cautions(exercise: Exercise) -> Check:
    """Pressure on the body hurts people it is unsuitable for, so a named clinician has looked at its cautions."""
    presses = exercise.kind == Kind.RELEASE
    ok = not presses or bool(exercise.contraindications and exercise.reviewed_by.strip())
    words = "Cautions are reviewed" if presses else "No pressure on the body"
    return Check("cautions", ok, True, words if ok else "Presses on the body: a clinician must review its cautions")


def _dosage(exercise: Exercise) -> Check:
    if not exercise.usual_dosage:
        return Check("dosage", False, True, "No usual dosage")
    problems = dosage_codec().problems(exercise.usual_dosage, unilateral=exercise.is_unilateral)
    return Check("dosage", not problems, True, f"Usual dosage: {problems[0]}" if problems else "Usual dosage is right")


def _drawing(exercise: Exercise, known: list[str] | None) -> Check:
    problems = known if known is not None else (check_pose(exercise.figure.pose) if exercise.figure else [])
    return Check("drawing", not problems, True, f"Drawing: {problems[0]}" if problems else "A body can move like this")


def _highlight(exercise: Exercise) -> Check:
    names = exercise.figure.pose.get("muscles", []) if exercise.figure else []
    lit = {name.removesuffix("_n").removesuffix("_f") for name in names}
    drawable = [code for code in exercise.muscles_prime if code in MUSCLE_NAMES]
    missed = [code for code in drawable if not lit & {code, *ALSO_LIT_BY.get(code, ())}]
    words = ", ".join(str(Muscle(code).label).lower() for code in missed)
    ok = exercise.figure is None or not missed
    return Check("highlight", ok, False, "Main muscles are lit" if ok else f"Highlight misses {words}")


def _reading(exercise: Exercise) -> Check:
    age = reading_age(readable_texts(exercise))
    words = f"Reads at age {age}"
    return Check("reading_age", age <= AIM, False, words if age <= AIM else f"{words}, aim for {AIM}")


def _step_length(exercise: Exercise) -> Check:
    long = [number for number, step in enumerate(exercise.steps, 1) if word_count(step) > LONGEST_STEP]
    words = f"Step {long[0]} has more than {LONGEST_STEP} words" if long else f"Each step is under {LONGEST_STEP} words"
    return Check("long_step", not long, False, words)


def _review(due: date, today: date) -> Check:
    overdue = due < today
    words = f"Review was due on {date_format(due, 'j F Y')}" if overdue else "Review is not due yet"
    return Check(REVIEW_OVERDUE, not overdue, False, words)


def _cues(exercise: Exercise) -> Check:
    return Check("no_cues", bool(exercise.cues), False, "Has cues" if exercise.cues else "No cues")
