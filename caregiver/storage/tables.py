"""The tables of a care file.

A record's columns are its plain fields (records.py), so a field is declared once, in the domain.
Enumerations, yes/no and required texts are checked by the database as the last fence; references
are checked when a change is committed.
"""

import types
import typing
from enum import Enum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

from caregiver.domain.changes import RECORD_CLASSES
from caregiver.domain.records import Record, field_names

APPLICATION_ID = 0x43415245  # "CARE"
SCHEMA_VERSION = 3

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

_REFERENCES = {
    "regimen": {"therapy_line_id": "therapy_line"},
    "cycle": {"therapy_line_id": "therapy_line", "regimen_id": "regimen"},
    "appointment": {"member_id": "care_team_member", "series_id": "appointment"},
    "schedule": {
        "medication_id": "medication",
        "after_medication_id": "medication",
        "regimen_id": "regimen",
    },
    "dose": {"medication_id": "medication", "schedule_id": "schedule"},
    "hold": {"medication_id": "medication"},
    "supply_entry": {"medication_id": "medication"},
    "medication_talk": {
        "medication_id": "medication",
        "member_id": "care_team_member",
        "question_id": "question",
    },
    "symptom_report": {"suspected_id": "medication"},
    "visit": {"appointment_id": "appointment", "member_id": "care_team_member"},
    "question": {"member_id": "care_team_member", "visit_id": "visit"},
    "answer": {"question_id": "question", "visit_id": "visit"},
    "summary_preset": {"member_id": "care_team_member"},
    "follow_up": {"member_id": "care_team_member"},
    "follow_up_round": {"follow_up_id": "follow_up", "appointment_id": "appointment"},
}

_CHECKS = {
    "care_team_member": {"named": "name <> ''"},
    "clinic_rule": {"worded": "text <> ''"},
    "therapy_line": {"named": "name <> ''", "counted": "number >= 1"},
    "regimen": {"named": "name <> ''"},
    "cycle": {"counted": "number >= 1", "length": "days BETWEEN 1 AND 120"},
    "appointment": {"titled": "title <> ''", "placed": "starts IS NOT NULL"},
    "medication": {"named": "name <> ''"},
    "dose": {"timed": "status NOT IN ('taken', 'late') OR given_at IS NOT NULL"},
    "symptom_report": {
        "named": "name <> ''",
        "graded": "severity IS NULL OR severity BETWEEN 0 AND 4",
        "observed": "severity IS NOT NULL OR value IS NOT NULL",
    },
    "lab_result": {"named": "name <> ''", "valued": "printed <> ''"},
    "visit": {"placed": "starts IS NOT NULL"},
    "question": {"worded": "text <> ''"},
    "answer": {"worded": "text <> ''"},
    "journal_entry": {"worded": "text <> ''"},
    "follow_up": {"named": "name <> ''"},
    "follow_up_round": {"named": "name <> ''"},
    "task": {"titled": "title <> ''"},
    "document": {"titled": "title <> ''", "kept": "length(digest) = 64"},
}

# What the screens and papers look things up by; every index here serves a query in storage.
_INDEXES: dict[str, list[tuple[str, ...]]] = {
    "cycle": [("first_on",), ("regimen_id", "first_on")],
    "hold": [("medication_id", "first_on")],
    "supply_entry": [("medication_id", "noted_at")],
    "medication_talk": [("medication_id",)],
    "appointment": [("starts",), ("rule", "starts"), ("import_uid",)],
    "schedule": [("medication_id",), ("last_on",)],
    "dose": [("day", "medication_id"), ("medication_id", "day")],
    "symptom_report": [("day",), ("symptom", "day")],
    "lab_result": [("taken_on",), ("test", "taken_on")],
    "visit": [("starts",), ("appointment_id",)],
    "question": [("status", "rank")],
    "answer": [("question_id",), ("visit_id",)],
    "journal_entry": [("day",)],
    "follow_up_round": [("follow_up_id", "done_on"), ("appointment_id",)],
    "task": [("done_on", "due_on"), ("import_uid",)],
    "document": [("about",), ("digest",)],
}


def _column(name: str, hint: Any) -> Column[Any]:
    kinds = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    kind = next(one for one in kinds if one is not types.NoneType)
    whole = isinstance(kind, type) and issubclass(kind, int)
    nullable = types.NoneType in kinds
    return Column(name, Integer if whole else Text, nullable=nullable, primary_key=name == "id")


