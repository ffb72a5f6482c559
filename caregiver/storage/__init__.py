"""The care file on disk: one SQLite database, its history, search index and backups."""
