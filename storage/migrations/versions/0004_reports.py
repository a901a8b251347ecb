"""Comments that coordinators read and hide, digests, and changes told to citizens."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "comment_views",
        sa.Column("id", row_id, nullable=False),
        sa.Column("person_id", row_id, nullable=False),
        sa.Column("asked", json, nullable=False),
        sa.Column("used_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_comment_views_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_views")),
    )
    op.create_index("ix_comment_views_person_id", "comment_views", ["person_id"], unique=False)
    op.create_index(op.f("ix_comment_views_used_at"), "comment_views", ["used_at"], unique=False)
    op.create_table(
        "digests",
        sa.Column("person_id", row_id, nullable=False),
        sa.Column("frequency", sa.String(length=8), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=False),
        sa.Column("alerts", sa.Boolean(), nullable=False),
        sa.Column("due_at", moment, nullable=True),
        sa.Column("alerts_due_at", moment, nullable=False),
        sa.CheckConstraint("frequency IN ('never', 'weekly', 'monthly')", name=op.f("ck_digests_frequency")),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_digests_hour")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_digests_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_digests")),
    )
    op.create_index(op.f("ix_digests_alerts_due_at"), "digests", ["alerts_due_at"], unique=False)
    op.create_index(op.f("ix_digests_due_at"), "digests", ["due_at"], unique=False)
    op.create_table(
        "changes",
        sa.Column("id", row_id, nullable=False),
        sa.Column("unit_id", row_id, nullable=True),
        sa.Column("touchpoint_id", row_id, nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("texts", json, nullable=False),
        sa.Column("changed_in", sa.Date(), nullable=False),
        sa.Column("survey", sa.String(length=32), nullable=True),
        sa.Column("question", sa.String(length=24), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("author_id", row_id, nullable=True),
        sa.CheckConstraint("state IN ('draft', 'published', 'withdrawn')", name=op.f("ck_changes_state")),
        sa.CheckConstraint("(survey IS NULL) = (question IS NULL)", name=op.f("ck_changes_whole_question")),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_changes_author_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["survey"], ["surveys.code"], name=op.f("fk_changes_survey")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoints.id"], name=op.f("fk_changes_touchpoint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_changes_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index("ix_changes_state_published_on", "changes", ["state", "published_on"], unique=False)
    op.create_table(
        "comment_hidings",
        sa.Column("id", row_id, nullable=False),
        sa.Column("response_id", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("hidden_by", row_id, nullable=True),
        sa.Column("hidden_at", moment, nullable=False),
        sa.Column("shown_by", row_id, nullable=True),
        sa.Column("shown_at", moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["hidden_by"], ["people.id"], name=op.f("fk_comment_hidings_hidden_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name=op.f("fk_comment_hidings_response_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["shown_by"], ["people.id"], name=op.f("fk_comment_hidings_shown_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_hidings")),
    )
    op.create_index(
        "uq_comment_hidings_hidden",
        "comment_hidings",
        ["response_id", "question"],
        unique=True,
        sqlite_where=sa.text("shown_at IS NULL"),
        postgresql_where=sa.text("shown_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("uq_comment_hidings_hidden", table_name="comment_hidings")
    op.drop_table("comment_hidings")
    op.drop_index("ix_changes_state_published_on", table_name="changes")
    op.drop_table("changes")
    op.drop_index(op.f("ix_digests_due_at"), table_name="digests")
    op.drop_index(op.f("ix_digests_alerts_due_at"), table_name="digests")
    op.drop_table("digests")
    op.drop_index(op.f("ix_comment_views_used_at"), table_name="comment_views")
    op.drop_index("ix_comment_views_person_id", table_name="comment_views")
    op.drop_table("comment_views")
