"""Geometry of the small pictures: numbers in, SVG out. Colours come from classes in static/css/charts.css."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

PAIN_MAX = 10
BAR_HEIGHT = 24
LABEL_ROOM = 20
AXIS_WIDTH = 22
LABEL_CLEARANCE = 14


@dataclass(frozen=True)
class ChartWeek:
    """One week of a pain chart: a label under it, the worst pain of each session done (None: not told), and
    how many sessions are still planned or were not logged."""

    label: str
    pains: tuple[int | None, ...] = ()
    planned: int = 0


@dataclass(frozen=True)
class _Frame:
    """Where things are in the pain chart's own units."""

    width: int
    height: int
    weeks: int
    slots: int

    @property
    def bars_top(self) -> float:
        return self.height - LABEL_ROOM - BAR_HEIGHT

    @property
    def week_width(self) -> float:
        return (self.width - AXIS_WIDTH - 6) / self.weeks

    def bar_width(self) -> float:
        return self.week_width * 0.78 / self.slots * 0.74

    def bar_x(self, week: int, slot: int) -> float:
        return AXIS_WIDTH + self.week_width * (week + 0.12 + 0.78 * slot / self.slots)

    def y(self, pain: int) -> float:
        floor, ceiling = self.bars_top - 30, 14
        return floor - (floor - ceiling) * pain / PAIN_MAX


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def spark(values: Sequence[int | None], *, limit: int | None, width: int, height: int) -> SafeString:
    """The last values as a line, with the limit dotted and a solid dot where a value passed it."""
    known = [value for value in values if value is not None]
    span = max(len(known) - 1, 1)

    def y(pain: int) -> float:
        return height - 4 - (height - 8) * pain / PAIN_MAX

    points = [(4 + (width - 9) * index / span, y(value)) for index, value in enumerate(known)]
    parts = [f'<svg class="spark" width="{width}" height="{height}" viewBox="0 0 {width} {height}" aria-hidden="true">']
    if limit is not None:
        parts.append(f'<path class="spark__limit" d="M0 {y(limit):.1f}H{width}"/>')
    if points:
        parts.append(f'<path class="spark__line" d="{_path(points)}"/>')
        parts.append(f'<circle class="spark__now" cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="2.6"/>')
    for value, (x, top) in zip(known, points, strict=True):
        if limit is not None and value > limit:
            parts.append(f'<circle class="spark__over" cx="{x:.1f}" cy="{top:.1f}" r="3.4"/>')
    return mark_safe("".join([*parts, "</svg>"]))  # noqa: S308


def _axis(frame: _Frame, limit: int | None) -> list[str]:
    lines = []
    for pain in (0, 5, 10):
        y = frame.y(pain)
        lines.append(f'<line class="grid" x1="{AXIS_WIDTH}" x2="{frame.width - 6}" y1="{y:.1f}" y2="{y:.1f}"/>')
        lines.append(f'<text class="lab" x="16" y="{y + 3.5:.1f}" text-anchor="end">{pain}</text>')
    if limit is not None:
        y = frame.y(limit)
        lines.append(f'<line class="limit" x1="{AXIS_WIDTH}" x2="{frame.width - 6}" y1="{y:.1f}" y2="{y:.1f}"/>')
    return lines


def _bars(frame: _Frame, weeks: Sequence[ChartWeek]) -> list[str]:
    bars, width = [], frame.bar_width()
    for index, week in enumerate(weeks):
        for slot in range(len(week.pains) + week.planned):
            kind = "bar" if slot < len(week.pains) else "bar bar--plan"
            bars.append(
                f'<rect class="{kind}" x="{frame.bar_x(index, slot):.1f}" y="{frame.bars_top}" '
                f'width="{width:.1f}" height="{BAR_HEIGHT}" rx="{min(2.5, width / 2):.1f}"/>'
            )
    return bars


def _week_labels(frame: _Frame, weeks: Sequence[ChartWeek]) -> list[str]:
    longest = max(len(week.label) for week in weeks)
    step = max(1, -(-int(longest * 6 + 6) // max(int(frame.week_width), 1)))
    labels = []
    for index, week in enumerate(weeks):
        if (len(weeks) - 1 - index) % step == 0:
            x = AXIS_WIDTH + frame.week_width * (index + 0.5)
            labels.append(
                f'<text class="lab" x="{x:.1f}" y="{frame.height - 4}" text-anchor="middle">{escape(week.label)}</text>'
            )
    return labels


def _pain_points(frame: _Frame, weeks: Sequence[ChartWeek]) -> list[tuple[int, float, float]]:
    half = frame.bar_width() / 2
    return [
        (pain, frame.bar_x(index, slot) + half, frame.y(pain))
        for index, week in enumerate(weeks)
        for slot, pain in enumerate(week.pains)
        if pain is not None
    ]


def _pain_line(points: Sequence[tuple[int, float, float]]) -> list[str]:
    """The line, with a number on the first, the latest and the worst recent point."""
    if not points:
        return []
    worst = max(range(len(points)), key=lambda index: (points[index][0], index))
    parts = [f'<path class="pain" d="{_path([(x, y) for _, x, y in points])}"/>']
    for index in sorted({0, worst, len(points) - 1}):
        pain, x, y = points[index]
        kind = "pt pt--hi" if index == worst else "pt"
        parts.append(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
        crowded = index != worst and abs(x - points[worst][1]) < LABEL_CLEARANCE
        label_y = y + 18 if crowded else y - 9
        parts.append(f'<text class="lab lab--hi" x="{x:.1f}" y="{label_y:.1f}" text-anchor="middle">{pain}</text>')
    return parts


def _mark(frame: _Frame, mark: tuple[int, str] | None) -> list[str]:
    if mark is None:
        return []
    x = AXIS_WIDTH + frame.week_width * mark[0]
    line = f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="8" y2="{frame.height - LABEL_ROOM}"/>'
    return [line, f'<text class="lab lab--act" x="{x + 5:.1f}" y="14">{escape(mark[1])}</text>']


def pain_chart(
    weeks: Sequence[ChartWeek],
    *,
    label: str,
    width: int,
    height: int,
    limit: int | None = None,
    mark: tuple[int, str] | None = None,
) -> SafeString:
    """Worst pain (0-10) over ticks for the sessions of each week; `mark` is a week's index and a few words."""
    if not weeks:
        return mark_safe("")
    slots = max(max(len(week.pains) + week.planned for week in weeks), 3)
    frame = _Frame(width, height, len(weeks), slots)
    parts = [f'<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}">']
    parts += _axis(frame, limit) + _bars(frame, weeks) + _week_labels(frame, weeks) + _mark(frame, mark)
    parts += _pain_line(_pain_points(frame, weeks))
    return mark_safe("".join([*parts, "</svg>"]))  # noqa: S308
