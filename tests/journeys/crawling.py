"""Finds the screens of the site by following its own links, one of each kind."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
NAMED = re.compile(r"^(/library|/routines|/plan|/clients/[^/]+/prescribe)/[^/]+/(?=$|\w)")
NOT_A_SCREEN = re.compile(r"^/(admin|media|static|api|livez|readyz)\b|\.(csv|svg|png|json)$|/account/logout/")


def kind(path: str) -> str:
    """`/clients/<id>/plan/` is one screen, whoever the client is."""
    return NAMED.sub(r"\1/*/", UUID.sub("*", path))


def screens_from(page: Page, starts: list[str]) -> Iterator[str]:
    """Go to each kind of screen that can be reached by links; yields its kind while the page shows it."""
    waiting, known, shown = list(starts), set(starts), set()
    while waiting:
        page.goto(waiting.pop(0))
        here = kind(urlsplit(page.url).path)
        if here in shown:
            continue
        shown.add(here)
        found = links_of(page)
        yield here
        for path in found:
            if kind(path) not in known and not NOT_A_SCREEN.search(path):
                known.add(kind(path))
                waiting.append(path)


def links_of(page: Page) -> list[str]:
    here = urlsplit(page.url)
    hrefs = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    full = [urlsplit(urljoin(page.url, href)) for href in hrefs]
    return [url.path for url in full if url.netloc == here.netloc]
