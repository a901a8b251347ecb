"""A catalog of one lesson, to spoil in tests: line numbers of its files are part of the tests."""

from pathlib import Path

import pytest

from lessons.catalog_files import read_catalog
from storage.documents.reading import FileMistakes

RU = """\
---
title: Клиент
aliases: [заявитель]
minutes: 5
question: Кто клиент кружка?
options: [Родитель, Ребёнок, Педагог, Все трое]
right: 4
explanation: Результат ценен для каждого.
sources:
  - {name: Навигатор, licence: CC0 1.0}
---

# Что это

Любой, для кого результат
имеет ценность.

# Зачем

Чтобы знать, что улучшать.

# Когда

Прежде чем менять порядок.

# Как

1. Назовите результат.
2. Спросите, кто им
   пользуется.
3. Выберите одного.

# Задание

Допишите фразу.

# Частая ошибка

Видеть только заявителей.
"""
EN = """\
---
title: Client
minutes: 5
question: Who is the client of the club?
options: [The parent, The child, The teacher, All three]
right: 4
explanation: The result matters to each of them.
sources:
  - {name: Navigator, licence: CC0 1.0}
---

# What it is

Anyone to whom the result is of value.

# Why

To know what to improve.

# When

Before you change a rule.

# How

1. Name the result.
2. Ask who uses it.
3. Choose one.

# Task

Complete the sentence.

# Common mistake

Seeing applicants only.
"""
PLAN = """\
terms: [client]
courses:
  short:
    name: {ru: Короткий, en: Short}
    weeks:
      - [client, practice]
      - [final]
remedies:
  - {driver: ease, lesson: client}
"""


def write(folder: Path, *, ru: str = RU, en: str = EN, plan: str = PLAN) -> Path:
    """The folder with the three files of the catalog."""
    for name, content in (("client.ru.md", ru), ("client.en.md", en), ("courses.yaml", plan)):
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def mistakes_of(folder: Path) -> list[str]:
    """What a start of the bot says about the folder."""
    with pytest.raises(FileMistakes) as caught:
        read_catalog(folder)
    return [f"{Path(each.file).name}:{each.line}: {each.message}" for each in caught.value.mistakes]
