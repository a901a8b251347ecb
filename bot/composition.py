"""The one place where the program is put together."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from aiogram import Bot, Dispatcher
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer

from bot.apologies import apology_in
from bot.drawing.worker import Drawing
from bot.duties import cases, digests, housekeeping, inviting, lessons
from bot.duties.bridge import Bridge
from bot.duties.digests import Digests
from bot.duties.housekeeping import Housekeeping
from bot.duties.inviting import Inviting
from bot.duties.lessons import Lessons
from bot.duties.retention import RetentionDuty
from bot.events.api import EventsApi
from bot.heartbeat import Heartbeat
from bot.intake.applying import Applying
from bot.intake.batching import Apply
from bot.intake.measuring import measured
from bot.jobs import lessons as lesson_jobs
from bot.jobs.comments import Comments
from bot.jobs.exports import Exports
from bot.jobs.item_health import ItemHealthPages
from bot.jobs.posters import Posters
from bot.jobs.summaries import Summaries
from bot.jobs.worker import Kind, Worker
from bot.metrics import Metrics
from bot.replies import Replies
from bot.sending.pace import Pace
from bot.sending.rounds import Rounds
from bot.sending.sender import Sender
from bot.session import JsonSession
from bot.settings import Settings
from bot.stopping import Alarm
from bot.telegram import introduce
from bot.texts import Catalogs, load_catalogs
from handlers.coordinator import summary
from handlers.dispatching import Given, dispatcher_with
from handlers.requests import Requests
from lessons.live_catalog import LiveCatalog
from lessons.school import School
from lessons.working_days import WorkingDays, read_working_days
from storage import people
from storage.clock import Clock
from storage.database import Database
from storage.schema import prepare
from surveys.answering import Answering
from surveys.versions import Versions


@dataclass(frozen=True, slots=True)
class Ground:
    """What must be opened before anything else can be made, and closed after everything else has ended."""

    settings: Settings
    clock: Clock
    session: JsonSession
    bot: Bot
    database: Database
    drawing: Drawing
    school: School


@dataclass(frozen=True, slots=True)
class Program:
    """The parts that run side by side."""

    ground: Ground
    catalogs: Catalogs
    apply: Apply
    replies: Replies
    rounds: Rounds
    heartbeat: Heartbeat
    jobs: Worker
    alarm: Alarm
    events: EventsApi
    metrics: Metrics


@asynccontextmanager
async def opened(settings: Settings, clock: Clock) -> AsyncIterator[Program]:
    """Everything, composed and connected; closed when the block ends.

    Raises StorageError, ConfigurationError, ApiUnreachable or TokenRevoked, each with one line on what to do.
    """
    school = _school(settings)
    base = settings.bot_api_url
    session = JsonSession(api=TelegramAPIServer.from_base(base) if base else PRODUCTION)
    bot = Bot(settings.token(), session=session)
    database, drawing = Database(settings.database_url), Drawing()
    try:
        await prepare(database)
        bot_name = await introduce(bot)
        yield _composed(Ground(settings, clock, session, bot, database, drawing, school), bot_name)
    finally:
        drawing.close()
        await session.close()
        await database.dispose()


def _composed(ground: Ground, bot_name: str) -> Program:
    catalogs, versions, metrics, pace = load_catalogs(), Versions(), Metrics(), Pace()
    settings, clock, database, bot = ground.settings, ground.clock, ground.database, ground.bot

    async def went_inactive(chat_id: int) -> None:
        await database.run(people.set_active, chat_id, False)

    duties = [
        *Housekeeping(database, versions, clock, settings.admin_ids).all(),
        *RetentionDuty(database, clock).all(),
        *Inviting(database, versions, clock).all(),
        *Digests(database, versions, catalogs, clock, settings.admin_ids).all(),
        *Bridge(database, versions, ground.school, clock).all(),
        *Lessons(database, ground.school, clock, settings.admin_ids).all(),
    ]
    kinds = {
        **housekeeping.kinds(catalogs),
        **cases.kinds(catalogs),
        **inviting.kinds(catalogs, versions),
        **digests.kinds(),
        **lessons.kinds(catalogs, ground.school, rich_messages=settings.rich_messages),
    }
    deliver, alarm = partial(ground.session.deliver, bot), Alarm()
    sender = Sender(database, deliver, pace, kinds, clock, metrics.count_outbox, alarm)
    rounds = Rounds(database, sender, pace)
    replies = Replies(deliver, pace, went_inactive, metrics.count_reply, alarm)
    jobs = Worker(database, replies, _kinds_of_jobs(ground, catalogs, versions, bot_name), catalogs, clock)
    dispatcher = _dispatcher(ground, bot_name, catalogs, versions, jobs)
    applying = Applying(database, dispatcher, bot, clock, apology_in(catalogs, settings.default_language))
    return Program(
        ground=ground,
        catalogs=catalogs,
        apply=measured(applying.apply, metrics),
        replies=replies,
        rounds=rounds,
        heartbeat=Heartbeat([*duties, jobs.wake, rounds.wake], settings.heartbeat_seconds),
        jobs=jobs,
        alarm=alarm,
        events=EventsApi(database, settings.keys_of, bot_name, clock, metrics.count_event),
        metrics=metrics,
    )


def _school(settings: Settings) -> School:
    """The lessons and the calendar. Raises FileMistakes."""
    days = read_working_days(settings.calendar_file) if settings.calendar_file else WorkingDays()
    return School(LiveCatalog(), days.calendar())


def _kinds_of_jobs(ground: Ground, catalogs: Catalogs, versions: Versions, bot_name: str) -> Mapping[str, Kind]:
    """Every kind of job; each area adds its own."""
    settings = ground.settings
    parts = ground.database, versions, ground.drawing, ground.clock, settings.admin_ids
    return {
        summary.JOB: Summaries(*parts, settings.rich_messages).kind(),
        **Comments(*parts).kinds(),
        **Exports(*parts).kinds(),
        **Posters(ground.database, ground.drawing, catalogs, bot_name).kinds(),
        **ItemHealthPages(ground.database, ground.school).kinds(),
        **lesson_jobs.kinds(ground.database, ground.drawing, ground.school, ground.clock),
    }


def _dispatcher(
    ground: Ground, bot_name: str, catalogs: Catalogs, versions: Versions, requests: Requests
) -> Dispatcher:
    given = Given(
        answering=Answering(versions),
        versions=versions,
        clock=ground.clock,
        translators=catalogs,
        administrators=ground.settings.admin_ids,
        default_language=ground.settings.default_language,
        bot_name=bot_name,
        requests=requests,
        school=ground.school,
        rich_messages=ground.settings.rich_messages,
    )
    return dispatcher_with(given)
