"""What is made in the background."""

from django_tasks import task

from apps.portal.operations.copies import fail_copy, write_copy


@task()
def make_copy(copy_id: int) -> None:
    """Make a large copy of a record. Run twice, it writes one file."""
    try:
        write_copy(copy_id)
    except Exception:
        fail_copy(copy_id)
        raise
