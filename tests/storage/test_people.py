"""People, roles and what is erased with them."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from storage import people, roles, updates
from storage.database import Database
from storage.roles import INVITATION_LASTS
from storage.updates import SetAside

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


async def test_two_first_messages_at_once_make_one_person(database: Database) -> None:
    met = await asyncio.gather(*(database.run(people.meet, 501, "en") for _ in range(5)))
    assert len({person.id for person in met}) == 1


async def test_batches_that_share_people_wait_for_each_other(database: Database) -> None:
    chats = range(501, 521)
    for chat_id in chats:
        await database.run(people.meet, chat_id, "en")
    # Each would have what the other one needs next, if they took the people one by one.
    await asyncio.gather(close_chats(database, chats), close_chats(database, reversed(chats)))
    known = await database.run(people.known, list(chats))
    assert [person.active for person in known.values()] == [False] * len(chats)


async def test_the_language_follows_the_messenger_until_one_is_chosen(database: Database) -> None:
    await database.run(people.meet, 501, "en")
    person = await database.run(people.meet, 501, "ru")
    assert person.language == "ru"
    await database.run(people.choose_language, person, "en")
    assert (await database.run(people.meet, 501, "ru")).language == "en"


async def test_an_invitation_is_used_once_and_in_time(database: Database) -> None:
    first = await database.run(people.meet, 501, "en")
    second = await database.run(people.meet, 502, "en")
    token = await database.run(roles.invite, "coordinator", NOW)
    late = await database.run(roles.invite, "coordinator", NOW)
    accepted = [await database.run(roles.accept, person, token, NOW) for person in (first, second)]
    assert [role and role.name for role in accepted] == ["coordinator", None]
    assert await database.run(roles.accept, second, late, NOW + INVITATION_LASTS) is None


async def test_of_two_who_open_an_invitation_at_once_one_gets_the_role(database: Database) -> None:
    met = [await database.run(people.meet, chat_id, "en") for chat_id in (501, 502)]
    token = await database.run(roles.invite, "coordinator", NOW)
    accepted = await asyncio.gather(*(database.run(roles.accept, person, token, NOW) for person in met))
    assert sorted(role is None for role in accepted) == [False, True]
    assert await database.run(roles.count, "coordinator") == 1


async def test_forgetting_reaches_the_updates_that_were_set_aside(database: Database) -> None:
    person = await database.run(people.meet, 501, "en")
    await database.run(updates.set_aside, SetAside(1, "{}", "ValueError", 501), NOW)
    await database.run(updates.set_aside, SetAside(2, "{}", "ValueError", 502), NOW)
    await database.run(people.forget, person)
    assert await database.run(people.find, 501) is None
    assert await database.run(updates.set_aside_state) == (1, 2)


async def test_after_ids_have_started_anew_the_newest_is_the_latest(database: Database) -> None:
    await database.run(updates.set_aside, SetAside(900, "{}", "ValueError", 501), NOW)
    await database.run(updates.set_aside, SetAside(7, "{}", "ValueError", 501), NOW + timedelta(days=9))
    assert await database.run(updates.set_aside_state) == (2, 7)


async def test_an_update_is_claimed_once(database: Database) -> None:
    assert await database.run(updates.claim, [1, 2, 2], NOW) == {1, 2}
    assert await database.run(updates.claim, [2, 3], NOW) == {3}
    assert await database.run(updates.purge, NOW + timedelta(seconds=1)) == 3
    assert await database.run(updates.claim, [1], NOW) == {1}


async def close_chats(database: Database, chats: Iterable[int]) -> None:
    in_turn = list(chats)
    async with database.batch() as unit:
        await unit.run(people.known, in_turn)
        for chat_id in in_turn:
            await unit.run(people.set_active, chat_id, False)
