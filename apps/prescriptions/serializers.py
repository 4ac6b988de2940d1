"""What the API takes and gives. Input and output are apart."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.prescriptions.codec import text_error_sentence
from apps.prescriptions.domain.dosage import dosage_from_json, dosage_to_json
from apps.prescriptions.domain.frequency import Frequency, frequency_from_json
from apps.prescriptions.domain.parsing import parse, parse_frequency
from apps.prescriptions.domain.problems import BadValue, TextError
from apps.prescriptions.domain.rounds import MOST_CIRCUITS, RESTS, rounds_from_json, rounds_to_json
from apps.prescriptions.models.routines import StepMode

MOST_EXERCISES = 60
MOST_STEPS = 60
PAIR = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}


def _problems(bad: BadValue) -> list[str]:
    return [f"{problem.field}: {problem.message}" if problem.field else problem.message for problem in bad.problems]


@extend_schema_field({"oneOf": [{"type": "string"}, {"type": "object"}], "description": "Text, or the stored shape."})
class DosageField(serializers.Field[Any, Any, Any, Any]):
    """A dosage as text (`3x8-10 each side hold 5s`) or as the object that the API gives back."""

    def to_internal_value(self, data: Any) -> dict[str, object]:
        try:
            return dosage_to_json(parse(data) if isinstance(data, str) else dosage_from_json(data))
        except TextError as error:
            raise serializers.ValidationError(text_error_sentence(error)) from error
        except BadValue as bad:
            raise serializers.ValidationError(_problems(bad)) from bad

    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_field({"oneOf": [{"type": "string"}, {"type": "object"}], "description": "Text, or the stored shape."})
class FrequencyField(serializers.Field[Any, Any, Any, Any]):
    """How often, as text (`2–3 times a week`) or as the object that the API gives back."""

    def to_internal_value(self, data: Any) -> Frequency:
        try:
            return parse_frequency(data) if isinstance(data, str) else frequency_from_json(data)
        except TextError as error:
            raise serializers.ValidationError(text_error_sentence(error)) from error
        except BadValue as bad:
            raise serializers.ValidationError(_problems(bad)) from bad

    def to_representation(self, value: Any) -> Any:
        return value


class Exact(serializers.Serializer[Any]):
    """Refuses a key that it does not know by name: left out in silence, it would be missed too late."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, Mapping) else []
        if unknown:
            raise serializers.ValidationError({str(key): ["This is not a key we know."] for key in unknown})
        return super().to_internal_value(data)


class PlanStepInputSerializer(Exact):
    week = serializers.IntegerField(min_value=1, max_value=200)
    dosage = DosageField(allow_null=True)


@extend_schema_field(
    {
        "type": "object",
        "description": "Neighbours of the same number are done in turn; the rounds stand for sets. Rests in seconds.",
        "required": ["number", "rounds"],
        "additionalProperties": False,
        "properties": {
            "number": {"type": "integer", "minimum": 1, "maximum": MOST_CIRCUITS},
            **dict.fromkeys(("rounds", *RESTS), PAIR),
        },
    }
)
class CircuitField(serializers.Field[Any, Any, Any, Any]):
    """The circuit an exercise belongs to, in the shape that the API gives back."""

    def to_internal_value(self, data: Any) -> dict[str, object]:
        try:
            return rounds_to_json(rounds_from_json(data))
        except BadValue as bad:
            raise serializers.ValidationError(_problems(bad)) from bad

    def to_representation(self, value: Any) -> Any:
        return value


class PlanExerciseInputSerializer(Exact):
    exercise = serializers.SlugField(max_length=80)
    section = serializers.CharField(max_length=80, required=False, default="", allow_blank=True)
    note = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    screening_reason = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    circuit = CircuitField(required=False, allow_null=True, default=None, help_text="Null: by itself.")
    steps = PlanStepInputSerializer(many=True, allow_empty=False, max_length=MOST_STEPS)  # type: ignore[call-arg]

    def validate_steps(self, steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
        weeks = [step["week"] for step in steps]
        if weeks != sorted(set(weeks)):
            raise serializers.ValidationError("Each step needs a later week than the one before.")
        return steps


class PlanPhaseInputSerializer(Exact):
    name = serializers.CharField(max_length=60)
    first_week = serializers.IntegerField(min_value=1, max_value=200)
    weeks = serializers.IntegerField(min_value=1, max_value=200, allow_null=True)
    mode = serializers.ChoiceField(choices=StepMode.choices, default=StepMode.TIME)
    gate = serializers.BooleanField(default=True)


class PrescriptionInputSerializer(Exact):
    """A whole plan in one write. Whatever is left out comes from the routine."""

    id = serializers.UUIDField(required=False, help_text="Made by the caller: sending it again makes nothing new.")
    client = serializers.UUIDField()
    routine = serializers.SlugField(max_length=80)
    title = serializers.CharField(max_length=120, required=False)
    start_date = serializers.DateField(required=False, help_text="The client's today when left out.")
    weeks = serializers.IntegerField(min_value=1, max_value=52, required=False)
    frequency = FrequencyField(required=False)
    message = serializers.CharField(max_length=500, required=False, default="", allow_blank=True)
    exercises = PlanExerciseInputSerializer(many=True, required=False, max_length=MOST_EXERCISES)  # type: ignore[call-arg]
    phases = PlanPhaseInputSerializer(many=True, required=False, max_length=MOST_STEPS)  # type: ignore[call-arg]
    use_starting_points = serializers.BooleanField(default=False, help_text="Fill gaps with the usual dosage.")
    stop_current = serializers.BooleanField(default=False, help_text="Stop the plan that runs now.")
    send = serializers.BooleanField(default=False, help_text="False saves a draft.")


class PauseInputSerializer(serializers.Serializer[Any]):
    from_date = serializers.DateField()
    to_date = serializers.DateField(required=False, allow_null=True, default=None, help_text="The first day back.")


class StopInputSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300)


