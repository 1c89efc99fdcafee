"""The reasons that editors list for what is not kept."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from guide.decisions.verbs import do_not_keep
from guide.models import Reason
from tests.guide.decisions.deciding import page_to_decide
from tests.sending import send

pytestmark = pytest.mark.django_db

URL = "/curation/reasons/"


def labels() -> list[str]:
    return [reason.label for reason in Reason.objects.offered()]


def test_editors_add_a_reason_and_say_whether_the_author_is_told(as_editor: Client) -> None:
    before = labels()
    sent = {"label": "Déjà au guide", "sentence": "Le guide le dit déjà, au conseil d’à côté."}
    as_editor.post(URL, sent)
    assert labels() == [*before, "Déjà au guide"]
    assert Reason.objects.get(label="Déjà au guide").tells_author is False
    assert as_editor.post(URL, sent).status_code == 422, "each has its own label"
    assert as_editor.post(URL, {"label": "", "sentence": "Une phrase."}).status_code == 422


def test_they_reword_it_and_put_it_in_order(as_editor: Client) -> None:
    first, second, *_others = Reason.objects.offered()
    sent = {"label": "Redite", "sentence": "Une autre phrase.", "tells_author": "on"}
    send(as_editor, f"{URL}{first.pk}/", sent)
    as_editor.post(f"{URL}{first.pk}/", {"move": "down"})
    assert labels()[:2] == [second.label, "Redite"]
    as_editor.post(f"{URL}{second.pk}/", {"move": "up"})
    as_editor.post(f"{URL}{first.pk}/", {"move": "up"})
    assert labels()[:2] == ["Redite", second.label]


@pytest.mark.once
def test_a_retired_reason_stays_in_the_decisions_that_name_it(editor: User, as_editor: Client) -> None:
    reason = Reason.objects.offered()[0]
    decision = do_not_keep(page_to_decide(), reason, by=editor, seen=0)
    as_editor.post(f"{URL}{reason.pk}/", {"retire": "1"})
    assert reason.label not in labels()
    assert reason.sentence in as_editor.get(decision.get_absolute_url()).content.decode()
    as_editor.post(f"{URL}{reason.pk}/", {"retire": "0"})
    assert reason.label in labels()


@pytest.mark.once
def test_each_language_of_the_guide_proposes_what_is_not_there_yet(as_editor: Client) -> None:
    here = labels()
    proposals = as_editor.get(URL).context["proposals"]
    assert {reason.language for reason in proposals} == {"en", "it", "ja"}, "the French ones are taken"
    chosen = next(reason for reason in proposals if reason.label == "Già detto")
    form = as_editor.get(f"{URL}?proposal={chosen.key}").context["form"]
    assert (form["label"].value(), form["sentence"].value()) == (chosen.label, chosen.sentence)
    assert labels() == here, "nothing is saved unread"
    sent = {"label": "Già detto", "sentence": "Un’altra frase.", "tells_author": "on"}
    as_editor.post(f"{URL}?proposal={chosen.key}", sent)
    assert labels() == [*here, "Già detto"]
    assert chosen.key not in [reason.key for reason in as_editor.get(URL).context["proposals"]]


def test_an_unknown_reason_is_not_found(as_editor: Client) -> None:
    assert as_editor.get(f"{URL}99999/").status_code == 404
