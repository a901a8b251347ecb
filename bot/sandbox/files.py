"""Files that were sent, kept in memory: by their id, and by the path that getFile gives."""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

# A demo may run for days: the files sent last are kept, of so many bytes together.
BYTES_KEPT = 256 * 2**20

FOLDERS: Mapping[str, str] = {"photo": "photos", "voice": "voice", "sticker": "stickers", "video": "videos"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it was sent. `kind` is what it was sent as: photo, document, voice ..."""

    id: str
    name: str
    mime: str
    content: bytes
    kind: str = ""

    @property
    def path(self) -> str:
        """What getFile calls its path."""
        return f"{FOLDERS.get(self.kind, 'documents')}/{self.id}{_suffix(self.name)}"


class Files:
    """The files that were sent last."""

    def __init__(self) -> None:
        # The one that was sent last stands last.
        self._files: dict[str, StoredFile] = {}
        self._bytes = 0
        self._numbers = count(1)

    def add(self, name: str, content: bytes, mime: str | None = None) -> StoredFile:
        """Keep a file that was uploaded."""
        guessed = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        file = StoredFile(f"file-{next(self._numbers)}", name, guessed, content)
        self._keep(file)
        return file

    def get(self, file_id: str) -> StoredFile | None:
        """The file with this id."""
        return self._files.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """The file at the path that getFile gave."""
        file_id = path.rpartition("/")[2].partition(".")[0]
        file = self._files.get(file_id)
        return file if file is not None and file.path == path else None

    def become(self, file: StoredFile, kind: str) -> StoredFile:
        """The file, from now on known as a photo, a document and so on."""
        known = StoredFile(file.id, file.name, file.mime, file.content, kind)
        self._keep(known)
        return known

    def _keep(self, file: StoredFile) -> None:
        known = self._files.pop(file.id, None)
        self._bytes += len(file.content) - (len(known.content) if known is not None else 0)
        self._files[file.id] = file
        while self._bytes > BYTES_KEPT:
            oldest = self._files.pop(next(iter(self._files)))
            self._bytes -= len(oldest.content)


def _suffix(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""
