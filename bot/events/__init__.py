"""The door for other systems of the organisation: they report service events, the bot invites."""
