"""Letters that a task sends: at least once, and recognisably the same letter each time.

SMTP has no way to say "unless you have it already", so a worker that dies between the mail server's yes and its own
note of it leaves a letter that is sent again. That window is a few milliseconds. Each repeat carries the Message-ID
of the first, by which mail servers and programs show one letter.
"""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django_tasks import TaskContext


def send_letter(context: TaskContext, subject: str, text: str, address: str, *, copy: str = "") -> None:
    """Send it now. A task with more than one letter tells them apart by `copy`."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    name = f"<{context.task_result.id}{copy and '.' + copy}@{domain}>"
    EmailMessage(subject, text, None, [address], headers={"Message-ID": name}).send()
