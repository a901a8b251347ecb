"""YAML with the line of every value kept, so that a mistake can be shown where it was made.

Only plain data is read: text, numbers, true and false, null, lists and mappings. `yes` and `no` are text, as
in YAML 1.2: they are answers here. Aliases are refused: a small file must stay small.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import yaml

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """The data of a document, the line of each path in it, and the keys that were given twice."""

    value: object
    lines: Mapping[Path, int]
    duplicates: Sequence[tuple[int, str]]

    def line_of(self, path: Path) -> int:
        """The line of a path, or of the nearest place around it that was written."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class YamlSyntaxError(Exception):
    """The text is no YAML."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


# The core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#1032-tag-resolution), decimal numbers only.
_SCALARS: Final[tuple[tuple[re.Pattern[str], Callable[[str], object]], ...]] = (
    (re.compile(r"null|Null|NULL|~|"), lambda _: None),
    (re.compile(r"true|True|TRUE"), lambda _: True),
    (re.compile(r"false|False|FALSE"), lambda _: False),
    (re.compile(r"[-+]?[0-9]{1,18}"), int),
    (re.compile(r"[-+]?[0-9]+\.[0-9]+"), float),
)

# What people write most often, in other words than the parser's.
_HINTS: Final[Mapping[str, str]] = {
    "mapping values are not allowed here": "a colon and a space stand inside a value, put the value in quotes",
}


def parse(text: str) -> Located:
    """Read one YAML document; YamlSyntaxError when it is none."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = str(error.problem or error.context)
        raise YamlSyntaxError(mark.line + 1 if mark else 1, _HINTS.get(reason, reason)) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlSyntaxError(line, f"the character U+{ord(text[error.position]):04X} is not allowed") from error
    except RecursionError as error:
        raise YamlSyntaxError(1, "the data is nested too deeply") from error
    walk = _Walk()
    value = None if node is None else walk.value(node, ())
    return Located(value, walk.lines, walk.duplicates)


class _Loader(yaml.SafeLoader):
    """Refuses an alias where it stands, before what it stands for is looked up."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            line = self.peek_event().start_mark.line + 1  # type: ignore[no-untyped-call]
            raise YamlSyntaxError(line, "aliases are not read, write the value out")
        return super().compose_node(parent, index)


class _Walk:
    """Turns nodes into data and notes on the way where each piece stands."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.duplicates: list[tuple[int, str]] = []

    def value(self, node: yaml.Node, path: Path) -> object:
        # A value under a key has the line of the key already.
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*path, index)) for index, each in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        mapping: dict[str, object] = {}
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in mapping:
                self.duplicates.append((line, key))
                continue
            self.lines[*path, key] = line
            mapping[key] = self.value(value_node, (*path, key))
        return mapping


def _scalar(node: yaml.Node) -> object:
    text = str(node.value)
    if isinstance(node, yaml.ScalarNode) and node.style is None:
        for pattern, read in _SCALARS:
            if pattern.fullmatch(text):
                return read(text)
    return text
