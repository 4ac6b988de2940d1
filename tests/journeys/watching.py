"""A page that tells on itself: whatever goes wrong in the browser while a journey runs is kept and fails it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

TELL_ABOUT_POLICY = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`));
"""


@dataclass
class Watch:
    """Problems of every page of one browser context. `allowing` names the refusals that a test asks for."""

    origin: str
    problems: list[str] = field(default_factory=list)
    allowed: set[int] = field(default_factory=set)
    may_fail: bool = False

    def follow(self, context: BrowserContext) -> None:
        context.add_init_script(TELL_ABOUT_POLICY)
        context.on("page", self._follow_page)

    @contextmanager
    def allowing(self, *statuses: int) -> Iterator[None]:
        self.allowed |= set(statuses)
        yield
        self.allowed -= set(statuses)

    @contextmanager
    def losing_requests(self) -> Iterator[None]:
        """The network may fail meanwhile; every other problem still counts."""
        self.may_fail = True
        yield
        self.may_fail = False

    def _follow_page(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type != "error" or self._is_network(message.text):
            return
        self.problems.append(f"console: {message.text} ({message.location.get('url')})")

    def _is_network(self, text: str) -> bool:
        """The browser repeats each refused request on its console: `_answered` and `_failed` judge those."""
        return text.startswith("Failed to load resource")

    def _failed(self, request: Request) -> None:
        reason = request.failure or ""
        given_up_for_another_page = "ERR_ABORTED" in reason
        if self._is_ours(request.url) and not given_up_for_another_page and not self.may_fail:
            self.problems.append(f"request failed: {request.method} {request.url} {reason}")

    def _answered(self, response: Response) -> None:
        if self._is_ours(response.url) and response.status >= 400 and response.status not in self.allowed:
            self.problems.append(f"{response.status}: {response.request.method} {response.url}")

    def _is_ours(self, url: str) -> bool:
        return urlsplit(url).netloc == urlsplit(self.origin).netloc
