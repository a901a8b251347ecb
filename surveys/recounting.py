"""Counts release groups anew from responses and answers: to find a difference, or to mend one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from storage import answers, releases, rollups
from storage.releases import Group
from surveys.counting import cells_of
from surveys.releasing import sweep
from surveys.versions import Versions

# What a Difference is about when it is about the size of a group.
RESPONSES: Final = "responses"


@dataclass(frozen=True, slots=True)
class Difference:
    """A count that is not what the answers say."""

    group: str
    what: str
    counted: int
    noted: int


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was counted again, and what was found."""

    groups: int
    responses: int
    differences: Sequence[Difference]


def recount(connection: Connection, versions: Versions, today: date) -> None:
    """Group everything that waits and count all groups anew from the answers."""
    sweep(connection, versions, today)
    releases.set_sizes(connection, releases.count_members(connection))
    for group in releases.groups(connection):
        rollups.replace(connection, group.id, _counted(connection, versions, group))


def check(connection: Connection, versions: Versions) -> Checked:
    """Count everything again from the responses and answers, and change nothing."""
    members = releases.count_members(connection)
    groups = releases.groups(connection)
    found = [each for group in groups for each in _differences(connection, versions, group, members.get(group.id, 0))]
    strays = members.keys() - {group.id for group in groups}
    found += [Difference(str(group_id), RESPONSES, members[group_id], 0) for group_id in sorted(strays)]
    return Checked(len(groups), sum(members.values()), found)


def _differences(connection: Connection, versions: Versions, group: Group, size: int) -> Iterator[Difference]:
    if size != group.responses:
        yield Difference(group.key, RESPONSES, size, group.responses)
    counted, noted = _counted(connection, versions, group), rollups.of_group(connection, group.id)
    for cell in sorted({*counted, *noted}):
        if counted.get(cell) != noted.get(cell):
            yield Difference(group.key, " ".join(filter(None, cell)), counted.get(cell, 0), noted.get(cell, 0))


def _counted(connection: Connection, versions: Versions, group: Group) -> rollups.Cells:
    if group.state != "complete":
        return {}
    survey = versions.get(connection, group.survey_version_id)
    return cells_of(survey, answers.of_group(connection, group.id).values())
