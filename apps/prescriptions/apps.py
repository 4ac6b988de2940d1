from django.apps import AppConfig


class PrescriptionsConfig(AppConfig):
    name = "apps.prescriptions"
    label = "prescriptions"

    def ready(self) -> None:
        from apps.catalogue.ports import register_dosage_codec
        from apps.prescriptions.codec import DomainDosageCodec

        register_dosage_codec(DomainDosageCodec())
