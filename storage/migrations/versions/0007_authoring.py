"""Drafts of surveys, cases, audit, prompts, retention, easy reading."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"

row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
moment = sa.DateTime(timezone=True)

NEW_COLUMNS = (
    ("organisations", "approval", sa.Boolean()),
    ("organisations", "retention", json),
    ("outbox", "sealed", sa.Boolean()),
    ("people", "easy_reading", sa.Boolean()),
    ("people", "seen_week", sa.Date()),
    ("surveys", "file_digest", sa.String(length=64)),
    ("touchpoints", "file_survey", sa.String(length=32)),
)
# Until now every version and every assignment came from a file.
FROM_FILES = (
    """
    UPDATE surveys SET file_digest = (
        SELECT digest FROM survey_versions WHERE survey = surveys.code ORDER BY version DESC LIMIT 1
    )
    """,
    "UPDATE touchpoints SET file_survey = survey",
)


def upgrade() -> None:
    for table, name, kind in NEW_COLUMNS:
        is_flag = isinstance(kind, sa.Boolean)
        default = sa.false() if is_flag else None
        op.add_column(table, sa.Column(name, kind, nullable=not is_flag, server_default=default))
    for statement in FROM_FILES:
        op.execute(statement)
    op.create_table(
        "survey_drafts",
        sa.Column("id", row_id, nullable=False),
        sa.Column("survey", sa.String(length=32), nullable=False),
        sa.Column("base_version_id", row_id, nullable=False),
        sa.Column("definition", json, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("proposed_by", row_id, nullable=True),
        sa.ForeignKeyConstraint(
            ["base_version_id"], ["survey_versions.id"], name=op.f("fk_survey_drafts_base_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["people.id"], name=op.f("fk_survey_drafts_proposed_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["survey"], ["surveys.code"], name=op.f("fk_survey_drafts_survey")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_drafts")),
        sa.UniqueConstraint("survey", name=op.f("uq_survey_drafts_survey")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("touchpoint_id", row_id, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'answered', 'closed')", name=op.f("ck_cases_state")),
        sa.CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name=op.f("ck_cases_closed_on")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoints.id"], name=op.f("fk_cases_touchpoint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_cases_state_opened_on", "cases", ["state", "opened_on"], unique=False)
    op.create_table(
        "case_messages",
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("author", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("author IN ('citizen', 'coordinator')", name=op.f("ck_case_messages_author")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_messages_case_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_case_messages")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_seals",
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", row_id, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_seals_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_case_seals_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_seals")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_seals_person_id", "case_seals", ["person_id"], unique=False)
    op.create_table(
        "case_offers",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("response_id", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name=op.f("fk_case_offers_response_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_case_offers")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_offers_response_id", "case_offers", ["response_id"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", row_id, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("actor_id", row_id, nullable=True),
        sa.Column("actor_role", sa.String(length=16), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("subject", json, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name=op.f("fk_audit_actor_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"], unique=False)
    op.create_index(op.f("ix_audit_actor_id"), "audit", ["actor_id"], unique=False)
    op.create_table(
        "prompts",
        sa.Column("person_id", row_id, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("payload", json, nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_prompts_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_prompts")),
    )
    op.create_table(
        "nightly_runs",
        sa.Column("duty", sa.String(length=32), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("duty", name=op.f("pk_nightly_runs")),
    )


def downgrade() -> None:
    for table in ("nightly_runs", "prompts", "audit", "case_offers", "case_seals", "case_messages", "cases"):
        op.drop_table(table)
    op.drop_table("survey_drafts")
    for table, name, _ in reversed(NEW_COLUMNS):
        op.drop_column(table, name)
