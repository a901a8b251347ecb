"""Start links: https://core.telegram.org/bots/features#deep-linking."""

# p_<code of a touchpoint>, i_<token of an invitation>, r_<token of a role>.
TOUCHPOINT_LINK = "p_"
INVITATION_LINK = "i_"
ROLE_LINK = "r_"


def role_link(bot_name: str, token: str) -> str:
    """The link that gives a role."""
    return f"https://t.me/{bot_name}?start={ROLE_LINK}{token}"
