"""Pictures: how large they are, and samples that people of the sandbox can send."""

from functools import cache
from io import BytesIO

from PIL import Image, UnidentifiedImageError

SAMPLE_SIZE = (640, 480)
SAMPLE_COLOUR = (88, 134, 170)


def size_of(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None when the bytes are no picture."""
    try:
        with Image.open(BytesIO(content)) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError):
        return None


@cache
def sample(form: str) -> bytes:
    """A plain picture in a form such as JPEG or WEBP."""
    buffer = BytesIO()
    Image.new("RGB", SAMPLE_SIZE, SAMPLE_COLOUR).save(buffer, form)
    return buffer.getvalue()
