"""Set up a treatment plan in three steps: which one, compare it, where one stands in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver import catalogue
from caregiver.app import Caregiver
from caregiver.domain.records import Problem
from caregiver.domain.regimens import CycleLength
from caregiver.errors import InvalidRecord, UserError
from caregiver.services.regimens import DraftMedicine, DraftPhase, RegimenDraft
from ui.messages import problem_sentence, sentence
from ui.pages import Host
from ui.pages.medications.regimen_choose import ChoosePlan, unchecked_words
from ui.pages.medications.regimen_compare import ComparePlan
from ui.pages.medications.regimen_start import StartOfPlan
from ui.pages.medications.regimen_words import RegimenWords
from ui.theme import spread
from ui.widgets.buttons import main_button, quiet_button
from ui.widgets.cards import InlineMessage, across, clear, down
from ui.widgets.record_form import FormField
from ui.widgets.text import plain, set_words

FORM = "regimen_form"
CHOOSE, COMPARE, START = 1, 2, 3


class RegimenWizard(QWidget):
    """Ask for a plan step by step; everything typed is kept when it is closed before saving."""

    pane_width = 720
    closed = Signal()
    saved = Signal(str)

    def __init__(
        self, app: Caregiver, host: Host, template_id: str = "", follows: str = ""
    ) -> None:
        """Take a template to begin with ("" asks), and the plan that stops when this begins."""
        super().__init__()
        self.setObjectName(FORM)
        self._app, self._host, self._follows = app, host, follows
        self._words = RegimenWords(host.formats)
        self._step, self._template, self._is_ready = CHOOSE, "", True
        self._fields: dict[str, FormField] = {}
        self._compare: ComparePlan | None = None
        self._start: StartOfPlan | None = None
        self._is_loading = True
        self._build()
        draft = host.drafts.find(FORM, follows) or {}
        if draft.get("step"):
            self._restore(draft)
        elif template_id:
            self._begin(template_id)
        else:
            self._show(CHOOSE)
        self._kept.setVisible(bool(draft.get("step")))
        self._is_loading = False

    def start(self) -> None:
        """Put the cursor where one begins."""
        if self._step == CHOOSE:
            self._choose.search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._step == COMPARE and self._compare is not None:
            self._compare.name.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._start is not None:
            self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close without saving; what was typed is there again next time."""
        self._keep()
        self.closed.emit()

    def next(self) -> None:
        """Go on to the last step if nothing is missing in this one; there, save."""
        if self._step == START:
            self.save()
        elif self._step == COMPARE and not self._shows_problems():
            assert self._compare is not None
            draft = self._compare.read()
            if self._start is not None:
                self._start.show_draft(draft)
            self._show(START)

    def back(self) -> None:
        """Go to the step before; nothing typed is lost."""
        self._show(self._step - 1)

    def save(self) -> None:
        """Set the plan up as one step of undo."""
        if self._compare is None or self._start is None or self._has_unreadable():
            return
        if self._start.show_missing() or not self._start.confirmed.value():
            return
        draft = replace(self._compare.read(), confirmed=True)
        day_one = self._start.day_one_on()
        assert day_one is not None
        try:
            regimen = self._app.regimens.set_up(
                draft, day_one, self._start.number(),
                line=self._start.line_chosen(), follows=self._start.follows(),
            )  # fmt: skip
        except InvalidRecord as error:
            self._show_message(" ".join(map(problem_sentence, error.problems)))
            return
        except UserError as error:
            self._show_message(sentence(error))
            return
        self._host.drafts.drop(FORM, self._follows)
        self._fields = {}
        self._host.tell(self.tr("%1 is set up").replace("%1", regimen.name))
        self.saved.emit(regimen.id)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        spread(column, spacing=16)
        column.addWidget(plain(self.tr("Set up a treatment plan"), "pane", name="plan_title"))
        self._where = plain("", "muted", name="plan_step")
        column.addWidget(self._where)
        forget = quiet_button("plan_forget", self.tr("Start again"))
        forget.clicked.connect(self._forget)
        self._kept = across(
            plain(self.tr("What you typed last time is still here."), "muted"), 1, forget
        )
        self._kept.hide()
        column.addWidget(self._kept)
        self._unchecked = InlineMessage("attention", "", unchecked_words(self))
        self._unchecked.setObjectName("plan_unchecked")
        self._unchecked.hide()
        column.addWidget(self._unchecked)
        self._message = InlineMessage("attention", "", "")
        self._message.setObjectName("plan_message")
        self._message.hide()
        column.addWidget(self._message)
        self._choose = ChoosePlan(self._app, self._words)
        self._choose.chosen.connect(self._begin)
        column.addWidget(self._choose)
        self._second, self._third = QVBoxLayout(), QVBoxLayout()
        column.addLayout(self._second)
        column.addLayout(self._third)
        column.addStretch(1)
        self._next = main_button("plan_next", self.tr("Next"), "check")
        self._next.clicked.connect(self.next)
        self._back = quiet_button("plan_back", self.tr("Back"), "chevron-left")
        self._back.clicked.connect(self.back)
        cancel = quiet_button("plan_cancel", self.tr("Cancel"))
        cancel.clicked.connect(self.leave)
        self._why_off = plain("", "muted", name="plan_why_off")
        self.footer = down(self._why_off, across(self._next, self._back, cancel, 1), spacing=8)
        column.addWidget(self.footer)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._next.click)

    def _begin(self, template_id: str, medicines: int = 1, phases: tuple[int, ...] = ()) -> None:
        """Open the second step for a template, or for a plan of our own."""
        self._template = template_id
        template = catalogue.regimens().get(template_id) if template_id else None
        if template is not None:
            draft = self._app.regimens.draft_of(template)
        else:
            own = DraftMedicine(name="", phases=(DraftPhase(),))
            draft = RegimenDraft(lengths=(CycleLength(1, 28),), medicines=(own,))
        self._is_ready = draft.is_ready
        clear(self._second)
        clear(self._third)
        self._fields = {}
        was_loading, self._is_loading = self._is_loading, True
        formats = self._host.formats
        self._compare = ComparePlan(self._app, self._host, self._attach, draft)
        for _ in range(len(self._compare.medicines), medicines):
            self._compare.add_medicine()
        for card, count in zip(self._compare.medicines, phases, strict=False):
            for _ in range(len(card.rows), count):
                card.add_later_days()
        self._start = StartOfPlan(self._app, formats, self._attach, draft, follows=self._follows)
        self._start.changed.connect(self._show_footer)
        self._second.addWidget(self._compare)
        self._third.addWidget(self._start)
        self._is_loading = was_loading
        self._show(COMPARE)
        if not self._is_loading:
            self._touch()

    def _show(self, step: int) -> None:
        self._step = step
        self._show_message("")
        words = {
            CHOOSE: self.tr("Step 1 of 3: which plan?"),
            COMPARE: self.tr("Step 2 of 3: compare with the prescription"),
            START: self.tr("Step 3 of 3: where are you now?"),
        }
        set_words(self._where, words[step])
        self._choose.setVisible(step == CHOOSE)
        if step == CHOOSE:
            self._choose.show_list()
        self._unchecked.setVisible(step != CHOOSE and not self._is_ready)
        if self._compare is not None:
            self._compare.setVisible(step == COMPARE)
        if self._start is not None:
            self._start.setVisible(step == START)
        self._show_footer()
        if self.isVisible():
            self.start()

    def _show_footer(self) -> None:
        is_last = self._step == START
        self._next.setVisible(self._step != CHOOSE)
        self._back.setVisible(self._step != CHOOSE)
        self._next.set_words(self.tr("Save") if is_last else self.tr("Next"))
        confirmed = self._start is not None and self._start.confirmed.value()
        self._next.setEnabled(not is_last or confirmed)
        why = self.tr("Save comes on when you tick that you compared every day and dose.")
        set_words(self._why_off, why if is_last and not confirmed else "")
        self._why_off.setVisible(is_last and not confirmed)

    def _attach(self, name: str, field: Any) -> Any:
        """Take charge of a field: its text belongs to the draft."""
        self._fields[name] = field
        field.value_changed.connect(self._touch)
        return field

    def _touch(self) -> None:
        if not self._is_loading:
            self._keep()

    def _keep(self) -> None:
        if self._compare is None or not self._fields:
            return
        phases = ",".join(str(len(card.rows)) for card in self._compare.medicines)
        texts = {name: field.draft() for name, field in self._fields.items()}
        texts |= {"step": str(self._step), "template": self._template, "phases": phases}
        self._host.drafts.keep(FORM, self._follows, texts)

    def _restore(self, draft: dict[str, str]) -> None:
        phases = tuple(int(one) for one in draft.get("phases", "").split(",") if one.isdigit())
        self._begin(draft.get("template", ""), len(phases), phases)
        for name, raw in draft.items():
            if name in self._fields:
                self._fields[name].restore(raw)
        if draft.get("step") == str(START) and self._compare is not None:
            assert self._start is not None
            self._start.show_draft(self._compare.read())
            self._show(START)

    def _forget(self) -> None:
        self._host.drafts.drop(FORM, self._follows)
        self._fields = {}
        self._compare, self._start = None, None
        clear(self._second)
        clear(self._third)
        self._kept.hide()
        self._show(CHOOSE)

    def _has_unreadable(self) -> bool:
        first: FormField | None = None
        for field in self._fields.values():
            said = field.own_problem()
            field.show_problem(said)
            first = first or (field if said else None)
        _focus(first)
        return first is not None

    def _shows_problems(self) -> bool:
        """Show what keeps the plan from being set up, each beside its field."""
        if self._compare is None or self._has_unreadable():
            return True
        problems: tuple[Problem, ...] = self._compare.read().problems()
        elsewhere = []
        for problem in reversed(problems):  # the first one gets the focus last, and keeps it
            said = problem_sentence(problem)
            if not self._compare.show_problem(problem, said):
                elsewhere.append(said)
        self._show_message(" ".join(elsewhere))
        return bool(problems)

    def _show_message(self, words: str) -> None:
        self._message.set_sentence(words)
        self._message.setVisible(bool(words))


def _focus(field: object) -> None:
    if isinstance(field, QWidget):
        field.setFocus(Qt.FocusReason.OtherFocusReason)
