"""One decision, read by everybody; answered by its author, and taken back by editors."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Attribution, User
from guide.decisions.conversation import answer, to_deal_with
from guide.decisions.verbs import do_not_keep, keep_for_later, mark_duplicate, merge_into, promote
from guide.models import Decision, DecisionAnswer, Submission, Tie, Tip
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests.factories import create_contributor, create_editor, create_page, create_tip, create_user, edit_page
from tests.guide.conftest import Publish
from tests.guide.decisions.deciding import a_reason, comment_to_decide, page_to_decide

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(db: None) -> User:
    return create_editor(username="ines", last_name="Benali")


@pytest.fixture
def refused(editor: User, contributor: User) -> Decision:
    return do_not_keep(
        comment_to_decide(author=contributor), a_reason(), words="Merci tout de même.", by=editor, seen=0
    )


def read(client: Client, decision: Decision) -> str:
    answer = client.get(decision.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.once
def test_everybody_reads_what_was_decided_by_whom_and_why(refused: Decision, sign_in) -> None:
    text = read(sign_in(create_user(username="paul", role=None)), refused)
    for words in (a_reason().sentence, "Merci tout de même.", "Laurent C.", "Je raccroche, et je rappelle."):
        assert words.replace("'", "&#x27;") in text
    assert "answers" not in text


@pytest.mark.once
def test_the_editors_who_differed_are_named_with_all_they_decided(
    refused: Decision, other: User, as_contributor: Client
) -> None:
    submission = refused.submission
    keep_for_later(submission, by=other, seen=1)
    assert "différemment" not in read(as_contributor, refused)
    now = mark_duplicate(submission, create_page(title="Déjà dit"), by=other, seen=2)
    text = read(as_contributor, now)
    assert "différemment" in text
    for words in ("Merci tout de même.", "Laurent C.", "Ines B.", "Déjà dit"):
        assert words in text
    assert now.get_absolute_url() in read(as_contributor, refused), "what no longer holds leads to what does"


def test_what_is_used_shows_the_final_wording(editor: User, as_contributor: Client) -> None:
    decision = promote(
        comment_to_decide(), onto=7, title="Raccrochez", body="Autre chose. Puis rappelez.", by=editor, seen=0
    )
    tip = Tip.objects.get()
    Tie.objects.create(tip=tip, source=tip.sources.get(), sentence="Puis rappelez.", key="k", state=Tie.State.CONFIRMED)
    text = read(as_contributor, decision)
    assert "Puis rappelez." in text
    assert "Autre chose." not in text


@pytest.mark.once
def test_the_working_copy_of_a_tip_is_read_by_its_author_and_the_editors_alone(
    editor: User, as_contributor: Client, as_editor: Client, sign_in
) -> None:
    decision = promote(comment_to_decide(), onto=7, title="Raccrochez", body="Pas encore prêt.", by=editor, seen=0)
    assert all("Pas encore prêt." in read(client, decision) for client in (as_contributor, as_editor))
    assert "Pas encore prêt." not in read(sign_in(create_user(username="paul")), decision)


@pytest.mark.once
def test_readers_are_led_to_the_tip_where_it_is_published_wherever_it_has_moved(
    editor: User, as_contributor: Client, publish: Publish
) -> None:
    decision = promote(comment_to_decide(), onto=7, title="Raccrochez", by=editor, seen=0)
    tip, other = Tip.objects.get(), create_tip(number=6, by=editor)
    lists = (decision.get_absolute_url(), "/guide/decisions/", "/guide/ledger/")
    assert not any("/guide/tips/" in as_contributor.get(url).text for url in lists), "it is in no edition yet"
    publish()
    other.move_to(7, by=editor)
    for url in lists:
        assert f"/guide/tips/id-{tip.pk}/" in as_contributor.get(url).text


@pytest.mark.once
def test_an_editor_who_wrote_in_the_page_answers_its_author_for_the_editors(editor: User, contributor: User) -> None:
    submission = page_to_decide(author=contributor)
    edit_page(submission.text, "Repris.", author=editor)  # type: ignore[arg-type]
    decision = do_not_keep(submission, a_reason(), by=editor, seen=0)
    answer(decision, body="Relisez.", by=contributor)
    assert answer(decision, body="Relu.", by=editor).is_from_editors
    assert not to_deal_with().exists()
    assert Notification.objects.filter(kind=NotificationKind.OBJECTED, person=contributor).count() == 1


@pytest.mark.once
def test_hidden_things_are_named_to_editors_alone(
    editor: User, contributor: User, as_contributor: Client, as_editor: Client
) -> None:
    into, gone = create_page(title="Un titre caché"), comment_to_decide(body="Des mots cachés.")
    merged = merge_into(page_to_decide(), into, by=editor, seen=0)
    of_hidden = do_not_keep(gone, a_reason(), by=editor, seen=0)
    into.hide(reason="x", by=editor)
    gone.text.hide(reason="x", by=editor)  # type: ignore[union-attr]
    assert "Un titre caché" not in read(as_contributor, merged)
    assert "Un titre caché" in read(as_editor, merged)
    assert "Des mots cachés." in read(as_editor, of_hidden)
    stranger = Client()
    stranger.force_login(create_user(username="paul"), backend="accounts.sessions.RolesBackend")
    assert stranger.get(of_hidden.get_absolute_url()).status_code == 404


@pytest.mark.once
def test_its_author_answers_and_the_editor_who_decided_is_told(
    refused: Decision, editor: User, other: User, as_contributor: Client
) -> None:
    url = f"{refused.get_absolute_url()}answer/"
    assert as_contributor.post(url, {"body": " "}).status_code == 422
    assert as_contributor.post(url, {"body": "Ce n’est pas la même chose."}).status_code == 302
    assert to_deal_with().count() == 1
    assert list(Notification.objects.filter(kind=NotificationKind.OBJECTED).values_list("person", flat=True)) == [
        editor.pk
    ]
    assert "Ce n’est pas la même chose." in read(as_contributor, refused)


def test_editors_answer_back_and_it_is_dealt_with(
    refused: Decision, contributor: User, as_contributor: Client, as_editor: Client
) -> None:
    answer(refused, body="Relisez.", by=contributor)
    assert "Relisez." in read(as_editor, refused)
    as_editor.post(f"{refused.get_absolute_url()}answer/", {"body": "Relu, merci."})
    assert not to_deal_with().exists()
    assert Notification.objects.filter(kind=NotificationKind.OBJECTED, person=contributor).count() == 1
    assert "Relu, merci." in read(as_contributor, refused)
    answer(refused, body="Encore un mot.", by=contributor)
    as_editor.post(f"{refused.get_absolute_url()}answer/", {"settle": "1", "body": ""})
    assert not to_deal_with().exists()
    assert DecisionAnswer.objects.count() == 3


@pytest.mark.once
def test_an_author_does_not_flood_the_editors(refused: Decision, as_contributor: Client, settings) -> None:
    settings.FLOOD_LIMITS = settings.FLOOD_LIMITS | {"say": (4, 10)}  # she is new: half as many
    sent = [as_contributor.post(f"{refused.get_absolute_url()}answer/", {"body": str(n)}) for n in range(3)]
    assert [page.status_code for page in sent] == [302, 302, 422]


def test_nobody_else_reads_or_writes_an_answer(refused: Decision, contributor: User, sign_in) -> None:
    answer(refused, body="Relisez.", by=contributor)
    client = sign_in(create_user(username="paul"))
    assert "Relisez." not in read(client, refused)
    url = f"{refused.get_absolute_url()}answer/"
    assert client.post(url, {"body": "Moi aussi."}).status_code == 403
    assert client.post(url, {"settle": "1"}).status_code == 403
    assert to_deal_with().count() == 1


def test_all_the_editors_are_told_where_who_decided_has_gone(
    refused: Decision, editor: User, other: User, contributor: User
) -> None:
    User.objects.filter(pk=editor.pk).update(is_active=False)
    answer(refused, body="Relisez.", by=contributor)
    assert list(Notification.objects.filter(kind=NotificationKind.OBJECTED).values_list("person", flat=True)) == [
        other.pk
    ]


@pytest.mark.once
def test_those_who_wrote_a_page_answer_for_it(editor: User, contributor: User, sign_in) -> None:
    absent, careful = create_user(username="paul"), create_user(username="zoe")
    submission = page_to_decide(author=contributor)
    edit_page(submission.text, "Repris.", author=careful)  # type: ignore[arg-type]
    edit_page(submission.text, "Repris !", author=absent, is_minor=True)  # type: ignore[arg-type]
    url = f"{do_not_keep(submission, a_reason(), by=editor, seen=0).get_absolute_url()}answer/"
    assert [sign_in(person).post(url, {"body": "Dit."}).status_code for person in (careful, absent)] == [302, 403]


@pytest.mark.once
def test_an_anonymous_author_stays_so_in_what_she_answers(refused: Decision, as_editor: Client) -> None:
    author = User.objects.get(username="martine")
    author.choose_attribution(Attribution.ANONYMOUS)
    answer(refused, body="Relisez.", by=author)
    assert "Martine" not in read(as_editor, refused)


@pytest.mark.once
def test_an_editor_takes_a_decision_back_once(editor: User, as_editor: Client, sign_in) -> None:
    decision = promote(page_to_decide(), onto=6, by=editor, seen=0)
    url = f"{decision.get_absolute_url()}take-back/"
    assert sign_in(create_contributor(username="paul")).post(url).status_code == 403
    assert as_editor.get(url).status_code == 405
    page = as_editor.post(url, follow=True)
    assert "la place est libre" in page.content.decode()
    assert (Submission.objects.get().outcome, Tip.objects.get().number) == ("open", None)
    again = as_editor.post(url, follow=True)
    assert "vient de décider autrement" in again.content.decode()
    assert Decision.objects.count() == 2
