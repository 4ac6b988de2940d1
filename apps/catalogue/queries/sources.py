"""The publications that facts were taken from."""

from django.db.models import Count, Q, QuerySet

from apps.accounts.access import Actor
from apps.catalogue.models import Source


def sources_page(actor: Actor) -> QuerySet[Source]:
    """Every source, with how many exercises that this reader sees name it."""
    seen = Q(exercises__clinic=None) | Q(exercises__clinic=actor.clinic_id)
    return Source.objects.annotate(used_by=Count("exercises", filter=seen)).order_by("title")
