"""What is read from JSON, and what each misreading is called: by field, by code and in plain words."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest

from apps.prescriptions.domain.dosage import (
    BandLevel,
    Dosage,
    Effort,
    EffortScale,
    Load,
    LoadKind,
    LoadUnit,
    Side,
    SideBasis,
    dosage_from_json,
    dosage_to_json,
)
from apps.prescriptions.domain.problems import BadValue, Problem, TextError
from apps.prescriptions.domain.reading import Reader


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


Read = Callable[[Reader], object]
READS: dict[str, Read] = {
    "integer": lambda r: r.integer("k"),
    "within": lambda r: r.within("k", (2, 5)),
    "fraction": lambda r: r.fraction("k"),
    "boolean": lambda r: r.boolean("k"),
    "text": lambda r: r.text("k"),
    "day": lambda r: r.day("k"),
    "pair": lambda r: r.pair("k"),
    "decimals": lambda r: r.decimals("k"),
    "choice": lambda r: r.choice("k", Colour),
    "elements": lambda r: r.elements("k"),
    "texts": lambda r: r.texts("k"),
}
WHOLE, FROM_2_TO_5 = "must be a whole number", "must be from 2 to 5"
DAY = "must be a date like 2025-01-31, from 1900-01-01 to 2200-12-31"
PAIR, NUMBER = "must be a list of two whole numbers, least and most", "must be a number, or a list of two numbers"
SHARE, TEXTS = "must be a number from 0 to 1", "must be a list of different texts"


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("integer", 999_999_999_999, 999_999_999_999),
        ("integer", -3, -3),
        ("within", 2, 2),
        ("within", 5, 5),
        ("fraction", 0, 0.0),
        ("fraction", 1, 1.0),
        ("fraction", 0.25, 0.25),
        ("boolean", False, False),
        ("text", "", ""),
        ("text", "é", "é"),
        ("day", "1900-01-01", date(1900, 1, 1)),
        ("day", "2200-12-31", date(2200, 12, 31)),
        ("pair", [3, 2], (3, 2)),
        ("pair", (2, 3), (2, 3)),
        ("decimals", "2.5", (Decimal("2.5"), Decimal("2.5"))),
        ("decimals", 2.5, (Decimal("2.5"), Decimal("2.5"))),
        ("decimals", [" 1 ", 2], (Decimal(1), Decimal(2))),
        ("decimals", "123456789012", (Decimal(123456789012),) * 2),
        ("choice", "blue", Colour.BLUE),
        ("elements", [1, "a"], [1, "a"]),
        ("texts", ["a", "b"], ["a", "b"]),
        ("texts", None, []),
        ("integer", None, None),
    ],
)
def test_read(kind: str, raw: object, value: object) -> None:
    reader = Reader({"k": raw})
    assert READS[kind](reader) == value
    reader.finish()
    assert reader.problems == []


@pytest.mark.parametrize(
    ("kind", "raw", "code", "message"),
    [
        ("integer", 2.0, "type", WHOLE),
        ("integer", True, "type", WHOLE),
        ("integer", 10**12, "type", WHOLE),
        ("integer", -(10**12), "type", WHOLE),
        ("within", 1, "V2", FROM_2_TO_5),
        ("within", 6, "V2", FROM_2_TO_5),
        ("within", "3", "type", WHOLE),
        ("fraction", 1.01, "type", SHARE),
        ("fraction", -0.01, "type", SHARE),
        ("fraction", True, "type", SHARE),
        ("fraction", "0.5", "type", SHARE),
        ("boolean", 1, "type", "must be true or false"),
        ("text", 3, "type", "must be text"),
        ("text", "a\ud800", "type", "must be text"),
        ("text", "\udfffa", "type", "must be text"),
        ("day", "2025-1-31", "type", DAY),
        ("day", "20250131", "type", DAY),
        ("day", "2025-02-30", "type", DAY),
        ("day", "1899-12-31", "type", DAY),
        ("day", "2201-01-01", "type", DAY),
        ("day", 20250131, "type", DAY),
        ("pair", [1, 2, 3], "type", PAIR),
        ("pair", [1], "type", PAIR),
        ("pair", ["1", 2], "type", PAIR),
        ("pair", [1, 2.5], "type", PAIR),
        ("pair", 3, "type", PAIR),
        ("decimals", "one", "type", NUMBER),
        ("decimals", [1, 2, 3], "type", NUMBER),
        ("decimals", [1, "x"], "type", NUMBER),
        ("decimals", ["x", 1], "type", NUMBER),
        ("decimals", True, "type", NUMBER),
        ("decimals", "NaN", "type", NUMBER),
        ("decimals", "1234567890123", "type", NUMBER),
        ("decimals", {}, "type", NUMBER),
        ("choice", "green", "type", "must be one of red, blue"),
        ("choice", 3, "type", "must be one of red, blue"),
        ("elements", {}, "type", "must be a list"),
        ("texts", ["a", "a"], "type", TEXTS),
        ("texts", ["a", 3], "type", TEXTS),
    ],
)
def test_misread(kind: str, raw: object, code: str, message: str) -> None:
    reader = Reader({"k": raw}, "plan")
    READS[kind](reader)
    assert reader.problems == [Problem(code, "plan.k", message)]


def test_of_a_list_only_the_texts_are_kept() -> None:
    assert Reader({"k": ["a", 3, None]}).texts("k") == ["a"]


def test_objects_inside_and_keys_nobody_asked_for() -> None:
    reader = Reader({"a": {"b": 1, "c": 2}, "list": [{"d": 1}, 3], "e": None, "odd": []})
    child = reader.child("a")
    assert child is not None
    assert child.integer("b") == 1
    child.finish()
    [first] = reader.children("list")
    first.require("f")
    reader.require("e")
    assert (reader.child("e"), reader.child("odd"), reader.has("e")) == (None, None, False)
    reader.finish()
    assert [(p.field, p.code, p.message) for p in reader.problems] == [
        ("a.c", "unknown", "is not a key we know"),
        ("list[1]", "type", "must be an object"),
        ("list[0].f", "missing", "is needed"),
        ("e", "missing", "is needed"),
        ("odd", "type", "must be an object"),
    ]
    reader.children("unheard")
    assert Reader({}).children("unheard") == []


def test_what_is_no_object_is_said_once() -> None:
    reader = Reader([])
    assert (reader.is_object, reader.integer("k")) == (False, None)
    with pytest.raises(BadValue, match=r"^input: must be an object$") as refusal:
        reader.raise_problems()
    [problem] = refusal.value.problems
    assert problem.as_json() == {"code": "type", "field": "", "message": "must be an object"}


def test_refusals_say_everything() -> None:
    two = BadValue([Problem("type", "", "must be an object"), Problem("V2", "a.b", "is too much")])
    assert str(two) == "input: must be an object; a.b: is too much"
    assert (str(TextError("dancing", "Not read")), str(TextError("", "Say how much"))) == (
        "Not read: 'dancing'",
        "Say how much",
    )


BAND = Load(LoadKind.BAND, band=BandLevel("TheraBand", 2, "red"))


@pytest.mark.parametrize(
    ("dosage", "shape"),
    [
        (Dosage(), {}),
        (Dosage((3, 3), (8, 10)), {"sets": [3, 3], "repetitions": [8, 10]}),
        (Dosage(to_fatigue=True, pulses=5), {"to_fatigue": True, "pulses": 5}),
        (Dosage(side=Side.LEFT), {"side": "left"}),
        (Dosage(side=Side.ALTERNATE), {"side": "alternate", "side_basis": "per_side"}),
        (Dosage(side_basis=SideBasis.TOTAL), {"side_basis": "total"}),
        (Dosage(tempo="3-1-1-0"), {"tempo": "3-1-1-0"}),
        (Dosage(load=BAND), {"load": {"kind": "band", "band": {"brand": "TheraBand", "order": 2, "label": "red"}}}),
        (
            Dosage(load=Load(LoadKind.EXTERNAL, (Decimal("2.5"), Decimal(5)), LoadUnit.LB, per_hand=True)),
            {"load": {"kind": "external", "value": ["2.5", "5"], "unit": "lb", "per_hand": True}},
        ),
        (
            Dosage(load=Load(LoadKind.EXTERNAL, (Decimal("1E+1"), Decimal(10)), LoadUnit.KG)),
            {"load": {"kind": "external", "value": "10", "unit": "kg"}},
        ),
        (Dosage(load=Load(LoadKind.NONE)), {"load": {"kind": "none"}}),
        (Dosage(effort=Effort(EffortScale.EFFORT10, None)), {"effort": {"scale": "effort10"}}),
        (Dosage(effort=Effort(None, (6, 7))), {"effort": {"range": [6, 7]}}),
    ],
)
def test_stored_shape_of_a_dosage(dosage: Dosage, shape: dict[str, Any]) -> None:
    assert dosage_to_json(dosage) == shape
    assert dosage_from_json(shape) == dosage


@pytest.mark.parametrize(
    ("shape", "field", "message"),
    [
        ({"load": {}}, "load.kind", "is needed"),
        ({"load": {"kind": "none", "weight": 3}}, "load.weight", "is not a key we know"),
        ({"load": {"kind": "band", "band": {}}}, "load.band.order", "is needed"),
        ({"load": {"kind": "band", "band": {"order": 1, "colour": "red"}}}, "load.band.colour", "is not a key we know"),
        ({"effort": {"scale": "effort10", "value": 3}}, "effort.value", "is not a key we know"),
        ({"effort": {"scale": "rpe"}}, "effort.scale", "must be one of effort10, reps_in_reserve"),
    ],
)
def test_dosage_that_cannot_be_read(shape: dict[str, Any], field: str, message: str) -> None:
    with pytest.raises(BadValue) as refusal:
        dosage_from_json(shape)
    assert [(p.field, p.message) for p in refusal.value.problems] == [(field, message)]


def test_band_without_a_maker_or_label_has_none() -> None:
    read = dosage_from_json({"load": {"kind": "band", "band": {"order": 3}}})
    assert read.load == Load(LoadKind.BAND, band=BandLevel("", 3, ""))
