"""The library as therapists see it: published revisions, found by words and facets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from apps.accounts.access import Actor
from apps.catalogue.models import Exercise, ExerciseRevision
from apps.catalogue.queries.matching import facet_counts, matching_text, narrowed
from apps.catalogue.search_terms import FACETS
from apps.catalogue.trigrams import query_words, words_of

PAGE_SIZE = 24


@dataclass(frozen=True)
class FacetOption:
    code: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    options: list[FacetOption]


@dataclass(frozen=True)
class LibraryPage:
    """One page of results; `page.object_list` holds exercises with revision and one picture."""

    page: Page[Any]
    facets: list[Facet]

    @property
    def chosen(self) -> list[tuple[Facet, FacetOption]]:
        return [(facet, option) for facet in self.facets for option in facet.options if option.chosen]


def published_for(actor: Actor) -> QuerySet[Exercise]:
    return Exercise.objects.visible_to(actor).published()


def search(actor: Actor, text: str = "", facets: Mapping[str, Sequence[str]] | None = None) -> list[Exercise]:
    """Every published exercise found, best first, with its revision and without its big pictures."""
    ids = [pk for pk, _ in matching_text(published_for(actor), text)]
    chosen = known(facets or {})
    kept = narrowed(ids, chosen)[0] if chosen else set(ids)
    return with_cards([pk for pk in ids if pk in kept])


def library_page(
    actor: Actor, *, text: str, facets: Mapping[str, Sequence[str]], number: str | None, own: bool = False
) -> LibraryPage:
    """One page and the facets, in three queries. `own` leaves the shared library out."""
    chosen = known(facets)
    library = published_for(actor).filter(Q(clinic=actor.clinic_id)) if own else published_for(actor)
    ids = [pk for pk, _ in matching_text(library, text)]
    kept, counts = narrowed(ids, chosen) if chosen else (set(ids), facet_counts(ids))
    page: Page[Any] = Paginator([pk for pk in ids if pk in kept], PAGE_SIZE).get_page(number)
    page.object_list = with_cards(list(page.object_list))
    return LibraryPage(page=page, facets=[_facet(name, counts, chosen) for name in FACETS])


def suggestion(actor: Actor, text: str) -> str:
    """The text with each word replaced by the nearest word of the library's names; empty when nothing is near."""
    names = published_for(actor).values_list("name", flat=True)
    vocabulary = sorted({word for name in names for word in words_of(name)})
    nearest = [get_close_matches(word, vocabulary, n=1, cutoff=0.5) for word in query_words(text)]
    return " ".join(words[0] for words in nearest if words)


def known(facets: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Only facets and codes of our vocabulary; an address may hold anything."""
    chosen = {name: [code for code in facets.get(name, ()) if code in FACETS[name][2].values] for name in FACETS}
    return {name: codes for name, codes in chosen.items() if codes}


def with_cards(ids: list[int]) -> list[Exercise]:
    """These exercises in this order, with what a card shows."""
    exercises = (
        Exercise.objects.filter(pk__in=ids)
        .select_related("revision__figure")
        .only("slug", "revision__content", "revision__figure__static")
    )
    found = {exercise.pk: exercise for exercise in exercises}
    return [found[pk] for pk in ids]


def published_revision(slug: str) -> ExerciseRevision | None:
    """What the shared library publishes under this slug now."""
    shared = Exercise.objects.published().filter(clinic=None, slug=slug)
    return ExerciseRevision.objects.filter(pk__in=shared.values("revision")).select_related("exercise").first()


def _facet(name: str, counts: Mapping[tuple[str, str], int], chosen: Mapping[str, Sequence[str]]) -> Facet:
    _, label, words = FACETS[name]
    options = [
        FacetOption(code, str(text), counts.get((name, code), 0), code in chosen.get(name, ()))
        for code, text in words.choices
    ]
    return Facet(name, label, [option for option in options if option.count or option.chosen])
