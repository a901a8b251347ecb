"""The methods of the Bot API, as strict as Telegram about what they are given."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiogram import methods as models
from aiogram.methods import TelegramMethod
from pydantic import ValidationError

from bot.sandbox.errors import Refusal, bad_request
from bot.sandbox.markup import Formatted, formatted, utf16_length
from bot.sandbox.updates import WebhookSettings
from bot.sandbox.world import BOT_ID, Keyboard, Message, Person, World, now
from handlers import limits

Parameters = Mapping[str, Any]

BLOCKED = "Forbidden: bot was blocked by the user"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"


class Methods:
    """Every method is a function of its name in lower case; `call` checks its parameters first."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def call(self, name: str, parameters: Parameters) -> Any:  # noqa: ANN401 - JSON
        """Carry out a method. Raises Refusal."""
        method = getattr(self, name.lower(), None) if name.lower() in METHODS else None
        if method is None:
            raise Refusal(404, "Not Found: method not found")
        _check(METHODS[name.lower()], parameters)
        return await method(parameters)

    async def getme(self, _: Parameters) -> Mapping[str, Any]:
        return _bot(self._world)

    async def getupdates(self, given: Parameters) -> Sequence[Mapping[str, Any]]:
        self._world.updates.allow(given.get("allowed_updates"))
        return await self._world.updates.poll(
            given.get("offset"), int(given.get("limit", 100)), float(given.get("timeout", 0))
        )

    async def setwebhook(self, given: Parameters) -> bool:
        updates = self._world.updates
        updates.allow(given.get("allowed_updates"))
        updates.webhook = WebhookSettings(given["url"], given.get("secret_token", "")) if given["url"] else None
        self._world.changed()
        return True

    async def deletewebhook(self, given: Parameters) -> bool:
        self._world.updates.webhook = None
        if given.get("drop_pending_updates"):
            self._world.updates.waiting.clear()
        self._world.changed()
        return True

    async def getwebhookinfo(self, _: Parameters) -> Mapping[str, Any]:
        webhook = self._world.updates.webhook
        return {
            "url": webhook.url if webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._world.updates.waiting),
        }

    async def sendmessage(self, given: Parameters) -> Mapping[str, Any]:
        person = self._reachable(given["chat_id"])
        text = _text(given)
        message = Message(self._world.number(), True, text.text, text.html, now(), text.entities, _keyboard(given))
        return as_json(self._world, person, self._world.add_message(person, message))

    async def editmessagetext(self, given: Parameters) -> Mapping[str, Any]:
        person, message = self._editable(given)
        text, keyboard = _text(given), _keyboard(given)
        if (text.text, text.entities, keyboard) == (message.text, message.entities, message.keyboard):
            raise bad_request(NOT_MODIFIED)
        message.text, message.html, message.entities = text.text, text.html, text.entities
        # A keyboard that the edit leaves out is gone.
        message.keyboard, message.edited = keyboard, True
        self._world.changed()
        return as_json(self._world, person, message)

    async def editmessagereplymarkup(self, given: Parameters) -> Mapping[str, Any]:
        person, message = self._editable(given)
        keyboard = _keyboard(given)
        if keyboard == message.keyboard:
            raise bad_request(NOT_MODIFIED)
        message.keyboard = keyboard
        self._world.changed()
        return as_json(self._world, person, message)

    async def deletemessage(self, given: Parameters) -> bool:
        person = self._reachable(given["chat_id"])
        message = person.message(int(given["message_id"]))
        if message is None:
            raise bad_request("message to delete not found")
        person.messages.remove(message)
        self._world.changed()
        return True

    async def answercallbackquery(self, given: Parameters) -> bool:
        person_id = self._world.open_taps.pop(str(given["callback_query_id"]), None)
        if person_id is None:
            raise bad_request(OLD_QUERY)
        text = given.get("text") or ""
        if len(text) > limits.LONGEST_CALLBACK_ANSWER:
            raise bad_request("MESSAGE_TOO_LONG")
        if text:
            self._world.add_toast(self._world.people[person_id], text, alert=bool(given.get("show_alert")))
        return True

    async def setmycommands(self, given: Parameters) -> bool:
        self._world.commands[self._scope(given)] = list(given["commands"])
        self._world.changed()
        return True

    async def getmycommands(self, given: Parameters) -> Sequence[Mapping[str, str]]:
        return self._world.commands.get(self._scope(given), [])

    async def deletemycommands(self, given: Parameters) -> bool:
        self._world.commands.pop(self._scope(given), None)
        self._world.changed()
        return True

    async def sendchataction(self, given: Parameters) -> bool:
        self._reachable(given["chat_id"])
        return True

    def _scope(self, given: Parameters) -> str:
        scope = given.get("scope") or {"type": "default"}
        name = scope["type"]
        if name == "chat":
            self._reachable(scope["chat_id"])
            name = f"chat:{scope['chat_id']}"
        return f"{name}/{given.get('language_code') or ''}"

    def _reachable(self, chat_id: Any) -> Person:  # noqa: ANN401 - anything a client sends
        person = self._world.people.get(int(chat_id))
        if person is None or not person.has_started:
            raise bad_request("chat not found")
        if person.has_blocked:
            raise Refusal(403, BLOCKED)
        return person

    def _editable(self, given: Parameters) -> tuple[Person, Message]:
        person = self._reachable(given["chat_id"])
        message = person.message(int(given["message_id"]))
        if message is None:
            raise bad_request("message to edit not found")
        if not message.from_bot:
            raise bad_request("message can't be edited")
        return person, message


