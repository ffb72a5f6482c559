"""Backups, what was removed, and who changed what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caregiver.domain.changes import HistoryEntry
from caregiver.errors import UserError
from caregiver.services.backups import Backup, FileProblem
from caregiver.services.records import RemovedRecord
from ui.messages import translated
from ui.theme import look
from ui.widgets.buttons import row_button, second_button
from ui.widgets.cards import Card, Row, RowsCard, SectionHeading, down
from ui.widgets.flow import FlowLayout
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

# A label breaks lines at words only, and a path has none.
_BREAKS = re.compile(r"[/\\_. -]|[^/\\_. -]{16}")
MOST_BACKUPS, MOST_CHANGES, MOST_REMOVED = 6, 12, 12


class Safety:
    """Build the sections about the file itself and say what happened in them."""

    def __init__(self, app: Caregiver, host: Host, owner: QWidget) -> None:
        self._app, self._host, self._owner = app, host, owner

    def sections(self) -> list[QWidget]:
        """Return the sections as they are now."""
        tr = self._owner.tr
        return [
            down(SectionHeading(tr("Your file")), self._file()),
            down(SectionHeading(tr("Backups")), self._backups()),
            down(SectionHeading(tr("Recently removed"), tr("kept for 30 days")), self._removed()),
            down(SectionHeading(tr("Last changes")), self._changes()),
        ]

    def _file(self) -> QWidget:
        tr = self._owner.tr
        words = tr("Everything is in one file on this computer. It is not locked with a password.")
        check = second_button("check_file", tr("Check the file"), "circle-check")
        check.clicked.connect(self._check)
        other = second_button("open_file", tr("Open another file"), "folder-open")
        other.clicked.connect(lambda: self._host.command("open_file"))
        example = second_button("open_example", tr("Example family"), "users")
        example.clicked.connect(lambda: self._host.command("open_example"))
        path = plain(_breakable(self._app.path), "muted", name="file_path")
        return _roomy(plain(words), path, _wrapped(check, other, example))

    def _backups(self) -> QWidget:
        tr = self._owner.tr
        found = self._app.backups.list()
        words = tr("The first opening of each day makes a backup by itself, in this folder:")
        make = second_button("make_backup", tr("Back up now"), "save")
        make.clicked.connect(self._make)
        other = second_button("open_backup", tr("Open a backup from elsewhere"), "folder-open")
        other.clicked.connect(lambda: self._host.command("open_backup"))
        folder = plain(_breakable(self._app.backups.folder()), "muted", name="backup_folder")
        head = _roomy(plain(words), folder, _wrapped(make, other))
        if not found:
            return down(head, plain(tr("No backup yet."), "muted"), spacing=8)
        rows = RowsCard(*(self._backup_row(one, n) for n, one in enumerate(found[:MOST_BACKUPS])))
        return down(head, rows, spacing=8)

    def _backup_row(self, backup: Backup, number: int) -> QWidget:
        tr = self._owner.tr
        when = self._when(backup.made_at)
        size = tr("%s MB") % self._megabytes(backup.size)
        test = row_button(f"test_backup_{number}", tr("Test"), spoken=tr("Test backup %s") % when)
        test.clicked.connect(lambda: self._test(backup.path))
        back = row_button(
            f"restore_{number}", tr("Put back"), spoken=tr("Put back the backup of %s") % when
        )
        back.clicked.connect(lambda: self._host.restore(backup.path))
        return Row(plain(when), 1, plain(size, "muted", wrap=False), test, back)

    def _removed(self) -> QWidget:
        tr = self._owner.tr
        found = self._app.records.removed()
        if not found:
            return Card(plain(tr("Nothing was removed."), "muted"))
        return RowsCard(*(self._removed_row(one) for one in found[:MOST_REMOVED]))

    def _removed_row(self, removed: RemovedRecord) -> QWidget:
        tr = self._owner.tr
        title = removed.title or removed.record.kind.replace("_", " ")
        back = row_button(
            f"put_back_{removed.record.id}", tr("Put back"), spoken=tr("Put back: %s") % title
        )
        back.clicked.connect(lambda: self._put_back(removed))
        return Row(_two_lines(title, self._when(removed.removed_at)), 1, back)

    def _changes(self) -> QWidget:
        entries = self._app.history(MOST_CHANGES)
        if not entries:
            return Card(plain(self._owner.tr("Nothing was changed yet."), "muted"))
        return RowsCard(*(self._change_row(one) for one in entries))

    def _change_row(self, entry: HistoryEntry) -> QWidget:
        tr = self._owner.tr
        words = translated(entry.label)
        words = f"{words[:1].upper()}{words[1:]}"
        if entry.is_undone:
            words = tr("%s (undone)") % words
        who = f"{entry.by} · " if entry.by else ""
        return Row(_two_lines(words, f"{who}{self._when(entry.at)}"), 1)

    def _make(self) -> None:
        self._host.run(self._app.backups.make, self._made)

    def _made(self, backup: Backup) -> None:
        words = self._owner.tr("Backup made and checked: %s records") % backup.records
        self._host.tell(words, undo=False)
        self._reload()

    def _test(self, path: Path) -> None:
        self._host.run(lambda: self._app.backups.verify(path), self._tested)

    def _tested(self, records: int) -> None:
        self._host.tell(self._owner.tr("This backup is whole: %s records") % records, undo=False)

    def _check(self) -> None:
        self._host.run(self._app.backups.problems, self._checked)

    def _checked(self, problems: Sequence[FileProblem]) -> None:
        tr = self._owner.tr
        words = tr("The file is in order.")
        if problems:
            words = tr("The file has damage. Please open the newest backup.")
        self._host.tell(words, undo=False)

    def _put_back(self, removed: RemovedRecord) -> None:
        try:
            self._app.records.put_back(removed)
        except UserError as error:
            self._host.fail(error)
            return
        self._host.tell(self._owner.tr("Put back: %s") % removed.title)

    def _reload(self) -> None:
        reload = getattr(self._owner, "reload", None)
        if reload is not None:
            reload()

    def _when(self, instant: datetime) -> str:
        local = instant.astimezone(self._app.clock.zone())
        formats = self._host.formats
        return f"{formats.date_medium(local.date())}, {formats.time(local)}"

    @staticmethod
    def _megabytes(size: int) -> str:
        return f"{max(size, 50_000) / 1_000_000:.1f}"


def _two_lines(words: str, remark: str) -> QWidget:
    return down(plain(words), plain(remark, "muted"), spacing=0)


def _roomy(*parts: QWidget) -> Card:
    card = Card(*parts, padding=(16, 16))
    card.body.setSpacing(look().gap(8))
    return card


def _wrapped(*buttons: QWidget) -> QWidget:
    """Return buttons side by side that go on in the next line where there is no room."""
    holder = QWidget()
    flow = FlowLayout(holder)
    for button in buttons:
        flow.addWidget(button)
    return holder


def _breakable(path: Path) -> str:
    """Return a path that may be broken after each folder and inside a long name."""
    return _BREAKS.sub("\\g<0>\N{ZERO WIDTH SPACE}", str(path))
