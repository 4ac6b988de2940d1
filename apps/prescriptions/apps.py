from django.apps import AppConfig


class PrescriptionsConfig(AppConfig):
    name = "apps.prescriptions"
    label = "prescriptions"

    def ready(self) -> None:
        """The catalogue may not import this app, so it is handed what it needs (docs/adr/0002)."""
        from apps.catalogue.ports import register_dosage_codec
        from apps.prescriptions.codec import TextCodec

        register_dosage_codec(TextCodec())
