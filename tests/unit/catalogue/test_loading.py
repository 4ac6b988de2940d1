"""Loading the library's files: all or nothing, twice as once, and never over a curator's edit."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from apps.accounts.models import AuditEvent
from apps.catalogue.models import Exercise, ExerciseRevision, SearchKey, Source
from apps.catalogue.operations import BadFile, load_library, retire, save_exercise, submit
from apps.catalogue.operations.library_files import EXERCISE_KEYS, SOURCE_KEYS
from apps.catalogue.quality import flags_of
from apps.catalogue.vocabulary import State
from tests.factories.catalogue import STANDING, exercise_values
from tests.personas import Personas
from tests.shipped_library import EXERCISES, SOURCES

pytestmark = pytest.mark.django_db

BLANKS: dict[str, Any] = dict.fromkeys(EXERCISE_KEYS, "")
LISTS = ["also_known_as", "cues", "mistakes", "muscles_helping", "gaps", "credits", "notices"]


def entry(slug: str, /, **changes: Any) -> dict[str, Any]:
    lists: dict[str, Any] = {key: [] for key in LISTS}
    known = {**exercise_values(slug), "slug": slug, "state": "published", "source": "src"}
    empty = {"is_unilateral": False, "stated_dosage": {}, "easier": None, "harder": None}
    return {**BLANKS, **lists, **empty, **known, **changes}


def source(**changes: Any) -> dict[str, Any]:
    values = {"slug": "src", "title": "A source", "published_on": None, "credits": []}
    return {**dict.fromkeys(SOURCE_KEYS, ""), **values, **changes}


class Library:
    """A library on disk, of which a test writes a file at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "library/exercises").mkdir(parents=True)
        (folder / "poses").mkdir()
        self.sources([source()])
        for slug in ("bridge", "squat"):
            self.exercise(slug)

    def sources(self, entries: list[dict[str, Any]]) -> None:
        (self.folder / "library/sources.yaml").write_text(yaml.safe_dump(entries))

    def exercise(self, slug: str, /, **changes: Any) -> None:
        (self.folder / f"library/exercises/{slug}.yaml").write_text(yaml.safe_dump(entry(slug, **changes)))
        self.pose(slug, STANDING)

    def pose(self, slug: str, pose: object) -> None:
        (self.folder / f"poses/{slug}.json").write_text(json.dumps(pose))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "fixtures")


def test_loading_publishes_what_the_files_call_published(library: Library) -> None:
    library.exercise("clam", state="draft")
    report = load_library(library.folder)
    assert sorted(report.added) == ["bridge", "clam", "source src", "squat"]
    states = dict(Exercise.objects.values_list("slug", "state"))
    assert states == {"bridge": "published", "squat": "published", "clam": "draft"}
    bridge = Exercise.objects.get(slug="bridge")
    assert bridge.revision is not None
    assert bridge.revision.number == 1
    assert bridge.revision.figure is not None
    assert bridge.revision.figure.thumb.startswith("<svg")
    assert AuditEvent.objects.get(action="library.loaded").detail == {"added": 4, "changed": 0}


def test_loading_twice_changes_nothing(library: Library) -> None:
    load_library(library.folder)
    before = (list(Exercise.objects.values()), SearchKey.objects.count(), AuditEvent.objects.count())
    report = load_library(library.folder)
    assert (report.added, report.changed, len(report.unchanged)) == ([], [], 3)
    assert (list(Exercise.objects.values()), SearchKey.objects.count(), AuditEvent.objects.count()) == before


def test_a_changed_file_becomes_the_next_revision(library: Library) -> None:
    load_library(library.folder)
    library.exercise("bridge", summary="Lifts you up.")
    report = load_library(library.folder)
    assert (report.changed, report.added) == (["bridge"], [])
    numbers = ExerciseRevision.objects.filter(exercise__slug="bridge").values_list("number", "content__summary")
    assert list(numbers) == [(1, "Lifts the hips off the floor."), (2, "Lifts you up.")]


def test_a_changed_pose_is_drawn_again(library: Library) -> None:
    load_library(library.folder)
    library.pose("bridge", {**STANDING, "title": "Taller"})
    assert load_library(library.folder).changed == ["bridge"]
    assert ExerciseRevision.objects.filter(exercise__slug="bridge").count() == 2


