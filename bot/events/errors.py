"""What an event's sender did wrong, as an answer in JSON."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from aiohttp import web

Problems = Sequence[Mapping[str, str]]


class ApiError(Exception):
    """A request that is not taken: a code for the program, a message for the person who mends it."""

    def __init__(self, status: HTTPStatus, code: str, message: str, problems: Problems = ()) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.problems = problems

    def response(self) -> web.Response:
        """The answer."""
        body = {
            "error": self.code,
            "message": str(self),
            **({"problems": list(self.problems)} if self.problems else {}),
        }
        return web.json_response(body, status=self.status)
