"""Note that the clinic holds a medicine, or that it goes on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from caregiver.app import Caregiver
from caregiver.domain.holds import Hold
from caregiver.domain.medications import Medication
from caregiver.domain.records import Problem
from ui.messages import problem_sentence, sentence
from ui.pages import Host
from ui.widgets.buttons import quiet_button
from ui.widgets.date_fields import DateField
from ui.widgets.fields import TextField
from ui.widgets.record_form import RecordForm
from ui.widgets.text import plain


class HoldForm(RecordForm[Hold]):
    """Hold one medicine, or all those of a regimen, from a day on; or correct such a hold."""

    pane_width = 420

    def __init__(
        self, app: Caregiver, host: Host, medications: Sequence[Medication],
        hold: Hold | None = None,
    ) -> None:  # fmt: skip
        """Take the medicines; `hold` is the one to correct, of the only medicine."""
        names = ", ".join(one.name for one in medications)
        super().__init__(
            "hold_form", self.tr("The clinic holds: %1").replace("%1", names), host.drafts,
            save=self._keep, sentence=problem_sentence, explain=sentence,
        )  # fmt: skip
        self._app, self._host, self._medications, self._old = app, host, medications, hold
        self._names = names
        self.add_widget(plain(self.tr(
            "Held is neither stopped nor missed. Nobody is asked about its doses on these days."
        ), "muted"))  # fmt: skip
        self.add("first_on", DateField("hold_first_on", self.tr("First day without"),
                                       host.formats, app.clock.today))  # fmt: skip
        self.add("last_on", DateField(
            "hold_last_on", self.tr("Last day without"), host.formats, app.clock.today,
            hint=self.tr("Leave this empty until the clinic says."), offer_today=False,
        ))  # fmt: skip
        self.add("reason", TextField("hold_reason", self.tr("Why")))
        self.add("told_by", TextField("hold_told_by", self.tr("Who said so")))
        if hold is not None:
            remove = quiet_button("hold_remove", self.tr("It was not held"), "trash-2")
            remove.clicked.connect(self._remove)
            self.add_widget(remove)
        new = Hold(medication_id=medications[0].id, first_on=app.clock.today())
        self.load(hold or new, is_new=hold is None)

    def start(self) -> None:
        """Put the cursor into the reason: the day is most often right."""
        self.field("reason").setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self, record: Hold) -> Hold:
        """Return the hold with what the fields say; without a day the old one stays."""
        first_on = self.field("first_on").value() or record.first_on
        return Hold(
            id=record.id,
            created_at=record.created_at,
            medication_id=record.medication_id,
            first_on=first_on,
            last_on=self.field("last_on").value(),
            reason=self.field("reason").value().strip(),
            told_by=self.field("told_by").value().strip(),
        )

    def save(self) -> None:
        """Save, unless the day is missing."""
        if self.field("first_on").value() is None and not self.field("first_on").own_problem():
            self._shows_problems((Problem("first_on", "start_missing"),))
            return
        super().save()

    def _draft_id(self) -> str:
        """Keep what was typed about one medicine away from every other."""
        return " ".join(one.id for one in self._medications)

    def _keep(self, record: Hold) -> None:
        if self._old is not None:
            self._app.holds.save(record)
        else:
            ids = [one.id for one in self._medications]
            self._app.holds.hold(ids, record.first_on, record.last_on, reason=record.reason,
                                 told_by=record.told_by)  # fmt: skip
        self._host.tell(self.tr("Held by the clinic: %1").replace("%1", self._names))

    def _remove(self) -> None:
        if self._old is not None:
            self._app.holds.delete(self._old)
        self.forget_draft()
        self._host.tell(self.tr("%1 is not held").replace("%1", self._names))
        self.closed.emit()


class GoOnForm(RecordForm[Hold]):
    """Ask for the first day with held medicines again."""

    pane_width = 420

    def __init__(
        self, app: Caregiver, host: Host, medications: Sequence[Medication], hold: Hold
    ) -> None:
        """Take the medicines, and the hold of the first of them."""
        names = ", ".join(one.name for one in medications)
        super().__init__(
            "go_on_form", self.tr("%1 goes on").replace("%1", names), host.drafts,
            save=self._keep, sentence=problem_sentence, explain=sentence,
        )  # fmt: skip
        self._app, self._host, self._medications, self._names = app, host, medications, names
        self._day = self.add("on", DateField("go_on_day", self.tr("First day with it again"),
                                             host.formats, app.clock.today))  # fmt: skip
        self.load(hold)
        self._day.set_value(app.clock.today())

    def start(self) -> None:
        """Put the cursor into the day."""
        self._day.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Save, unless the day is missing."""
        if self._day.value() is None and not self._day.own_problem():
            self._shows_problems((Problem("on", "start_missing"),))
            return
        super().save()

    def _draft_id(self) -> str:
        return " ".join(one.id for one in self._medications)

    def _keep(self, record: Hold) -> None:
        day = self._day.value()
        assert day is not None
        self._app.holds.go_on([one.id for one in self._medications], day)
        said = self.tr("%1 goes on from %2").replace("%1", self._names)
        self._host.tell(said.replace("%2", self._host.formats.weekday_date(day)))
