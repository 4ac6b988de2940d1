"""An exercise as the JSON that a revision keeps."""

from typing import Any

from apps.catalogue.models import Exercise, Source

COPIED_FIELDS = (
    "slug",
    "name",
    "also_known_as",
    "kind",
    "level",
    "position",
    "start_position",
    "summary",
    "why",
    "steps",
    "cues",
    "breathing",
    "mistakes",
    "equipment",
    "equipment_note",
    "muscles_prime",
    "muscles_helping",
    "regions",
    "is_unilateral",
    "sides_stated",
    "contraindications",
    "precautions",
    "stated_dosage",
    "stated_dosage_text",
    "gaps",
    "usual_dosage",
    "usual_dosage_note",
    "usual_frequency",
    "source_ref",
    "credits",
    "notices",
    "licence",
    "video",
    "reviewed_by",
)


def content_of(exercise: Exercise) -> dict[str, Any]:
    """Everything a page about the exercise needs, as it is kept in `ExerciseRevision.content`.

    Texts: slug, name, kind, level, position (codes of the vocabulary), start_position, summary, why, breathing,
    equipment_note, sides_stated, stated_dosage_text, usual_dosage_note, source_ref, licence, video, reviewed_by.
    Lists of texts: also_known_as, steps, cues, mistakes, gaps, notices. Lists of codes: equipment, muscles_prime,
    muscles_helping, regions. `contraindications` and `precautions` are [{code, note}], `credits` [{role, name,
    note}]. `stated_dosage`, `usual_dosage` and `usual_frequency` are JSON of the prescriptions domain, where an
    absent key is "not stated". `source` is {slug, title, author, publisher, published_on, url, link_text} or null.
    """
    content = {field: getattr(exercise, field) for field in COPIED_FIELDS}
    content["source"] = source_values(exercise.source) if exercise.source else None
    return content


def source_values(source: Source) -> dict[str, str]:
    return {
        "slug": source.slug,
        "title": source.title,
        "author": source.author,
        "publisher": source.publisher,
        "published_on": source.published_on.isoformat() if source.published_on else "",
        "url": source.url,
        "link_text": source.link_text,
    }


def has_unpublished_changes(exercise: Exercise) -> bool:
    """The curator's copy differs from what clients see now."""
    revision = exercise.revision
    if revision is None:
        return True
    return revision.content != content_of(exercise) or revision.figure_id != exercise.figure_id


def readable_texts(exercise: Exercise) -> list[str]:
    """The sentences a client reads, for the reading age."""
    single = [exercise.start_position, exercise.summary, exercise.why, exercise.breathing, exercise.equipment_note]
    listed = [*exercise.steps, *exercise.cues, *exercise.mistakes, *exercise.notices]
    tags = [tag["note"] for tag in [*exercise.contraindications, *exercise.precautions]]
    return [text for text in [*single, *listed, *tags] if text]
