"""What a person can act on. Every error carries a code and values; its sentence is in texts.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from caregiver.domain.records import Problem


class UserError(Exception):
    """An expected failure: nothing was changed, and the sentence says what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, **values: str | int) -> None:
        """Keep the `code` of the sentence and the values that fill it."""
        super().__init__(code)
        self.code = code
        self.values = values


class BadInput(UserError):
    """What was typed or handed over cannot be used."""


class InvalidRecord(BadInput):
    """A record breaks its own rules; `problems` says which fields."""

    def __init__(self, kind: str, problems: tuple[Problem, ...]) -> None:
        """Keep the kind of record and its problems."""
        super().__init__("invalid_record", kind=kind)
        self.problems = problems


class NotFound(UserError):
    """There is no such record, file or folder."""


class CareFileError(UserError):
    """The care file cannot be opened or written."""


class CareFileBusy(CareFileError):
    """Another instance has the care file open."""

    exit_code = 3


class CareFileDamaged(CareFileError):
    """The care file is damaged, or its passphrase is wrong."""

    exit_code = 4


class StorageFailed(CareFileError):
    """The disk refused: full, read-only or gone. What was saved before is safe."""


class ServerFailed(UserError):
    """A calendar server cannot be reached or refuses; what was put there before stays."""
