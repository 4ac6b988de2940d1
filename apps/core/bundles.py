"""Style sheets are written one file a layer and served one file an audience, so that a phone asks once."""

SHARED = (
    "layers",
    "tokens",
    "tokens-fallback",
    "reset",
    "base",
    "layout",
    "components",
    "forms",
    "feedback",
    "data",
    "charts",
    "figure",
)
AUDIENCES: dict[str, tuple[str, ...]] = {
    "plain": (*SHARED, "client", "utilities"),
    "client": (*SHARED, "client", "scales", "progress", "session", "utilities"),
    "pro": (
        *SHARED,
        "client",
        "pro",
        "library",
        "prescribe",
        "catalogue",
        "accounts",
        "record",
        "utilities",
    ),
    "states": (*SHARED, "client", "scales", "progress", "session", "pro", "library", "kit", "utilities"),
}


def parts(audience: str) -> list[str]:
    """The sheets of an audience, in the order of the cascade."""
    return [f"css/{name}.css" for name in AUDIENCES[audience]]


def bundle(audience: str) -> str:
    return f"css/bundle-{audience}.css"