@extend_schema_field(OpenApiTypes.OBJECT)
class StoredJson(serializers.JSONField):
    """A value in its stored shape."""


@extend_schema_field({"type": "array", "items": {}})
class StoredList(serializers.JSONField):
    """A list in its stored shape."""


class PlanStepSerializer(serializers.Serializer[Any]):
    week = serializers.IntegerField()
    dosage = StoredJson(allow_null=True)
    text = serializers.CharField(allow_blank=True)


class PlanExerciseSerializer(serializers.Serializer[Any]):
    key = serializers.UUIDField()
    exercise = serializers.CharField()
    name = serializers.CharField()
    section = serializers.CharField()
    note = serializers.CharField()
    circuit = CircuitField(allow_null=True)
    steps = PlanStepSerializer(many=True)


class PlanPhaseSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    first_week = serializers.IntegerField()
    weeks = serializers.IntegerField(allow_null=True)
    mode = serializers.CharField()
    gate = serializers.BooleanField()


class PlanStateSerializer(serializers.Serializer[Any]):
    """`reason` is in the client's voice for a client, in the therapist's for staff."""

    status = serializers.CharField()
    week = serializers.IntegerField()
    programme_week = serializers.IntegerField()
    step = serializers.CharField()
    due = serializers.CharField()
    done_this_week = serializers.IntegerField()
    target_this_week = serializers.ListField(child=serializers.IntegerField())
    review = serializers.BooleanField()
    flags = serializers.ListField(child=serializers.CharField())
    next_gate = serializers.DateField(allow_null=True)
    decision = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)


class PrescriptionSummarySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    status = serializers.CharField()
    start_date = serializers.DateField()
    end_date = serializers.DateField(allow_null=True)


class PrescriptionSerializer(PrescriptionSummarySerializer):
    client = serializers.UUIDField()
    message = serializers.CharField()
    pauses = StoredList()
    version = serializers.IntegerField()
    weeks = serializers.IntegerField()
    frequency = StoredJson()
    frequency_text = serializers.CharField()
    phases = PlanPhaseSerializer(many=True)
    exercises = PlanExerciseSerializer(many=True)
    state = PlanStateSerializer()


class PrescriptionPageSerializer(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = PrescriptionSummarySerializer(many=True)


class RoutineSourceSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    author = serializers.CharField()
    url = serializers.CharField()


class RoutineSummarySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    summary = serializers.CharField()
    weeks = serializers.IntegerField()
    source = RoutineSourceSerializer(allow_null=True)  # type: ignore[assignment]  # a field that is called source


class RoutineExerciseSerializer(serializers.Serializer[Any]):
    exercise = serializers.CharField()
    name = serializers.CharField()
    section = serializers.CharField()
    note = serializers.CharField()
    stated_dosage = StoredJson(help_text="An absent key is not stated by the source.")
    stated_dosage_text = serializers.CharField()
    gaps = serializers.ListField(child=serializers.CharField())
    starting_point = StoredJson()
    not_prescribable = serializers.CharField(help_text="Why it is left out of new plans; or empty.")
    circuit = CircuitField(allow_null=True)
    steps = PlanStepSerializer(many=True)


class RoutineSerializer(RoutineSummarySerializer):
    why = serializers.CharField()
    notices = StoredList()
    education = StoredList()
    credits = StoredList()
    references = StoredList()
    resources = StoredList()
    video = StoredJson()
    frequency = StoredJson()
    grid_note = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)
    phases = PlanPhaseSerializer(many=True)
    exercises = RoutineExerciseSerializer(many=True)


class RoutinePageSerializer(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = RoutineSummarySerializer(many=True)
