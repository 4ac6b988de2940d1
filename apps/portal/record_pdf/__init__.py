"""A client's record on paper, drawn call by call: nothing a person typed is ever read as markup."""

from .document import record_pdf

__all__ = ["record_pdf"]
