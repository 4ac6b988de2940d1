"""Pose data to a stored figure. Every drawing on a page comes from here."""

from typing import Any

from apps.catalogue.illustration import ENGINE_VERSION, draw, pose_digest
from apps.catalogue.models import Figure


def keep_figure(pose: dict[str, Any]) -> Figure:
    """The figure of this pose, drawn once. Raises `PoseError` naming the fields that can't be drawn."""
    digest = pose_digest(pose)
    figure = Figure.objects.filter(digest=digest).first()
    if figure is not None:
        return figure
    drawing = draw(pose)
    return Figure.objects.create(
        digest=digest,
        engine_version=ENGINE_VERSION,
        pose=pose,
        thumb=drawing.thumb,
        start=drawing.start,
        finish=drawing.finish,
        static=drawing.static,
        animated=drawing.animated,
    )
