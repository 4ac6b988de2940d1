"""The API's input and output: strict JSON in, one shape of a log out."""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from apps.core.parsers import PlainJSONParser
from apps.portal.entries import MAX_BYTES
from apps.portal.models import SessionLog
from apps.prescriptions.domain.problems import BadValue

BATCH_LIMIT = 50
HAVE_LIMIT = 1000


class StrictJSONParser(PlainJSONParser):
    """One log, unless the view says how much more."""

    limit = MAX_BYTES


class ReadAsJSON(DefaultContentNegotiation):
    """Whatever a body says it is, it is read as JSON: a phone knows 422, and would send a 415 again for ever."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser:
        return next(iter(parsers))


def invalid(error: BadValue) -> ValidationError:
    """The problems of a value as a 422 that names each field."""
    found: dict[str, list[str]] = {}
    for problem in error.problems:
        found.setdefault(problem.field or "body", []).append(problem.message)
    return ValidationError(found)


class SessionSerializer(serializers.Serializer[dict[str, Any]]):
    auth = serializers.BooleanField(help_text="Whether this device or token is signed in.")
    user = serializers.UUIDField(allow_null=True, help_text="Who is signed in, as an opaque id.")
    csrf = serializers.CharField(help_text="The token that writes must carry in X-CSRFToken.")
    server_time = serializers.DateTimeField()


class EntrySerializer(serializers.Serializer[dict[str, Any]]):
    """One exercise of a log. For the schema: reading is done by `portal.entries`."""

    key = serializers.UUIDField()
    outcome = serializers.ChoiceField(choices=["done", "partly", "skipped"])
    sets = serializers.IntegerField(required=False, min_value=0, max_value=50)
    repetitions = serializers.IntegerField(required=False, min_value=0, max_value=1000)
    hold_seconds = serializers.IntegerField(required=False, min_value=0, max_value=3600)
    duration_seconds = serializers.IntegerField(required=False, min_value=0, max_value=86400)
    load = serializers.CharField(required=False, max_length=20)
    side = serializers.CharField(required=False)
    in_reserve = serializers.IntegerField(required=False, min_value=0, max_value=50)
    pain = serializers.IntegerField(required=False, min_value=0, max_value=10)
    effort = serializers.IntegerField(required=False, min_value=0, max_value=10)
    reason = serializers.CharField(required=False)
    note = serializers.CharField(required=False, max_length=500)


class LogBodySerializer(serializers.Serializer[dict[str, Any]]):
    """One session as it is sent. For the schema: reading is done by `portal.entries`."""

    prescription = serializers.UUIDField()
    version = serializers.IntegerField(min_value=1)
    local_date = serializers.DateField()
    timezone = serializers.CharField(max_length=64)
    performed_at = serializers.DateTimeField()
    client_now = serializers.DateTimeField(required=False)
    client_seq = serializers.IntegerField(required=False, min_value=0)
    slot = serializers.IntegerField(required=False, min_value=1, max_value=12)
    pain_before = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=10)
    pain_during = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=10)
    pain_after = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=10)
    pain_next_day = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=10)
    effort = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=10)
    note = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    red_flags = serializers.ListField(child=serializers.CharField(), required=False)
    revises = serializers.UUIDField(required=False, allow_null=True)
    entries = EntrySerializer(many=True)


class BatchItemSerializer(LogBodySerializer):
    id = serializers.UUIDField()


class BatchSerializer(serializers.Serializer[dict[str, Any]]):
    logs = BatchItemSerializer(many=True)


class StoredSerializer(serializers.Serializer[dict[str, Any]]):
    id = serializers.UUIDField()
    received_at = serializers.DateTimeField()
    flags = serializers.ListField(child=serializers.CharField())
    replayed = serializers.BooleanField(required=False)


class BatchResultSerializer(serializers.Serializer[dict[str, Any]]):
    id = serializers.CharField(allow_null=True)
    status = serializers.IntegerField()
    received_at = serializers.DateTimeField(required=False)
    flags = serializers.ListField(child=serializers.CharField(), required=False)
    replayed = serializers.BooleanField(required=False)
    code = serializers.CharField(required=False)
    title = serializers.CharField(required=False)
    problems = serializers.ListField(child=serializers.DictField(), required=False)


class BatchResultsSerializer(serializers.Serializer[dict[str, Any]]):
    results = BatchResultSerializer(many=True)


class HaveSerializer(serializers.Serializer[dict[str, Any]]):
    ids = serializers.ListField(child=serializers.UUIDField(), max_length=HAVE_LIMIT)


class MissingSerializer(serializers.Serializer[dict[str, Any]]):
    missing = serializers.ListField(child=serializers.UUIDField())


class SessionLogSerializer(serializers.ModelSerializer[SessionLog]):
    """A stored log, corrections included: of each `root` the highest `client_seq`, then `received_at`, is current."""

    client = serializers.UUIDField(source="client.public_id")
    prescription = serializers.UUIDField(source="prescription.public_id")
    version = serializers.IntegerField(source="version.number")
    entries = serializers.ListField(child=serializers.DictField())
    flags = serializers.ListField(child=serializers.CharField())
    red_flags = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = SessionLog
        fields = [
            "id", "root", "revises", "withdrawn", "client", "prescription", "version", "client_seq",
            "local_date", "timezone", "slot", "performed_at", "received_at", "clock_skew_seconds", "completed",
            "pain_before", "pain_during", "pain_after", "pain_next_day", "effort", "note", "red_flags",
            "entries", "flags",
        ]  # fmt: skip
        read_only_fields = fields


class SessionLogPageSerializer(serializers.Serializer[dict[str, Any]]):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = SessionLogSerializer(many=True)
