"""Applies updates: one transaction for a batch, a savepoint an update, replies collected for later."""

import json
from collections.abc import Sequence
from typing import Any, Protocol

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.methods import TelegramMethod
from aiogram.types import Update
from sqlalchemy.exc import OperationalError, ProgrammingError

from bot.intake.outcome import PASSED_OVER, REPLAYED, Outcome, RawUpdate
from storage import people
from storage import updates as stored
from storage.clock import Clock
from storage.database import Database, Unit
from storage.errors import Conflict, StorageError
from storage.people import Person
from storage.updates import SetAside

log = structlog.get_logger(__name__)

Known = dict[int | None, Person]

# A conflict that outlives so many tries is no conflict between replicas.
ATTEMPTS = 5


class Apology(Protocol):
    """Makes the calm answer to the person whose update could not be applied."""

    def __call__(self, update: RawUpdate) -> Sequence[TelegramMethod[Any]]: ...


class Applying:
    """Turns raw updates into outcomes. What is returned is committed."""

    def __init__(self, database: Database, dispatcher: Dispatcher, bot: Bot, clock: Clock, apology: Apology) -> None:
        self._database = database
        self._dispatcher = dispatcher
        self._bot = bot
        self._clock = clock
        self._apology = apology

    async def apply(self, batch: Sequence[RawUpdate]) -> list[Outcome]:
        """Apply a batch; when that fails, for a conflict with another replica or for one of them, update by update.

        Raises StorageError when the database can't take it: then nothing of what is raised for was applied.
        """
        try:
            return await self._together(batch)
        except Conflict:
            pass
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - told apart below, where it comes again
            log.warning("batch_failed", error=type(error).__name__, at=_places(error))
        return [await self._alone(update) for update in batch]

    async def _alone(self, update: RawUpdate) -> Outcome:
        try:
            return await self._again_and_again(update)
        except (StorageError, OperationalError, ProgrammingError):
            # The database or our statements: no update would pass, so none may be passed over.
            raise
        except Exception as error:  # noqa: BLE001 - an update that can't even be kept must not stop the others
            log.error("update_passed_over", update_id=update["update_id"], error=type(error).__name__)
            return PASSED_OVER

    async def _again_and_again(self, update: RawUpdate) -> Outcome:
        for _ in range(ATTEMPTS - 1):
            try:
                return (await self._together([update]))[0]
            except Conflict:
                log.info("update_conflicted", update_id=update["update_id"])
        return (await self._together([update]))[0]

    async def _together(self, batch: Sequence[RawUpdate]) -> list[Outcome]:
        async with self._database.batch() as unit:
            ids = [update["update_id"] for update in batch]
            fresh = await unit.run(stored.claim, ids, self._clock())
            known = await unit.run(people.known, {chat for update in batch if (chat := chat_of(update))})
            outcomes = []
            for update in batch:
                # The same update may stand twice in one batch: the second is a replay too.
                is_fresh = update["update_id"] in fresh
                fresh.discard(update["update_id"])
                outcomes.append(await self._one(unit, update, known) if is_fresh else REPLAYED)
        return outcomes

    async def _one(self, unit: Unit, update: RawUpdate, known: Known) -> Outcome:
        unit.begin_part()
        # Read once for the batch; a person's second update in it may find them changed by the first.
        person = known.pop(chat_of(update), None)
        try:
            return Outcome("applied", await self._feed(unit, update, person))
        except StorageError:
            # The database's trouble, not the update's: the whole batch comes again.
            raise
        except Exception as error:  # noqa: BLE001 - one poison update must not stop the others
            await unit.undo_part()
            await self._set_aside(unit, update, error)
            return Outcome("set_aside", self._apology(update))

    async def _feed(self, unit: Unit, update: RawUpdate, person: Person | None) -> Sequence[TelegramMethod[Any]]:
        parsed = Update.model_validate(update, context={"bot": self._bot})
        returned = await self._dispatcher.feed_update(self._bot, parsed, unit=unit, known=person)
        if returned is None or returned is UNHANDLED:
            return ()
        return [returned] if isinstance(returned, TelegramMethod) else returned

    async def _set_aside(self, unit: Unit, update: RawUpdate, error: Exception) -> None:
        kind = type(error).__name__
        # The exception's text and traceback values may hold what a person wrote: the class and the places must do.
        log.error("update_set_aside", update_id=update["update_id"], error=kind, at=_places(error))
        unit.begin_part()
        # In ASCII: half of a pair of surrogates, which no database takes, may be what it is set aside for.
        kept = SetAside(update["update_id"], json.dumps(update), kind, chat_of(update))
        await unit.run(stored.set_aside, kept, self._clock())


def chat_of(update: RawUpdate) -> int | None:
    """The chat that an update came from, read without trust in its shape."""
    match update:
        case {"message": {"chat": {"id": int(chat)}}}:
            return chat
        case {"callback_query": {"from": {"id": int(chat)}}}:
            return chat
        case {"inline_query": {"from": {"id": int(chat)}}}:
            return chat
        case {"my_chat_member": {"chat": {"id": int(chat)}}}:
            return chat
    return None


def _places(error: Exception) -> list[str]:
    places = []
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}:{code.co_name}")
        trace = trace.tb_next
    return places[-6:]
