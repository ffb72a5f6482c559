"""Medicines complete: regimens with their cycles, holds, supply, talks; more ways to say when."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_RECORD = "id, created_at, updated_at, updated_by"
_KEPT = {
    "cycle": f"{_RECORD}, therapy_line_id, number, first_on, days",
    "medication": (
        f"{_RECORD}, name, brand, strength, form, route, reason, instructions, prescriber, "
        "pharmacy, sort, place, treats_myeloma, looks_like, started_on, stopped_on, stop_reason, "
        "note"
    ),
    "schedule": (
        f"{_RECORD}, medication_id, amount, unit, dose_text, strength, as_needed, times, weekdays, "
        "cycle_days, most_per_day, least_gap_hours, first_on, last_on, change_reason, told_by"
    ),
}
_NEW = {
    "cycle": (
        "first_day, pause_from, pause_days, pause_reasons, pause_told_by",
        "1, '', '', '', ''",
    ),
    "medication": (
        "told_by, stop_told_by, avoid, missed_dose, missed_dose_source, refill_steps, refill_days",
        "'', '', '', '', '', '', ''",
    ),
    "schedule": ("month_days", "''"),
}


def upgrade() -> None:
    """Make the new tables, then give cycles, medicines and schedules their new columns."""
    _make_regimen()
    for name, make in (
        ("medication", _make_medication),
        ("cycle", _make_cycle),
        ("schedule", _make_schedule),
    ):
        # Renamed in the old manner, so that other tables go on referring to the name.
        op.execute("PRAGMA legacy_alter_table = ON")
        op.rename_table(name, f"old_{name}")
        op.execute("PRAGMA legacy_alter_table = OFF")
        # The indexes keep their names when a table is renamed; the new table needs these.
        _drop_indexes(name)
        make()
        new, values = _NEW[name]
        op.execute(
            f"INSERT INTO {name} ({_KEPT[name]}, {new}) "
            f"SELECT {_KEPT[name]}, {values} FROM old_{name}"
        )
        op.drop_table(f"old_{name}")
    _make_hold()
    _make_supply_entry()
    _make_medication_talk()


def _drop_indexes(name: str) -> None:
    for index in _OLD_INDEXES.get(name, ()):
        op.drop_index(index)


_OLD_INDEXES = {
    "cycle": ("ix_cycle_first_on",),
    "schedule": ("ix_schedule_medication_id", "ix_schedule_last_on"),
}


def _make_cycle() -> None:
    op.create_table(
        "cycle",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("therapy_line_id", sa.Text(), nullable=True),
        sa.Column("regimen_id", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("pause_from", sa.Text(), nullable=False),
        sa.Column("pause_days", sa.Text(), nullable=False),
        sa.Column("pause_reasons", sa.Text(), nullable=False),
        sa.Column("pause_told_by", sa.Text(), nullable=False),
        sa.CheckConstraint("days BETWEEN 1 AND 120", name=op.f("ck_cycle_length")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_cycle_counted")),
        sa.ForeignKeyConstraint(
            ["regimen_id"],
            ["regimen.id"],
            name=op.f("fk_cycle_regimen_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["therapy_line_id"],
            ["therapy_line.id"],
            name=op.f("fk_cycle_therapy_line_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_cycle_first_on"), "cycle", ["first_on"], unique=False)
    op.create_index(
        op.f("ix_cycle_regimen_id_first_on"), "cycle", ["regimen_id", "first_on"], unique=False
    )


def _make_medication() -> None:
    op.create_table(
        "medication",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("strength", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.Column("prescriber", sa.Text(), nullable=False),
        sa.Column("pharmacy", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("treats_myeloma", sa.Integer(), nullable=False),
        sa.Column("looks_like", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Text(), nullable=True),
        sa.Column("stopped_on", sa.Text(), nullable=True),
        sa.Column("stop_reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("stop_told_by", sa.Text(), nullable=False),
        sa.Column("avoid", sa.Text(), nullable=False),
        sa.Column("missed_dose", sa.Text(), nullable=False),
        sa.Column("missed_dose_source", sa.Text(), nullable=False),
        sa.Column("pack_size", sa.Text(), nullable=True),
        sa.Column("delivery_days", sa.Integer(), nullable=True),
        sa.Column("refill_steps", sa.Text(), nullable=False),
        sa.Column("refill_days", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_medication_named")),
        sa.CheckConstraint("place IN ('home', 'hospital')", name=op.f("ck_medication_place_known")),
        sa.CheckConstraint(
            "sort IN ('prescription', 'over_the_counter', 'supplement', 'herbal')",
            name=op.f("ck_medication_sort_known"),
        ),
        sa.CheckConstraint(
            "treats_myeloma IN (0, 1)", name=op.f("ck_medication_treats_myeloma_yes_no")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medication")),
        sqlite_strict=True,
    )


def _make_schedule() -> None:
    op.create_table(
        "schedule",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("medication_id", sa.Text(), nullable=False),
        sa.Column("amount", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("dose_text", sa.Text(), nullable=False),
        sa.Column("strength", sa.Text(), nullable=False),
        sa.Column("as_needed", sa.Integer(), nullable=False),
        sa.Column("times", sa.Text(), nullable=False),
        sa.Column("weekdays", sa.Text(), nullable=False),
        sa.Column("cycle_days", sa.Text(), nullable=False),
        sa.Column("most_per_day", sa.Integer(), nullable=True),
        sa.Column("least_gap_hours", sa.Integer(), nullable=True),
        sa.Column("first_on", sa.Text(), nullable=True),
        sa.Column("last_on", sa.Text(), nullable=True),
        sa.Column("change_reason", sa.Text(), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=True),
        sa.Column("month_days", sa.Text(), nullable=False),
        sa.Column("window_minutes", sa.Integer(), nullable=True),
        sa.Column("after_medication_id", sa.Text(), nullable=True),
        sa.Column("after_minutes", sa.Integer(), nullable=True),
        sa.Column("regimen_id", sa.Text(), nullable=True),
        sa.Column("cycles_from", sa.Integer(), nullable=True),
        sa.Column("cycles_to", sa.Integer(), nullable=True),
        sa.CheckConstraint("as_needed IN (0, 1)", name=op.f("ck_schedule_as_needed_yes_no")),
        sa.ForeignKeyConstraint(
            ["after_medication_id"],
            ["medication.id"],
            name=op.f("fk_schedule_after_medication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["medication_id"],
            ["medication.id"],
            name=op.f("fk_schedule_medication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["regimen_id"],
            ["regimen.id"],
            name=op.f("fk_schedule_regimen_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_schedule_last_on"), "schedule", ["last_on"], unique=False)
    op.create_index(op.f("ix_schedule_medication_id"), "schedule", ["medication_id"], unique=False)


def _make_regimen() -> None:
    op.create_table(
        "regimen",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("therapy_line_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("length_from", sa.Text(), nullable=False),
        sa.Column("lengths", sa.Text(), nullable=False),
        sa.Column("last_cycle", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("first_is_block", sa.Integer(), nullable=False),
        sa.Column("lab_days", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Text(), nullable=True),
        sa.Column("stopped_on", sa.Text(), nullable=True),
        sa.Column("stop_reason", sa.Text(), nullable=False),
        sa.Column("confirmed_on", sa.Text(), nullable=True),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_regimen_named")),
        sa.CheckConstraint(
            "first_is_block IN (0, 1)", name=op.f("ck_regimen_first_is_block_yes_no")
        ),
        sa.ForeignKeyConstraint(
            ["therapy_line_id"],
            ["therapy_line.id"],
            name=op.f("fk_regimen_therapy_line_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regimen")),
        sqlite_strict=True,
    )


def _make_hold() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("medication_id", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Text(), nullable=False),
        sa.Column("last_on", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["medication_id"],
            ["medication.id"],
            name=op.f("fk_hold_medication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_hold_medication_id_first_on"), "hold", ["medication_id", "first_on"], unique=False
    )


def _make_supply_entry() -> None:
    op.create_table(
        "supply_entry",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("medication_id", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("amount", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.Text(), nullable=True),
        sa.Column("expires_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "sort IN ('counted', 'received', 'removed')", name=op.f("ck_supply_entry_sort_known")
        ),
        sa.ForeignKeyConstraint(
            ["medication_id"],
            ["medication.id"],
            name=op.f("fk_supply_entry_medication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_entry")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_supply_entry_medication_id_noted_at"),
        "supply_entry",
        ["medication_id", "noted_at"],
        unique=False,
    )


def _make_medication_talk() -> None:
    op.create_table(
        "medication_talk",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("medication_id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("question_id", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["medication_id"],
            ["medication.id"],
            name=op.f("fk_medication_talk_medication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["care_team_member.id"],
            name=op.f("fk_medication_talk_member_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_medication_talk_question_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medication_talk")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_medication_talk_medication_id"), "medication_talk", ["medication_id"], unique=False
    )
