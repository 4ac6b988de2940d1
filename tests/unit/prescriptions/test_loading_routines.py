"""Loading routines from files: all or nothing, and twice is once."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from apps.catalogue.operations import BadFile
from apps.prescriptions.models import Routine
from apps.prescriptions.operations import load_routines
from tests.factories.catalogue import make_exercise, make_source


def content(slug: str = "hips", **values: Any) -> dict[str, Any]:
    return {
        "slug": slug,
        "name": "Hips",
        "source": "test-source",
        "state": "published",
        "weeks": 4,
        "frequency": {"per_week": [2, 3]},
        "phases": [
            {"name": "One", "first_week": 1, "weeks": 2, "mode": "time", "gate": True},
            {"name": "Two", "first_week": 3, "weeks": 2, "mode": "manual", "gate": True},
        ],
        "sections": [
            {
                "title": "Stretch",
                "exercises": [
                    {
                        "slug": "bridge",
                        "stated_dosage": {"repetitions": [6, 10]},
                        "stated_dosage_text": "6 to 10 times.",
                        "steps": [{"week": 1, "dosage": {"sets": [1, 1], "repetitions": [6, 6]}}],
                    }
                ],
            }
        ],
        **values,
    }


@pytest.fixture
def folder(tmp_path: Path, db: None) -> Path:
    make_exercise("Bridge")
    make_source()
    write(tmp_path, content())
    return tmp_path


def write(folder: Path, data: dict[str, Any], name: str = "hips.yaml") -> None:
    (folder / name).write_text(yaml.safe_dump(data))


def test_loading_adds_a_whole_routine(folder: Path) -> None:
    report = load_routines(folder)
    routine = Routine.objects.get()
    assert report.added == ["hips"]
    row = routine.exercises.get()
    assert (row.section, row.stated_dosage_text, row.steps.get().dosage["repetitions"]) == (
        "Stretch",
        "6 to 10 times.",
        [6, 6],
    )
    assert list(routine.phases.values_list("name", "mode")) == [("One", "time"), ("Two", "manual")]


def test_loading_again_changes_nothing(folder: Path) -> None:
    load_routines(folder)
    ids = list(Routine.objects.values_list("pk", "exercises__pk", "phases__pk"))
    report = load_routines(folder)
    assert (report.added, report.changed, report.unchanged) == ([], [], ["hips"])
    assert list(Routine.objects.values_list("pk", "exercises__pk", "phases__pk")) == ids


@pytest.mark.parametrize("change", [{"name": "Better hips"}, {"weeks": 5}, {"phases": []}, {"notices": ["Careful."]}])
def test_changed_file_is_reported_as_changed(folder: Path, change: dict[str, Any]) -> None:
    load_routines(folder)
    write(folder, content(**change))
    assert load_routines(folder).changed == ["hips"]


def test_follow_on_links_to_a_routine_loaded_with_it(folder: Path) -> None:
    write(folder, content(follow_on={"kind": "routine", "title": "More", "routine": "more"}))
    write(folder, content("more"), "more.yaml")
    load_routines(folder)
    assert Routine.objects.get(slug="hips").follow_on == Routine.objects.get(slug="more")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"name": ""}, "name"),
        ({"name": ["x"]}, "name"),
        ({"weeks": "six"}, "weeks"),
        ({"weeks": 0}, "weeks"),
        ({"state": "live"}, "state"),
        ({"source": "nobody"}, "source"),
        ({"notices": "Careful"}, "notices"),
        ({"frequency": {"per_week": [9, 9]}}, "frequency.per_week"),
        ({"resources": [{"kind": "video", "link": ""}]}, "resources[0].link"),
        ({"phases": [{"name": "One", "first_week": 2, "weeks": 2}]}, "phases[0].first_week"),
        ({"phases": [{"name": "One", "first_week": 1, "weeks": 2, "mode": "magic"}]}, "phases[0].mode"),
        ({"sections": [{"title": "A", "exercises": []}]}, "sections[0].exercises"),
        ({"sections": [{"title": "A", "exercises": [{"slug": "yoga"}]}]}, "sections[0].exercises[0].slug"),
        (
            {"sections": [{"title": "A", "exercises": [{"slug": "bridge", "stated_dosage": {"sets": "3"}}]}]},
            "sections[0].exercises[0].stated_dosage.sets",
        ),
        (
            {
                "sections": [
                    {
                        "title": "A",
                        "exercises": [{"slug": "bridge", "steps": [{"week": 1, "dosage": {"repetitions": [8, 6]}}]}],
                    }
                ]
            },
            "sections[0].exercises[0].steps[0].dosage.repetitions",
        ),
        (
            {"sections": [{"title": "A", "exercises": [{"slug": "bridge", "steps": [{"week": 9, "dosage": None}]}]}]},
            "sections[0].exercises[0].steps[0].week",
        ),
        ({"follow_on": {"routine": "nowhere"}}, "follow_on.routine"),
    ],
)
def test_bad_file_is_refused_by_file_and_field_and_nothing_is_kept(
    folder: Path, change: dict[str, Any], field: str
) -> None:
    write(folder, content("better", **change), "worse.yaml")
    with pytest.raises(BadFile, match=r"worse\.yaml") as refused:
        load_routines(folder)
    assert refused.value.field == field
    assert not Routine.objects.exists()


@pytest.mark.parametrize("text", ["- a list", "a: [unclosed", "\xff\xfe"])
def test_file_that_is_no_routine_is_refused(folder: Path, text: str) -> None:
    (folder / "bad.yaml").write_text(text, encoding="latin-1")
    with pytest.raises(BadFile, match=r"bad\.yaml"):
        load_routines(folder)
    assert not Routine.objects.exists()


def test_command_prints_a_report_and_names_the_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_routines", folder)
    assert "1 added, 0 changed, 0 unchanged" in capsys.readouterr().out
    write(folder, content(weeks=999))
    with pytest.raises(CommandError, match=r"hips\.yaml: weeks"):
        call_command("load_routines", folder)
