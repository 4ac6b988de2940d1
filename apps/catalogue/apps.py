from django.apps import AppConfig

# What changes with every save, or repeats what another field says.
NOT_IN_HISTORY = ["created_at", "updated_at", "version", "loaded_digest", "submitted_by", "public_id"]


class CatalogueConfig(AppConfig):
    name = "apps.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from apps.catalogue.models import Exercise, Source

        auditlog.register(Exercise, exclude_fields=NOT_IN_HISTORY)
        auditlog.register(Source, exclude_fields=["created_at", "updated_at"])
