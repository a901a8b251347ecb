"""The file of a lesson: every mistake is shown at its line, all at once."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.catalog_files import load_catalog, read_catalog
from lessons.lesson_file import read_lesson_file
from lessons.sections import HEADINGS, Line, read_sections
from storage.documents.reading import FileMistakes
from tests.unit.lesson_folders import EN, RU, mistakes_of, write


def test_a_lesson_is_read_in_both_languages(tmp_path: Path) -> None:
    lesson = load_catalog(write(tmp_path)).lessons["client"]
    assert (lesson.code, lesson.number, lesson.kind, lesson.prerequisites) == ("client", 1, "term", ())
    assert [lesson.in_(language).title for language in ("ru", "en", "de")] == ["Клиент", "Client", "Client"]
    text = lesson.in_("ru")
    assert text.what == "Любой, для кого результат имеет ценность."
    assert text.how == ("Назовите результат.", "Спросите, кто им пользуется.", "Выберите одного.")
    assert text.options[text.right_option] == "Все трое"
    assert text.names == ("Клиент", "заявитель")
    assert text.card == (
        *("Клиент", text.what, "Чтобы знать, что улучшать.", "Прежде чем менять порядок."),
        *(*text.how, "Допишите фразу.", "Видеть только заявителей."),
    )


def test_the_sections_may_stand_in_another_order(tmp_path: Path) -> None:
    start, task = RU.split("# Задание")
    task, mistake = task.split("# Частая ошибка")
    write(tmp_path, ru=f"{start}# Частая ошибка{mistake}\n# Задание{task}")
    assert load_catalog(tmp_path).lessons["client"].in_("ru").task == "Допишите фразу."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: Клиент\n", "", ["client.ru.md:2: title: is missing: add it"]),
        ("title: Клиент", "title:", ["client.ru.md:2: title: must be text: write words, or put the value in quotes"]),
        ("title: Клиент", "titel: Клиент", [
            "client.ru.md:2: titel: is not known here: did you mean title?",
            "client.ru.md:2: title: is missing: add it",
        ]),
        ("title: Клиент", f"title: {'я' * 49}", ["client.ru.md:2: title: has 49 characters: shorten it to 48"]),
        ("[заявитель]", "заявитель", ["client.ru.md:3: aliases: must be a list: start each item with a dash"]),
        ("minutes: 5", "minutes: 4", ["client.ru.md:4: minutes: is 4: a task takes 5 to 10 minutes"]),
        ("minutes: 5", "minutes: 11", ["client.ru.md:4: minutes: is 11: a task takes 5 to 10 minutes"]),
        ("minutes: 5", "minutes: пять", ["client.ru.md:4: minutes: must be a whole number"]),
        ("Кто клиент", "я" * 300, ["client.ru.md:5: question: has 308 characters: shorten it to 300"]),
        ("Родитель, ", "", ["client.ru.md:6: options: 3 options: give 4"]),
        ("Родитель, ", "Родитель, Дед, ", ["client.ru.md:6: options: 5 options: give 4"]),
        ("Родитель, Р", "ребёнок, Р", ["client.ru.md:6: options: has the same option twice: change one"]),
        ("Родитель", "я" * 101, ["client.ru.md:6: options #1: has 101 characters: shorten it to 100"]),
        ("right: 4", "right: 0", ["client.ru.md:7: right: is 0: count the options from 1 to 4"]),
        ("right: 4", "right: 5", ["client.ru.md:7: right: is 5: count the options from 1 to 4"]),
        ("right: 4", "right: [1, 2]", ["client.ru.md:7: right: must be a whole number"]),
        ("Результат ценен", "я" * 200, ["client.ru.md:8: explanation: has 213 characters: shorten it to 200"]),
        ("sources:\n  - {name: Навигатор, licence: CC0 1.0}\n", "", ["client.ru.md:2: sources: is missing: add it"]),
        ("sources:\n  - {name: Навигатор, licence: CC0 1.0}\n", "sources: []\n", [
            "client.ru.md:9: sources: is empty: add at least one",
        ]),
        (", licence: CC0 1.0", "", ["client.ru.md:10: sources #1 licence: is missing: add it"]),
    ],
)  # fmt: skip
def test_a_mistake_in_the_front_matter(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    assert old in RU
    assert mistakes_of(write(tmp_path, ru=RU.replace(old, new))) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("# Зачем", "# Зачам", [
            "client.ru.md:2: why: is missing: write it under # Зачем",
            "client.ru.md:18: no heading is called Зачам: did you mean Зачем?",
        ]),
        ("# Зачем\n\nЧтобы знать, что улучшать.\n\n", "", ["client.ru.md:2: why: is missing: write it under # Зачем"]),
        ("# Задание", "# Why", [
            "client.ru.md:2: task: is missing: write it under # Задание",
            "client.ru.md:33: no heading is called Why: use Что это, Зачем, Когда, Как, Задание, Частая ошибка",
        ]),
        ("# Задание", "# Когда", [
            "client.ru.md:2: task: is missing: write it under # Задание",
            "client.ru.md:33: the heading Когда is given twice: remove one",
        ]),
        ("Чтобы знать, что улучшать.\n", "", ["client.ru.md:18: why: is empty: fill it in"]),
        ("Чтобы знать", "я" * 300, ["client.ru.md:18: why: has 315 characters: shorten it to 300"]),
        ("1. Назовите", "Назовите", [
            "client.ru.md:26: how: has 2 steps: give 3 to 5",
            "client.ru.md:28: is no step: begin each with its number, such as 1. Ask",
        ]),
        ("3. Выберите", "3. Раз.\n4. Два.\n5. Три.\n6. Выберите", ["client.ru.md:26: how: has 6 steps: give 3 to 5"]),
        ("2. Спросите", f"2. {'я' * 300}", ["client.ru.md:29: how #2: has 320 characters: shorten it to 300"]),
        ("---\n\n# Что это", "---\nВступление.\n# Что это", [
            "client.ru.md:12: stands under no heading: move it below one",
        ]),
        ("minutes: 5", "minutes: 5\ntask: Сделайте", [
            "client.ru.md:5: task: stands in the front matter: move it below, under # Задание",
        ]),
    ],
)  # fmt: skip
def test_a_mistake_in_the_text(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    assert old in RU
    assert mistakes_of(write(tmp_path, ru=RU.replace(old, new))) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "client.ru.md:1: must begin with a line --- and the front matter"),
        ("title: Клиент\n---\n", "client.ru.md:1: must begin with a line --- and the front matter"),
        ("---\ntitle: Клиент\n", "client.ru.md:1: the front matter has no end: add a line --- below it"),
        (
            RU.replace("Кто клиент", "Кружок: кто клиент"),
            "client.ru.md:5: is no YAML here: a colon and a space stand inside a value, put the value in quotes",
        ),
    ],
)
def test_a_file_of_another_shape(tmp_path: Path, content: str, expected: str) -> None:
    assert mistakes_of(write(tmp_path, ru=content)) == [expected]


def test_a_front_matter_without_keys_lacks_them_all(tmp_path: Path) -> None:
    found = mistakes_of(write(tmp_path, ru="---\n- a\n---\n" + RU.split("---\n")[2]))
    assert "client.ru.md:2: title: is missing: add it" in found


def test_windows_line_ends_and_the_mark_of_notepad_are_read(tmp_path: Path) -> None:
    (write(tmp_path) / "client.ru.md").write_bytes(RU.replace("\n", "\r\n").encode("utf-8-sig"))
    assert load_catalog(tmp_path).lessons["client"].in_("ru").title == "Клиент"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("minutes: 5", "minutes: 6", "client.en.md:3: minutes: 6 here, 5 in client.ru.md: make them the same"),
        ("right: 4", "right: 3", "client.en.md:6: right: 3 here, 4 in client.ru.md: make them the same"),
        ("3. Choose", "3. Look.\n4. Choose", "client.en.md:24: how: 4 here, 3 in client.ru.md: make them the same"),
        (
            "licence: CC0 1.0}",
            "licence: CC0 1.0}\n  - {name: Book, licence: MIT}",
            "client.en.md:8: sources: 2 here, 1 in client.ru.md: make them the same",
        ),
    ],
)
def test_a_lesson_is_the_same_in_every_language(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert mistakes_of(write(tmp_path, en=EN.replace(old, new))) == [expected]


def test_a_lesson_in_one_language_only_is_a_mistake(tmp_path: Path) -> None:
    (write(tmp_path) / "client.en.md").unlink()
    expected = ["courses.yaml:1: terms #1: the lesson client has no file client.en.md: write it"]
    assert mistakes_of(tmp_path) == expected


def test_a_file_that_is_listed_nowhere_is_a_mistake(tmp_path: Path) -> None:
    (write(tmp_path) / "cleint.ru.md").write_text(RU, encoding="utf-8")
    (complaint,) = mistakes_of(tmp_path)
    assert complaint == (
        "cleint.ru.md:1: is no lesson of courses.yaml: list its code there, or correct the file's name"
    )


def test_mistakes_of_all_files_come_together(tmp_path: Path) -> None:
    write(tmp_path, ru=RU.replace("minutes: 5", "minutes: 50"), en=EN.replace("right: 4", "right: 9"))
    assert mistakes_of(tmp_path) == [
        "client.en.md:6: right: is 9: count the options from 1 to 4",
        "client.ru.md:4: minutes: is 50: a task takes 5 to 10 minutes",
    ]


def test_a_folder_without_courses_is_a_mistake(tmp_path: Path) -> None:
    assert mistakes_of(tmp_path) == ["courses.yaml:1: can't be read: No such file or directory"]


def test_the_place_of_every_part_is_known(tmp_path: Path) -> None:
    document = read_catalog(write(tmp_path)).texts["client", "ru"].document
    places = {("title",): 2, ("sources", 0, "name"): 10, ("what",): 13, ("how", 1): 29, ("mistake",): 37}
    assert {path: document.located.line_of(path) for path in places} == places


@given(st.text(alphabet="#-1.) аЯ\n", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    lines = [Line(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    found = read_sections(lines, "ru")
    assert set(found.values) <= set(HEADINGS["ru"].values())
    assert all(1 <= line <= len(text.splitlines()) for line, _ in found.complaints)


@given(st.text(max_size=200))
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any.ru.md"
    file.write_text(f"---\n{text}\n---\n{text}", encoding="utf-8", errors="replace")
    with pytest.raises(FileMistakes):
        read_lesson_file(file, "ru")
