"""A site on which nobody has written yet: every screen says what belongs there, and offers nothing that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.core.cache import caches
from django.test import Client

from accounts.models import User
from contributions.models import Page
from tests import factories
from tests.walking import walk

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NO_QUESTIONS = "Les questions ne sont pas encore posées."
SAYS = {
    "/": NO_QUESTIONS,
    "/wiki/": NO_QUESTIONS,
    "/recent-changes/": "Personne n’a encore écrit.",
    "/questions/": "Personne n’a encore rien demandé.",
    "/questions/ask/": NO_QUESTIONS,
    "/watchlist/": "Rien pour l’instant.",
    "/notifications/": "Rien encore.",
    "/drafts/": "Rien ne vous attend.",
    "/statistics/reach/": "Rien n’est encore compté",
    "/images/": "Pas encore d’image.",
    "/files/": "Pas encore de fichier.",
    "/guide/editions/": "Le guide n’est pas encore paru.",
    "/guide/editions/compare/": "Il n’y a pas encore deux éditions à comparer.",
    "/guide/choice/": NO_QUESTIONS,
    "/guide/decisions/": "Rien n’est encore décidé.",
    "/guide/ledger/": "Rien encore.",
}
SAYS_TO_EDITORS = {
    "/curation/": "Rien à lire pour l’instant",
    "/curation/places/": "Elle n’a pas encore de places",
    "/curation/reviews/": "Aucun conseil n’attend d’être relu.",
    "/curation/drift/": "Aucun conseil ne repose encore sur une source.",
    "/curation/bibliography/": "Rien n’est cité pour l’instant.",
    "/curation/channels/": "Aucun canal pour l’instant.",
    "/curation/print-runs/": "Une édition doit être parue",
    "/curation/orders/": "Aucune commande n’est encore arrivée.",
    "/curation/handouts/": "Une édition doit être parue",
    "/curation/log/": "Personne n’a encore rien masqué",
    "/curation/reports/": "Rien n’attend.",
    "/curation/searches/": "Aucune recherche n’est restée sans résultat.",
    "/curation/editions/1/": NO_QUESTIONS,
    "/curation/editions/1/pictures/": NO_QUESTIONS,
    "/curation/editions/1/languages/": "Dans aucune autre langue pour l’instant.",
}
SAYS_TO_ADMINISTRATORS = {"/settings/calendar/": "Rien n’est encore prévu"}
UNTRUE = re.compile(
    "Toutes les places sont prises|Tout est lu|Tout est décidé|0 prise sur 0|Rien à montrer|ont une réponse"
    "|commandes sont traitées|100\\s%"
)
NOT_OUT = {"/guide/fr/": 404}  # which says that the guide is not out yet


class EmptyLists(HTMLParser):
    """What stands where a list would: the words, and how much is offered in them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, int]] = []
        self._depth = 0
        if "empty" in html:
            self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "div" and (self._depth or "empty" in (dict(attributes).get("class") or "").split()):
            if not self._depth:
                self.found.append(("", 0))
            self._depth += 1
        elif self._depth and tag in {"a", "button"}:
            words, offers = self.found[-1]
            self.found[-1] = (words, offers + 1)

    def handle_data(self, data: str) -> None:
        if self._depth:
            words, offers = self.found[-1]
            self.found[-1] = (words + data.strip(), offers)

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._depth:
            self._depth -= 1


@pytest.fixture(autouse=True)
def _nothing_drawn_before() -> None:
    caches["template_fragments"].clear()


@pytest.fixture
def clients(sign_in: Callable[[User], Client]) -> dict[str, Client]:
    """Somebody of each role, and one who may only read."""
    return {
        "administrator": sign_in(factories.create_administrator()),
        "editor": sign_in(factories.create_editor()),
        "translator": sign_in(factories.create_translator()),
        "contributor": sign_in(factories.create_contributor()),
        "reader": sign_in(factories.create_user(username="zoe", role=None)),
        "visitor": Client(),
    }


def nothing() -> None:
    pass


def questions() -> None:
    factories.create_themes()


def page() -> None:
    factories.create_page(author=User.objects.get(username="martine"))


def public() -> None:
    factories.create_themes()
    factories.change_site_settings(wiki_is_public=True)


STATES = (nothing, questions, page, public)
ROLES = ("administrator", "editor", "translator", "contributor", "reader", "visitor")


@pytest.mark.as_sent
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_offered_that_leads_nowhere(
    role: str, state: Callable[[], None], clients: dict[str, Client]
) -> None:
    state()
    walked = walk(clients[role])
    assert {
        address: status for address, status in walked.broken.items() if (address, status) not in NOT_OUT.items()
    } == {}
    for address, html in walked.screens.items():
        for words, offers in EmptyLists(html).found:
            assert words, address
            assert offers <= 1, f"{address}: {words}"


@pytest.mark.parametrize("role", ROLES)
def test_each_list_says_what_belongs_there(role: str, clients: dict[str, Client]) -> None:
    said = dict(SAYS)
    if role in {"administrator", "editor"}:
        said |= SAYS_TO_EDITORS
    if role == "administrator":
        said |= SAYS_TO_ADMINISTRATORS
    for address, words in said.items():
        answer = clients[role].get(address, headers={"accept-language": "fr"})
        if answer.status_code == 200 and not (role == "visitor" and address == "/"):
            assert words in answer.text, address
            assert not UNTRUE.search(answer.text), address


def test_what_is_not_set_yet_is_offered_to_administrators_alone(clients: dict[str, Client]) -> None:
    for role in ("editor", "contributor", "reader"):
        text = clients[role].get("/wiki/").text
        assert "Un administrateur les pose." in text
        assert "Les poser" not in text
    assert "Les poser" in clients["administrator"].get("/wiki/").text


def test_who_may_only_read_is_not_asked_to_write(clients: dict[str, Client]) -> None:
    factories.create_themes()
    for address in ("/", "/wiki/", "/wiki/delinquants/", "/wiki/delinquants/talk/", "/guide/ledger/"):
        text = clients["reader"].get(address).text
        assert not re.search("ouvrez une page|Une phrase suffit|la première page est à vous|Une phrase sous", text), (
            address
        )


def test_the_proof_is_offered_once_a_place_is_taken(clients: dict[str, Client]) -> None:
    factories.create_themes()
    offered = 'href="/curation/editions/1/proof/"'
    assert offered not in clients["editor"].get("/curation/").text
    assert offered not in clients["editor"].get("/curation/places/").text
    factories.create_tip(number=6, by=User.objects.get(username="laurent"))
    assert offered in clients["editor"].get("/curation/").text
    assert offered in clients["editor"].get("/curation/places/").text


def test_a_desk_that_has_been_read_says_so_and_not_that_nobody_has_written(
    clients: dict[str, Client], awake: None
) -> None:
    page()
    assert Page.objects.exists()
    assert "Personne n’a encore écrit" not in clients["editor"].get("/curation/").text


def test_a_visitor_is_told_that_the_guide_is_not_out_and_not_sent_to_it(clients: dict[str, Client]) -> None:
    home = clients["visitor"].get("/").text
    assert "Le guide n’est pas encore paru" in home
    assert "Lire le guide" not in home
