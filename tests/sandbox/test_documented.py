"""The page of the documentation names what the code can do, no more and no less."""

import re

from aiohttp import web

from bot.sandbox.control.routes import control_routes
from bot.sandbox.methods.registry import METHODS
from tests.acceptance.processes import ROOT

PAGE = (ROOT / "docs/tasks/sandbox.md").read_text()


def test_every_method_is_documented() -> None:
    table = PAGE[PAGE.index("| methods |") : PAGE.index("Strict as Telegram")]
    documented = sorted(re.findall(r"`(\w+)`", table))
    assert documented == sorted(model.__api_method__ for model, _ in METHODS.values())


def test_every_route_is_documented_and_every_documented_one_is_there() -> None:
    routes = {
        (route.method, re.sub(r"\{\w+(:\\d\{1,15\})?\}", "<id>", str(getattr(route, "path", ""))))
        for route in control_routes()
        if isinstance(route, web.RouteDef)
    }
    assert sorted(documented_routes()) == sorted(route for route in routes if route[1].startswith("/sandbox"))


def documented_routes() -> set[tuple[str, str]]:
    """What the tables name: `GET /sandbox/state`, `POST …/people/<id>/block`, and after a comma `…/unblock`."""
    found = set()
    for row in re.findall(r"^\| (`(?:GET|POST|DELETE) .*?) \|", PAGE, re.MULTILINE):
        for named in re.findall(r"`(.+?)`", row):
            verb, _, path = named.rpartition(" ")
            whole = path.replace("…/people", "/sandbox/people").replace("…/", "/sandbox/people/<id>/")
            found.add((verb or "POST", whole.replace("<file_id>", "<id>")))
    return found