def _value_checks(cls: type[Record]) -> list[CheckConstraint]:
    hints: dict[str, Any] = typing.get_type_hints(cls)
    checks = []
    for name in field_names(cls):
        hint = hints[name]
        if hint is bool:
            checks.append(CheckConstraint(f"{name} IN (0, 1)", name=f"{name}_yes_no"))
        elif isinstance(hint, type) and issubclass(hint, Enum):
            values = ", ".join(f"'{member.value}'" for member in hint)
            checks.append(CheckConstraint(f"{name} IN ({values})", name=f"{name}_known"))
    return checks


def _record_table(cls: type[Record]) -> Table:
    hints = typing.get_type_hints(cls)
    kind = cls.kind
    return Table(
        kind,
        metadata,
        *(_column(name, hints[name]) for name in field_names(cls)),
        *_value_checks(cls),
        *(CheckConstraint(rule, name=name) for name, rule in _CHECKS.get(kind, {}).items()),
        *(
            ForeignKeyConstraint([name], [f"{target}.id"], deferrable=True, initially="DEFERRED")
            for name, target in _REFERENCES.get(kind, {}).items()
        ),
        *(Index(None, *columns) for columns in _INDEXES.get(kind, [])),
        sqlite_strict=True,
    )


RECORD_TABLES: dict[str, Table] = {cls.kind: _record_table(cls) for cls in RECORD_CLASSES}

# Appointments over several days are few; this finds those under way without a look at the rest.
LASTS_DAYS = "rule = '' AND substr(ends, 1, 10) > substr(starts, 1, 10)"
Index(
    "ix_appointment_lasts_days",
    RECORD_TABLES["appointment"].c.rule,
    RECORD_TABLES["appointment"].c.ends,
    sqlite_where=text(LASTS_DAYS),
)

# Series that name further dates of their own, and dates that left their series, are few too.
Index(
    "ix_appointment_extra_starts",
    RECORD_TABLES["appointment"].c.starts,
    sqlite_where=text("extra_starts > ''"),
)
Index(
    "ix_appointment_series_id",
    RECORD_TABLES["appointment"].c.series_id,
    sqlite_where=text("series_id IS NOT NULL"),
)

change_table = Table(
    "change",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("state", Text, nullable=False),
    CheckConstraint("state IN ('done', 'undone', 'dropped')", name="state_known"),
    Index(None, "state", "number"),
    sqlite_strict=True,
)

change_record_table = Table(
    "change_record",
    metadata,
    Column("change_number", Integer, ForeignKey("change.number"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    PrimaryKeyConstraint("change_number", "position"),
    Index(None, "record_id"),
    sqlite_strict=True,
)

tombstone_table = Table(
    "tombstone",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("deleted_at", Text, nullable=False),
    Column("deleted_by", Text, nullable=False),
    sqlite_strict=True,
)

search_entry_table = Table(
    "search_entry",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("record_id", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)

file_fact_table = Table(
    "file_fact",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)

# Bytes of documents, under their SHA-256; the history keeps what it refers to within reach.
document_content_table = Table(
    "document_content",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    sqlite_strict=True,
)

# What was announced, and what became of it. No part of the record: it is neither undone nor shared.
reminder_table = Table(
    "reminder",
    metadata,
    Column("key", Text, primary_key=True),
    Column("what", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("falls_at", Text, nullable=False),
    Column("due_at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("announced_at", Text),
    Column("again_at", Text),
    CheckConstraint("state IN ('open', 'snoozed', 'answered', 'withdrawn')", name="state_known"),
    Index(None, "state"),
    Index(None, "due_at"),
    sqlite_strict=True,
)

# What stands on a calendar server of the family's, and in which version.
published_event_table = Table(
    "published_event",
    metadata,
    Column("account", Text, nullable=False),
    Column("uid", Text, nullable=False),
    Column("href", Text, nullable=False),
    Column("etag", Text, nullable=False),
    Column("digest", Text, nullable=False),
    PrimaryKeyConstraint("account", "uid"),
    sqlite_strict=True,
)

# FTS5 tables are outside SQLAlchemy's vocabulary; migrations and create_all run this text.
CREATE_SEARCH = (
    "CREATE VIRTUAL TABLE search_text USING fts5("
    "title, body, content='search_entry', content_rowid='number', "
    "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
)
