"""In the details of a medicine: what labels and monographs say of it with the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.medications import Medication
from caregiver.services.interactions import InteractionCheck, InteractionHit
from ui.pages import attempt
from ui.pages.medications.details_section import DetailsSection
from ui.pages.medications.interaction_hit import HitView, focus_again, name_in_focus
from ui.pages.medications.interaction_words import InteractionWords
from ui.theme import spread
from ui.widgets.buttons import link_button, quiet_button, row_button
from ui.widgets.cards import InlineMessage, Quote, across, clear, down
from ui.widgets.details_pane import pane_section
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

SHOWN_HITS = 2


class InteractionSection(DetailsSection):
    """Show what is said of one medicine, what was asked and answered, and who knows of it."""

    def __init__(self, app: Caregiver, host: Host, medication_id: str) -> None:
        super().__init__(app, host, medication_id)
        self.setObjectName("interaction_section")
        self._told = InteractionWords(host.formats)
        self._shows_all = self._shows_more = False
        self._body = QVBoxLayout()
        spread(self._body, spacing=16)
        body = QWidget()
        body.setLayout(self._body)
        column = QVBoxLayout(self)
        spread(column, spacing=0)
        column.addWidget(pane_section(self.tr("Taken together"), body))

    def reload(self) -> None:
        """Compare again with the medicines in use."""
        medication = self.app.medications.get(self.medication_id)
        focused = name_in_focus(self)
        clear(self._body)
        if medication is None:
            return
        self._fill(medication)
        focus_again(self, focused)

    def _fill(self, medication: Medication) -> None:
        is_used = medication.is_current(self.app.clock.today())
        check = self.app.interactions.look(medication)
        if is_used:
            self._fill_warnings(check)
            self._fill_may_take(medication)
        self._fill_hits(check, is_used)
        self._fill_also(medication)
        self._fill_talks(medication)
        everything = link_button("all_interactions", self.tr("Interactions of the whole list"))
        everything.clicked.connect(self._open_whole_list)
        knows = link_button("who_knows", self.tr("Who knows about these?"))
        knows.clicked.connect(self._open_told)
        self._body.addWidget(down(across(everything, 1), across(knows, 1), spacing=0))

    def _fill_warnings(self, check: InteractionCheck) -> None:
        sentences = [self._told.allergy(one) for one in check.allergies]
        sentences += [self._told.same(one) for one in check.same]
        for words in sentences:
            self._body.addWidget(InlineMessage("attention", "", words))

    def _fill_may_take(self, medication: Medication) -> None:
        found = self.app.interactions.may_take(medication)
        if found is None:
            return
        if found.answered is not None:
            who = self._told.who(found.answered)
            self._body.addWidget(
                down(plain(found.question, "muted"), Quote(found.answered.answer, who))
            )
            return
        if found.asked is not None:
            words = self.tr("On your list of questions")
            self._body.addWidget(down(plain(found.question), plain(words, "muted")))
            return
        add = row_button("ask_may_take", self.tr("Ask the pharmacist"),
                         spoken=self.tr("Ask the pharmacist: %1").replace("%1", found.question),
                         accent=True)  # fmt: skip
        add.clicked.connect(lambda: self._ask_may_take(medication))
        self._body.addWidget(down(plain(found.question), across(add, 1)))

    def _fill_hits(self, check: InteractionCheck, is_used: bool) -> None:
        nothing = self._told.nothing(check)
        if nothing:
            self._body.addWidget(plain(nothing, name="nothing_known"))
        if not is_used and check.hits:
            words = self.tr("As it would be if it were taken again:")
            self._body.addWidget(plain(words, "muted"))
        shown = check.hits if self._shows_all else check.hits[:SHOWN_HITS]
        for hit in shown:
            view = HitView(self.app, self.host, hit)
            view.answer_asked.connect(self._answer)
            self._body.addWidget(view)
        if len(shown) < len(check.hits):
            more = quiet_button("all_hits", self.tr("Show all %1").replace(
                "%1", str(len(check.hits))), "chevron-down",
                spoken=self.tr("Show everything said of this medicine with others"))  # fmt: skip
            more.clicked.connect(self._show_all)
            self._body.addWidget(across(more, 1))
        unknown = self._told.unknown(check.unknown) if check.is_known else ""
        if unknown:
            self._body.addWidget(plain(unknown, "muted", name="not_compared"))

    def _fill_also(self, medication: Medication) -> None:
        """Show food, vaccines, tests and things from the shop: nobody enters them here."""
        found = self.app.interactions.also_with(medication)
        if not found:
            return
        if not self._shows_more:
            words = self.tr("Food, vaccines and things from the shop (%1)")
            more = quiet_button("also_with", words.replace("%1", str(len(found))), "chevron-down")
            more.clicked.connect(self._show_more)
            self._body.addWidget(across(more, 1))
            return
        daily = [plain(self._told.also_with(one)) for one in found if one.is_daily_life]
        shop = [plain(self._told.also_with(one)) for one in found if not one.is_daily_life]
        for words, lines in ((self.tr("Food, vaccines, tests"), daily),
                             (self.tr("Before buying anything"), shop)):  # fmt: skip
            if lines:
                heading = plain(words, "secondary_strong")
                self._body.addWidget(down(heading, *lines, spacing=6))

    def _fill_talks(self, medication: Medication) -> None:
        talks = self.app.interactions.talks(medication.id)
        told = [self._told.who(one) for one in reversed(talks) if not one.answer]
        if told:
            words = self.tr("They know about it: %1").replace("%1", "; ".join(told))
            self._body.addWidget(plain(words, "muted", name="told_whom"))

    def _show_all(self) -> None:
        self._shows_all = True
        self.reload()

    def _show_more(self) -> None:
        self._shows_more = True
        self.reload()

    def _ask_may_take(self, medication: Medication) -> None:
        said = self.tr("Question added. It waits under Questions & visits.")
        attempt(self.host, lambda: self.app.interactions.ask_may_take(medication), said)

    def _answer(self, hit: InteractionHit) -> None:
        from ui.pages.medications.interaction_forms import TalkForm

        self.form_asked.emit(TalkForm(self.app, self.host, hit))

    def _open_whole_list(self) -> None:
        from ui.pages.medications.interaction_whole_list import WholeListPane

        self.form_asked.emit(WholeListPane(self.app, self.host))

    def _open_told(self) -> None:
        from ui.pages.medications.interaction_told import ToldPane

        self.form_asked.emit(ToldPane(self.app, self.host))
