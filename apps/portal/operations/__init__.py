from apps.portal.operations.days import rebuild_days
from apps.portal.operations.logs import (
    IdReused,
    LogNotFound,
    LogResult,
    correct_log,
    log_session,
    withdraw_log,
)
from apps.portal.operations.queues import log_queue
from apps.portal.operations.reviews import review_plan

__all__ = [
    "IdReused",
    "LogNotFound",
    "LogResult",
    "correct_log",
    "log_queue",
    "log_session",
    "rebuild_days",
    "review_plan",
    "withdraw_log",
]
