"""The design rules that a machine can hold: one source of colour, nothing inline, every icon drawn."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from apps.core.state_views import sample_context
from tools import gen_fallback

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", re.DOTALL)
RAW_RAMP = re.compile(r"var\(--(damson|sage|apricot|honey|red|stone)-\d+\)")
INLINE = {
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event handler": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "htmx script": re.compile(r"\b(?:data-)?hx-(?:on|vars|vals\s*=\s*[\"']js:)", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
}


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def read(path: Path) -> str:
    return COMMENT.sub("", path.read_text())


def drawn_icons() -> set[str]:
    return set(re.findall(r'<symbol id="i-([\w-]+)"', (ROOT / "static" / "icons" / "icons.svg").read_text()))


def used_icons(path: Path) -> set[str]:
    text = read(path)
    by_tag = re.findall(r'{% icon (?:\w+\|default:)?"([\w-]+)"', text)
    by_include = re.findall(r'\bicon(?:_after)?="([\w-]+)"', text)
    return {*by_tag, *by_include, *re.findall(r"#i-([\w-]+)", text)}


def test_fallback_tokens_match_the_tokens():
    built = gen_fallback.build((gen_fallback.CSS / "tokens.css").read_text())
    assert gen_fallback.FALLBACK.read_text() == built, "run tools/gen_fallback.py"


def test_fallback_takes_the_value_of_each_scheme():
    value = "0 1px light-dark(rgb(1 2 3 / .5), #000), 0 2px light-dark(var(--a), var(--b))"
    assert gen_fallback.plain_value(value, 0) == "0 1px rgb(1 2 3 / .5), 0 2px var(--a)"
    assert gen_fallback.plain_value(value, 1) == "0 1px #000, 0 2px var(--b)"


@pytest.mark.parametrize("text", ["light-dark(#fff", "light-dark(#fff)"])
def test_fallback_refuses_what_it_cannot_read(text):
    with pytest.raises(ValueError, match=r"unbalanced|two values"):
        gen_fallback.plain_value(text, 0)


@pytest.mark.parametrize("path", STYLES, ids=relative)
def test_styles_use_roles_and_never_raw_ramps(path):
    if not path.name.startswith("tokens"):
        assert RAW_RAMP.findall(path.read_text()) == []


@pytest.mark.parametrize("path", STYLES, ids=relative)
def test_styles_live_in_a_layer_and_import_nothing(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL).strip()
    assert text.startswith("@layer ")
    assert "@import" not in text


def test_styles_use_only_tokens_that_exist():
    defined = set()
    for path in STYLES:
        defined |= set(re.findall(r"(--[\w-]+)\s*:", path.read_text()))
    used = {name for path in STYLES for name in re.findall(r"var\((--[\w-]+)\)", path.read_text())}
    assert used - defined == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_templates_keep_to_the_content_policy(path):
    found = [name for name, pattern in INLINE.items() if pattern.search(read(path))]
    assert found == []


@pytest.mark.parametrize("path", SCRIPTS, ids=relative)
def test_scripts_evaluate_no_text_as_code_or_markup(path):
    assert (
        re.findall(r"\beval\(|new Function|\.innerHTML\s*=|insertAdjacentHTML|document\.write", path.read_text()) == []
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_templates_use_only_icons_that_are_drawn(path):
    assert used_icons(path) - drawn_icons() == set()


def test_sprite_has_no_style_of_its_own():
    assert "style" not in (ROOT / "static" / "icons" / "icons.svg").read_text()


def test_states_page_shows_every_shared_component():
    frame = {"brand.html", "field_notes.html", "rail_curator.html", "rail_therapist.html", "search.html", "toasts.html"}
    shown = set(re.findall(r'include "components/([\w]+\.html)"', (ROOT / "templates/core/states.html").read_text()))
    assert {path.name for path in (ROOT / "templates" / "components").glob("*.html")} - frame - shown == set(), (
        "add it to core/states.html"
    )


def test_states_page_draws():
    page = render_to_string("core/states.html", sample_context())
    assert "<h2>Pain and sessions</h2>" in page
    assert "Moved up to week 3: 3 of 3 done, pain 2" in page
