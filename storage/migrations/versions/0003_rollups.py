"""Release groups, rollups and sums; the smallest group of the organisation.

Safe beside the release before: it leaves new responses waiting, and the heartbeat of this one groups them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITING = sa.text("group_id IS NULL AND held_by IS NULL AND withdrawn IS NULL AND state <> 'open'")
HAS_MARKS = sa.text("marked > 0")
HELD = sa.text("held_by IS NOT NULL")
LOOSE = sa.text("part <> 0")
LEFT_OUT = sa.text("withdrawn = 'excluded' AND group_id IS NULL")
COMMENTED = sa.text("comment IS NOT NULL")
OF_RESPONSES = ("group_id", "batch", "withdrawn", "held_by")


def upgrade() -> None:
    op.add_column("organisations", sa.Column("smallest_group", sa.Integer(), server_default="10", nullable=False))
    op.create_table(
        "release_groups",
        sa.Column("id", row_id, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("survey_version_id", row_id, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("unit_id", row_id),
        sa.Column("touchpoint_id", row_id),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("end_day", sa.Date(), nullable=False),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.Column("marked", sa.Integer(), nullable=False),
        sa.Column("batches", sa.Integer(), nullable=False),
        sa.Column("is_split", sa.Boolean(), nullable=False),
        sa.CheckConstraint("state IN ('complete', 'partial')", name=op.f("ck_release_groups_state")),
        sa.ForeignKeyConstraint(
            ["survey_version_id"], ["survey_versions.id"], name=op.f("fk_release_groups_survey_version_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_release_groups_unit_id")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoints.id"], name=op.f("fk_release_groups_touchpoint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_groups")),
        sa.UniqueConstraint("key", name=op.f("uq_release_groups_key")),
    )
    op.create_index("ix_release_groups_touchpoint_id_first_day", "release_groups", ["touchpoint_id", "first_day"])
    op.create_index("ix_release_groups_unit_id_first_day", "release_groups", ["unit_id", "first_day"])
    op.create_index(
        "ix_release_groups_marked",
        "release_groups",
        ["marked", "first_day", "end_day", "survey_version_id", "unit_id", "touchpoint_id"],
        sqlite_where=HAS_MARKS,
        postgresql_where=HAS_MARKS,
    )
    op.create_table(
        "rollups",
        sa.Column("group_id", row_id, nullable=False),
        sa.Column("question", sa.String(length=24), nullable=False),
        sa.Column("value", sa.String(length=24), nullable=False),
        sa.Column("verdict", sa.String(length=4), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["release_groups.id"], name=op.f("fk_rollups_group_id")),
        sa.PrimaryKeyConstraint("group_id", "question", "value", "verdict", name=op.f("pk_rollups")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "batch_counts",
        sa.Column("group_id", row_id, nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=4), nullable=False),
        sa.Column("option", sa.String(length=24), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["release_groups.id"], name=op.f("fk_batch_counts_group_id")),
        sa.PrimaryKeyConstraint("group_id", "batch", "verdict", "option", name=op.f("pk_batch_counts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sums",
        sa.Column("unit_id", row_id, autoincrement=False, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("end_day", sa.Date(), nullable=False),
        sa.Column("survey_version_id", row_id, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("part", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('complete', 'partial')", name=op.f("ck_sums_state")),
        sa.ForeignKeyConstraint(["survey_version_id"], ["survey_versions.id"], name=op.f("fk_sums_survey_version_id")),
        sa.PrimaryKeyConstraint(
            "unit_id", "first_day", "end_day", "survey_version_id", "state", "part", name=op.f("pk_sums")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sums_part", "sums", ["part"], sqlite_where=LOOSE, postgresql_where=LOOSE)
    op.create_table(
        "sum_cells",
        sa.Column("unit_id", row_id, autoincrement=False, nullable=False),
        sa.Column("survey_version_id", row_id, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("end_day", sa.Date(), nullable=False),
        sa.Column("question", sa.String(length=24), nullable=False),
        sa.Column("value", sa.String(length=24), nullable=False),
        sa.Column("verdict", sa.String(length=4), nullable=False),
        sa.Column("part", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_version_id"], ["survey_versions.id"], name=op.f("fk_sum_cells_survey_version_id")
        ),
        sa.PrimaryKeyConstraint(
            "unit_id",
            "survey_version_id",
            "first_day",
            "end_day",
            "question",
            "value",
            "verdict",
            "part",
            name=op.f("pk_sum_cells"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sum_cells_part", "sum_cells", ["part"], sqlite_where=LOOSE, postgresql_where=LOOSE)
    op.create_table(
        "left_out_counts",
        sa.Column("touchpoint_id", row_id, nullable=False),
        sa.Column("survey_version_id", row_id, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("end_day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoints.id"], name=op.f("fk_left_out_counts_touchpoint_id")),
        sa.ForeignKeyConstraint(
            ["survey_version_id"], ["survey_versions.id"], name=op.f("fk_left_out_counts_survey_version_id")
        ),
        sa.PrimaryKeyConstraint("touchpoint_id", "survey_version_id", "first_day", name=op.f("pk_left_out_counts")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_left_out_counts_count",
        "left_out_counts",
        ["count", "first_day", "end_day", "touchpoint_id", "survey_version_id"],
    )
    op.add_column("responses", sa.Column("group_id", row_id))
    op.add_column("responses", sa.Column("batch", sa.Integer()))
    op.add_column("responses", sa.Column("withdrawn", sa.String(length=16)))
    op.add_column("responses", sa.Column("held_by", row_id))
    op.create_index("ix_responses_group_id", "responses", ["group_id"])
    op.create_index("ix_responses_held_by", "responses", ["held_by"], sqlite_where=HELD, postgresql_where=HELD)
    op.create_index(
        "ix_responses_waiting",
        "responses",
        ["touchpoint_id", "survey_version_id", "state", "local_date"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index(
        "ix_responses_left_out",
        "responses",
        ["touchpoint_id", "survey_version_id", "local_date", "withdrawn", "group_id"],
        sqlite_where=LEFT_OUT,
        postgresql_where=LEFT_OUT,
    )
    op.create_index(
        "ix_answers_commented", "answers", ["response_id"], sqlite_where=COMMENTED, postgresql_where=COMMENTED
    )


def downgrade() -> None:
    op.drop_index("ix_answers_commented", table_name="answers", sqlite_where=COMMENTED, postgresql_where=COMMENTED)
    op.drop_index("ix_responses_left_out", table_name="responses", sqlite_where=LEFT_OUT, postgresql_where=LEFT_OUT)
    op.drop_index("ix_responses_waiting", table_name="responses", sqlite_where=WAITING, postgresql_where=WAITING)
    op.drop_index("ix_responses_held_by", table_name="responses", sqlite_where=HELD, postgresql_where=HELD)
    op.drop_index("ix_responses_group_id", table_name="responses")
    for column in OF_RESPONSES:
        op.drop_column("responses", column)
    op.drop_index("ix_left_out_counts_count", table_name="left_out_counts")
    op.drop_table("left_out_counts")
    op.drop_index("ix_sum_cells_part", table_name="sum_cells", sqlite_where=LOOSE, postgresql_where=LOOSE)
    op.drop_table("sum_cells")
    op.drop_index("ix_sums_part", table_name="sums", sqlite_where=LOOSE, postgresql_where=LOOSE)
    op.drop_table("sums")
    op.drop_table("batch_counts")
    op.drop_table("rollups")
    op.drop_index(
        "ix_release_groups_marked", table_name="release_groups", sqlite_where=HAS_MARKS, postgresql_where=HAS_MARKS
    )
    op.drop_table("release_groups")
    op.drop_column("organisations", "smallest_group")
