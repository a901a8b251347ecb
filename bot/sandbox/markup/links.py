"""Addresses of links, as TDLib checks and completes them."""

from bot.sandbox.addresses import split

SCHEMES = ("http", "https", "tg", "ton", "tonsite")


def checked_link(url: str) -> str:
    """The address of a link; empty when it is none, or a person, whom the sandbox does not mention."""
    parts = split(url.strip() if "://" in url else f"http://{url.strip()}")
    if parts.scheme.lower() not in SCHEMES or not parts.netloc or " " in parts.netloc:
        return ""
    if parts.scheme in {"tg", "ton"}:
        return "" if parts.netloc == "user" else url
    if "." not in parts.netloc and parts.hostname != "localhost":
        return ""
    return parts._replace(path=parts.path or "/").geturl()
