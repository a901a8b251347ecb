"""Courses of lessons: enrollments, daily messages, checks, reviews, practice, suggestions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"

row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "enrollments",
        sa.Column("id", row_id, nullable=False),
        sa.Column("person_id", row_id, nullable=False),
        sa.Column("unit_id", row_id, nullable=False),
        sa.Column("shown_name", sa.String(length=64), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("course", sa.String(length=24), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("days_off", sa.String(length=7), nullable=False),
        sa.Column("next_due_at", moment, nullable=True),
        sa.Column("ignored", sa.SmallInteger(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("expects", sa.String(length=48), nullable=True),
        sa.Column("expects_until", moment, nullable=True),
        sa.CheckConstraint("state IN ('joining', 'active', 'paused', 'finished')", name=op.f("ck_enrollments_state")),
        sa.CheckConstraint("hour BETWEEN 9 AND 18", name=op.f("ck_enrollments_hour")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_enrollments_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_enrollments_unit_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrollments")),
        sa.UniqueConstraint("person_id", name=op.f("uq_enrollments_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_enrollments_next_due_at",
        "enrollments",
        ["next_due_at"],
        unique=False,
        sqlite_where=sa.text("next_due_at IS NOT NULL"),
        postgresql_where=sa.text("next_due_at IS NOT NULL"),
    )
    op.create_index("ix_enrollments_unit_id", "enrollments", ["unit_id"], unique=False)
    op.create_table(
        "lesson_suggestions",
        sa.Column("id", row_id, nullable=False),
        sa.Column("unit_id", row_id, nullable=False),
        sa.Column("lessons", json, nullable=False),
        sa.Column("why", json, nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_lesson_suggestions_unit_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_suggestions")),
        sa.UniqueConstraint("unit_id", "from_date", name=op.f("uq_lesson_suggestions_unit_id_from_date")),
    )
    op.create_table(
        "staff_invitations",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("unit_id", row_id, nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_staff_invitations_unit_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_invitations")),
    )
    op.create_table(
        "absences",
        sa.Column("enrollment_id", row_id, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollments.id"], name=op.f("fk_absences_enrollment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enrollment_id", "first_day", name=op.f("pk_absences")),
    )
    op.create_table(
        "bookmarks",
        sa.Column("enrollment_id", row_id, nullable=False),
        sa.Column("lesson", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollments.id"], name=op.f("fk_bookmarks_enrollment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enrollment_id", "lesson", name=op.f("pk_bookmarks")),
    )
    op.create_table(
        "checks",
        sa.Column("id", row_id, nullable=False),
        sa.Column("enrollment_id", row_id, nullable=False),
        sa.Column("lesson", sa.String(length=24), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_number", sa.Integer(), nullable=True),
        sa.Column("option", sa.SmallInteger(), nullable=True),
        sa.Column("is_right", sa.Boolean(), nullable=True),
        sa.CheckConstraint("kind IN ('first', 'review')", name=op.f("ck_checks_kind")),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollments.id"], name=op.f("fk_checks_enrollment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checks")),
        sa.UniqueConstraint(
            "enrollment_id", "lesson", "local_date", "kind", name=op.f("uq_checks_enrollment_id_lesson_local_date_kind")
        ),
        sa.UniqueConstraint("answer_number", name=op.f("uq_checks_answer_number")),
    )
    op.create_index("ix_checks_lesson_answer_number", "checks", ["lesson", "answer_number"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("id", row_id, nullable=False),
        sa.Column("enrollment_id", row_id, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("content", sa.String(length=24), nullable=False),
        sa.Column("reacted_on", sa.Date(), nullable=True),
        sa.Column("remind_at", moment, nullable=True),
        sa.Column("until", moment, nullable=False),
        sa.Column("suggestion_id", row_id, nullable=True),
        sa.CheckConstraint("kind IN ('slot', 'reminder')", name=op.f("ck_deliveries_kind")),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollments.id"], name=op.f("fk_deliveries_enrollment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["lesson_suggestions.id"], name=op.f("fk_deliveries_suggestion_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "enrollment_id", "local_date", "kind", name=op.f("uq_deliveries_enrollment_id_local_date_kind")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_deliveries_remind_at",
        "deliveries",
        ["remind_at"],
        unique=False,
        sqlite_where=sa.text("remind_at IS NOT NULL"),
        postgresql_where=sa.text("remind_at IS NOT NULL"),
    )
    op.create_index("ix_deliveries_suggestion_id", "deliveries", ["suggestion_id"], unique=False)
    op.create_table(
        "lesson_feedback",
        sa.Column("id", row_id, nullable=False),
        sa.Column("enrollment_id", row_id, nullable=False),
        sa.Column("lesson", sa.String(length=24), nullable=False),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollments.id"], name=op.f("fk_lesson_feedback_enrollment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_feedback")),
        sa.UniqueConstraint("enrollment_id", "lesson", name=op.f("uq_lesson_feedback_enrollment_id_lesson")),
    )
    op.create_table(
        "plans",
        sa.Column("id", row_id, nullable=False),
        sa.Column("enrollment_id", row_id, nullable=False),
        sa.Column("lesson", sa.String(length=24), nullable=False),
        sa.Column("echo_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollments.id"], name=op.f("fk_plans_enrollment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("enrollment_id", "lesson", "echo_at", name=op.f("uq_plans_enrollment_id_lesson_echo_at")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "practice_reports",
        sa.Column("id", row_id, nullable=False),
        sa.Column("enrollment_id", row_id, nullable=False),
        sa.Column("lesson", sa.String(length=24), nullable=True),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("line", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollments.id"], name=op.f("fk_practice_reports_enrollment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_reports")),
        sa.UniqueConstraint(
            "enrollment_id", "lesson", "local_date", name=op.f("uq_practice_reports_enrollment_id_lesson_local_date")
        ),
    )
    op.create_index("ix_practice_reports_lesson", "practice_reports", ["lesson"], unique=False)
    op.create_table(
        "review_cards",
        sa.Column("enrollment_id", row_id, nullable=False),
        sa.Column("lesson", sa.String(length=24), nullable=False),
        sa.Column("card", json, nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollments.id"], name=op.f("fk_review_cards_enrollment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enrollment_id", "lesson", name=op.f("pk_review_cards")),
    )
    op.add_column("units", sa.Column("timezone", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("units", "timezone")
    op.drop_table("review_cards")
    op.drop_index("ix_practice_reports_lesson", table_name="practice_reports")
    op.drop_table("practice_reports")
    op.drop_table("plans")
    op.drop_table("lesson_feedback")
    op.drop_index("ix_deliveries_suggestion_id", table_name="deliveries")
    op.drop_index(
        "ix_deliveries_remind_at",
        table_name="deliveries",
        sqlite_where=sa.text("remind_at IS NOT NULL"),
        postgresql_where=sa.text("remind_at IS NOT NULL"),
    )
    op.drop_table("deliveries")
    op.drop_index("ix_checks_lesson_answer_number", table_name="checks")
    op.drop_table("checks")
    op.drop_table("bookmarks")
    op.drop_table("absences")
    op.drop_table("staff_invitations")
    op.drop_table("lesson_suggestions")
    op.drop_index("ix_enrollments_unit_id", table_name="enrollments")
    op.drop_index(
        "ix_enrollments_next_due_at",
        table_name="enrollments",
        sqlite_where=sa.text("next_due_at IS NOT NULL"),
        postgresql_where=sa.text("next_due_at IS NOT NULL"),
    )
    op.drop_table("enrollments")
