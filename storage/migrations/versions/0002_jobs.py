"""Requests that take longer than a tap may."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", row_id, nullable=False),
        sa.Column("person_id", row_id, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("payload", json, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_jobs_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("person_id", "digest", name=op.f("uq_jobs_person_id_digest")),
    )
    op.create_index(op.f("ix_jobs_leased_until"), "jobs", ["leased_until"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_jobs_leased_until"), table_name="jobs")
    op.drop_table("jobs")
