"""Service events, invitations, contacts, integrity marks, and service points that are kept in the chat."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
moment = sa.DateTime(timezone=True)

LIVE = "state IN ('waiting', 'invited', 'started')"
STATES = (
    "state IN ('waiting', 'invited', 'started', 'not_asked', 'undelivered', 'declined', 'silent', 'partial', "
    "'complete')"
)


def upgrade() -> None:
    op.create_table(
        "contact_rules",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rules", json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_rules")),
    )
    op.create_table(
        "event_sources",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_event_sources")),
    )
    op.create_table(
        "contacts",
        sa.Column("person_id", row_id, nullable=False),
        sa.Column("survey", sa.String(length=32), nullable=False),
        sa.Column("reaction", sa.String(length=16), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_contacts_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["survey"], ["surveys.code"], name=op.f("fk_contacts_survey")),
        sa.PrimaryKeyConstraint("person_id", "survey", name=op.f("pk_contacts")),
    )
    op.create_table(
        "events",
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.Column("link_expires_at", moment, nullable=True),
        sa.Column("received_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["source"], ["event_sources.code"], name=op.f("fk_events_source")),
        sa.PrimaryKeyConstraint("source", "tag", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_received_at"), "events", ["received_at"], unique=False)
    op.create_table(
        "opt_outs",
        sa.Column("person_id", row_id, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_opt_outs_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_opt_outs")),
    )
    op.create_table(
        "completions",
        sa.Column("response_id", sa.BigInteger(), nullable=False),
        sa.Column("touchpoint_id", row_id, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("slice", sa.Integer(), nullable=False),
        sa.Column("hasty", sa.Boolean(), nullable=False),
        sa.Column("repeated", sa.Boolean(), nullable=False),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name=op.f("fk_completions_response_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["touchpoint_id"], ["touchpoints.id"], name=op.f("fk_completions_touchpoint_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_completions")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_completions_touchpoint_id_local_date_slice",
        "completions",
        ["touchpoint_id", "local_date", "slice"],
        unique=False,
    )
    op.create_index(
        "ix_completions_unchecked",
        "completions",
        ["response_id"],
        unique=False,
        sqlite_where=sa.text("NOT checked"),
        postgresql_where=sa.text("NOT checked"),
    )
    op.create_table(
        "integrity_marks",
        sa.Column("response_id", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name=op.f("fk_integrity_marks_response_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("response_id", "mark", name=op.f("pk_integrity_marks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invitations",
        sa.Column("id", row_id, nullable=False),
        sa.Column("touchpoint_id", row_id, nullable=False),
        sa.Column("unit_id", row_id, nullable=False),
        sa.Column("survey", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("person_id", row_id, nullable=True),
        sa.Column("response_id", sa.BigInteger(), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("expires_at", moment, nullable=True),
        sa.CheckConstraint(
            f"{LIVE} OR (person_id IS NULL AND response_id IS NULL AND token_hash IS NULL AND expires_at IS NULL)",
            name=op.f("ck_invitations_link_only_while_live"),
        ),
        sa.CheckConstraint(STATES, name=op.f("ck_invitations_state")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_invitations_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name=op.f("fk_invitations_response_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["survey"], ["surveys.code"], name=op.f("fk_invitations_survey")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoints.id"], name=op.f("fk_invitations_touchpoint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_invitations_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    op.create_index(
        "ix_invitations_expires_at",
        "invitations",
        ["expires_at"],
        unique=False,
        sqlite_where=sa.text(LIVE),
        postgresql_where=sa.text(LIVE),
    )
    op.create_index(op.f("ix_invitations_response_id"), "invitations", ["response_id"], unique=False)
    op.create_index("ix_invitations_person_id", "invitations", ["person_id"], unique=False)
    op.create_index(
        "ix_invitations_of_touchpoint",
        "invitations",
        ["touchpoint_id", "local_date", "state", "reason"],
        unique=False,
    )
    op.create_index(
        "ix_invitations_of_day",
        "invitations",
        ["local_date", "touchpoint_id", "unit_id", "survey", "state"],
        unique=False,
    )
    op.create_table(
        "response_rates",
        sa.Column("touchpoint_id", row_id, autoincrement=False, nullable=False),
        sa.Column("unit_id", row_id, autoincrement=False, nullable=False),
        sa.Column("survey", sa.String(length=32), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("delivered", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Integer(), nullable=False),
        sa.CheckConstraint("complete <= delivered", name=op.f("ck_response_rates_complete")),
        sa.ForeignKeyConstraint(["survey"], ["surveys.code"], name=op.f("fk_response_rates_survey")),
        sa.PrimaryKeyConstraint("touchpoint_id", "unit_id", "survey", "month", name=op.f("pk_response_rates")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rated_months",
        sa.Column("month", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_rated_months")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "frozen_counts",
        sa.Column("touchpoint_id", row_id, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("counts", json, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["touchpoint_id"], ["touchpoints.id"], name=op.f("fk_frozen_counts_touchpoint_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("touchpoint_id", "kind", name=op.f("pk_frozen_counts")),
    )
    op.add_column("responses", sa.Column("opened_at", moment, nullable=True))
    op.add_column("touchpoints", sa.Column("kept_in_chat", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("touchpoints", "kept_in_chat")
    op.drop_column("responses", "opened_at")
    op.drop_table("frozen_counts")
    op.drop_table("rated_months")
    op.drop_table("response_rates")
    op.drop_index("ix_invitations_of_day", table_name="invitations")
    op.drop_index("ix_invitations_of_touchpoint", table_name="invitations")
    op.drop_index(op.f("ix_invitations_response_id"), table_name="invitations")
    op.drop_index("ix_invitations_person_id", table_name="invitations")
    op.drop_index(
        "ix_invitations_expires_at",
        table_name="invitations",
        sqlite_where=sa.text(LIVE),
        postgresql_where=sa.text(LIVE),
    )
    op.drop_table("invitations")
    op.drop_table("integrity_marks")
    op.drop_index(
        "ix_completions_unchecked",
        table_name="completions",
        sqlite_where=sa.text("NOT checked"),
        postgresql_where=sa.text("NOT checked"),
    )
    op.drop_index("ix_completions_touchpoint_id_local_date_slice", table_name="completions")
    op.drop_table("completions")
    op.drop_table("opt_outs")
    op.drop_index(op.f("ix_events_received_at"), table_name="events")
    op.drop_table("events")
    op.drop_table("contacts")
    op.drop_table("event_sources")
    op.drop_table("contact_rules")
