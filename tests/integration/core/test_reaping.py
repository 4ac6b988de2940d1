"""Tasks of workers that are gone come back, three times at most."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from apps.core.reaping import reap

pytestmark = pytest.mark.django_db
MAIL, OTHER = "apps.accounts.tasks.mail_invitation", "apps.portal.tasks.make_copy"


def claimed(path: str = MAIL, *, ago: int = 3600, attempts: int = 1, **values: Any) -> DBTaskResult:
    """A task that was claimed `ago` seconds ago and is still running, as far as anybody knows."""
    fields = {
        "status": TaskResultStatus.RUNNING,
        "started_at": timezone.now() - timedelta(seconds=ago),
        "worker_ids": [f"worker-{number}" for number in range(attempts)],
        "run_after": timezone.now() - timedelta(days=1),
    }
    return DBTaskResult.objects.create(
        task_path=path, args_kwargs={"args": [], "kwargs": {}}, backend_name="default", **{**fields, **values}
    )


def status_of(task: DBTaskResult) -> str:
    task.refresh_from_db()
    return task.status


@pytest.mark.parametrize(("path", "limit"), [(MAIL, 120), (OTHER, 600)])
def test_task_comes_back_after_its_own_limit(path: str, limit: int) -> None:
    early, late = claimed(path, ago=limit - 5), claimed(path, ago=limit + 5)
    assert reap(timezone.now()).returned == 1
    assert (status_of(early), status_of(late)) == (TaskResultStatus.RUNNING, TaskResultStatus.READY)
    assert DBTaskResult.objects.ready().count() == 1


def test_third_loss_is_the_last() -> None:
    second, third = claimed(attempts=2), claimed(attempts=3)
    done = reap(timezone.now())
    assert (done.returned, done.given_up) == (1, 1)
    assert (status_of(second), status_of(third)) == (TaskResultStatus.READY, TaskResultStatus.FAILED)
    assert third.exception_class_path == "apps.core.reaping.WorkerLost"


def test_reaping_again_changes_nothing() -> None:
    claimed()
    now = timezone.now()
    assert reap(now).returned == 1
    assert reap(now).returned == 0


def test_letter_is_tried_again_when_the_mail_server_did_not_answer() -> None:
    before = timezone.now() - timedelta(minutes=6)
    failed: dict[str, Any] = {"status": TaskResultStatus.FAILED, "finished_at": before}
    passing = claimed(**failed, exception_class_path="builtins.ConnectionRefusedError")
    just_now = claimed(**{**failed, "finished_at": timezone.now()}, exception_class_path="builtins.TimeoutError")
    mistake = claimed(**failed, exception_class_path="builtins.KeyError")
    worn_out = claimed(**failed, exception_class_path="builtins.TimeoutError", attempts=3)
    assert reap(timezone.now()).again == 1
    assert status_of(passing) == TaskResultStatus.READY
    assert {status_of(task) for task in (just_now, mistake, worn_out)} == {TaskResultStatus.FAILED}


def test_what_is_done_stays_done() -> None:
    done = claimed(status=TaskResultStatus.SUCCESSFUL)
    reap(timezone.now())
    assert status_of(done) == TaskResultStatus.SUCCESSFUL


def test_command_says_what_it_gave_back() -> None:
    claimed()
    out = StringIO()
    call_command("reap_tasks", stdout=out)
    assert out.getvalue().strip() == "returned 1, again 0, given up 0"
