"""The page of the documentation names what the code can do, no more and no less."""

import re

from bot.sandbox.control.routes import control_routes
from bot.sandbox.methods.registry import METHODS
from tests.acceptance.processes import ROOT

PAGE = (ROOT / "docs/tasks/sandbox.md").read_text()


def test_every_method_is_documented() -> None:
    table = PAGE[PAGE.index("| methods |") : PAGE.index("Strict as Telegram")]
    documented = sorted(re.findall(r"`(\w+)`", table))
    assert documented == sorted(model.__api_method__ for model, _ in METHODS.values())


def test_every_route_is_documented() -> None:
    paths = {str(getattr(route, "path", "")) for route in control_routes()}
    named = {re.sub(r"\{\w+(:\\d\{1,15\})?\}", "<id>", path) for path in paths if path.startswith("/sandbox")}
    text = PAGE.replace("…/people", "/sandbox/people").replace("`…/unblock`", "`/sandbox/people/<id>/unblock`")
    text = text.replace("<file_id>", "<id>")
    assert sorted(path for path in named if not re.search(rf"{re.escape(path)}[`\s]", text)) == []
