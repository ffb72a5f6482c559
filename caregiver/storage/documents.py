"""The bytes of documents, kept once under their SHA-256 however often they are added.

They stay when a document is removed, so that Undo and "recently removed" bring it back whole.
What neither can reach any more is given up the next time a document is removed.
"""

from datetime import datetime

from sqlalchemy import Connection

from caregiver.domain.records import instant_text

_KEEP = "INSERT OR IGNORE INTO document_content (digest, content) VALUES (?, ?)"
_CONTENT = "SELECT content FROM document_content WHERE digest = ?"
# Bytes no document has, and no change that Undo or "put back" can still reach.
_GIVE_UP = """
DELETE FROM document_content
WHERE digest NOT IN (SELECT digest FROM document)
AND NOT EXISTS (
    SELECT 1 FROM change_record JOIN change ON change.number = change_record.change_number
    WHERE change_record.kind = 'document'
    AND (change.at >= ? OR change.number > (SELECT max(number) FROM change) - ?)
    AND (
        json_extract(change_record.before, '$.digest') = document_content.digest
        OR json_extract(change_record.after, '$.digest') = document_content.digest
    )
)
"""


def keep(connection: Connection, digest: str, content: bytes) -> None:
    """Keep bytes under their digest; the same bytes are kept once."""
    connection.exec_driver_sql(_KEEP, (digest, content))


def content_of(connection: Connection, digest: str) -> bytes | None:
    """Return the bytes kept under a digest, None where there are none."""
    found = connection.exec_driver_sql(_CONTENT, (digest,)).scalar()
    return bytes(found) if found is not None else None


def give_up_unreachable(connection: Connection, since: datetime) -> None:
    """Delete the bytes that nothing can bring back: removed before `since` and past all undo."""
    # the history is written by the unit of work, which needs this module
    from caregiver.storage.change_log import MOST_UNDO_STEPS

    values = (instant_text(since), MOST_UNDO_STEPS)
    connection.exec_driver_sql(_GIVE_UP, values)
