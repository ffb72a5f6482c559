"""The first schema: every record, the change history, tombstones and the search index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "care_team_member",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("organization", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("after_hours_phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("what_for", sa.Text(), nullable=False),
        sa.Column("is_team_line", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_care_team_member_named")),
        sa.CheckConstraint(
            "role IN ('doctor', 'nurse', 'pharmacist', 'social_worker', 'finance', 'primary_care', 'therapist', 'dietitian', 'dentist', 'transport', 'family', 'other')",
            name=op.f("ck_care_team_member_role_known"),
        ),
        sa.CheckConstraint(
            "is_team_line IN (0, 1)", name=op.f("ck_care_team_member_is_team_line_yes_no")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_team_member")),
        sqlite_strict=True,
    )
    op.create_table(
        "change",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('done', 'undone', 'dropped')", name=op.f("ck_change_state_known")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_change_state_number"), "change", ["state", "number"], unique=False)
    op.create_table(
        "clinic_rule",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("symptom", sa.Text(), nullable=False),
        sa.Column("at_least", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("told_on", sa.Text(), nullable=True),
        sa.Column("withdrawn_on", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "level IN ('call_now', 'call_today', 'next_visit')",
            name=op.f("ck_clinic_rule_level_known"),
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_clinic_rule_worded")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic_rule")),
        sqlite_strict=True,
    )
    op.create_table(
        "file_fact",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_file_fact")),
        sqlite_strict=True,
    )
    op.create_table(
        "journal_entry",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("written_at", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_private", sa.Integer(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_journal_entry_worded")),
        sa.CheckConstraint("is_private IN (0, 1)", name=op.f("ck_journal_entry_is_private_yes_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_journal_entry_day"), "journal_entry", ["day"], unique=False)
    op.create_table(
        "lab_result",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("test", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("range_low", sa.Text(), nullable=True),
        sa.Column("range_high", sa.Text(), nullable=True),
        sa.Column("range_text", sa.Text(), nullable=False),
        sa.Column("flag", sa.Text(), nullable=False),
        sa.Column("laboratory", sa.Text(), nullable=False),
        sa.Column("taken_on", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_lab_result_named")),
        sa.CheckConstraint("printed <> ''", name=op.f("ck_lab_result_valued")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lab_result")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_lab_result_taken_on"), "lab_result", ["taken_on"], unique=False)
    op.create_index(
        op.f("ix_lab_result_test_taken_on"), "lab_result", ["test", "taken_on"], unique=False
    )
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
    op.create_table(
        "patient",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("called", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Text(), nullable=True),
        sa.Column("hospital_number", sa.Text(), nullable=False),
        sa.Column("allergy_state", sa.Text(), nullable=False),
        sa.Column("allergies", sa.Text(), nullable=False),
        sa.Column("cautions", sa.Text(), nullable=False),
        sa.Column("goals", sa.Text(), nullable=False),
        sa.Column("disease_type", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("treated_before", sa.Text(), nullable=False),
        sa.Column("supportive", sa.Text(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("response_by", sa.Text(), nullable=False),
        sa.Column("response_on", sa.Text(), nullable=True),
        sa.Column("must_know", sa.Text(), nullable=False),
        sa.Column("documents_kept", sa.Text(), nullable=False),
        sa.Column("caregiver_name", sa.Text(), nullable=False),
        sa.Column("caregiver_phone", sa.Text(), nullable=False),
        sa.Column("second_contact", sa.Text(), nullable=False),
        sa.Column("second_phone", sa.Text(), nullable=False),
        sa.Column("is_example", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "allergy_state IN ('not_noted', 'none_known', 'listed')",
            name=op.f("ck_patient_allergy_state_known"),
        ),
        sa.CheckConstraint("is_example IN (0, 1)", name=op.f("ck_patient_is_example_yes_no")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sqlite_strict=True,
    )
    op.create_table(
        "search_entry",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("record_id", name=op.f("uq_search_entry_record_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "therapy_line",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Text(), nullable=True),
        sa.Column("stopped_on", sa.Text(), nullable=True),
        sa.Column("best_response", sa.Text(), nullable=False),
        sa.Column("stop_reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_therapy_line_named")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_therapy_line_counted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_therapy_line")),
        sqlite_strict=True,
    )
    op.create_table(
        "tombstone",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=False),
        sa.Column("deleted_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_tombstone")),
        sqlite_strict=True,
    )
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
        sa.CheckConstraint("starts IS NOT NULL", name=op.f("ck_appointment_placed")),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["care_team_member.id"],
            name=op.f("fk_appointment_member_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sqlite_strict=True,
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
    op.create_index(op.f("ix_appointment_starts"), "appointment", ["starts"], unique=False)
    op.create_table(
        "change_record",
        sa.Column("change_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["change_number"], ["change.number"], name=op.f("fk_change_record_change_number")
        ),
        sa.PrimaryKeyConstraint("change_number", "position", name=op.f("pk_change_record")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_change_record_record_id"), "change_record", ["record_id"], unique=False
    )
    op.create_table(
        "cycle",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("therapy_line_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("days BETWEEN 1 AND 120", name=op.f("ck_cycle_length")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_cycle_counted")),
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
        sa.CheckConstraint("as_needed IN (0, 1)", name=op.f("ck_schedule_as_needed_yes_no")),
        sa.ForeignKeyConstraint(
            ["medication_id"],
            ["medication.id"],
            name=op.f("fk_schedule_medication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_schedule_last_on"), "schedule", ["last_on"], unique=False)
    op.create_index(op.f("ix_schedule_medication_id"), "schedule", ["medication_id"], unique=False)
    op.create_table(
        "summary_preset",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("sections_off", sa.Text(), nullable=False),
        sa.Column("tests", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("large_print", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "large_print IN (0, 1)", name=op.f("ck_summary_preset_large_print_yes_no")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["care_team_member.id"],
            name=op.f("fk_summary_preset_member_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_preset")),
        sqlite_strict=True,
    )
    op.create_table(
        "symptom_report",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("symptom", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("observed_at", sa.Text(), nullable=True),
        sa.Column("severity", sa.Integer(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("began_on", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Text(), nullable=True),
        sa.Column("observer", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("suspected_id", sa.Text(), nullable=True),
        sa.Column("what_we_did", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_symptom_report_named")),
        sa.CheckConstraint(
            "observer IN ('patient', 'caregiver')", name=op.f("ck_symptom_report_observer_known")
        ),
        sa.CheckConstraint(
            "severity IS NOT NULL OR value IS NOT NULL", name=op.f("ck_symptom_report_observed")
        ),
        sa.CheckConstraint(
            "severity IS NULL OR severity BETWEEN 0 AND 4", name=op.f("ck_symptom_report_graded")
        ),
        sa.ForeignKeyConstraint(
            ["suspected_id"],
            ["medication.id"],
            name=op.f("fk_symptom_report_suspected_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_symptom_report")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_symptom_report_day"), "symptom_report", ["day"], unique=False)
    op.create_index(
        op.f("ix_symptom_report_symptom_day"), "symptom_report", ["symptom", "day"], unique=False
    )
    op.create_table(
        "dose",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("medication_id", sa.Text(), nullable=False),
        sa.Column("schedule_id", sa.Text(), nullable=True),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("due_time", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("given_at", sa.Text(), nullable=True),
        sa.Column("amount", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("dose_text", sa.Text(), nullable=False),
        sa.Column("strength", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status IN ('taken', 'late', 'skipped', 'held', 'missed')",
            name=op.f("ck_dose_status_known"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('taken', 'late') OR given_at IS NOT NULL", name=op.f("ck_dose_timed")
        ),
        sa.ForeignKeyConstraint(
            ["medication_id"],
            ["medication.id"],
            name=op.f("fk_dose_medication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["schedule_id"],
            ["schedule.id"],
            name=op.f("fk_dose_schedule_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dose")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_dose_day_medication_id"), "dose", ["day", "medication_id"], unique=False
    )
    op.create_index(
        op.f("ix_dose_medication_id_day"), "dose", ["medication_id", "day"], unique=False
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("appointment_id", sa.Text(), nullable=True),
        sa.Column("starts", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("not_had", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Text(), nullable=True),
        sa.Column("decisions", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("held IN (0, 1)", name=op.f("ck_visit_held_yes_no")),
        sa.CheckConstraint("starts IS NOT NULL", name=op.f("ck_visit_placed")),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_visit_appointment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["care_team_member.id"],
            name=op.f("fk_visit_member_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_visit_appointment_id"), "visit", ["appointment_id"], unique=False)
    op.create_index(op.f("ix_visit_starts"), "visit", ["starts"], unique=False)
    op.create_table(
        "question",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("is_top", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("noted_on", sa.Text(), nullable=True),
        sa.Column("asked_on", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=True),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "role IN ('doctor', 'nurse', 'pharmacist', 'social_worker', 'finance', 'primary_care', 'therapist', 'dietitian', 'dentist', 'transport', 'family', 'other')",
            name=op.f("ck_question_role_known"),
        ),
        sa.CheckConstraint(
            "status IN ('open', 'they_will_check', 'parked', 'answered', 'withdrawn')",
            name=op.f("ck_question_status_known"),
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_question_worded")),
        sa.CheckConstraint("is_top IN (0, 1)", name=op.f("ck_question_is_top_yes_no")),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["care_team_member.id"],
            name=op.f("fk_question_member_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_question_visit_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_question_status_rank"), "question", ["status", "rank"], unique=False)
    op.create_table(
        "answer",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("question_id", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("understood", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.Text(), nullable=True),
        sa.Column("day", sa.Text(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_answer_worded")),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_answer_question_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_answer_visit_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_answer_question_id"), "answer", ["question_id"], unique=False)
    op.create_index(op.f("ix_answer_visit_id"), "answer", ["visit_id"], unique=False)
    op.execute(
        "CREATE VIRTUAL TABLE search_text USING fts5("
        "title, body, content='search_entry', content_rowid='number', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
