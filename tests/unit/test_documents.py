"""What is written about the program is true of it."""

import re
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.cli import COMMANDS
from bot.settings import Settings
from handlers.commands import ADMINISTRATORS, COORDINATORS, EVERYONE, STAFF

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def test_the_example_names_every_setting_and_nothing_else() -> None:
    assert {name.upper() for name in Settings.model_fields} == set(dotenv_values(ROOT / ".env.example"))


def test_the_example_shows_the_defaults() -> None:
    defaults = Settings.model_construct()
    for name, value in dotenv_values(ROOT / ".env.example").items():
        default = getattr(defaults, name.lower())
        shown = "" if default is None or default == frozenset() else str(default)
        shown = shown.lower() if isinstance(default, bool) else shown
        assert value == shown.removesuffix(".0"), name


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_the_readme_names_the_setting(name: str) -> None:
    assert f"`{name.upper()}`" in README


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_the_readme_names_the_command_of_the_program(name: str) -> None:
    assert f"`python -m bot {name}" in README or f"`make {name}`" in README


@pytest.mark.parametrize("name", [each.name for each in (*EVERYONE, *STAFF, *COORDINATORS, *ADMINISTRATORS)])
def test_the_readme_names_the_command_of_the_chat(name: str) -> None:
    assert f"`/{name}`" in README


def test_every_page_that_the_documents_link_to_is_there() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for part in page.read_text().split("](")[1:]:
            target = part.partition(")")[0].partition("#")[0]
            if target and "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_page_of_a_task_can_be_reached_from_the_readme() -> None:
    pages = {f"docs/tasks/{page.name}" for page in (ROOT / "docs" / "tasks").glob("*.md")}
    assert pages == {page for page in pages if f"]({page})" in README}


def test_the_tables_of_the_readme_name_nothing_that_is_not_there() -> None:
    chat = {each.name for each in (*EVERYONE, *STAFF, *COORDINATORS, *ADMINISTRATORS)}
    assert set(named_in("Commands in the chat", r"^\| `/(\w+)` \|")) == chat
    assert set(named_in("Commands of the program", r"^\| `python -m bot (\w+)")) == {each.name for each in COMMANDS}
    variables = " ".join(named_in("Settings", r"^\| ((?:`[A-Z_]+`(?:, )?)+) \|"))
    assert set(re.findall(r"[A-Z_]+", variables)) == {name.upper() for name in Settings.model_fields}


def named_in(section: str, pattern: str) -> list[str]:
    """What the pattern finds in a section of the README."""
    text = README.partition(f"## {section}\n")[2].partition("\n## ")[0]
    return re.findall(pattern, text, re.MULTILINE)
