"""Frames to postures: trunk first, then the anchor, then legs, then arms (which may touch the legs)."""

import math
from dataclasses import fields, replace
from typing import Any, TypeVar

from .close_ups import CLOSE_VIEWS, solve_close_up
from .limbs import place_arm, place_leg
from .model import Anchor, Arm, Frame, Leg
from .skeleton import NECK_AT_REST, SIDES, Posture, Side, View
from .vectors import add, flip, mean, wrap

Part = TypeVar("Part", Leg, Arm, Anchor)
ARM_AWAY_FROM_TRUNK, NOD_SHORTENS = 6.0, 0.5
TRUNK_ANGLES = ("trunk", "tilt", "lumbar", "thorax", "neck", "head", "twist", "yaw", "breath", "nod", "moment")


def _set_trunk(posture: Posture, frame: Frame) -> None:
    at_rest = NECK_AT_REST if posture.view == "side" else 0.0
    posture.relative["pelvis"] = frame.trunk + frame.tilt
    posture.relative["abdomen"] = frame.lumbar - frame.tilt
    posture.relative["thorax"] = frame.thorax
    posture.relative["neck"] = at_rest + frame.neck
    posture.relative["head"] = frame.head - at_rest
    posture.twist, posture.breath, posture.nod = frame.twist, frame.breath, frame.nod
    if frame.nod and posture.view == "front":
        x, y = posture.offset["head"]
        posture.offset["head"] = (x, y * (1 - NOD_SHORTENS * math.sin(math.radians(frame.nod))))
    posture.head_turn = frame.twist + frame.yaw if frame.headturn is None else frame.headturn
    look = frame.look
    posture.away, posture.face, posture.bent_toes = look.away, look.face, look.bent_toes
    posture.build, posture.hair, posture.moment = look.build, look.hair, frame.moment


def _turn_trunk(posture: Posture, frame: Frame) -> None:
    """Seen from the front, what is turned is narrower: the chest by `twist`, the whole body by `yaw`."""
    chest = math.cos(math.radians(frame.twist + frame.yaw))
    hips = math.cos(math.radians(frame.yaw))
    for part, narrow in (("thorax", chest), ("abdomen", hips), ("pelvis", hips)):
        posture.stretch[part] = (0.62 + 0.38 * narrow, 1.0)
    for side in SIDES:
        for limb, narrow in (("uarm", chest), ("thigh", hips)):
            x, y = posture.offset[f"{limb}_{side}"]
            posture.offset[f"{limb}_{side}"] = (x * narrow, y)
        posture.leg_turn[side] += frame.yaw if side == "n" else -frame.yaw


def _joint_signs(view: View, side: Side) -> tuple[int, int]:
    """Signs that turn flexion (side) or abduction (front) into a rotation: (hip and arm, knee)."""
    outward = -1 if (view == "front" and side == "f") else 1
    return -outward, outward


def _set_limb_angles(posture: Posture, frame: Frame, side: Side) -> None:
    leg, arm = frame.leg(side), frame.arm(side)
    sign, knee_sign = _joint_signs(posture.view, side)
    resting = ARM_AWAY_FROM_TRUNK if posture.view == "front" else 0.0
    posture.relative[f"thigh_{side}"] = sign * leg.hip
    posture.relative[f"shank_{side}"] = knee_sign * leg.knee
    posture.relative[f"foot_{side}"] = sign * (leg.ankle or 0.0)
    posture.relative[f"toes_{side}"] = sign * (leg.toes or 0.0)
    posture.grips[side] = arm.grip
    x, y = posture.offset[f"uarm_{side}"]
    outward = -1 if (posture.view == "front" and side == "f") else 1
    posture.offset[f"uarm_{side}"] = (x + outward * arm.reach, y - arm.shrug)
    posture.relative[f"uarm_{side}"] = sign * (resting if arm.shoulder is None else arm.shoulder)
    posture.relative[f"farm_{side}"] = sign * arm.elbow
    posture.relative[f"hand_{side}"] = sign * arm.wrist
    posture.leg_turn[side] = leg.turn


def _foreshorten(posture: Posture, frame: Frame, side: Side) -> None:
    leg, arm = frame.leg(side), frame.arm(side)
    drawn = (
        ("thigh", "shank", leg.fs_thigh),
        ("shank", "foot", leg.fs_shank),
        ("uarm", "farm", arm.fs_upper),
        ("farm", "hand", arm.fs_fore),
    )
    for part, child, share in drawn:
        x, y = posture.offset[f"{child}_{side}"]
        posture.stretch[f"{part}_{side}"] = (1.0, share)
        posture.offset[f"{child}_{side}"] = (x, y * share)
    posture.stretch[f"foot_{side}"] = (leg.fs_foot, 1.0)
    posture.stretch[f"hand_{side}"] = (1.0, arm.fs_hand)


def _drop_anchor(posture: Posture, frame: Frame) -> None:
    """Move the whole body until each anchored point is where the frame wants it."""
    for anchor in frame.anchor:
        there = posture.point(anchor.point, shifted=False)
        dx = 0.0 if anchor.x is None else anchor.x - there[0]
        dy = 0.0 if anchor.y is None else -anchor.y - there[1]
        posture.root = add(posture.root, (dx, dy))


