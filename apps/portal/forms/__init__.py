from apps.portal.forms.keeping import CopyForm, HoldForm, LeaveForm, LeaveOnBehalfForm, OwnCopyForm, RetentionForm
from apps.portal.forms.session import EntryForm, LogForms, SessionForm

__all__ = [
    "CopyForm",
    "EntryForm",
    "HoldForm",
    "LeaveForm",
    "LeaveOnBehalfForm",
    "LogForms",
    "OwnCopyForm",
    "RetentionForm",
    "SessionForm",
]
