"""What is kept of people, why, until when and how it goes. Each app declares all its fields in `retention.py`.

An app's module has `FIELDS: dict[str, Fields]`, by model name. `apps.core.checks` refuses a field that is not
declared, so nothing personal can be added without saying how it ends. This app declares what libraries keep.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module

from django.apps import apps
from django.db.models import AutoField, Model


@dataclass(frozen=True)
class Rule:
    """One row of the table in docs/operators/retention.md."""

    what: str
    why: str
    until: str
    how: str


@dataclass(frozen=True)
class Fields:
    """The fields of one model: `plain` holds nothing about a person, `personal` gives each rule its fields."""

    plain: str = ""
    personal: dict[Rule, str] = field(default_factory=dict)

    def names(self) -> list[str]:
        return [name for text in (self.plain, *self.personal.values()) for name in text.split()]


STAFF_LOGIN = Rule(
    "Sign-in of staff: addresses, second steps, sessions with browser and network address",
    "To know who is asking, and to let people see and end their own sessions",
    "A session: 12 hours. A token: 90 days. The rest: while the account is there",
    "`tidy` each night for what has run out; the account page for the rest",
)
STAFF_HISTORY = Rule(
    "Who changed which exercise or administration page",
    "To see who changed the library and how",
    "2 years",
    "`tidy` each night",
)
QUEUE = Rule(
    "Letters and files waiting to be made: numbers of rows, and links sealed with the site’s secret",
    "So that a letter leaves after the save, once",
    "14 days after they are done",
    "`tidy` each night",
)
TEXT_CACHE = Rule(
    "Counters of sign-in attempts by address and network address, in the cache",
    "To slow guessing",
    "At most 1 day",
    "They run out by themselves; `tidy` clears the table each night",
)
# Tables of libraries, model by model. None: nothing personal is in it.
LIBRARIES: dict[str, Rule | None] = {
    "account.EmailAddress": STAFF_LOGIN,
    "account.EmailConfirmation": STAFF_LOGIN,
    "admin.LogEntry": STAFF_HISTORY,
    "auditlog.LogEntry": STAFF_HISTORY,
    "auth.Group": None,
    "auth.Permission": None,
    "contenttypes.ContentType": None,
    "django_tasks_database.DBTaskResult": QUEUE,
    "knox.AuthToken": STAFF_LOGIN,
    "mfa.Authenticator": STAFF_LOGIN,
    "sessions.Session": STAFF_LOGIN,
    "usersessions.UserSession": STAFF_LOGIN,
}
NO_TABLE = {"The cache table": TEXT_CACHE}


def our_models() -> Iterator[type[Model]]:
    for config in apps.get_app_configs():
        if config.name.startswith("apps."):
            yield from config.get_models()


def library_models() -> list[str]:
    ours = {model._meta.label for model in our_models()}
    return sorted(model._meta.label for model in apps.get_models() if model._meta.label not in ours)


def declared(app_name: str) -> dict[str, Fields]:
    """What the app's `retention` module says; nothing for an app without tables."""
    try:
        return dict(import_module(f"{app_name}.retention").FIELDS)
    except ModuleNotFoundError as missing:
        if missing.name != f"{app_name}.retention":
            raise
        return {}


FIELDS: dict[str, Fields] = {}


def problems() -> list[tuple[str, str]]:
    """(model, what is wrong) for each field without a rule, declared twice, or declared and gone."""
    found: list[tuple[str, str]] = []
    known: dict[str, dict[str, Fields]] = {}
    for model in our_models():
        app = model._meta.app_config.name
        rules = known.setdefault(app, declared(app))
        found += [(model._meta.label, text) for text in model_problems(model, rules.get(model.__name__))]
    found += [(label, "has no rule in apps/core/retention.py") for label in library_models() if label not in LIBRARIES]
    return found


def model_problems(model: type[Model], rules: Fields | None) -> list[str]:
    if rules is None:
        return ["is not declared in its app’s retention.py"]
    real = {f.name for f in model._meta.local_concrete_fields if not isinstance(f, AutoField)}
    real |= {f.name for f in model._meta.local_many_to_many}
    names = rules.names()
    return [
        *(f"field “{name}” has no retention rule" for name in sorted(real - set(names))),
        *(f"field “{name}” is declared but does not exist" for name in sorted(set(names) - real)),
        *(f"field “{name}” is declared twice" for name in sorted({n for n in names if names.count(n) > 1})),
    ]
