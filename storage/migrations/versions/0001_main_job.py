"""Organisation, people, surveys, responses, intake and outbox."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
moment = sa.DateTime(timezone=True)

REFUSAL = "a published survey version never changes: publish the next one"
SQLITE_TRIGGER = """
CREATE TRIGGER survey_versions_keep_{event} BEFORE {event} ON survey_versions
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION survey_versions_keep() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER survey_versions_keep BEFORE UPDATE OR DELETE ON survey_versions
FOR EACH ROW EXECUTE FUNCTION survey_versions_keep()
"""


def upgrade() -> None:
    op.create_table(
        "day_keys",
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("local_date", name=op.f("pk_day_keys")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", json, nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
    )
    op.create_table(
        "people",
        sa.Column("id", row_id, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("language_chosen", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_people_chat_id")),
    )
    op.create_table(
        "processed_updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("received_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_processed_updates")),
    )
    op.create_index(op.f("ix_processed_updates_received_at"), "processed_updates", ["received_at"], unique=False)
    op.create_table(
        "answered_albums",
        sa.Column("media_group_id", sa.String(length=64), nullable=False),
        sa.Column("received_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("media_group_id", name=op.f("pk_answered_albums")),
    )
    op.create_index(op.f("ix_answered_albums_received_at"), "answered_albums", ["received_at"], unique=False)
    op.create_table(
        "set_aside_updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("error", sa.String(length=128), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("received_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_set_aside_updates")),
    )
    op.create_index(op.f("ix_set_aside_updates_chat_id"), "set_aside_updates", ["chat_id"], unique=False)
    op.create_index(op.f("ix_set_aside_updates_received_at"), "set_aside_updates", ["received_at"], unique=False)
    op.create_table(
        "surveys",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_surveys")),
    )
    op.create_table(
        "units",
        sa.Column("id", row_id, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", json, nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("code", name=op.f("uq_units_code")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", row_id, nullable=False),
        sa.Column("person_id", row_id, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("payload", json, nullable=False),
        sa.Column("dedupe_key", sa.String(length=128), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", moment, nullable=False),
        sa.Column("until", moment, nullable=True),
        sa.Column("leased_until", moment, nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'uncertain', 'undeliverable', 'cancelled')",
            name=op.f("ck_outbox_state"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_outbox_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_dedupe_key")),
    )
    op.create_index("ix_outbox_person_id", "outbox", ["person_id"], unique=False)
    op.create_index("ix_outbox_state_not_before", "outbox", ["state", "not_before"], unique=False)
    op.create_index("ix_outbox_state_until", "outbox", ["state", "until"], unique=False)
    op.create_table(
        "role_invitations",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("unit_id", row_id, nullable=True),
        sa.Column("expires_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_role_invitations_unit_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_role_invitations")),
    )
    op.create_table(
        "roles",
        sa.Column("id", row_id, nullable=False),
        sa.Column("person_id", row_id, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("unit_id", row_id, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_roles_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_roles_unit_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
    )
    op.create_index("ix_roles_person_id", "roles", ["person_id"], unique=False)
    op.create_table(
        "survey_versions",
        sa.Column("id", row_id, nullable=False),
        sa.Column("survey", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("definition", json, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["survey"], ["surveys.code"], name=op.f("fk_survey_versions_survey")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_versions")),
        sa.UniqueConstraint("survey", "version", name=op.f("uq_survey_versions_survey_version")),
    )
    op.create_table(
        "touchpoints",
        sa.Column("id", row_id, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("unit_id", row_id, nullable=False),
        sa.Column("service", json, nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("survey", sa.String(length=32), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["survey"], ["surveys.code"], name=op.f("fk_touchpoints_survey")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_touchpoints_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touchpoints")),
        sa.UniqueConstraint("code", name=op.f("uq_touchpoints_code")),
    )
    op.create_index("ix_touchpoints_unit_id", "touchpoints", ["unit_id"], unique=False)
    op.create_table(
        "responses",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("survey_version_id", row_id, nullable=False),
        sa.Column("touchpoint_id", row_id, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("person_id", row_id, nullable=True),
        sa.Column("position", sa.SmallInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("touched_at", moment, nullable=True),
        sa.Column("expires_at", moment, nullable=True),
        sa.Column("day_tag", sa.LargeBinary(length=32), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (person_id IS NOT NULL)", name=op.f("ck_responses_link_only_while_open")
        ),
        sa.CheckConstraint("state IN ('open', 'complete', 'partial')", name=op.f("ck_responses_state")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_responses_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["survey_version_id"], ["survey_versions.id"], name=op.f("fk_responses_survey_version_id")
        ),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoints.id"], name=op.f("fk_responses_touchpoint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responses")),
        sa.UniqueConstraint("day_tag", name=op.f("uq_responses_day_tag")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_responses_expires_at",
        "responses",
        ["expires_at"],
        unique=False,
        sqlite_where=sa.text("expires_at IS NOT NULL"),
        postgresql_where=sa.text("expires_at IS NOT NULL"),
    )
    op.create_index(
        "ix_responses_tagged",
        "responses",
        ["local_date"],
        unique=False,
        sqlite_where=sa.text("day_tag IS NOT NULL"),
        postgresql_where=sa.text("day_tag IS NOT NULL"),
    )
    op.create_index("ix_responses_touchpoint_id_local_date", "responses", ["touchpoint_id", "local_date"], unique=False)
    op.create_index(
        "uq_responses_open",
        "responses",
        ["person_id", "touchpoint_id"],
        unique=True,
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_table(
        "answers",
        sa.Column("response_id", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=True),
        sa.Column("options", json, nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('answered', 'skipped', 'not_applicable')", name=op.f("ck_answers_state")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name=op.f("fk_answers_response_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("response_id", "question", name=op.f("pk_answers")),
        sqlite_with_rowid=False,
    )
    make_survey_versions_immutable()


def make_survey_versions_immutable() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(POSTGRESQL_FUNCTION.format(refusal=REFUSAL))
        op.execute(POSTGRESQL_TRIGGER)
        return
    for event in ("UPDATE", "DELETE"):
        op.execute(SQLITE_TRIGGER.format(event=event, refusal=REFUSAL))


def downgrade() -> None:
    op.drop_table("answers")
    op.drop_index(
        "uq_responses_open",
        table_name="responses",
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.drop_index("ix_responses_touchpoint_id_local_date", table_name="responses")
    op.drop_index(
        "ix_responses_tagged",
        table_name="responses",
        sqlite_where=sa.text("day_tag IS NOT NULL"),
        postgresql_where=sa.text("day_tag IS NOT NULL"),
    )
    op.drop_index(
        "ix_responses_expires_at",
        table_name="responses",
        sqlite_where=sa.text("expires_at IS NOT NULL"),
        postgresql_where=sa.text("expires_at IS NOT NULL"),
    )
    op.drop_table("responses")
    op.drop_index("ix_touchpoints_unit_id", table_name="touchpoints")
    op.drop_table("touchpoints")
    op.drop_table("survey_versions")
    op.drop_index("ix_roles_person_id", table_name="roles")
    op.drop_table("roles")
    op.drop_table("role_invitations")
    op.drop_index("ix_outbox_state_until", table_name="outbox")
    op.drop_index("ix_outbox_state_not_before", table_name="outbox")
    op.drop_index("ix_outbox_person_id", table_name="outbox")
    op.drop_table("outbox")
    op.drop_table("units")
    op.drop_table("surveys")
    op.drop_index(op.f("ix_set_aside_updates_received_at"), table_name="set_aside_updates")
    op.drop_index(op.f("ix_set_aside_updates_chat_id"), table_name="set_aside_updates")
    op.drop_table("set_aside_updates")
    op.drop_index(op.f("ix_answered_albums_received_at"), table_name="answered_albums")
    op.drop_table("answered_albums")
    op.drop_index(op.f("ix_processed_updates_received_at"), table_name="processed_updates")
    op.drop_table("processed_updates")
    op.drop_table("people")
    op.drop_table("organisations")
    op.drop_table("day_keys")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION survey_versions_keep()")
