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
    """Go to each start and each kind of screen that links lead to; yields its kind while the page shows it."""
    waiting, known, shown = list(starts), set(starts), set()
    while waiting:
        path = waiting.pop(0)
        page.goto(path)
        here = kind(urlsplit(page.url).path)
        if here in shown and path not in starts:
            continue
        shown.add(here)
        found = links_of(page)
        yield kind(path) if path in starts else here
        for link in found:
            if kind(link) not in known and not NOT_A_SCREEN.search(link):
                known.add(kind(link))
                waiting.append(link)


def links_of(page: Page) -> list[str]:
    here = urlsplit(page.url)
    hrefs = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    full = [urlsplit(urljoin(page.url, href)) for href in hrefs]
    return [url.path for url in full if url.netloc == here.netloc]
