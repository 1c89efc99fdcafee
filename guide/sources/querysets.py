"""The verbs of ties: which sentence of a tip rests on which of its sources, as editors have it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from guide.tips.models import Tip

if TYPE_CHECKING:
    from guide.sources.models import Source, Tie


class SentenceGone(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("This sentence has just been reworded. Look at it again, then decide."), code="reworded")


class TieQuerySet(models.QuerySet["Tie"]):
    def standing(self) -> TieQuerySet:
        """Those of sentences that the tip has as it stands in the working copy."""
        return self.filter(is_lost=False)

    def confirmed(self) -> TieQuerySet:
        return self.filter(state=self.model.State.CONFIRMED)

    def refused(self) -> TieQuerySet:
        return self.filter(state=self.model.State.REFUSED)

    def confirm(self, tip: Tip, *, sentence: str, source: Source, by: User, at: datetime | None = None) -> Tie:
        """The sentence rests on the source: proposed, refused before, or chosen by hand. Who says so has checked its sense.

        `sentence` is its words; case, accents, spaces and quotes do not count. Raises SentenceGone, ValidationError.
        """
        return self._decide(tip, sentence, source, self.model.State.CONFIRMED, by, at)

    def refuse(self, tip: Tip, *, sentence: str, source: Source, by: User, at: datetime | None = None) -> Tie:
        """It does not: it will not be proposed again. Raises SentenceGone, ValidationError."""
        return self._decide(tip, sentence, source, self.model.State.REFUSED, by, at)

    def tie_word_for_word(self, source: Source, *, by: User, at: datetime | None = None) -> int:
        """What the tip says word for word as its source does rests on it, without a question; returns how many sentences."""
        said = {markup.passage_key(source.words[start:end]) for start, end in markup.sentences(source.words)}
        sentences = {markup.passage_key(one): one for one in sentences_in(source.tip.body_html)}
        values = {"tip": source.tip, "source": source, "state": self.model.State.CONFIRMED, "likeness": 1.0}
        ties = [
            self.model(sentence=sentences[key], key=key, by=by, at=at or timezone.now(), **values)
            for key in sentences.keys() & said
        ]
        return len(self.bulk_create(ties, ignore_conflicts=True))

    def untie(self, tip: Tip, *, sentence: str, source: Source) -> None:
        """What was said of the two is taken back, and may be proposed again; taking back what was never said is no error."""
        self.filter(tip=tip, source=source, key=markup.passage_key(sentence)).delete()

    def _decide(self, tip: Tip, sentence: str, source: Source, state: str, by: User, at: datetime | None) -> Tie:
        if source.tip_id != tip.pk:
            raise ValidationError(_("The tip does not rest on this passage."), code="of_another")
        key = markup.passage_key(sentence)
        with transaction.atomic():
            # Held: the tip may be reworded at this moment, and its ties carried along.
            held = Tip.objects.select_for_update(of=("self",)).get(pk=tip.pk)
            words = next((one for one in sentences_in(held.body_html) if markup.passage_key(one) == key), None)
            if words is None:
                raise SentenceGone
            values = {
                "sentence": words,
                "state": state,
                "likeness": markup.similarity(words, source.words),
                "is_doubtful": False,
                "is_lost": False,
                "by": by,
                "at": at or timezone.now(),
            }
            return self.update_or_create(tip=tip, source=source, key=key, defaults=values)[0]


def sentences_in(html: str) -> list[str]:
    """The sentences of a text of the guide, as they are read."""
    text = markup.html_text(html)
    return [text[start:end] for start, end in markup.sentences(text)]
