"""Gives back the tasks of workers that are gone. django-tasks-db itself leaves them RUNNING for ever."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

MOST_ATTEMPTS = 3
PAUSE = timedelta(minutes=5)
# The mail server did not answer, or put the letter off: the same letter goes later.
PASSING = (
    "builtins.ConnectionRefusedError",
    "builtins.ConnectionResetError",
    "builtins.OSError",
    "builtins.TimeoutError",
    "socket.gaierror",
    "smtplib.SMTPConnectError",
    "smtplib.SMTPHeloError",
    "smtplib.SMTPServerDisconnected",
    "django.db.utils.OperationalError",
)


class WorkerLost(Exception):
    """The worker was gone each time this task was tried."""


@dataclass(frozen=True)
class Reaped:
    returned: int
    given_up: int
    again: int


def reap(now: datetime) -> Reaped:
    """Each change is one conditional UPDATE, so any number of reapers at once do it once.

    A worker's name is noted at each attempt; a task that was claimed three times is not tried again.
    """
    lost = _overdue(now).filter(_worn_out())
    given_up = lost.update(
        status=TaskResultStatus.FAILED,
        finished_at=now,
        exception_class_path=f"{WorkerLost.__module__}.{WorkerLost.__qualname__}",
    )
    returned = _overdue(now).update(status=TaskResultStatus.READY)
    passing = DBTaskResult.objects.filter(
        ~_worn_out(), status=TaskResultStatus.FAILED, exception_class_path__in=PASSING, finished_at__lt=now - PAUSE
    )
    return Reaped(returned, given_up, passing.update(status=TaskResultStatus.READY, finished_at=None))


def _worn_out() -> Q:
    return Q(**{f"worker_ids__{MOST_ATTEMPTS - 1}__isnull": False})


def _overdue(now: datetime) -> QuerySet[DBTaskResult]:
    """Running for longer than their own limit, which is longer than they can take while their worker lives."""
    limits: dict[str, int] = settings.TASK_SECONDS
    late = Q(~Q(task_path__in=limits), started_at__lt=now - timedelta(seconds=settings.TASK_SECONDS_OF_OTHERS))
    for path, seconds in limits.items():
        late |= Q(task_path=path, started_at__lt=now - timedelta(seconds=seconds))
    return DBTaskResult.objects.order_by().filter(late, status=TaskResultStatus.RUNNING)
