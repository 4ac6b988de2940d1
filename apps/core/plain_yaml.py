"""YAML of plain values: no objects of Python's, and no aliases, with which a few lines say billions of words."""

from typing import Any

import yaml


class _PlainLoader(yaml.SafeLoader):
    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it points at another part of itself (*name); write the words out")
        return super().compose_node(parent, index)


def read_plain_yaml(text: str) -> Any:
    """Raises `yaml.YAMLError` for anything else, nesting that goes too deep included."""
    try:
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506  # a SafeLoader, made safer
    except RecursionError as error:
        raise yaml.YAMLError("it is nested too deeply") from error
