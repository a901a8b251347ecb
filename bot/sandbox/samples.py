"""Samples of what people send: a person of the sandbox has no camera and no microphone."""

import wave
from collections.abc import Callable, Mapping
from io import BytesIO

from bot.sandbox import pictures

SILENCE_RATE = 8000


def _silence() -> bytes:
    buffer = BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(SILENCE_RATE)
        sound.writeframes(b"\x80" * SILENCE_RATE)
    return buffer.getvalue()


# By kind: name, bytes and media type.
BY_KIND: Mapping[str, Callable[[], tuple[str, bytes, str]]] = {
    "photo": lambda: ("photo.jpg", pictures.sample("JPEG"), "image/jpeg"),
    "sticker": lambda: ("sticker.webp", pictures.sample("WEBP"), "image/webp"),
    "document": lambda: ("document.txt", b"A document of the sandbox.\n", "text/plain"),
    "voice": lambda: ("voice.wav", _silence(), "audio/wav"),
}
