"""What is stored about a person, as a screen."""

from handlers.screens import Screen
from handlers.texts import Html, Translator, lines
from surveys.rights import StoredAboutPerson

# More than this nobody has open; a message holds a thousand lines of it, so the cut is for the eye.
MOST_LISTED = 20


def personal_data(stored: StoredAboutPerson, t: Translator) -> Screen:
    """Address, language and consent; roles; messages to come, requests, set-aside updates; unfinished responses."""
    person = stored.person
    facts = [
        t("mydata.address", chat=person.chat_id),
        t("mydata.language", language=t("language.name")),
        t("mydata.stopped" if person.stopped else "mydata.writes"),
        *(t(f"mydata.role_{role.name}") for role in stored.roles),
        *([t.n("mydata.messages", stored.messages)] if stored.messages else []),
        *([t.n("mydata.requests", stored.requests)] if stored.requests else []),
        *([t.n("mydata.set_aside", stored.set_aside)] if stored.set_aside else []),
    ]
    return Screen(lines(t("mydata.title"), Html("\n".join(facts)), _unfinished(stored, t), t("mydata.rest")))


def _unfinished(stored: StoredAboutPerson, t: Translator) -> Html:
    listed = [
        t.n("mydata.unfinished_one", each.answers, service=each.service[t.language])
        for each in stored.unfinished[:MOST_LISTED]
    ]
    return Html("\n".join([t("mydata.unfinished"), *listed])) if listed else t("mydata.no_unfinished")
