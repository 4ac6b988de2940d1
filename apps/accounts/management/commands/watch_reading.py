"""Tell owners who opened very many records within the last hour. Made to run every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.accounts.bulk_reading import watch_everybody


class Command(BaseCommand):
    help = "Alert owners to bulk reading. Running it twice, or late, tells nobody twice."

    def handle(self, *args: Any, **options: Any) -> None:
        alerts = watch_everybody()
        self.stdout.write(f"Bulk reading: {len(alerts)} new alerts.")
