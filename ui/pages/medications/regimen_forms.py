"""What the forms about a treatment plan share: who says so, why, and how they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from caregiver.app import Caregiver
from caregiver.domain.records import Problem
from caregiver.domain.regimens import Regimen
from caregiver.domain.therapy import Cycle
from caregiver.services.regimens import RegimenCard
from ui.messages import problem_sentence, sentence
from ui.pages import Host
from ui.pages.medications.regimen_words import RegimenWords
from ui.widgets.buttons import Button
from ui.widgets.date_fields import DateField
from ui.widgets.fields import TextField
from ui.widgets.record_form import RecordForm
from ui.widgets.segmented import SegmentedField

AHEAD = timedelta(days=366)


class PlanForm(RecordForm[Regimen]):
    """Ask something about one plan; `keep` of a subclass writes it down."""

    pane_width = 460

    def __init__(
        self, name: str, title: str, app: Caregiver, host: Host, card: RegimenCard
    ) -> None:
        """Take the name of the form, its title, and the plan as it stands."""
        super().__init__(
            name, title, host.drafts,
            save=lambda _regimen: self.keep(), sentence=problem_sentence, explain=sentence,
        )  # fmt: skip
        self._app, self._host, self._card = app, host, card
        self._words = RegimenWords(host.formats)
        self._today = app.clock.today()

    def keep(self) -> None:
        """Write down what the fields say."""
        raise NotImplementedError

    def open_up(self) -> None:
        """Show the plan, once all fields are there."""
        self.load(self._card.regimen)

    def defaults(self) -> dict[str, Any]:
        """Return what the fields show before anything is typed."""
        return {}

    def start(self) -> None:
        """Put the cursor into the first field."""
        self._focus(next(iter(self._fields.values())))

    def fill(self, record: Regimen) -> None:
        """Show the form as it opens."""
        for name, value in self.defaults().items():
            self.field(name).set_value(value)

    def read(self, record: Regimen) -> Regimen:
        """Return the plan: what the fields say is no part of its record."""
        return record

    def add_date(self, name: str, object_name: str, label: str) -> DateField:
        """Add a field for a day."""
        field: DateField = self.add(
            name, DateField(object_name, label, self._host.formats, lambda: self._today)
        )
        return field

    def add_why(self, prefix: str) -> None:
        """Ask for the reason and for who said so."""
        self.add("reason", TextField(f"{prefix}_reason", self.tr("Why"),
                                     example=self.tr("Blood counts low")))  # fmt: skip
        team = [one.name for one in self._app.people.team() if one.name]
        self.add("told_by", TextField(f"{prefix}_told_by", self.tr("Who said so"),
                                      suggestions=team))  # fmt: skip

    def why(self) -> tuple[str, str]:
        """Return the reason and who said so."""
        return self.field("reason").value(), self.field("told_by").value()

    def lacks_date(self, name: str) -> bool:
        """Show that a day is missing; say whether it is."""
        field = self.field(name)
        if field.value() is not None or field.own_problem():
            return False
        return self._shows_problems((Problem(name, "start_missing"),))

    def noted(self) -> Sequence[Cycle]:
        """Return the cycles that are written down, in order."""
        first = self._card.regimen.started_on or self._today
        found = self._app.regimens.cycles(self._card.regimen.id, first, self._today + AHEAD)
        return [one for one in found if one.created_at is not None]

    def ask_choice(self, name: str, words: str) -> None:
        """Show beside a choice that something is still to be chosen, and go there."""
        self.field(name).show_problem(words)
        self.focus_choice(name)

    def focus_choice(self, name: str) -> None:
        """Put the focus on the first button of a choice."""
        field: SegmentedField[str] = self.field(name)
        button = field.findChild(Button, f"{field.name}_0")
        if button is not None:
            button.setFocus()

    def date_words(self, day: date) -> str:
        """Return "Monday, March 15"."""
        return self._host.formats.weekday_date(day)
