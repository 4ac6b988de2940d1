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


INTRODUCTION = """# What is kept of people, and how it ends

Written by `manage.py retention_table` from the `retention.py` of each app; a test fails when it is out of date, and
`manage.py check` when a field has no rule.

An owner sets how many years a record is kept after a client leaves, under *Clinic*, *Records*. The default is 8 years,
and for somebody who was under 18 then at least until they are 25: what the NHS in England asks for. **It is a default
to be checked with local law.** The clock starts on the day the client is archived, or leaves and asks for erasure.

A legal hold, set by an owner with a reason, stops both erasure and destruction until an owner clears it.

Backups keep what was in the database when they were made. Keep them no longer than you need, and say so to clients.
"""


def rules() -> Iterator[tuple[Rule, str]]:
    """Each rule with the places it holds for, in the order of the apps."""
    places: dict[Rule, list[str]] = {}
    for app in dict.fromkeys(model._meta.app_config.name for model in our_models()):
        for model, model_fields in declared(app).items():
            for rule, names in model_fields.personal.items():
                places.setdefault(rule, []).append(f"{model}: {', '.join(names.split())}")
    for label, found in sorted({**LIBRARIES, **NO_TABLE}.items()):
        if found is not None:
            places.setdefault(found, []).append(label)
    return ((rule, "; ".join(where)) for rule, where in places.items())


def document() -> str:
    """docs/operators/retention.md."""
    table = ["| What | Why | Until | How it goes |", "|---|---|---|---|"]
    fields = ["## The fields behind each row", ""]
    for rule, where in rules():
        table.append(f"| {rule.what} | {rule.why} | {rule.until} | {rule.how} |")
        fields.append(f"- **{rule.what}**: {where}.")
    return "\n".join([INTRODUCTION, *table, "", *fields, ""])
