"""Who may import whom (docs/adr/0001 and 0002). Read with `ast`, so nothing has to run."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ["core", "accounts", "catalogue", "prescriptions", "portal"]
LAYERS = [
    # Values and text: no database, no request.
    {"domain", "exposures", "illustration", "vocabulary", "content_rules", "search_terms", "trigrams", "reading"},
    {"bundles", "charts", "field_messages", "headers", "log_lines", "paging", "parsers", "problems", "qr_codes"},
    {"activity_words", "consent_texts", "user_agents", "words"},
    {"record_file", "record_pdf", "retention", "session_table", "spreadsheets"},
    {"caches", "openapi", "redis_caches", "throttles"},
    {"names", "plain_yaml"},
    {"models"},
    {"mapping", "codec", "access", "devices", "idleness", "passkeys", "second_step", "ports", "entries"},
    {"activity", "audit", "bulk_reading", "consents", "queries", "quality", "policies"},
    {"keeping"},
    {"backups", "letters", "operations", "reaping", "tasks"},
    # What frameworks call, and words for a page.
    {"forms", "admin", "serializers", "adapter", "authentication", "callers", "middleware", "permissions"},
    {"code_proof", "proof", "refusals", "schema"},
    {
        "checks",
        "request_log",
        "storage",
        "templatetags",
        "phone_easier",
        "phone_news",
        "phone_reported",
        "phone_week",
        "phone_words",
    },
    {"views", "public_files", "state_views", "api"},
    # The doors of an app.
    {"apps", "demo", "management", "urls", "client_urls", "staff_urls", "api_urls"},
]
PURE = ["apps/prescriptions/domain", "apps/catalogue/illustration"]


def modules() -> list[Path]:
    files = [p for p in (ROOT / "apps").rglob("*.py") if "migrations" not in p.parts]
    assert files
    return files


def dotted(path: Path) -> list[str]:
    return list(path.relative_to(ROOT).with_suffix("").parts)


def imports(path: Path) -> Iterator[str]:
    """Absolute dotted names of everything a module imports, `import x`, `from x import y` and relative ones."""
    package = dotted(path)[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            prefix = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{prefix}.{alias.name}" for alias in node.names)


def layer_of(name: str) -> int | None:
    return next((index for index, names in enumerate(LAYERS) if name in names), None)


def layered_names() -> set[str]:
    """The modules and packages that stand directly in an app."""
    return {dotted(path)[2] for path in modules() if len(dotted(path)) > 2} - {"__init__"}


def test_every_module_of_an_app_has_one_layer() -> None:
    declared = [name for names in LAYERS for name in names]
    assert sorted(declared) == sorted(layered_names())


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_apps_import_only_to_their_right(path: Path) -> None:
    app = dotted(path)[1]
    allowed = set(APPS[: APPS.index(app) + 1]) if app in APPS else set()
    wrong = [n for n in imports(path) if n.startswith("apps.") and n.split(".")[1] not in allowed]
    assert wrong == []


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_nobody_imports_config(path: Path) -> None:
    assert [name for name in imports(path) if name.split(".")[0] == "config"] == []


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_layers_import_only_those_before_them(path: Path) -> None:
    parts = dotted(path)
    own = layer_of(parts[2]) if len(parts) > 2 else None
    wrong = []
    for name in imports(path):
        target = name.split(".")
        rank = layer_of(target[2]) if target[:2] == ["apps", parts[1]] and len(target) > 2 else None
        if rank is not None and (own is None or rank > own):
            wrong.append(name)
    assert wrong == []


@pytest.mark.parametrize("folder", PURE)
def test_pure_packages_use_the_standard_library_alone(folder: str) -> None:
    files = sorted((ROOT / folder).rglob("*.py"))
    assert files
    own = folder.replace("/", ".")
    wrong = [
        (path.name, name)
        for path in files
        for name in imports(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith(own)
    ]
    assert wrong == []