def test_an_edit_made_here_is_kept(library: Library, personas: Personas) -> None:
    load_library(library.folder)
    bridge = Exercise.objects.get(slug="bridge")
    save_exercise(by=personas.actor("ada"), exercise=bridge, values={"summary": "Ada's words."}, seen_version=0)
    assert load_library(library.folder).unchanged == ["source src", "bridge", "squat"]
    library.exercise("bridge", summary="The file's words.")
    assert load_library(library.folder).kept == ["bridge"]
    bridge.refresh_from_db()
    assert bridge.summary == "Ada's words."


def test_a_review_and_a_retirement_are_kept(library: Library, personas: Personas) -> None:
    library.exercise("bridge", state="draft")
    load_library(library.folder)
    submit(by=personas.actor("ada"), exercise=Exercise.objects.get(slug="bridge"))
    retire(by=personas.actor("ada"), exercise=Exercise.objects.get(slug="squat"))
    library.exercise("bridge", state="draft", summary="The file's words.")
    library.exercise("squat", summary="The file's words.")
    assert load_library(library.folder).kept == ["bridge", "squat"]
    assert dict(Exercise.objects.values_list("slug", "state")) == {"bridge": "in_review", "squat": "retired"}


def test_ladder_edges_may_point_at_a_later_file(library: Library) -> None:
    library.exercise("bridge", harder="squat")
    load_library(library.folder)
    assert Exercise.objects.get(slug="bridge").harder == Exercise.objects.get(slug="squat")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "juggling"}, "kind"),
        ({"position": "upside_down"}, "position"),
        ({"regions": ["hip", "tail"]}, "regions"),
        ({"steps": "Lift."}, "steps"),
        ({"steps": ["Lift.", ""]}, "steps"),
        ({"contraindications": [{"code": "hernia"}]}, "contraindications"),
        ({"contraindications": [{"code": "moon", "note": ""}]}, "contraindications"),
        ({"precautions": [{"code": "recent_abdominal_surgery", "note": "Again."}]}, "precautions"),
        ({"name": "x" * 121}, "name"),
        ({"video": "javascript:alert(1)"}, "video"),
        ({"slug": "other"}, "slug"),
        ({"state": "in_review"}, "state"),
        ({"steps": []}, "state"),
        ({"source": "nowhere"}, "source"),
        ({"harder": "nowhere"}, "harder"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_field(library: Library, changes: dict[str, Any], field: str) -> None:
    library.exercise("squat", **changes)
    with pytest.raises(BadFile) as refusal:
        load_library(library.folder)
    assert (refusal.value.name, refusal.value.field) == ("squat.yaml", field)
    assert not Exercise.objects.exists()
    assert not Source.objects.exists()


def test_a_missing_key_is_named(library: Library) -> None:
    path = library.folder / "library/exercises/squat.yaml"
    values = entry("squat")
    del values["cues"]
    path.write_text(yaml.safe_dump(values))
    with pytest.raises(BadFile, match=r"squat\.yaml: cues: is missing"):
        load_library(library.folder)


@pytest.mark.parametrize("text", ["a: [", "- 1", "\x00"])
def test_a_file_that_is_no_exercise_is_refused(library: Library, text: str) -> None:
    (library.folder / "library/exercises/squat.yaml").write_text(text)
    with pytest.raises(BadFile, match="squat"):
        load_library(library.folder)


def test_a_pose_that_cannot_be_drawn_is_refused(library: Library) -> None:
    library.pose("squat", {"title": "No frames"})
    with pytest.raises(BadFile, match=r"squat\.json"):
        load_library(library.folder)


def test_a_source_date_must_be_a_date(library: Library) -> None:
    library.sources([source(published_on="last year")])
    with pytest.raises(BadFile, match=r"sources\.yaml: published_on"):
        load_library(library.folder)


def test_command_reports_and_refuses(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_library", library.folder)
    assert capsys.readouterr().out == "Library: 3 added, 0 changed, 0 unchanged.\n"
    library.exercise("squat", kind="juggling")
    with pytest.raises(CommandError, match=r"squat\.yaml: kind"):
        call_command("load_library", library.folder)


def test_the_library_that_ships_loads_without_a_warning(settings: Any) -> None:
    report = load_library(settings.BASE_DIR / "fixtures")
    assert len(report.added) == len(EXERCISES) + len(SOURCES)
    drafts = {slug for slug, exercise in EXERCISES.items() if exercise["state"] != State.PUBLISHED}
    assert Exercise.objects.published().count() == len(EXERCISES) - len(drafts)
    flags = {exercise.slug: flags_of(exercise) for exercise in Exercise.objects.published().select_related("figure")}
    assert {slug: found for slug, found in flags.items() if found} == {}
