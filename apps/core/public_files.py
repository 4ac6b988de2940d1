"""Small files that machines look for: where to report a weakness, that nothing is to be indexed, and CSP reports."""

import json
import logging
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from allauth.core.ratelimit import consume
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

logger = logging.getLogger("reprise.csp")
REPORT_BYTES = 16 * 1024
# RFC 9116 asks for less than a year. Made for each request, so it never runs out while the site is looked after.
GOOD_FOR = timedelta(days=180)
DIRECTIVES = {
    *("default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem"),
    *("style-src-attr", "img-src", "font-src", "connect-src", "manifest-src", "worker-src", "form-action"),
    *("base-uri", "frame-ancestors", "frame-src", "object-src", "media-src", "child-src"),
}
BLOCKED = {"inline", "eval", "data", "blob", "self", "wasm-eval", "trusted-types-policy"}


@login_not_required
@never_cache
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a weakness (RFC 9116)."""
    contacts = settings.SECURITY_CONTACT or [f"mailto:security@{request.get_host().partition(':')[0]}"]
    expires = (timezone.now() + GOOD_FOR).replace(microsecond=0).strftime("%Y-%m-%dT%H:%M:%SZ")
    canonical = request.build_absolute_uri(reverse("security_txt"))
    lines = [*(f"Contact: {contact}" for contact in contacts), f"Expires: {expires}", "Preferred-Languages: en"]
    return plain("\n".join([*lines, f"Canonical: {canonical}", ""]))


@login_not_required
@never_cache
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    return plain("User-agent: *\nDisallow: /\n")


def plain(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@csrf_exempt
@login_not_required
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """A browser blocked something. Kept: the rule, the kind of thing, the route; never an address or code."""
    if len(request.body) > REPORT_BYTES:
        return HttpResponse(status=413)
    if not consume(request, action="csp_report"):
        return HttpResponse(status=429)
    for report in reports_in(request.body)[:10]:
        logger.warning("csp report", extra={"fields": told(report)})
    return HttpResponse(status=204)


def reports_in(body: bytes) -> list[dict[str, Any]]:
    """Both shapes: one old report, or a list of new ones."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return []
    found = [sent.get("csp-report")] if isinstance(sent, dict) else sent if isinstance(sent, list) else []
    bodies = [item.get("body", item) if isinstance(item, dict) else None for item in found]
    return [item for item in bodies if isinstance(item, dict)]


def told(report: dict[str, Any]) -> dict[str, str]:
    rule = first(report, "effectiveDirective", "effective-directive", "violated-directive").partition(" ")[0]
    blocked = first(report, "blockedURL", "blocked-uri")
    page = first(report, "documentURL", "document-uri")
    return {"rule": rule if rule in DIRECTIVES else "other", "blocked": kind_of(blocked), "route": route_of(page)}


def first(report: dict[str, Any], *names: str) -> str:
    return next((value for name in names if isinstance(value := report.get(name), str)), "")


def kind_of(blocked: str) -> str:
    return blocked if blocked in BLOCKED else "address" if ":" in blocked else "other"


def route_of(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except (Resolver404, ValueError):
        return "-"
