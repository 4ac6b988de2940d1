"""Counts what a person does with a finger or a mouse, the way spec bars count it."""

from playwright.sync_api import Locator, Page

WHAT_IT_SAYS = "e => e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || e.name"


class Counter:
    """Every click or tap is one; so is going to a field that is not already in focus. Typing is not counted."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self.count = 0
        self.did: list[str] = []

    def press(self, target: Locator) -> None:
        """Click on a desk, tap on a phone."""
        self._add(target)
        if self.page.evaluate("navigator.maxTouchPoints > 0"):
            target.tap()
        else:
            target.click()

    def type(self, target: Locator, text: str) -> None:
        if not target.evaluate("element => element === document.activeElement"):
            self._add(target)
        target.fill(text)

    def pick(self, target: Locator, value: str) -> None:
        """A native list is opened and chosen from: two."""
        self._add(target)
        self._add(target)
        target.select_option(value)

    def tell(self, limit: int) -> None:
        print(f"{self.name}: {self.count} of at most {limit} ({'; '.join(self.did)})")

    def assert_at_most(self, limit: int) -> None:
        self.tell(limit)
        assert self.count <= limit, self.did

    def _add(self, target: Locator) -> None:
        self.count += 1
        words = target.evaluate(WHAT_IT_SAYS)
        self.did.append(" ".join(str(words).split())[:40])
