"""Write down what the pharmacist or the doctor answered."""

from __future__ import annotations

from caregiver.app import Caregiver
from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.records import Problem
from caregiver.services.interactions import InteractionHit
from ui.messages import problem_sentence, sentence
from ui.pages import Host
from ui.pages.medications.interaction_words import InteractionWords
from ui.widgets.date_fields import DateField
from ui.widgets.fields import NoteField, TextField
from ui.widgets.record_form import RecordForm
from ui.widgets.text import plain


class TalkForm(RecordForm[MedicationTalk]):
    """Ask who answered, when, and in which words."""

    pane_width = 420

    def __init__(self, app: Caregiver, host: Host, hit: InteractionHit) -> None:
        words = InteractionWords(host.formats)
        super().__init__(
            "talk_form", words.pair(hit), host.drafts,
            save=self._keep, sentence=problem_sentence, explain=sentence,
        )  # fmt: skip
        self._app, self._host, self._hit = app, host, hit
        self.add_widget(plain(hit.asked.text if hit.asked else hit.question, "muted"))
        self.add("answer", NoteField("talk_answer", self.tr("What they said"), lines=3))
        names = [one.name for one in app.people.team()]
        self.add("who", TextField("talk_who", self.tr("Who said it"), suggestions=names))
        self.add("day", DateField("talk_day", self.tr("When"), host.formats, app.clock.today))
        self.load(
            MedicationTalk(medication_id=hit.medication_id, rule=hit.rule.id,
                           day=app.clock.today()),
            is_new=True,
        )  # fmt: skip

    def start(self) -> None:
        """Put the cursor into the answer."""
        self.field("answer").setFocus()

    def save(self) -> None:
        """Save, unless nothing was said."""
        if not self.field("answer").value():
            self._shows_problems((Problem("answer", "answer_missing"),))
            return
        super().save()

    def _draft_id(self) -> str:
        return f"{self._hit.medication_id} {self._hit.rule.id} {self._hit.other_name}"

    def _keep(self, record: MedicationTalk) -> None:
        team = {one.name.casefold(): one for one in self._app.people.team()}
        who = team.get(record.who.casefold(), record.who)
        self._app.interactions.answered(self._hit, record.answer, who, record.day)
        self._host.tell(self.tr("Answer saved"))
