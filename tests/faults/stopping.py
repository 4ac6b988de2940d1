"""The site, but each log's first answer is lost: the worker is killed when everything is committed. For faults only."""

import os
import signal
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from config.wsgi import application as site

MARKS = Path(os.environ["FAULTS_STOP_AFTER_COMMIT"])


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    answer = site(environ, start_response)
    if environ["REQUEST_METHOD"] == "PUT" and first_time(environ["PATH_INFO"].rpartition("/")[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return answer


def first_time(log_id: str) -> bool:
    try:
        (MARKS / log_id).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