def solve(frame: Frame, view: View) -> Posture:
    if view in CLOSE_VIEWS:
        return solve_close_up(frame, view)
    posture = Posture.rest(view)
    _set_trunk(posture, frame)
    for side in SIDES:
        _set_limb_angles(posture, frame, side)
        _foreshorten(posture, frame, side)
    if view == "front" and (frame.twist or frame.yaw):
        _turn_trunk(posture, frame)
    posture.root = flip(frame.root or (0.0, 0.0))
    for side in SIDES:
        leg = frame.leg(side)
        if not leg.contact:
            place_leg(posture, side, leg)
    _drop_anchor(posture, frame)
    for side in SIDES:
        place_leg(posture, side, frame.leg(side))
    for side in SIDES:
        place_arm(posture, side, frame.arm(side))
    return posture


def _blend(a: Any, b: Any, share: float) -> Any:
    if isinstance(a, bool) or isinstance(b, bool):
        return a
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return mean(a, b, share)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return tuple(_blend(x, y, share) for x, y in zip(a, b, strict=False))
    return a


def _blended(a: Part, b: Part, share: float) -> Part:
    return replace(a, **{f.name: _blend(getattr(a, f.name), getattr(b, f.name), share) for f in fields(a)})


def _swing(a: float, b: float, share: float, *, through_front: bool) -> float:
    """Joint angle on the way; arms pass in front of the body and never behind it."""
    if not through_front:
        return mean(a, a + wrap(b - a), share)
    return mean(a, b - 360 if b - a > 200 else b + 360 if a - b > 200 else b, share)


def _free_leg(a: Posture, b: Posture, side: Side, mixed: Leg, share: float) -> Leg:
    sign, knee_sign = _joint_signs(a.view, side)
    hip, knee, ankle = (
        _swing(a.relative[f"{part}_{side}"], b.relative[f"{part}_{side}"], share, through_front=False)
        for part in ("thigh", "shank", "foot")
    )
    toes = sign * _swing(a.relative[f"toes_{side}"], b.relative[f"toes_{side}"], share, through_front=False)
    return Leg(
        hip=sign * hip, knee=knee_sign * knee, ankle=sign * ankle, turn=mixed.turn, toes=toes,
        fs_thigh=mixed.fs_thigh, fs_shank=mixed.fs_shank, fs_foot=mixed.fs_foot,
    )  # fmt: skip


def _free_arm(a: Posture, b: Posture, side: Side, mixed: Arm, share: float) -> Arm:
    sign, _ = _joint_signs(a.view, side)
    shoulder, elbow, wrist = (
        _swing(a.relative[f"{part}_{side}"], b.relative[f"{part}_{side}"], share, through_front=part == "uarm")
        for part in ("uarm", "farm", "hand")
    )
    return Arm(
        shoulder=sign * shoulder, elbow=sign * elbow, wrist=sign * wrist, grip=mixed.grip, shrug=mixed.shrug,
        reach=mixed.reach,
        fs_upper=mixed.fs_upper, fs_fore=mixed.fs_fore, fs_hand=mixed.fs_hand,
    )  # fmt: skip


def _leg_between(a: Frame, b: Frame, ends: tuple[Posture, Posture], side: Side, share: float) -> Leg:
    mixed = _blended(a.leg(side), b.leg(side), share)
    if mixed.contact and mixed.contact == b.leg(side).contact:
        return mixed
    return _free_leg(*ends, side, mixed, share)


def _arm_between(a: Frame, b: Frame, ends: tuple[Posture, Posture], side: Side, share: float) -> Arm:
    first, second = a.arm(side), b.arm(side)
    mixed = _blended(first, second, share)
    same_hand = (first.hand is None) == (second.hand is None)
    if first.contact and first.contact == second.contact and first.palm_on == second.palm_on and same_hand:
        return mixed
    return _free_arm(*ends, side, mixed, share)


def _close_between(a: Frame, b: Frame, share: float) -> Frame:
    names = {*a.close, *b.close}
    close = {name: mean(a.close.get(name, 0.0), b.close.get(name, 0.0), share) for name in names}
    return replace(a, close=close, moment=mean(a.moment, b.moment, share))


def between(a: Frame, b: Frame, share: float, view: View) -> Posture:
    """The body on its way: limbs that hold on to something in both frames keep holding on."""
    if view in CLOSE_VIEWS:
        return solve(_close_between(a, b, share), view)
    ends = solve(a, view), solve(b, view)
    values: dict[str, Any] = {name: mean(getattr(a, name), getattr(b, name), share) for name in TRUNK_ANGLES}
    values["headturn"] = mean(ends[0].head_turn, ends[1].head_turn, share)
    for side in SIDES:
        values[f"leg_{side}"] = _leg_between(a, b, ends, side, share)
        values[f"arm_{side}"] = _arm_between(a, b, ends, side, share)
    if a.anchor and [anchor.point for anchor in a.anchor] == [anchor.point for anchor in b.anchor]:
        values["anchor"] = tuple(_blended(x, y, share) for x, y in zip(a.anchor, b.anchor, strict=True))
    else:
        values["anchor"] = ()
        values["root"] = flip(_blend(ends[0].root, ends[1].root, share))
    return solve(replace(a, **values), view)
