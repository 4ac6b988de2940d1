from apps.portal.forms.session import EntryForm, LogForms, SessionForm

__all__ = ["EntryForm", "LogForms", "SessionForm"]
