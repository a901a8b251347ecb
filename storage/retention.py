"""Deletions by age, a part at a time, so that the taps never wait long."""

from datetime import date
from functools import partial

from sqlalchemy import Connection, Select, delete, exists, select, update

from storage import comment_batches, left_out, releases, rollups, sums
from storage.sums import Amount
from storage.tables import answers, case_seals, people, release_groups, responses, roles
from storage.tables import rollups as rollup_rows

# Rows a transaction.
AT_ONCE = 500
# A group has ten responses and more, a busy place's some hundreds.
GROUPS_AT_ONCE = 5


def erase_comments(connection: Connection, before: date) -> int:
    """Erase the texts of comments in responses that ended before that day; the answers beside them stay."""
    found = connection.execute(old_comments(before)).all()
    for response_id, question in found:
        which = (answers.c.response_id == response_id, answers.c.question == question)
        connection.execute(update(answers).where(*which).values(comment=None))
    return len(found)


def old_comments(before: date) -> Select[int, str]:
    """(response, question) of some comments that ended before that day; the partial index has all that are left."""
    query = select(answers.c.response_id, answers.c.question)
    query = query.join(responses, responses.c.id == answers.c.response_id)
    ended = (responses.c.local_date < before, responses.c.state != "open")
    return query.where(answers.c.comment.is_not(None), *ended).limit(AT_ONCE)


def remove_responses(connection: Connection, before: date) -> int:
    """Delete responses of periods that ended before that day, with their answers and what was counted from them.

    A release group goes as a whole: one that lost a few responses would tell of them by the difference.
    """
    old = select(release_groups.c.id).where(release_groups.c.end_day <= before).limit(GROUPS_AT_ONCE)
    ids = list(connection.execute(old).scalars())
    if ids:
        for group in map(partial(releases.group, connection), ids):
            cells = rollups.of_group(connection, group.id)
            sums.add(connection, group, -Amount(group.responses, group.marked, cells))
        connection.execute(delete(responses).where(responses.c.group_id.in_(ids)))
        comment_batches.drop(connection, ids)
        connection.execute(delete(rollup_rows).where(rollup_rows.c.group_id.in_(ids)))
        connection.execute(delete(release_groups).where(release_groups.c.id.in_(ids)))
        return len(ids)
    ended = (responses.c.group_id.is_(None), responses.c.local_date < before, responses.c.state != "open")
    alone = list(connection.execute(select(responses.c.id).where(*ended).limit(AT_ONCE)).scalars())
    pieces = left_out.noted_of(connection, alone)
    connection.execute(delete(responses).where(responses.c.id.in_(alone)))
    left_out.recount(connection, pieces)
    return len(alone)


def date_people(connection: Connection, week: date) -> int:
    """People of whom no week is known count from this one on."""
    return connection.execute(update(people).where(people.c.seen_week.is_(None)).values(seen_week=week)).rowcount


def remove_people(connection: Connection, before: date) -> int:
    """Delete people last seen in a week that ended before that day: no role, no open case, nothing unfinished."""
    holds = (
        exists().where(roles.c.person_id == people.c.id)
        | exists().where(case_seals.c.person_id == people.c.id)
        | exists().where(responses.c.person_id == people.c.id)
    )
    gone = select(people.c.id).where(people.c.seen_week < before, ~holds).limit(AT_ONCE)
    return connection.execute(delete(people).where(people.c.id.in_(gone))).rowcount
