"""A person writes: texts, files, contacts, people, forwards, edits."""

from typing import Literal, Self

from aiohttp import BodyPartReader, web
from pydantic import Field, model_validator

from bot.sandbox import limits
from bot.sandbox.acts import writing
from bot.sandbox.bodies import Unreadable, reading
from bot.sandbox.control.requests import WORLD, Body, actor_of, body, done, message_of, mistake, person_with
from bot.sandbox.files import StoredFile

Kind = Literal["photo", "document", "voice", "sticker"]
KINDS = ("photo", "document", "voice", "sticker")


class NewMessage(Body):
    """A text, or a sample of an attachment."""

    text: str | None = Field(None, min_length=1)
    attachment: Kind | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.text is None) == (self.attachment is None):
            raise ValueError("give either a text or an attachment")
        return self


class Forward(Body):
    """A message of one's own chat, or of somebody else's."""

    message_id: int
    person: int | None = None


class Contact(Body):
    """A telephone number; by default a made-up one."""

    phone_number: str = Field("+70000000000", pattern=r"^\+?[0-9]{5,15}$")


class Chosen(Body):
    """People chosen for the button with this request id."""

    request_id: int
    people: list[int] = Field(min_length=1)


class Edit(Body):
    """Another text for a message of one's own."""

    message_id: int
    text: str = Field(min_length=1)


async def write(request: web.Request) -> web.Response:
    """Send a text, a sample, or a file as a form with the fields `file`, and if wanted `kind` and `caption`."""
    world, person = request.app[WORLD], actor_of(request)
    if request.content_type == "multipart/form-data":
        try:
            with reading():
                file, kind, caption = await _form(request)
        except Unreadable:
            raise mistake("The body is no form.") from None
        return done(update_id=writing.send_file(world, person, file, kind, caption))
    given = await body(request, NewMessage)
    if given.attachment is not None:
        return done(update_id=writing.attach(world, person, given.attachment))
    return done(update_id=writing.write(world, person, given.text or ""))


async def edit(request: web.Request) -> web.Response:
    """Change a message that was sent before."""
    person, given = actor_of(request), await body(request, Edit)
    message = message_of(person, given.message_id)
    return done(update_id=writing.edit(request.app[WORLD], person, message, given.text))


async def forward(request: web.Request) -> web.Response:
    """Forward a message to the bot."""
    person, given = actor_of(request), await body(request, Forward)
    owner = person if given.person is None else person_with(request, given.person)
    message = message_of(owner, given.message_id)
    return done(update_id=writing.forward(request.app[WORLD], person, owner, message))


async def share_contact(request: web.Request) -> web.Response:
    """Share one's own telephone number."""
    given = await body(request, Contact)
    return done(update_id=writing.share_contact(request.app[WORLD], actor_of(request), given.phone_number))


async def share_users(request: web.Request) -> web.Response:
    """Share the people that a button of a reply keyboard asks for."""
    given = await body(request, Chosen)
    chosen = [person_with(request, each) for each in given.people]
    return done(update_id=writing.share_users(request.app[WORLD], actor_of(request), given.request_id, chosen))


async def _form(request: web.Request) -> tuple[StoredFile, str, str]:
    file: StoredFile | None = None
    fields = {"kind": "document", "caption": ""}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name not in {"file", *fields}:
            raise mistake("The fields of the form are file, kind and caption.")
        content = bytes(await part.read(decode=True))
        if part.name == "file":
            file = _stored(request, part, content)
        else:
            fields[part.name] = content.decode(errors="replace")
    if file is None:
        raise mistake("The form has no field file.")
    if fields["kind"] not in KINDS:
        raise mistake(f"kind is one of {', '.join(KINDS)}.")
    return file, fields["kind"], fields["caption"]


def _stored(request: web.Request, part: BodyPartReader, content: bytes) -> StoredFile:
    if not 0 < len(content) <= limits.LARGEST_UPLOAD:
        raise mistake("A file has at least one byte and at most 50 MB.")
    return request.app[WORLD].files.add(part.filename or "file", content, part.headers.get("Content-Type"))
