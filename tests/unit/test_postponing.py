"""Postponing aiogram's models changes when they are built, and nothing else."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

POSTPONED = """
from bot.postponing import postponing
with postponing():
    import aiogram
"""
# The fields of every model; the whole schema of what holds nearly all that Telegram sends, and of some that bots send.
DESCRIBED = """
import re, warnings
from pydantic import BaseModel
from aiogram import methods, types
warnings.simplefilter("ignore")
for module in (types, methods):
    for model in (getattr(module, name) for name in module.__all__):
        if isinstance(model, type) and issubclass(model, BaseModel):
            model.model_rebuild()
            assert model.__pydantic_complete__, model
            print(model.__name__, re.sub("0x[0-9a-f]+", "", repr(model.model_fields)))
for model in (types.Update, types.ChatFullInfo, types.ReplyKeyboardMarkup, methods.SetMyCommands):
    print(model.model_json_schema())
"""


def started(program: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def said(program: str) -> str:
    process = started(program)
    text, _ = process.communicate()
    assert process.returncode == 0
    return text


def test_every_model_is_built_as_aiogram_builds_it() -> None:
    postponed, usual = started(POSTPONED + DESCRIBED), started(DESCRIBED)
    (first, _), (second, _) = postponed.communicate(), usual.communicate()
    assert postponed.returncode == usual.returncode == 0
    assert len(second.splitlines()) > 500
    assert first == second


def test_the_bot_builds_what_it_uses() -> None:
    built = said(
        "from bot.postponing import postponing\n"
        "with postponing():\n"
        "    import bot.commands.run\n"
        "from aiogram.methods.base import Response\n"
        "from aiogram.types import ChatFullInfo, Message, Update\n"
        "print(Message.__pydantic_complete__, ChatFullInfo.__pydantic_complete__)\n"
        "Update(update_id=1)\n"
        "Response[Message](ok=True)\n"
        "print(Update.__pydantic_complete__, ChatFullInfo.__pydantic_complete__)\n"
    )
    assert built.split() == ["False", "False", "True", "False"]


def test_aiogram_imported_before_is_left_as_it_is() -> None:
    kept = said(
        "from aiogram.types import ChatFullInfo, TelegramObject\n"
        "from pydantic import BaseModel\n"
        "from bot.postponing import postponing\n"
        "before = BaseModel.model_rebuild\n"
        "with postponing():\n"
        "    import bot.commands.run\n"
        "print(ChatFullInfo.__pydantic_complete__, BaseModel.model_rebuild == before)\n"
        "print('model_rebuild' in vars(TelegramObject))\n"
    )
    assert kept.split() == ["True", "True", "False"]
