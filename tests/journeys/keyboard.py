"""A person who uses the keyboard alone, and who has to see where they are."""

from playwright.sync_api import Locator, Page

SHOWS_FOCUS = """
() => {
  const ringed = (e) => {
    const style = getComputedStyle(e);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  };
  const active = document.activeElement;
  const onItsPicker = active.type === "date" && !active.matches(":focus-visible"); // the browser draws that ring itself
  if (onItsPicker) return true;
  const near = [active, active.nextElementSibling, active.closest("label"), active.parentElement];
  return near.some((e) => e && ringed(e));
}
"""
HIDDEN_BY_ANOTHER = """
() => {
  const active = document.activeElement.closest("label") ?? document.activeElement;
  const box = active.getBoundingClientRect();
  const middle = [box.left + box.width / 2, box.top + box.height / 2];
  const points = [[box.left + 4, box.top + 4], [box.right - 4, box.bottom - 4], middle];
  return !points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (active.contains(top) || top.contains(active));
  });
}
"""
WHERE = "() => document.activeElement.outerHTML.slice(0, 120)"


class Keyboard:
    """Tab, Space, Enter, arrows and typing. At each stop the focus must be visible and not covered."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go_to(self, target: Locator, limit: int = 150) -> None:
        for _ in range(limit):
            if target.evaluate("element => element === document.activeElement"):
                return
            self._tab()
        raise AssertionError(f"{limit} presses of Tab do not reach {target}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        self.go_to(target)
        self.page.keyboard.press(key)

    def tick(self, target: Locator) -> None:
        self.press(target, "Space")

    def type(self, target: Locator, text: str) -> None:
        self.go_to(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, group: Locator, steps: int) -> None:
        """Radios are one stop: Space takes the first, each arrow the next."""
        self.press(group.first, "Space")
        for _ in range(steps):
            self.page.keyboard.press("ArrowRight")

    def _tab(self) -> None:
        self.page.keyboard.press("Tab")
        if self.page.evaluate("document.activeElement === document.body"):
            return
        where = self.page.evaluate(WHERE)
        assert self.page.evaluate(SHOWS_FOCUS), f"focus is invisible on {where}"
        assert not self.page.evaluate(HIDDEN_BY_ANOTHER), f"focus is covered on {where}"
