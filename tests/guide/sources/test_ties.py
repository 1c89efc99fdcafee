"""Which sentence of a tip rests on which source: proposed, confirmed, refused, carried along when the tip is reworded."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Attribution, User
from guide.models import Source, Tie, Tip
from guide.sources import ties
from guide.sources.evidence import evidence_of, sources_of
from guide.sources.querysets import SentenceGone
from tests.factories import create_page, create_tip, create_user

pytestmark = pytest.mark.django_db

CODE = "Un code ne se dicte pas."
BACK = "Raccrochez, puis rappelez le numéro que vous connaissez."
TURN = "Refaites le tour deux fois par an."


@pytest.fixture
def tip(editor: User) -> Tip:
    """Nothing is tied yet, not even what stands there word for word."""
    page = create_page(body=f"{CODE}\n\nJe raccroche, puis je rappelle le numéro que je connais.")
    return without_ties(create_tip(number=6, by=editor, page=page, body=f"{CODE} {BACK}\n\n{TURN}", passage=CODE))


def without_ties(tip: Tip) -> Tip:
    tip.ties.all().delete()
    return tip


@pytest.fixture
def source(tip: Tip) -> Source:
    return tip.sources.get()


@pytest.fixture
def other(tip: Tip, source: Source, editor: User) -> Source:
    assert source.page
    return tip.sources.add_passage(
        source.page.revision(1), passage="Je raccroche, puis je rappelle le numéro que je connais.", by=editor
    )


def reword(tip: Tip, body: str, by: User) -> None:
    tip.refresh_from_db()
    tip.revise(title=tip.title, body=body, author=by, base_version=tip.version)


def standing(tip: Tip) -> dict[str, bool]:
    """The sentences that rest on something, and whether that is doubtful."""
    return dict(tip.ties.standing().confirmed().values_list("sentence", "is_doubtful"))


def read(tip: Tip) -> ties.Provenance:
    tip.refresh_from_db()
    return ties.provenance_of(tip, evidence_of(list(sources_of(tip)), AnonymousUser()))


def test_the_likest_sources_are_proposed_for_a_sentence_without_one(tip: Tip, source: Source, other: Source) -> None:
    code, back, turn = read(tip).sentences
    assert [(one.evidence.source, one.likeness) for one in code.proposals] == [(source, 1.0)]
    assert [one.evidence.source for one in back.proposals] == [other]
    assert turn.proposals == []
    assert [comment.paragraph for comment in (code, back, turn)] == [0, 0, 1]


def test_a_confirmed_sentence_has_a_source_and_no_more_proposals(tip: Tip, source: Source, editor: User) -> None:
    tie = Tie.objects.confirm(tip, sentence=CODE, source=source, by=editor)
    assert (tie.state, tie.by, tie.likeness) == (Tie.State.CONFIRMED, editor, 1.0)
    assert [comment.words for comment in read(tip).without_source] == [BACK, TURN]
    assert read(tip).sentences[0].proposals == []


def test_what_is_refused_is_not_proposed_again(tip: Tip, source: Source, editor: User) -> None:
    Tie.objects.refuse(tip, sentence=CODE, source=source, by=editor)
    code = read(tip).sentences[0]
    assert code.proposals == []
    assert not code.has_source
    assert [one.source for one in code.others] == [source]  # and may still be chosen by hand
    Tie.objects.confirm(tip, sentence=CODE, source=source, by=editor)
    assert read(tip).sentences[0].has_source


def test_untying_takes_back_what_was_said(tip: Tip, source: Source, editor: User) -> None:
    Tie.objects.confirm(tip, sentence=CODE, source=source, by=editor)
    Tie.objects.untie(tip, sentence=CODE.upper(), source=source)
    assert read(tip).sentences[0].proposals


def test_a_proposal_whose_sense_differs_says_so(tip: Tip, editor: User) -> None:
    reword(tip, "Un code se dicte.", editor)
    assert read(tip).sentences[0].proposals[0].is_doubtful


def test_a_sentence_that_stands_there_word_for_word_is_not_doubted_for_what_the_others_deny(editor: User) -> None:
    words = "Deux suffisent. Dans trois dossiers, il n’y avait aucune flatterie."
    tip = without_ties(create_tip(number=7, by=editor, page=create_page(body=words), body=words, passage=words))
    assert [comment.proposals[0].is_doubtful for comment in read(tip).sentences] == [False, False]


def test_a_sentence_that_the_tip_has_not_is_not_tied(tip: Tip, source: Source, editor: User) -> None:
    with pytest.raises(SentenceGone):
        Tie.objects.confirm(tip, sentence="Une phrase d’hier.", source=source, by=editor)
    assert not Tie.objects.exists()


def test_a_source_of_another_tip_is_no_source(tip: Tip, editor: User) -> None:
    other = create_tip(number=7, by=editor)
    with pytest.raises(ValidationError):
        Tie.objects.confirm(tip, sentence=CODE, source=other.sources.get(), by=editor)


def test_a_reworded_sentence_keeps_its_source(tip: Tip, source: Source, editor: User) -> None:
    Tie.objects.confirm(tip, sentence=BACK, source=source, by=editor)
    reword(tip, f"{CODE}\n\nD’abord, raccrochez. Rappelez ensuite le numéro que vous connaissez. {TURN}", editor)
    assert standing(tip) == {"D’abord, raccrochez.": False, "Rappelez ensuite le numéro que vous connaissez.": False}
    assert set(tip.ties.standing().values_list("by", flat=True)) == {editor.pk}


def test_sentences_put_together_keep_both_sources(tip: Tip, source: Source, other: Source, editor: User) -> None:
    Tie.objects.confirm(tip, sentence=CODE, source=source, by=editor)
    Tie.objects.confirm(tip, sentence=BACK, source=other, by=editor)
    reword(tip, f"Un code ne se dicte pas : raccrochez, puis rappelez le numéro que vous connaissez. {TURN}", editor)
    assert set(tip.ties.standing().values_list("source", flat=True)) == {source.pk, other.pk}


def test_a_sentence_that_says_the_opposite_keeps_it_with_a_doubt(tip: Tip, source: Source, editor: User) -> None:
    Tie.objects.confirm(tip, sentence=CODE, source=source, by=editor)
    reword(tip, f"Un code se dicte. {BACK}\n\n{TURN}", editor)
    assert standing(tip) == {"Un code se dicte.": True}
    assert [comment.words for comment in read(tip).doubtful] == ["Un code se dicte."]


def test_confirming_ends_a_doubt(tip: Tip, source: Source, editor: User) -> None:
    Tie.objects.confirm(tip, sentence=CODE, source=source, by=editor)
    reword(tip, f"Un code se dicte. {BACK}\n\n{TURN}", editor)
    Tie.objects.confirm(tip, sentence="Un code se dicte.", source=source, by=editor)
    assert standing(tip) == {"Un code se dicte.": False}


def test_what_was_refused_is_not_refused_of_the_opposite(tip: Tip, source: Source, editor: User) -> None:
    Tie.objects.refuse(tip, sentence=CODE, source=source, by=editor)
    reword(tip, f"Un code se dicte. {BACK}", editor)
    assert read(tip).sentences[0].refused == []


def test_a_tie_is_lost_with_its_sentence_and_comes_back_with_it_as_it_was(
    tip: Tip, source: Source, editor: User
) -> None:
    before = Tie.objects.confirm(tip, sentence=CODE, source=source, by=editor)
    reword(tip, TURN, editor)
    assert standing(tip) == {}
    tip.revert_to(1, author=editor)
    assert standing(tip) == {CODE: False}
    assert tip.ties.get() == before


def test_reverting_what_turned_a_sentence_leaves_no_doubt(tip: Tip, source: Source, editor: User) -> None:
    Tie.objects.confirm(tip, sentence=CODE, source=source, by=editor)
    reword(tip, f"Un code se dicte. {BACK}\n\n{TURN}", editor)
    tip.undo(2, author=editor)
    assert standing(tip) == {CODE: False}


def test_a_move_or_a_quotation_leaves_ties_alone(tip: Tip, source: Source, editor: User) -> None:
    Tie.objects.confirm(tip, sentence=CODE, source=source, by=editor)
    tip.move_to(7, by=editor)
    tip.quote_person(text="Dit.", person=editor, by=editor)
    assert standing(tip) == {CODE: False}


def test_carrying_costs_the_same_however_many_ties(
    tip: Tip, source: Source, editor: User, django_assert_num_queries
) -> None:
    from guide.sources.ties import transfer_ties

    sentences = [f"La phrase numéro {n} parle de la chose {n * 7919}." for n in range(12)]
    reword(tip, " ".join(sentences), editor)
    before = tip.body_html
    for sentence in sentences:
        Tie.objects.confirm(tip, sentence=sentence, source=source, by=editor)
    tip.take(title=tip.title, body=" ".join(sentence.replace("parle", "parle bien") for sentence in sentences), by=None)
    with django_assert_num_queries(3):
        transfer_ties(tip, before, by=editor, at=timezone.now())
    assert tip.ties.standing().count() == 12


def test_a_source_taken_away_takes_its_ties_along(tip: Tip, source: Source, other: Source, editor: User) -> None:
    Tie.objects.confirm(tip, sentence=CODE, source=source, by=editor)
    source.remove()
    assert not tip.ties.exists()


@pytest.mark.parametrize("attribution", [Attribution.ANONYMOUS, Attribution.FULL])
def test_a_tie_outlives_whoever_made_it(tip: Tip, source: Source, editor: User, attribution: str) -> None:
    person = create_user(username="zoe", attribution=attribution)
    Tie.objects.confirm(tip, sentence=CODE, source=source, by=person)
    person.stop(by=editor, reason="Un départ")
    reword(tip, f"{CODE} Une autre phrase.", editor)
    tie = tip.ties.standing().get()
    assert tie.by == person
    assert ("Zoe" in tie.by.public_name) == (attribution == Attribution.FULL)


def test_the_credit_of_a_picture_is_no_sentence_that_wants_a_source() -> None:
    html = (
        '<p>Raccrochez.</p><figure><img src="/p" alt="Un écran"><figcaption>'
        '<span class="credit">Dessin : Ana. Tous droits.</span></figcaption></figure><p>Rappelez.</p>'
    )
    found = ties.provenance_in(html, (), ())
    assert [comment.words for comment in found.sentences] == ["Raccrochez.", "Rappelez."]
    assert "Dessin : Ana. Tous droits.</span>" in ties.marked_html(found.paragraphs[1], "/curation/tips/6/")
