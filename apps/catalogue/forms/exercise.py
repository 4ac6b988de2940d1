"""The curator's form of one exercise: every field of the working copy."""

from typing import Any

from django import forms

from apps.accounts.access import Actor
from apps.catalogue.forms.fields import (
    CodesField,
    DosageField,
    FrequencyField,
    LinesField,
    ManyTextsField,
    PoseField,
    RowsField,
)
from apps.catalogue.models import Exercise, Source
from apps.catalogue.vocabulary import Caution, Equipment, Kind, Level, Muscle, Position, Region

BLANK = [("", "Not chosen")]
LONGEST_POSE = 60_000
MUST_NOT, WITH_CARE = "contraindication", "precaution"
MOVES = {"up": -1, "down": 1}


def short_area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "input--two"})


class NewExerciseForm(forms.Form):
    name = forms.CharField(max_length=120, label="Name clients see")
    kind = forms.ChoiceField(label="Purpose", choices=[*BLANK, *Kind.choices])


class ExerciseForm(forms.Form):
    """Bound or from `initial_of`. `values()` is what `save_exercise` takes."""

    name = forms.CharField(max_length=120, label="Name clients see")
    also_known_as = LinesField(required=False, label="Also known as", help_text="One name a line.", widget=short_area())
    summary = forms.CharField(
        max_length=400, required=False, label="What it does, in one or two lines", widget=short_area()
    )
    why = forms.CharField(max_length=1000, required=False, label="Why", widget=short_area(3))
    start_position = forms.CharField(max_length=500, required=False, label="Start position", widget=short_area())
    steps = ManyTextsField(required=False, label="Steps")
    cues = LinesField(required=False, label="Cues", help_text="What to do well, one a line.")
    mistakes = LinesField(required=False, label="Watch for", help_text="What goes wrong, one a line.")
    breathing = forms.CharField(max_length=500, required=False, label="Breathing", widget=short_area())
    muscles_prime = CodesField(required=False, label="Main muscles, lit in the drawing", choices=Muscle.choices)
    muscles_helping = CodesField(required=False, label="Helpers", choices=Muscle.choices)
    regions = CodesField(required=False, label="Body area", choices=Region.choices)
    equipment = CodesField(required=False, label="Kit", choices=Equipment.choices)
    position = forms.ChoiceField(required=False, label="Position", choices=[*BLANK, *Position.choices])
    kind = forms.ChoiceField(label="Purpose", choices=Kind.choices)
    level = forms.ChoiceField(required=False, label="Level", choices=[*BLANK, *Level.choices])
    is_unilateral = forms.BooleanField(required=False, label="Done one side at a time")
    equipment_note = forms.CharField(max_length=300, required=False, label="About the kit")
    usual_dosage = DosageField(
        required=False, max_length=200, label="Usual dose", help_text="In words: 2 × 8 reps, each side, hold 5 s."
    )
    usual_frequency = FrequencyField(
        required=False, max_length=120, label="How often", help_text="In words: 2–3 times a week."
    )
    usual_dosage_note = forms.CharField(max_length=300, required=False, label="About the usual dose")
    stated_dosage = DosageField(
        required=False, max_length=200, label="Dose the source states", help_text="Empty when it states none."
    )
    stated_dosage_text = forms.CharField(max_length=500, required=False, label="As the source puts it")
    sides_stated = forms.CharField(max_length=200, required=False, label="Sides the source states")
    gaps = LinesField(required=False, label="What the source leaves open", help_text="One gap a line.")
    cautions = RowsField(("code", "rule", "note"), "a caution", preset=["rule"], label="Cautions")
    source = forms.ModelChoiceField(
        Source.objects.order_by("title"), required=False, label="Source", empty_label="Not chosen"
    )
    source_ref = forms.CharField(max_length=120, required=False, label="Place in the source")
    licence = forms.CharField(max_length=120, required=False, label="Licence for words and drawing")
    credits = RowsField(("name", "role", "note"), "a name", label="Credits")
    notices = LinesField(required=False, label="Notices", help_text="Said first, one a line.", widget=short_area())
    video = forms.URLField(required=False, max_length=200, label="Video link", assume_scheme="https")
    easier = forms.ModelChoiceField(Exercise.objects.none(), required=False, label="Easier", empty_label="None")
    harder = forms.ModelChoiceField(Exercise.objects.none(), required=False, label="Harder", empty_label="None")
    reviewed_by = forms.CharField(max_length=120, required=False, label="Reviewed by (clinician)")
    review_due_on = forms.DateField(
        required=False, label="Review again by", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    pose = PoseField(required=False, max_length=LONGEST_POSE, label="Pose data")
    picture_words = forms.CharField(max_length=600, required=False, label="Describe the drawing", widget=short_area(3))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, actor: Actor, exercise: Exercise) -> None:
        super().__init__(data, initial=initial_of(exercise))
        self.actor = actor
        neighbours = Exercise.objects.visible_to(actor).exclude(pk=exercise.pk).only("name").order_by("name")
        choices = [("", "None"), *((neighbour.pk, neighbour.name) for neighbour in neighbours)]
        for edge in ("easier", "harder"):
            field: Any = self.fields[edge]
            field.queryset = neighbours
            field.widget.choices = choices  # read once for both

    def clean_cautions(self) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = self.cleaned_data["cautions"]
        for row in rows:
            if row["code"] not in Caution.values or row["rule"] not in {MUST_NOT, WITH_CARE}:
                raise forms.ValidationError("Choose a caution, and whether it is a must-not or a take-care.")
        return rows

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        pose, words = data.get("pose"), data.get("picture_words", "").strip()
        if pose and words:
            data["pose"] = {**pose, "desc": words}
        return data

    def values(self) -> dict[str, Any]:
        """The fields of `save_exercise`."""
        data = dict(self.cleaned_data)
        for name in ("version", "picture_words"):
            data.pop(name)
        tags = data.pop("cautions")
        for field, rule in (("contraindications", MUST_NOT), ("precautions", WITH_CARE)):
            data[field] = [{"code": tag["code"], "note": tag["note"]} for tag in tags if tag["rule"] == rule]
        return data

    def adopt(self, errors: dict[str, list[str]]) -> None:
        """Show the model's own refusals beside the fields they name."""
        for name, messages in errors.items():
            known = {"contraindications": "cautions", "precautions": "cautions", "figure": "pose"}.get(name, name)
            for message in messages:
                self.add_error(known if known in self.fields else None, message)


def initial_of(exercise: Exercise) -> dict[str, Any]:
    own = [name for name in ExerciseForm.base_fields if hasattr(exercise, name)]
    values = {name: getattr(exercise, name) for name in own}
    rules = ((MUST_NOT, exercise.contraindications), (WITH_CARE, exercise.precautions))
    values["cautions"] = [{**tag, "rule": rule} for rule, tags in rules for tag in tags]
    values["pose"] = exercise.figure.pose if exercise.figure else ""
    values["picture_words"] = exercise.figure.pose.get("desc", "") if exercise.figure else ""
    return values


def moved(steps: list[str], command: str) -> list[str]:
    """The steps after one of the commands add, remove-2, up-2, down-2. An unknown command changes nothing."""
    verb, _, place = command.partition("-")
    if verb == "add":
        return [*steps, ""]
    index = int(place) if place.isdecimal() and len(place) < 4 else -1
    if not 0 <= index < len(steps):
        return steps
    rest = [step for number, step in enumerate(steps) if number != index]
    if verb == "remove":
        return rest
    target = index + MOVES.get(verb, 0)
    return [*rest[:target], steps[index], *rest[target:]] if 0 <= target < len(steps) else steps
