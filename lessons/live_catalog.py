"""The catalog of a running bot: read at the start, read again when a file has changed."""

from collections.abc import Mapping
from pathlib import Path

from lessons.catalog_files import PACKAGED_CATALOG, Catalog, load_catalog
from lessons.glossary import Glossary

Stamps = Mapping[Path, tuple[int, int]]


class LiveCatalog:
    """The newest catalog without mistakes. Raises FileMistakes at the start; a running bot keeps what it has."""

    def __init__(self, folder: Path = PACKAGED_CATALOG) -> None:
        self._folder = folder
        self._stamps = _stamps(folder)
        self._take(load_catalog(folder))

    def refresh(self) -> bool:
        """Read files that have changed; whether there is a new catalog.

        Raises FileMistakes, once a change: then the catalog stays as it was.
        """
        stamps = _stamps(self._folder)
        if stamps == self._stamps:
            return False
        self._stamps = stamps
        self._take(load_catalog(self._folder))
        return True

    def _take(self, catalog: Catalog) -> None:
        self.current: Catalog = catalog
        self.glossary = Glossary(catalog)


def _stamps(folder: Path) -> Stamps:
    """What tells that a file was changed: its time and its size."""
    states = {path: path.stat() for path in sorted(folder.iterdir())}
    return {path: (state.st_mtime_ns, state.st_size) for path, state in states.items()}
