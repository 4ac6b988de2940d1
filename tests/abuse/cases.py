"""The 25 abuse cases: what somebody tries, and what the site answers. tools/abuse_table.py makes SECURITY.md of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """`also` names test files that try the same in other ways; `later` is tested with a feature that is to come."""

    abuse: str
    answer: str
    also: tuple[str, ...] = ()
    later: str = ""


WALK = "tests/integration/access/test_every_route.py"
CANARIES = "tests/integration/access/test_canaries.py"
JOINING = "tests/integration/accounts/test_joining.py"
CASES = {
    1: Case(
        "Another one’s id of a client, plan or log, on a page or over the API",
        "404, the same as for an absent one in body, headers and queries",
        (WALK, CANARIES, "tests/integration/access/test_every_event.py"),
    ),
    2: Case("The same through an htmx fragment, or the fragment without htmx", "The page’s own rule", (WALK, CANARIES)),
    3: Case(
        "A foreign id inside a body",
        "404 or 422, nothing written",
        ("tests/integration/access/test_foreign_ids_in_bodies.py",),
    ),
    4: Case(
        "Fields that the form does not offer (clinic, role, is_staff, received_at)",
        "Ignored or 422",
        ("tests/integration/access/test_mass_assignment.py",),
    ),
    5: Case("A client opens addresses of staff", "Sent away from pages, 404 from the API", (WALK,)),
    6: Case("An owner or therapist raises themselves", "Refused; a change of role asks for the password again"),
    7: Case(
        "Somebody who left: old session, token",
        "403, 401 or 404 at the next request; membership is read each time",
        (WALK,),
        "calendar feeds and push messages",
    ),
    8: Case("A link that was used, is old, or is guessed", "410; 256 bits, a hash at rest, one use", (JOINING,)),
    9: Case(
        "The link’s secret in a Referer or a log",
        "no-referrer; logs name the route; the proxy masks it",
        ("tests/integration/access/test_nothing_personal_in_logs.py",),
    ),
    10: Case("A preview robot opens the link", "Nothing is used up; only the button’s POST does it", (JOINING,)),
    11: Case(
        "Finding out who has an account",
        "One answer to known and unknown addresses",
        ("tests/integration/accounts/test_signing_in.py",),
        "near-same time is measured, not tested",
    ),
    12: Case("Trying many passwords or codes", "Refused after 5; 429; a mailed code is void after 3", (JOINING,)),
    13: Case(
        "A fixed or stolen session, a shared phone", "A new key; __Host- cookies; sessions and phones can be ended"
    ),
    14: Case(
        "A form of another site; signing in by force; a GET that changes something", "403; nothing written", (WALK,)
    ),
    15: Case("next=//evil", "Our own start page", (JOINING,)),
    16: Case(
        "Scripts in notes, names, goals",
        "Shown as text; a strict content policy",
        ("tests/hostile/test_written_words.py",),
        "branding of a clinic",
    ),
    17: Case("htmx attributes in text", "Shown as text; htmx evaluates nothing and asks only this site"),
    18: Case(
        "A file that is also something else, SVG, GPS in a photo",
        "422, or written afresh without it",
        ("tests/integration/catalogue/test_photos.py",),
        "a media host of its own",
    ),
    19: Case(
        "A picture that unpacks to very much",
        "422 before it is unpacked",
        ("tests/integration/catalogue/test_photos.py",),
    ),
    20: Case(
        "An archive that unpacks to very much, or elsewhere",
        "No part that people reach unpacks archives",
        (),
        "import of a library",
    ),
    21: Case("A formula in a CSV cell", "An apostrophe before it", ("tests/unit/core/test_spreadsheets.py",)),
    22: Case(
        "Markup, files or addresses in a PDF",
        "Text is drawn as text; there is no engine to talk to",
        ("tests/unit/portal/test_record_pdf.py",),
    ),
    23: Case(
        "An address that the server should fetch",
        "No HTTP client is imported; links are https only",
        (),
        "videos played in the page",
    ),
    24: Case(
        "The next person at the same browser, a shared cache", "no-store, Vary: Cookie, 0 words of the one before"
    ),
    25: Case(
        "Very much of everything: deep JSON, long searches, endless asking, reading everybody",
        "4xx, 429 with Retry-After, a limit to pages and statements, an alert",
        ("tests/hostile/test_api_requests.py", "tests/unit/core/test_time_limits.py"),
    ),
}
