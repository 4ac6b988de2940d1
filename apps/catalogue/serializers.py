"""Exercises as the API gives them out. They are only read, so there are no input serializers."""

from typing import Any

from rest_framework import serializers

from apps.catalogue.models import Exercise


class NoteSerializer(serializers.Serializer):
    code = serializers.CharField()
    note = serializers.CharField()


class CreditSerializer(serializers.Serializer):
    role = serializers.CharField()
    name = serializers.CharField()
    note = serializers.CharField()


class SourceSerializer(serializers.Serializer):
    slug = serializers.CharField()
    title = serializers.CharField()
    author = serializers.CharField()
    publisher = serializers.CharField()
    published_on = serializers.CharField(help_text="A date, or empty.")
    url = serializers.CharField()
    link_text = serializers.CharField()


class ExerciseSummarySerializer(serializers.Serializer):
    """What a list shows, from the published revision."""

    id = serializers.UUIDField(source="public_id")
    slug = serializers.CharField()
    name = serializers.CharField(source="revision.content.name")
    summary = serializers.CharField(source="revision.content.summary")
    kind = serializers.CharField(source="revision.content.kind")
    level = serializers.CharField(source="revision.content.level")
    position = serializers.CharField(source="revision.content.position")
    regions = serializers.ListField(source="revision.content.regions", child=serializers.CharField())
    equipment = serializers.ListField(source="revision.content.equipment", child=serializers.CharField())
    muscles_prime = serializers.ListField(source="revision.content.muscles_prime", child=serializers.CharField())
    usual_dosage = serializers.DictField(source="revision.content.usual_dosage")
    version = serializers.IntegerField(source="revision.number")


class ExercisePageSerializer(serializers.Serializer):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = ExerciseSummarySerializer(many=True)


class ExerciseContentSerializer(serializers.Serializer):
    """Every word of a published revision. A key that a dosage does not have is not stated."""

    slug = serializers.CharField()
    name = serializers.CharField()
    also_known_as = serializers.ListField(child=serializers.CharField())
    kind = serializers.CharField()
    level = serializers.CharField()
    position = serializers.CharField()
    start_position = serializers.CharField()
    summary = serializers.CharField()
    why = serializers.CharField()
    steps = serializers.ListField(child=serializers.CharField())
    cues = serializers.ListField(child=serializers.CharField())
    breathing = serializers.CharField()
    mistakes = serializers.ListField(child=serializers.CharField())
    equipment = serializers.ListField(child=serializers.CharField())
    equipment_note = serializers.CharField()
    muscles_prime = serializers.ListField(child=serializers.CharField())
    muscles_helping = serializers.ListField(child=serializers.CharField())
    regions = serializers.ListField(child=serializers.CharField())
    is_unilateral = serializers.BooleanField()
    sides_stated = serializers.CharField()
    contraindications = NoteSerializer(many=True)
    precautions = NoteSerializer(many=True)
    stated_dosage = serializers.DictField()
    stated_dosage_text = serializers.CharField()
    gaps = serializers.ListField(child=serializers.CharField())
    usual_dosage = serializers.DictField()
    usual_dosage_note = serializers.CharField()
    usual_frequency = serializers.DictField()
    source = SourceSerializer(allow_null=True)  # type: ignore[assignment]
    source_ref = serializers.CharField()
    credits = CreditSerializer(many=True)
    notices = serializers.ListField(child=serializers.CharField())
    licence = serializers.CharField()
    video = serializers.CharField()
    reviewed_by = serializers.CharField()


class ExerciseSerializer(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    state = serializers.CharField(help_text="published, or retired: kept in plans that use it, and given to nobody new")
    version = serializers.IntegerField(source="revision.number")
    published_at = serializers.DateTimeField(source="revision.created_at")
    content = ExerciseContentSerializer(source="revision.content")
    figure = serializers.SerializerMethodField(help_text="Address of the drawing as SVG, or null.")

    def get_figure(self, exercise: Exercise) -> str | None:
        request: Any = self.context["request"]
        if exercise.revision is None or exercise.revision.figure_id is None:
            return None
        return str(request.build_absolute_uri(f"/api/v1/exercises/{exercise.public_id}/figure.svg"))
