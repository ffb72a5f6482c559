"""Calendar complete: series, reminders and preparation; follow-ups, tasks, documents."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_KEPT = (
    "id, created_at, updated_at, updated_by, title, sort, status, starts, ends, zone, all_day, "
    "rule, excluded_days, member_id, location, driver, leave_by, bring, note, import_uid, sequence"
)


def upgrade() -> None:
    """Give appointments their new columns, then make the new tables."""
    _renew_appointments()
    _make_plans()
    _make_ledgers()


def _renew_appointments() -> None:
    # Renamed in the old manner, so that other tables go on referring to "appointment".
    op.execute("PRAGMA legacy_alter_table = ON")
    op.rename_table("appointment", "old_appointment")
    op.execute("PRAGMA legacy_alter_table = OFF")
    _make_appointments()
    op.execute(
        f"INSERT INTO appointment ({_KEPT}, extra_starts, excluded_starts, reminders, prepare, "
        f"prepared, parking, collects_urine) SELECT {_KEPT}, '', '', '', '', '', '', 0 "
        "FROM old_appointment"
    )
    op.drop_table("old_appointment")
    _index_appointments()


def _make_appointments() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=True),
        sa.Column("ends", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("all_day", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("excluded_days", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("driver", sa.Text(), nullable=False),
        sa.Column("leave_by", sa.Text(), nullable=True),
        sa.Column("bring", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("import_uid", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("extra_starts", sa.Text(), nullable=False),
        sa.Column("excluded_starts", sa.Text(), nullable=False),
        sa.Column("series_id", sa.Text(), nullable=True),
        sa.Column("series_start", sa.Text(), nullable=True),
        sa.Column("reminders", sa.Text(), nullable=False),
        sa.Column("prepare", sa.Text(), nullable=False),
        sa.Column("prepared", sa.Text(), nullable=False),
        sa.Column("parking", sa.Text(), nullable=False),
        sa.Column("collects_urine", sa.Integer(), nullable=False),
        sa.Column("collection_starts", sa.Text(), nullable=True),
        sa.Column("collection_began_at", sa.Text(), nullable=True),
        sa.Column("collection_ended_at", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "sort IN ('clinic', 'infusion', 'lab_draw', 'scan', 'procedure', 'dental', 'eye', 'vaccine', 'pharmacy', 'tele', 'support', 'other')",
            name=op.f("ck_appointment_sort_known"),
        ),
        sa.CheckConstraint(
            "status IN ('planned', 'confirmed', 'attended', 'missed', 'cancelled')",
            name=op.f("ck_appointment_status_known"),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_appointment_titled")),
        sa.CheckConstraint("all_day IN (0, 1)", name=op.f("ck_appointment_all_day_yes_no")),
        sa.CheckConstraint(
            "collects_urine IN (0, 1)", name=op.f("ck_appointment_collects_urine_yes_no")
        ),
        sa.CheckConstraint("starts IS NOT NULL", name=op.f("ck_appointment_placed")),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["care_team_member.id"],
            name=op.f("fk_appointment_member_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["appointment.id"],
            name=op.f("fk_appointment_series_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sqlite_strict=True,
    )


def _index_appointments() -> None:
    op.create_index(
        "ix_appointment_extra_starts",
        "appointment",
        ["starts"],
        unique=False,
        sqlite_where=sa.text("extra_starts > ''"),
    )
    op.create_index(op.f("ix_appointment_import_uid"), "appointment", ["import_uid"], unique=False)
    op.create_index(
        "ix_appointment_lasts_days",
        "appointment",
        ["rule", "ends"],
        unique=False,
        sqlite_where=sa.text("rule = '' AND substr(ends, 1, 10) > substr(starts, 1, 10)"),
    )
    op.create_index(
        op.f("ix_appointment_rule_starts"), "appointment", ["rule", "starts"], unique=False
    )
    op.create_index(
        "ix_appointment_series_id",
        "appointment",
        ["series_id"],
        unique=False,
        sqlite_where=sa.text("series_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_appointment_starts"), "appointment", ["starts"], unique=False)


def _make_plans() -> None:
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("min_days", sa.Integer(), nullable=True),
        sa.Column("max_days", sa.Integer(), nullable=True),
        sa.Column("interval_text", sa.Text(), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("is_test", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Text(), nullable=True),
        sa.Column("paused", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_follow_up_named")),
        sa.CheckConstraint(
            "sort IN ('clinic', 'infusion', 'lab_draw', 'scan', 'procedure', 'dental', 'eye', 'vaccine', 'pharmacy', 'tele', 'support', 'other')",
            name=op.f("ck_follow_up_sort_known"),
        ),
        sa.CheckConstraint("is_test IN (0, 1)", name=op.f("ck_follow_up_is_test_yes_no")),
        sa.CheckConstraint("paused IN (0, 1)", name=op.f("ck_follow_up_paused_yes_no")),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["care_team_member.id"],
            name=op.f("fk_follow_up_member_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sqlite_strict=True,
    )
    op.create_table(
        "follow_up_round",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("follow_up_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("ordered_on", sa.Text(), nullable=True),
        sa.Column("appointment_id", sa.Text(), nullable=True),
        sa.Column("done_on", sa.Text(), nullable=True),
        sa.Column("result_seen_on", sa.Text(), nullable=True),
        sa.Column("discussed_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_follow_up_round_named")),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_follow_up_round_appointment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["follow_up_id"],
            ["follow_up.id"],
            name=op.f("fk_follow_up_round_follow_up_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_round")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_follow_up_round_appointment_id"),
        "follow_up_round",
        ["appointment_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_follow_up_round_follow_up_id_done_on"),
        "follow_up_round",
        ["follow_up_id", "done_on"],
        unique=False,
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("due_time", sa.Text(), nullable=True),
        sa.Column("done_on", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("import_uid", sa.Text(), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_task_titled")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_task_done_on_due_on"), "task", ["done_on", "due_on"], unique=False)
    op.create_index(op.f("ix_task_import_uid"), "task", ["import_uid"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_document_titled")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_document_kept")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_document_about"), "document", ["about"], unique=False)
    op.create_index(op.f("ix_document_digest"), "document", ["digest"], unique=False)
    op.create_table(
        "document_content",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_document_content")),
        sqlite_strict=True,
    )


def _make_ledgers() -> None:
    op.create_table(
        "reminder",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("falls_at", sa.Text(), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("announced_at", sa.Text(), nullable=True),
        sa.Column("again_at", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'snoozed', 'answered', 'withdrawn')",
            name=op.f("ck_reminder_state_known"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reminder")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_reminder_due_at"), "reminder", ["due_at"], unique=False)
    op.create_index(op.f("ix_reminder_state"), "reminder", ["state"], unique=False)
    op.create_table(
        "published_event",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("href", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", "uid", name=op.f("pk_published_event")),
        sqlite_strict=True,
    )
