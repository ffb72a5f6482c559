"""Names offered while one is typed, and what the label says; only a click fills anything in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.services.medicine_names import LabelFact, NameOffer
from ui.theme import spread
from ui.widgets.buttons import row_button
from ui.widgets.cards import across, clear
from ui.widgets.flow import FlowLayout
from ui.widgets.text import plain, set_words

if TYPE_CHECKING:
    from caregiver.app import Caregiver

SHORTEST_TO_SUGGEST = 3


class NameOffers(QWidget):
    """Offer names; say which generic name a brand has, and which names look alike.

    `use` gets a name and a brand, which is empty where the name itself is meant.
    """

    def __init__(self, app: Caregiver, use: Callable[[str, str], None]) -> None:
        super().__init__()
        self._names, self._use = app.medicine_names, use
        column = QVBoxLayout(self)
        spread(column, spacing=8)
        self._choices = QWidget()
        FlowLayout(self._choices, 6)
        self._alike = plain("", "secondary", tone="attention", name="medicine_look_alike")
        column.addWidget(self._choices)
        column.addWidget(self._alike)
        self.hide()

    def show_for(self, typed: str) -> None:
        """Offer what a typed name may mean."""
        layout = self._choices.layout()
        assert layout is not None
        clear(layout)
        known = self._names.is_known(typed)
        asks = len(typed) >= SHORTEST_TO_SUGGEST and not known
        offers = self._names.suggest(typed) if asks else ()
        if offers:
            layout.addWidget(plain(self.tr("Did you mean"), "muted", wrap=False))
        for number, offer in enumerate(offers):
            layout.addWidget(self._choice(number, offer))
        generic = self._names.brand_of(typed) if known else ""
        if generic:
            layout.addWidget(self._brand_choice(generic, typed))
        self._choices.setVisible(bool(offers or generic))
        alike = self._names.look_alikes(typed) if known else ()
        words = self.tr("This name looks like %1. Please compare it with the box.")
        set_words(self._alike, words.replace("%1", ", ".join(alike)) if alike else "")
        self._alike.setVisible(bool(alike))
        self.setVisible(bool(offers or generic or alike))

    def _choice(self, number: int, offer: NameOffer) -> QWidget:
        words = offer.name
        if offer.generics:
            words = self.tr("%1 (%2)").replace("%1", offer.name)
            words = words.replace("%2", ", ".join(offer.generics))
        spoken = self.tr("Use the name %1").replace("%1", words)
        button = row_button(f"suggestion_{number}", words, spoken=spoken)
        button.clicked.connect(lambda: self._use(offer.name, ""))
        return button

    def _brand_choice(self, generic: str, brand: str) -> QWidget:
        words = self.tr("Write it as %1 (%2)").replace("%1", generic).replace("%2", brand)
        spoken = self.tr("Use the generic name %1 and keep %2 as the brand")
        spoken = spoken.replace("%1", generic).replace("%2", brand)
        button = row_button("use_generic", words, spoken=spoken)
        button.clicked.connect(lambda: self._use(generic, brand))
        return button


class LabelOffer(QWidget):
    """Show what a source says beside a field; "Use this" hands it over."""

    def __init__(self, name: str, use: Callable[[LabelFact], None]) -> None:
        super().__init__()
        self._use = use
        self._fact: LabelFact | None = None
        column = QVBoxLayout(self)
        spread(column, spacing=4)
        self._words = plain("", "muted", name=f"{name}_label")
        self._button = row_button(f"{name}_use", self.tr("Use this"))
        self._button.clicked.connect(self._take)
        column.addWidget(self._words)
        column.addWidget(across(self._button, 1))
        self.hide()

    def has_fact(self) -> bool:
        """Say whether there is anything to offer."""
        return self._fact is not None

    def offer(self, fact: LabelFact | None) -> None:
        """Offer a fact, or nothing."""
        self._fact = fact
        if fact is None:
            self.hide()
            return
        words = self.tr("Read in a source: %1 (%2)").replace("%1", fact.text)
        set_words(self._words, words.replace("%2", fact.source))
        spoken = self.tr("Use what was read: %1").replace("%1", fact.text)
        self._button.setAccessibleName(spoken)

    def _take(self) -> None:
        if self._fact is not None:
            self._use(self._fact)