METHODS: Mapping[str, type[TelegramMethod[Any]]] = {
    name.lower(): model
    for name in models.__all__
    if isinstance(model := getattr(models, name), type)
    and issubclass(model, TelegramMethod)
    and hasattr(Methods, name.lower())
}


def as_json(world: World, person: Person, message: Message) -> dict[str, Any]:
    """A message as the Bot API writes it."""
    sender = _bot(world) if message.from_bot else user(person)
    result: dict[str, Any] = {
        "message_id": message.id,
        "date": message.date,
        "chat": {"id": person.id, "type": "private", "first_name": person.name},
        "from": sender,
    }
    if message.attachment is None:
        result["text"] = message.text
    if message.entities:
        result["entities"] = message.entities
    if message.keyboard:
        result["reply_markup"] = {"inline_keyboard": message.keyboard}
    return result


def user(person: Person) -> dict[str, Any]:
    """A person as the Bot API writes them."""
    return {"id": person.id, "is_bot": False, "first_name": person.name, "language_code": person.language}


def _bot(world: World) -> dict[str, Any]:
    return {"id": BOT_ID, "is_bot": True, "first_name": "Otklik", "username": world.username}


def _check(model: type[TelegramMethod[Any]], given: Parameters) -> None:
    unknown = set(given) - set(model.model_fields)
    if unknown:
        raise bad_request(f"unknown parameter {min(unknown)} of {model.__api_method__}")
    try:
        model.model_validate(dict(given))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise bad_request(f"parameter {field} of {model.__api_method__}: {first['msg']}") from None


def _text(given: Parameters) -> Formatted:
    text = formatted(given.get("text") or "", given.get("parse_mode"))
    if not text.text.strip():
        raise bad_request("message text is empty")
    if utf16_length(text.text) > limits.LONGEST_MESSAGE:
        raise bad_request("message is too long")
    return text


def _keyboard(given: Parameters) -> Keyboard:
    rows: Keyboard = (given.get("reply_markup") or {}).get("inline_keyboard") or ()
    buttons = [button for row in rows for button in row]
    if len(buttons) > limits.MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        data = button.get("callback_data")
        if data is not None and not 1 <= len(data.encode()) <= limits.LONGEST_CALLBACK_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    return rows
