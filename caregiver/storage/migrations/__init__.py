"""Alembic steps from one schema version to the next. A released step is never edited."""
