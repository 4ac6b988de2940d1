"""What every screen must pass: axe in light and dark, no sideways scrolling, targets a thumb can hit."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL_RULES = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
AXE = Axe()
WIDER_THAN_THE_SCREEN = """
() => {
  const limit = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= limit) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((e) => e.getBoundingClientRect().right > limit + 1)
    .filter((e) => !e.closest("svg, .rail, .scroll-x :not(.vh)"))
    .slice(0, 8).map((e) => `${e.tagName.toLowerCase()}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`)
    .concat([`page is ${document.documentElement.scrollWidth} wide on ${limit}`]);
}
"""
SMALL_TARGETS = """
(least) => {
  const inSentence = (e) =>
    e.tagName === "A" && getComputedStyle(e).display === "inline" &&
    e.parentElement.innerText.trim().length > e.innerText.trim().length;
  const reach = (e) => {
    const after = getComputedStyle(e, "::after");
    return after.content !== "none" && after.position === "absolute" ? e.offsetParent : null;
  };
  const hit = (e) => {
    const boxes = [e, reach(e), ...(e.labels ?? [])].filter(Boolean).map((x) => x.getBoundingClientRect());
    return { w: Math.max(...boxes.map((b) => b.width)), h: Math.max(...boxes.map((b) => b.height)) };
  };
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.matches(".skip") && !inSentence(e))
    .filter((e) => e.getBoundingClientRect().width > 1 || e.labels?.length)
    .map((e) => ({ e, ...hit(e) })).filter(({ w, h }) => w < least - 0.5 || h < least - 0.5)
    .map(({ e, w, h }) => `${e.outerHTML.slice(0, 90)} is ${Math.round(w)} x ${Math.round(h)}`);
}
"""


def violations(page: Page) -> list[str]:
    """One line for each element that breaks a rule of WCAG 2.2 A or AA."""
    rules = AXE.run(page, options=ALL_RULES).response["violations"]
    return [
        f"{rule['id']}: {', '.join(map(str, node['target']))} {node['html'][:160]} {node.get('failureSummary', '')}"
        for rule in rules
        for node in rule["nodes"]
    ]


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways; a table in its own scroller may."""
    found: list[str] = page.evaluate(WIDER_THAN_THE_SCREEN)
    return found


def squeezed(page: Page) -> list[str]:
    """What scrolls sideways at 320 px, or with text at twice its size. Leaves the page as it was."""
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": 320, "height": 640})
    found = [f"320 px: {problem}" for problem in too_wide(page)]
    page.set_viewport_size(size)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found += [f"200 % text: {problem}" for problem in too_wide(page)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def small_targets(page: Page, least: int = 44) -> list[str]:
    """Things to press that are smaller than `least` px either way; links in a sentence may be."""
    found: list[str] = page.evaluate(SMALL_TARGETS, least)
    return found


def check_screen(page: Page) -> None:
    """axe in light and in dark; the page ends in light."""
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], f"{page.url} in {scheme}"
    assert too_wide(page) == [], page.url
