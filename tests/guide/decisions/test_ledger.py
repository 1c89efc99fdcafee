"""What became of each thing that somebody wrote, on her own page."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Attribution, User
from contributions.moderation.merging.merge import merge_pages
from guide.decisions.verbs import do_not_keep, promote
from guide.models import Submission
from guide.views import decisions
from tests.factories import create_comment, create_page, create_user, edit_page
from tests.guide.decisions.deciding import a_reason, comment_to_decide, page_to_decide

pytestmark = pytest.mark.django_db

URL = "/guide/ledger/"


@pytest.mark.once
def test_each_thing_she_wrote_has_its_outcome_in_a_sentence(
    editor: User, contributor: User, as_contributor: Client
) -> None:
    promote(comment_to_decide(author=contributor), onto=7, by=editor, seen=0)
    do_not_keep(page_to_decide(author=contributor), a_reason(), by=editor, seen=0)
    create_comment(author=contributor, body="Une phrase reprise.").incorporate(
        page=create_page(title="Une page qui reprend"), by=editor
    )
    edited = create_page(title="Une page d’une autre")
    edit_page(edited, "Repris.", author=contributor)
    for matter_of in (edited, create_page(title="Une page sans elle")):
        Submission.objects.of(matter_of)
    Submission.objects.of(contributor.contributions.get(body="Une phrase reprise."))
    for address in (URL, "/contributors/martine/"):
        text = as_contributor.get(address).content.decode()
        for words in (
            "Votre phrase est au conseil 7.",
            a_reason().sentence,
            "Repris dans la page « Une page qui reprend ».",
            "Une page d’une autre",
            "En attente de lecture.",
        ):
            assert words.replace("'", "&#x27;") in text.replace("\u00a0", " "), words
        assert "Une page sans elle" not in text


def test_she_and_the_editors_alone_read_it(
    contributor: User, as_contributor: Client, as_editor: Client, sign_in
) -> None:
    comment_to_decide(author=contributor, body="Je raccroche, dit-elle.")
    other = sign_in(create_user(username="paul"))
    assert other.get(f"{URL}?person=martine").status_code == 403
    assert 'class="ledger"' not in other.get("/contributors/martine/").content.decode()
    assert "dit-elle" in as_editor.get(f"{URL}?person=martine").content.decode()
    assert 'class="ledger"' in as_editor.get("/contributors/martine/").content.decode()
    assert as_contributor.get(f"{URL}?person=personne").status_code == 404


@pytest.mark.once
def test_of_an_anonymous_author_it_stands_under_her_alias_alone(contributor: User, as_editor: Client) -> None:
    comment_to_decide(author=contributor, body="Je raccroche, dit-elle.")
    contributor.choose_attribution(Attribution.ANONYMOUS)
    assert as_editor.get(f"{URL}?person=martine").status_code == 404
    text = as_editor.get(f"{URL}?person={contributor.alias}").content.decode()
    assert "dit-elle" in text
    assert "Martine" not in text


def test_it_goes_on_where_it_ended(contributor: User, as_contributor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(13):
        comment_to_decide(author=contributor, body=f"Phrase {number}.")
    assert "/guide/ledger/" in as_contributor.get("/contributors/martine/").content.decode()
    monkeypatch.setattr(decisions.ledger_of, "__kwdefaults__", {"before": "", "at_most": 10})
    first = as_contributor.get(URL).context["ledger"]
    second = as_contributor.get(f"{URL}?{first.next_query}").context["ledger"]
    assert (len(first.entries), len(second.entries)) == (10, 3)
    assert len({entry.submission.pk for entry in [*first.entries, *second.entries]}) == 13


@pytest.mark.once
def test_what_she_withdrew_she_alone_finds_there(contributor: User, as_contributor: Client, as_editor: Client) -> None:
    submission = comment_to_decide(author=contributor, body="Je me tais.")
    submission.text.withdraw(by=contributor)  # type: ignore[union-attr]
    assert "Je me tais." in as_contributor.get(URL).content.decode()
    assert "Je me tais." not in as_editor.get(f"{URL}?person=martine").content.decode()


def test_a_page_that_was_merged_is_told_to_have_gone_into_the_other_one(
    contributor: User, editor: User, as_contributor: Client
) -> None:
    mine, other = create_page(title="La mienne", author=contributor), create_page(title="La grande", author=editor)
    Submission.objects.of(mine)
    merge_pages(mine, other, by=editor, body="Les deux.", versions=(1, 1))
    text = as_contributor.get(URL).content.decode()
    assert "La grande" in text
    assert "En attente de lecture." not in text.replace("\u00a0", " ")
    in_english = as_contributor.get(URL, headers={"accept-language": "en"}).content.decode()
    assert f'<a href="{other.get_absolute_url()}" lang="fr">La grande</a>' in in_english
