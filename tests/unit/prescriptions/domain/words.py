"""A language in which every translated message is marked, so that one that was not translated shows."""

from gettext import NullTranslations


class Marked(NullTranslations):
    def gettext(self, message: str) -> str:
        return f"«{message}»"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"«{super().ngettext(msgid1, msgid2, n)}»"


MARKED = Marked()
