from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "apps.portal"
    label = "portal"

    def ready(self) -> None:
        from apps.portal.mapping import outcomes_of
        from apps.prescriptions.ports import register_session_source

        register_session_source(outcomes_of)
