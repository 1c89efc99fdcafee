"""What a tip says word for word as its source does is tied at once."""

from __future__ import annotations

from accounts.models import User
from guide.models import Tie
from tests.factories import create_comment, create_page, create_tip


def test_a_tip_that_begins_with_the_words_of_a_page_rests_on_them_sentence_by_sentence(editor: User) -> None:
    page = create_page(body="Raccrochez **d’abord**. Rappelez ensuite.")
    tip = create_tip(number=6, page=page, by=editor)
    ties = Tie.objects.confirmed().filter(tip=tip, by=editor)
    assert set(ties.values_list("sentence", flat=True)) == {"Raccrochez d’abord.", "Rappelez ensuite."}


def test_a_source_that_is_added_ties_the_sentence_that_it_says_and_no_other(editor: User, contributor: User) -> None:
    tip = create_tip(number=6, by=editor, body="Rappelez ensuite. Notez l’heure.")
    comment = create_comment(author=contributor, body="Rappelez ensuite. Respirez.")
    source = tip.sources.add_passage(comment.history.first(), passage="Rappelez ensuite. Respirez.", by=editor)
    assert [tie.sentence for tie in source.ties.all()] == ["Rappelez ensuite."]
