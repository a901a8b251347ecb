"""Polls and quizzes."""

from typing import Any

import pytest

from bot.sandbox.client import Someone
from tests.sandbox.conftest import Api

OPEN = {"question": "Понятно?", "options": [{"text": "Да"}, {"text": "Нет"}], "is_anonymous": False}


async def last_update(api: Api) -> Any:
    return (await api.ok("getUpdates", offset=-1))[0]


async def test_a_vote_reaches_the_bot(api: Api, anna: Someone) -> None:
    await api.ok("sendPoll", chat_id=anna.id, **OPEN)
    await anna.vote(1)
    answer = (await last_update(api))["poll_answer"]
    assert (answer["option_ids"], answer["user"]["id"]) == ([1], anna.id)


async def test_an_anonymous_vote_names_nobody(api: Api, anna: Someone) -> None:
    await api.ok("sendPoll", chat_id=anna.id, **{**OPEN, "is_anonymous": True})
    await anna.vote(0)
    poll = (await last_update(api))["poll"]
    assert [option["voter_count"] for option in poll["options"]] == [1, 0]


async def test_a_quiz_knows_what_is_right(api: Api, anna: Someone) -> None:
    quiz = {**OPEN, "type": "quiz", "correct_option_ids": [0], "explanation": "Потому что"}
    sent = await api.ok("sendPoll", chat_id=anna.id, **quiz)
    assert (sent["poll"]["correct_option_ids"], sent["poll"]["explanation"]) == ([0], "Потому что")


async def vote(api: Api, anna: Someone, poll: dict[str, Any], *options: int) -> Any:
    """The status of a vote, or the sentence of a refusal."""
    sent = {"message_id": poll["message_id"], "options": options}
    status, answer = await api.control(f"people/{anna.id}/votes", sent)
    return status if status == 200 else answer


async def test_a_vote_in_a_usual_poll_can_be_changed(api: Api, anna: Someone) -> None:
    poll = await api.ok("sendPoll", chat_id=anna.id, **OPEN)
    assert poll["poll"]["allows_revoting"] is True
    assert [await vote(api, anna, poll, *options) for options in ([0], [1], [])] == [200, 200, 200]
    final = await api.ok("sendPoll", chat_id=anna.id, allows_revoting=False, **OPEN)
    assert [await vote(api, anna, final, 0), await vote(api, anna, final, 1)] == [
        200,
        "The poll takes one vote of a person.",
    ]


async def test_one_option_unless_the_poll_takes_more(api: Api, anna: Someone) -> None:
    poll = await api.ok("sendPoll", chat_id=anna.id, **OPEN)
    assert await vote(api, anna, poll, 0, 1) == "The poll takes one option."
    several = await api.ok("sendPoll", chat_id=anna.id, allows_multiple_answers=True, **OPEN)
    assert await vote(api, anna, several, 0, 1) == 200


async def test_a_quiz_takes_one_option_once(api: Api, anna: Someone) -> None:
    quiz = await api.ok("sendPoll", chat_id=anna.id, type="quiz", correct_option_ids=[0], **OPEN)
    votes = [await vote(api, anna, quiz, *options) for options in ([0, 1], [0], [1])]
    assert votes == ["The poll takes one option.", 200, "The poll takes one vote of a person."]


async def test_a_poll_is_closed_once(api: Api, anna: Someone) -> None:
    sent = await api.ok("sendPoll", chat_id=anna.id, **OPEN)
    here = {"chat_id": anna.id, "message_id": sent["message_id"]}
    assert (await api.ok("stopPoll", **here))["is_closed"] is True
    assert await api.refused("stopPoll", **here) == "Bad Request: poll has already been closed"
    vote = await api.control(f"people/{anna.id}/votes", {"message_id": sent["message_id"], "options": [0]})
    assert vote == (400, "The poll is closed, or has no such option.")
    here["message_id"] = anna.person.messages[0].id
    assert await api.refused("stopPoll", **here) == "Bad Request: message with poll to stop not found"


@pytest.mark.parametrize(
    ("change", "description"),
    [
        ({"question": "x" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least 1 option"),
        ({"options": [{"text": str(number)} for number in range(13)]}, "poll can't have more than 12 options"),
        ({"options": [{"text": " "}]}, "poll options must be non-empty"),
        ({"options": [{"text": "x" * 101}]}, "poll options length must not exceed 100"),
        ({"type": "quiz"}, "wrong correct option ID specified"),
        ({"type": "quiz", "correct_option_ids": [2]}, "wrong correct option ID specified"),
        ({"explanation": "x" * 201}, "MESSAGE_TOO_LONG"),
    ],
)
async def test_refused_polls(api: Api, anna: Someone, change: dict[str, Any], description: str) -> None:
    refused = await api.refused("sendPoll", chat_id=anna.id, **{**OPEN, **change})
    assert refused == f"Bad Request: {description}"


async def test_the_texts_of_a_poll_are_parsed(api: Api, anna: Someone) -> None:
    marked = {"question": "A &amp; <b>B</b>?", "question_parse_mode": "HTML", "type": "quiz", "correct_option_ids": [0]}
    options = [{"text": "1 &lt; 2", "text_parse_mode": "HTML"}, {"text": "&lt;"}]
    explained = {"explanation": "<i>So</i>", "explanation_parse_mode": "HTML"}
    sent = await api.ok("sendPoll", chat_id=anna.id, **marked, options=options, **explained)
    poll = sent["poll"]
    assert (poll["question"], [each["text"] for each in poll["options"]]) == ("A & B?", ["1 < 2", "&lt;"])
    assert poll["explanation"] == "So"
    assert poll["explanation_entities"] == [{"type": "italic", "offset": 0, "length": 2}]
    refused = await api.refused("sendPoll", chat_id=anna.id, **{**marked, "question": "<b>"}, options=options)
    assert refused.startswith("Bad Request: can't parse entities")
    empty = await api.refused("sendPoll", chat_id=anna.id, **{**marked, "question": "<b></b>"}, options=options)
    assert empty == "Bad Request: poll question length must not exceed 300"
