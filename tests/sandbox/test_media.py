"""Photos, documents and albums: stored, downloaded, edited, limited."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.sandbox.client import Someone
from bot.sandbox.limits import LARGEST_DOWNLOAD, LARGEST_PHOTO
from bot.sandbox.world import World
from tests.sandbox.conftest import Api


def png(width: int = 40, height: int = 30) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (width, height), "red").save(buffer, "PNG")
    return buffer.getvalue()


def stored(world: World, content: bytes, name: str = "chart.png") -> str:
    return world.files.add(name, content).id


async def test_a_photo_is_stored_and_comes_back(api: Api, anna: Someone) -> None:
    sent = await api.upload(
        "sendPhoto", {"photo": ("chart.png", png())}, chat_id=str(anna.id), caption="<b>Chart</b>", parse_mode="HTML"
    )
    size = sent["photo"][-1]
    assert (size["width"], size["height"], size["file_size"]) == (40, 30, len(png()))
    assert (sent["caption"], sent["caption_entities"]) == ("Chart", [{"type": "bold", "offset": 0, "length": 5}])
    file = await api.ok("getFile", file_id=size["file_id"])
    async with api.session.get(f"{api.base}/file/bot{api.token}/{file['file_path']}") as response:
        assert await response.read() == png()
    seen = await anna.sees_file("photo")
    assert (seen.name, seen.content) == ("chart.png", png())


async def test_the_page_gets_files_too(api: Api, anna: Someone) -> None:
    name = "отчёт & co.csv"
    await api.upload("sendDocument", {"document": (name, b"a;b")}, chat_id=str(anna.id))
    shown = (await api.state())["people"][0]["messages"][-1]["attachment"]
    assert (shown["kind"], shown["name"], shown["size"], shown["mime"]) == ("document", name, 3, "text/csv")
    async with api.session.get(api.base + shown["url"]) as response:
        assert await response.read() == b"a;b"
        assert response.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")


async def test_a_file_attached_by_name(api: Api, anna: Someone) -> None:
    files = {"upload1": ("report.pdf", b"%PDF")}
    sent = await api.upload("sendDocument", files, chat_id=str(anna.id), document="attach://upload1")
    assert sent["document"]["file_name"] == "report.pdf"


async def test_a_file_is_sent_again_by_its_id(api: Api, anna: Someone, world: World) -> None:
    file_id = stored(world, png())
    for _ in range(2):
        await api.ok("sendPhoto", chat_id=anna.id, photo=file_id)
    refused = await api.refused("sendDocument", chat_id=anna.id, document=file_id)
    assert refused == "Bad Request: can't use file of type Photo as Document"


@pytest.mark.parametrize(
    ("content", "description"),
    [
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (png(1000, 40), "PHOTO_INVALID_DIMENSIONS"),
        (b"x" * (LARGEST_PHOTO + 1), f"file of size {LARGEST_PHOTO + 1} bytes is too big for a photo"),
    ],
    ids=["no picture", "too large sides", "too narrow", "too many bytes"],
)
async def test_refused_photos(api: Api, anna: Someone, world: World, content: bytes, description: str) -> None:
    refused = await api.refused("sendPhoto", chat_id=anna.id, photo=stored(world, content))
    assert refused == f"Bad Request: {description}"


async def test_what_is_no_file(api: Api, anna: Someone) -> None:
    for photo in ("https://example.org/a.png", "attach://nothing", "file-77"):
        refused = await api.refused("sendPhoto", chat_id=anna.id, photo=photo)
        assert refused == "Bad Request: wrong file identifier/HTTP URL specified"


async def test_captions_are_limited(api: Api, anna: Someone, world: World) -> None:
    photo = stored(world, png())
    await api.ok("sendPhoto", chat_id=anna.id, photo=photo, caption="x" * 1024)
    refused = await api.refused("sendPhoto", chat_id=anna.id, photo=photo, caption="x" * 1025)
    assert refused == "Bad Request: message caption is too long"


async def test_what_is_too_large_to_be_downloaded(api: Api, world: World) -> None:
    large = stored(world, b"x" * (LARGEST_DOWNLOAD + 1), "large.bin")
    assert await api.refused("getFile", file_id=large) == "Bad Request: file is too big"
    missing = await api.refused("getFile", file_id="nothing")
    assert missing == "Bad Request: wrong file_id or the file is temporarily unavailable"


async def test_nobody_guesses_a_path(api: Api, world: World) -> None:
    file = world.files.get(stored(world, png()))
    assert file is not None
    for path in (f"photos/{file.id}.png", "documents/../x", f"documents/{file.id}.pdf"):
        async with api.session.get(f"{api.base}/file/bot{api.token}/{path}") as response:
            assert response.status == 404
    async with api.session.get(f"{api.base}/file/bot0:x/{file.path}") as response:
        assert response.status == 401


@pytest.mark.parametrize("count", [1, 11])
async def test_an_album_holds_two_to_ten(api: Api, anna: Someone, world: World, count: int) -> None:
    photo = stored(world, png())
    album = [{"type": "photo", "media": photo}] * count
    refused = await api.refused("sendMediaGroup", chat_id=anna.id, media=album)
    assert refused == "Bad Request: there must be from 2 to 10 messages in an album"


async def test_an_album_arrives_as_messages_of_one_group(api: Api, anna: Someone) -> None:
    files = {"a": ("a.png", png()), "b": ("b.png", png())}
    media = '[{"type":"photo","media":"attach://a","caption":"first"},{"type":"photo","media":"attach://b"}]'
    sent = await api.upload("sendMediaGroup", files, chat_id=str(anna.id), media=media)
    assert [each["media_group_id"] for each in sent] == [sent[0]["media_group_id"]] * 2
    assert [message.text for message in anna.messages] == ["first", ""]


async def test_documents_stand_in_albums_of_their_own(api: Api, anna: Someone, world: World) -> None:
    mixed = [{"type": "photo", "media": stored(world, png())}, {"type": "document", "media": stored(world, b"x")}]
    refused = await api.refused("sendMediaGroup", chat_id=anna.id, media=mixed)
    assert refused == "Bad Request: document and audio files can't be mixed with other media in an album"


async def test_captions_and_media_are_edited(api: Api, anna: Someone, world: World) -> None:
    sent = await api.ok("sendPhoto", chat_id=anna.id, photo=stored(world, png()))
    here = {"chat_id": anna.id, "message_id": sent["message_id"]}
    edited = await api.ok("editMessageCaption", **here, caption="new")
    assert edited["caption"] == "new"
    media: dict[str, Any] = {"type": "document", "media": stored(world, b"x", "x.txt"), "caption": "file"}
    edited = await api.ok("editMessageMedia", **here, media=media)
    assert (edited["document"]["file_name"], edited["caption"], "photo" in edited) == ("x.txt", "file", False)


@pytest.mark.parametrize(
    ("method", "kind"),
    [("sendAudio", "audio"), ("sendVoice", "voice"), ("sendVideo", "video"), ("sendAnimation", "animation")],
)
async def test_other_files(api: Api, anna: Someone, method: str, kind: str) -> None:
    await api.upload(method, {kind: ("file.bin", b"x")}, chat_id=str(anna.id))
    assert (await anna.sees_file(kind)).content == b"x"


async def test_a_sticker_and_a_place(api: Api, anna: Someone) -> None:
    await api.upload("sendSticker", {"sticker": ("s.webp", b"x")}, chat_id=str(anna.id))
    assert (await anna.sees_file("sticker")).name == "s.webp"
    sent = await api.ok("sendLocation", chat_id=anna.id, latitude=59.9, longitude=30.3)
    assert sent["location"] == {"latitude": 59.9, "longitude": 30.3}


async def test_an_empty_file_is_none(api: Api, anna: Someone) -> None:
    url = f"{api.base}/bot{api.token}/sendDocument?chat_id={anna.id}"
    async with api.session.post(url, data={"document": BytesIO(b"")}) as response:
        assert (await response.json())["description"] == "Bad Request: file must be non-empty"


@pytest.mark.parametrize("text", ["[5]", "{}", '{"a": 1}', "5", "true", '"x"', "[broken"])
async def test_texts_of_forms_stay_texts(api: Api, anna: Someone, text: str) -> None:
    here = {"chat_id": str(anna.id), "text": text}
    for fields, query in ((here, {}), ({}, here)):
        url = f"{api.base}/bot{api.token}/sendMessage"
        async with api.session.post(url, data=fields, params=query) as response:
            assert (await response.json())["result"]["text"] == text
    captioned = await api.upload("sendDocument", {"document": ("a.txt", b"1")}, chat_id=str(anna.id), caption=text)
    assert captioned["caption"] == text
    asked = await api.upload("sendPoll", {}, chat_id=str(anna.id), question=text, options='["a", "[1]"]')
    assert (asked["poll"]["question"], asked["poll"]["options"][1]["text"]) == (text, "[1]")


async def test_an_album_stays_of_its_kind(api: Api, anna: Someone, world: World) -> None:
    photo, paper = stored(world, png()), stored(world, b"x", "x.txt")
    [first, _] = await api.ok("sendMediaGroup", chat_id=anna.id, media=[{"type": "photo", "media": photo}] * 2)
    message = {"chat_id": anna.id, "message_id": first["message_id"]}
    refused = await api.refused("editMessageMedia", **message, media={"type": "document", "media": paper})
    assert refused == "Bad Request: can't change media type in the album"
    refused = await api.refused("editMessageMedia", **message, media={"type": "animation", "media": paper})
    assert refused == "Bad Request: message content type can't be used in an album"
    another = {"type": "photo", "media": stored(world, png(30))}
    assert (await api.ok("editMessageMedia", **message, media=another))["photo"][0]["width"] == 30
