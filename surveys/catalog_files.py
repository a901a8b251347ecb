"""The catalog of surveys: one YAML file a survey, named by its code."""

from pathlib import Path
from typing import Final

from storage.documents.problems import Problem
from storage.documents.reading import FileMistakes, Mistake, build, read_document
from surveys.definition import Survey
from surveys.wordings import Wordings, load_wordings, with_wording

PACKAGED_CATALOG: Final = Path(__file__).parent / "catalog"


def load_catalog(folder: Path = PACKAGED_CATALOG) -> dict[str, Survey]:
    """Every survey of the folder by its code; FileMistakes with the mistakes of all files."""
    wordings = load_wordings()
    catalog: dict[str, Survey] = {}
    mistakes: list[Mistake] = []
    for file in sorted(folder.glob("*.yaml")):
        try:
            catalog[file.stem] = _read_survey(file, wordings)
        except FileMistakes as error:
            mistakes += error.mistakes
    if mistakes:
        raise FileMistakes(mistakes)
    if not catalog:
        raise FileMistakes([Mistake(str(folder), 1, "has no surveys: put files *.yaml there")])
    return catalog


def _read_survey(file: Path, wordings: Wordings) -> Survey:
    document = read_document(file)
    value, problems = with_wording(document.located.value, wordings)
    if isinstance(value, dict) and isinstance(value.get("code"), str) and value["code"] != file.stem:
        problems.append(Problem(("code",), f"must be the name of the file: {file.stem}"))
    return build(Survey, document, value, problems)
