"""The kinds of search keys, and the filters that people can set."""

from typing import Any

from apps.catalogue.vocabulary import Equipment, Kind, Level, Position, Region

TRIGRAM = "tri"
FLAG = "flag"
# facet: (field of the content, its heading, its words in reading order)
FACETS: dict[str, tuple[str, str, Any]] = {
    "region": ("regions", "Body area", Region),
    "position": ("position", "Position", Position),
    "kind": ("kind", "Purpose", Kind),
    "kit": ("equipment", "Kit", Equipment),
    "level": ("level", "Level", Level),
}
