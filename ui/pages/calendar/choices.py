"""Remember what somebody wants to see on the calendar, on this computer."""

from __future__ import annotations

import contextlib

from caregiver.domain.appointments import AppointmentKind
from caregiver.services.calendar import Shown
from caregiver.settings import Settings
from ui.pages.calendar.periods import LIST, VIEWS

PARTS = ("appointments", "medicines", "follow_ups")
KIND, MEMBER, DOSES = "kind:", "member:", "list_doses"


class Choices:
    """Read and write the choices as words in the settings: "-medicines kind:dental"."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def view(self) -> str:
        """Return the view shown last."""
        view = self._settings.calendar_view
        return view if view in VIEWS else LIST

    @view.setter
    def view(self, view: str) -> None:
        """Keep the view."""
        self._settings.calendar_view = view

    @property
    def shown(self) -> Shown:
        """Return what is shown; whether the person is still there is for the page to see."""
        words = self._words()
        hidden, member = set(), ""
        for word in words:
            if word.startswith(KIND):
                with contextlib.suppress(ValueError):  # a kind this program does not know
                    hidden.add(AppointmentKind(word.removeprefix(KIND)))
            elif word.startswith(MEMBER):
                member = word.removeprefix(MEMBER)
        parts = {part: f"-{part}" not in words for part in PARTS}
        return Shown(**parts, hidden_kinds=frozenset(hidden), member_id=member)

    @property
    def list_doses(self) -> bool:
        """Say whether the list names the times of doses too."""
        return DOSES in self._words()

    def keep(self, shown: Shown, *, list_doses: bool) -> None:
        """Keep other choices."""
        words = [f"-{part}" for part in PARTS if not getattr(shown, part)]
        words += sorted(f"{KIND}{kind.value}" for kind in shown.hidden_kinds)
        words += [f"{MEMBER}{shown.member_id}"] if shown.member_id else []
        words += [DOSES] if list_doses else []
        self._settings.calendar_shown = " ".join(words)

    def _words(self) -> list[str]:
        return self._settings.calendar_shown.split()
