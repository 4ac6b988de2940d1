"""The nightly clean-up: what has run out is deleted, and records whose time is over are destroyed."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from apps.portal.operations.tidying import tidy


class Command(BaseCommand):
    help = "Delete what has run out, then run destroy_expired_records. Made to run each night; twice does no harm."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, number in tidy().items():
            if number:
                self.stdout.write(f"{name.capitalize()}: {number}")
        call_command("destroy_expired_records", stdout=self.stdout)
