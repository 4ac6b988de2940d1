"""Limbs that reach for a place: two bones solved by the law of cosines.

Which way a joint bends is anatomy (knees backward, elbows forward), so no hint is needed in the data.
"""

import math

from .model import Arm, Leg
from .skeleton import ANKLE_HEIGHT, BALL_OF_FOOT, FOREARM, HEEL, PALM, SHANK, THIGH, UPPER_ARM, Posture, Side
from .vectors import Vec, add, flip, heading, rotate, scale, subtract, wrap

OUT_OF_REACH = 0.6


def bend_two_bones(start: Vec, target: Vec, first: float, second: float, sign: int) -> tuple[float, float, float]:
    """World rotations of both bones and how far the target stays out of reach."""
    wanted = math.dist(start, target)
    reached = min(max(wanted, abs(first - second) + 0.3), first + second - 0.02)
    cosine = (reached**2 - first**2 - second**2) / (2 * first * second)
    knee = math.acos(max(-1.0, min(1.0, cosine)))
    lead = math.atan2(second * math.sin(knee), first + second * math.cos(knee))
    upper = heading(start, target) - sign * math.degrees(lead)
    return upper, upper + sign * math.degrees(knee), abs(wanted - reached)


def _outward(posture: Posture, side: Side) -> int:
    return -1 if (posture.view == "front" and side == "f") else 1


def lay_foot(posture: Posture, side: Side, pitch: float) -> None:
    """Foot at an angle to the floor: 0 flat, positive toes up."""
    posture.turn_to(f"foot_{side}", -pitch)


def _planted_ankle(leg: Leg, pitch: float) -> Vec:
    """Ankle of a foot on the floor; a pitched foot turns about its ball or its heel."""
    x, floor = leg.plant or 0.0, -leg.on
    if not pitch:
        return (x, floor - ANKLE_HEIGHT)
    pivot = BALL_OF_FOOT if pitch < 0 else HEEL
    return add((x + pivot[0], floor), rotate(scale(pivot, -1), -pitch))


def _ankle_target(leg: Leg) -> Vec:
    pitch = leg.pitch or 0.0
    if leg.plant is not None:
        return _planted_ankle(leg, pitch)
    if leg.ankle_at is not None:
        return flip(leg.ankle_at)
    return add(flip(leg.foot_at or (0.0, 0.0)), rotate(scale(BALL_OF_FOOT, -1), -pitch))


def _reach_with_leg(posture: Posture, side: Side, leg: Leg) -> None:
    sign = _outward(posture, side) * (-1 if leg.flip else 1)
    hip = posture.place(f"thigh_{side}", shifted=False)
    thigh, shank = THIGH * posture.stretch[f"thigh_{side}"][1], SHANK * posture.stretch[f"shank_{side}"][1]
    upper, lower, miss = bend_two_bones(hip, _ankle_target(leg), thigh, shank, sign)
    if miss > OUT_OF_REACH:
        posture.misses.append(f"leg_{side}.{leg.contact}: the foot is {miss:.1f} cm out of reach")
    posture.turn_to(f"thigh_{side}", upper)
    posture.relative[f"shank_{side}"] = wrap(lower - upper)
    if leg.ankle is None:
        lay_foot(posture, side, leg.pitch or 0.0)
    if leg.plant is not None and leg.toes is None and (leg.pitch or 0.0) < 0 and posture.view == "side":
        posture.turn_to(f"toes_{side}", 0.0)


def place_leg(posture: Posture, side: Side, leg: Leg) -> None:
    if leg.contact in {"plant", "ankle_at", "foot_at"}:
        _reach_with_leg(posture, side, leg)
        return
    if leg.knee_at is not None:
        hip = posture.place(f"thigh_{side}", shifted=False)
        posture.turn_to(f"thigh_{side}", heading(hip, flip(leg.knee_at)))
    if leg.shin is not None:
        posture.turn_to(f"shank_{side}", leg.shin)
    if leg.pitch is not None:
        lay_foot(posture, side, leg.pitch)


def _palm_target(posture: Posture, side: Side, arm: Arm) -> Vec:
    if arm.palm_at is not None:
        return flip(arm.palm_at)
    spot = add(posture.point(arm.palm_on or "waist"), flip(arm.off))
    return subtract(spot, posture.shift(f"uarm_{side}"))


def place_arm(posture: Posture, side: Side, arm: Arm) -> None:
    if not arm.contact:
        if arm.hand is not None:
            posture.turn_to(f"hand_{side}", -arm.hand)
        return
    sign = -_outward(posture, side) * (-1 if arm.flip else 1)
    target = _palm_target(posture, side, arm)
    upper, fore = UPPER_ARM * posture.stretch[f"uarm_{side}"][1], FOREARM * posture.stretch[f"farm_{side}"][1]
    if arm.hand is None:
        fore += PALM
    else:
        target = add(target, rotate((0.0, -PALM), -arm.hand))
    shoulder = posture.place(f"uarm_{side}", shifted=False)
    first, second, miss = bend_two_bones(shoulder, target, upper, fore, sign)
    if miss > OUT_OF_REACH:
        posture.misses.append(f"arm_{side}.{arm.contact}: the hand is {miss:.1f} cm out of reach")
    posture.turn_to(f"uarm_{side}", first)
    posture.relative[f"farm_{side}"] = wrap(second - first)
    if arm.hand is not None:
        posture.relative[f"hand_{side}"] = wrap(-arm.hand - second)
