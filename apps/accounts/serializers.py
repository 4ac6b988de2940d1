"""Clients over the API. What comes in and what goes out are listed field by field, apart."""

from typing import Any

from rest_framework import serializers

from apps.accounts.models.care import validate_date_of_birth, validate_timezone
from apps.accounts.vocabulary import Caution, Equipment
from apps.core.names import validate_name


class ClientSummarySerializer(serializers.Serializer):
    """A line of the actor's caseload."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    condition = serializers.CharField()
    timezone = serializers.CharField()


class ClientPageSerializer(serializers.Serializer):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = ClientSummarySerializer(many=True)


class ClientSerializer(ClientSummarySerializer):
    """A whole client."""

    email = serializers.CharField()
    phone = serializers.CharField()
    date_of_birth = serializers.DateField(allow_null=True)
    goal = serializers.CharField()
    cautions = serializers.ListField(child=serializers.CharField())
    caution_note = serializers.CharField()
    kit = serializers.ListField(child=serializers.CharField())
    usual_pain = serializers.IntegerField()
    archived = serializers.SerializerMethodField()

    def get_archived(self, client: Any) -> bool:
        return client.archived_at is not None


class ClientInputSerializer(serializers.Serializer):
    """What makes a client: a name is enough. Unknown keys are ignored."""

    name = serializers.CharField(max_length=120, validators=[validate_name])
    email = serializers.EmailField(required=False, allow_blank=True)
    phone = serializers.CharField(max_length=40, required=False, allow_blank=True)
    date_of_birth = serializers.DateField(required=False, allow_null=True, validators=[validate_date_of_birth])
    condition = serializers.CharField(max_length=120, required=False, allow_blank=True)
    goal = serializers.CharField(max_length=240, required=False, allow_blank=True)
    cautions = serializers.ListField(
        child=serializers.ChoiceField(choices=Caution.values), required=False, max_length=len(Caution.values)
    )
    caution_note = serializers.CharField(max_length=500, required=False, allow_blank=True)
    kit = serializers.ListField(
        child=serializers.ChoiceField(choices=Equipment.values), required=False, max_length=len(Equipment.values)
    )
    timezone = serializers.CharField(max_length=64, required=False, validators=[validate_timezone])
    usual_pain = serializers.IntegerField(min_value=0, max_value=10, required=False)
