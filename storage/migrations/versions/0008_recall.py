"""Questions from memory go on after the course, unless the person wants none."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

enrollments = sa.table("enrollments", sa.column("state"), sa.column("next_due_at", sa.DateTime(timezone=True)))


def upgrade() -> None:
    op.add_column("enrollments", sa.Column("recalls", sa.Boolean(), nullable=False, server_default=sa.true()))
    # Those who have finished already have no moment at which to look for questions; the first one finds the right day.
    finished = sa.update(enrollments).where(enrollments.c.state == "finished")
    op.execute(finished.values(next_due_at=datetime.now(UTC)))


def downgrade() -> None:
    finished = sa.update(enrollments).where(enrollments.c.state == "finished")
    op.execute(finished.values(next_due_at=None))
    op.drop_column("enrollments", "recalls")
