"""What is remembered of contacts, so that nobody is asked too often, and the rules of asking.

Contacts know the week of a reaction, never its day.
"""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table

from storage.tables.base import metadata
from storage.types import Json

contacts = Table(
    "contacts",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("survey", ForeignKey("surveys.code"), primary_key=True),
    # closed, refused, abandoned or completed
    Column("reaction", String(16), nullable=False),
    # The Monday after the reaction.
    Column("week", Date, nullable=False),
)

opt_outs = Table(
    "opt_outs",
    metadata,
    # Whoever said "do not ask again". /stop is more: it ends everything the bot says first.
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
)

contact_rules = Table(
    "contact_rules",
    metadata,
    # One row: id 1. No row means the defaults.
    Column("id", Integer, primary_key=True, autoincrement=False),
    # As surveys.contact_rules.ContactRules dumps it.
    Column("rules", Json, nullable=False),
)
