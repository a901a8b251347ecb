"""Refusals in the words and with the codes of the Bot API."""


class Refusal(Exception):
    """An answer with ok = false."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad_request(description: str) -> Refusal:
    """400, which is our bug or a race with the person."""
    return Refusal(400, f"Bad Request: {description}")


def too_many_requests(seconds: int) -> Refusal:
    """429: nothing goes through until so many seconds are over."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", seconds)
