from apps.portal.queries.logs import current_logs, get_log_for, logs_open_to

__all__ = ["current_logs", "get_log_for", "logs_open_to"]
