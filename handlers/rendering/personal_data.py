"""What is stored about a person, as a screen."""

from zoneinfo import ZoneInfo

from handlers.rendering.dates import day, moment
from handlers.screens import Screen
from handlers.texts import Html, Translator, bold, lines
from lessons.records import CourseRecord
from surveys.retention import Retention
from surveys.rights import Receipt, StoredAboutPerson

# More than this nobody has open; a message holds a thousand lines of it, so the cut is for the eye.
MOST_LISTED = 20


def personal_data(stored: StoredAboutPerson, course: CourseRecord | None, t: Translator) -> Screen:
    """Address, language and consent; roles; what waits and what failed; the course; unfinished responses."""
    person = stored.person
    facts = [
        t("mydata.address", chat=person.chat_id),
        t("mydata.language", language=t("language.name")),
        t("mydata.stopped" if person.stopped else "mydata.writes"),
        *([t("mydata.easy")] if person.easy_reading else []),
        *([t("mydata.seen", day=day(person.seen_week, t.language))] if person.seen_week else []),
        *(t(f"mydata.role_{role.name}") for role in stored.roles),
        *([t("mydata.opted_out")] if stored.opted_out else []),
        *([t.n("mydata.contacts", stored.contacts)] if stored.contacts else []),
        *(t.n(f"mydata.{name}", count) for name, count in stored.traces.items()),
        *([t.n("mydata.messages", stored.messages)] if stored.messages else []),
        *([t.n("mydata.requests", stored.requests)] if stored.requests else []),
        *([t.n("mydata.set_aside", stored.set_aside)] if stored.set_aside else []),
    ]
    parts = (Html("\n".join(facts)), _course(course, t), _unfinished(stored, t), _cases(stored, t))
    return Screen(lines(t("mydata.title"), *parts, t("mydata.rest")))


def _course(course: CourseRecord | None, t: Translator) -> Html:
    if course is None:
        return Html()
    return t(
        "mydata.course",
        name=course.enrollment.shown_name,
        unit=course.enrollment.unit_name[t.language],
        messages=course.messages,
        answers=course.answers,
        reports=course.reports,
    )


def privacy_screen(kept: Retention, cooldown: int, t: Translator) -> Screen:
    """What is stored and for how long; the days, and the weeks of the longest cooldown, are the organisation's."""
    days = {name: t.n("privacy.days", count) for name, count in kept.model_dump().items()}
    asking = t("privacy.asking", cooldown=t.n("privacy.weeks", cooldown))
    return Screen(lines(t("privacy.title"), t("privacy.text"), asking, t("privacy.cases"), t("privacy.kept", **days)))


def receipt_screen(receipt: Receipt, zone: ZoneInfo, t: Translator) -> Screen:
    """What was erased, when, and that nothing of it is kept."""
    counted = (
        ("unfinished", receipt.unfinished),
        ("roles", receipt.roles),
        ("messages", receipt.messages),
        ("cases", receipt.cases),
        ("set_aside", receipt.set_aside),
        ("contacts", receipt.contacts),
        *receipt.traces.items(),
    )
    erased = [t.n(f"forget.{name}", count) for name, count in counted if count]
    when = t("forget.receipt", moment=moment(receipt.at, zone, t.language))
    return Screen(lines(bold(when), Html("\n".join([t("forget.chat"), *erased])), t("forget.done")))


def _unfinished(stored: StoredAboutPerson, t: Translator) -> Html:
    listed = [
        t.n("mydata.unfinished_one", each.answers, service=each.service[t.language])
        for each in stored.unfinished[:MOST_LISTED]
    ]
    return Html("\n".join([t("mydata.unfinished"), *listed])) if listed else t("mydata.no_unfinished")


def _cases(stored: StoredAboutPerson, t: Translator) -> Html:
    listed = [
        t("mydata.case", service=each.service[t.language], day=day(each.opened_on, t.language))
        for each in stored.cases[:MOST_LISTED]
    ]
    return Html("\n".join([t("mydata.cases"), *listed])) if listed else Html()
