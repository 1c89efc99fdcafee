"""What the canaries are and where they are hidden, for test_canaries.py: each is said while everybody may read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from contributions.feeds.models import FeedToken, words_of
from contributions.models import Comment, Endorsement, Page, Passage, Question, Watch
from contributions.moderation.hiding import hide_versions
from guide.models import Nomination
from tests import factories
from tests.campaign.training.made import create_session
from tests.contracts.addresses import address, names_in
from tests.contracts.rights import ADMINISTRATORS, EVERYBODY, GET
from tests.contracts.world import PAGE

LURE = "sentinelle"  # stands beside every canary: who looks for it would find them
HIDDEN = {
    "a hidden page": "zorglubus",
    "its title": "quarxolin",
    "what is said under it": "bimoteric",
    "a hidden version": "vexillarum",
    "its summary": "mordicant",
    "its title then": "pelluchon",
    "a hidden contribution": "gribouille",
    "a hidden answer": "farfadelle",
    "a hidden question": "tintinabul",
}
WITHDRAWN, DRAFT, PROFILE = "nivolumab", "coquecigru", "haruspicine"
EVERY_WORD = {*HIDDEN.values(), WITHDRAWN, DRAFT, PROFILE}
HER_OWN = {HIDDEN["a hidden contribution"], HIDDEN["a hidden answer"], WITHDRAWN, DRAFT}  # yves said these himself
HER_OWN |= {HIDDEN["its title"], HIDDEN["what is said under it"]}  # he wrote the page, and spoke under it
# Kept words of one's own, or of a word that was asked for, are no leak.
LEFT_OUT = {"account_logout", "choose_language"}
# Nor could a word be read in the bytes of these.
LEFT_OUT |= {"badges:picture", "badges:png", "learning:certificate_pdf", "learning:package", "learning:questions_qti"}
LEFT_OUT |= {"reporting:campaign_pdf", "reporting:chart_png", "training:attendance_pdf"}


@dataclass
class Stage:
    """What was hidden, and who reads."""

    author: User
    stopped: User
    hidden_page: Page
    page: Page
    renamed: Page
    old_slug: str
    version: int
    """Of the page: the one that is hidden."""
    comments: list[Comment]
    question: Question
    clients: dict[str, Client] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


def set_stage(world: dict[str, Client], contributor: User, editor: User, sign_in: Callable[[User], Client]) -> Stage:
    """Says every canary, has all of it read, and then hides it."""
    author = factories.create_user(username="yves", last_name="Kerbrat")
    stopped = factories.create_user(username="bob", job=f"{LURE} {PROFILE}", site=f"{LURE} {PROFILE}")
    page = Page.objects.get(slug=PAGE)
    for what in (page, page.theme, author, stopped):
        Watch.objects.watch(what, by=contributor)
    hidden_page = _a_page_to_hide(author, contributor, editor)
    renamed, old_slug = _a_title_to_hide(author)
    version = _a_version_to_hide(page, author)
    comment = list(_comments(page, author, contributor, stopped))
    question = Question.objects.ask(
        text=f"Que dit la {LURE} {HIDDEN['a hidden question']} ?",
        theme=page.theme,
        by=author,
        origin="session",
        session=create_session(),
    )
    factories.store_draft(author, key=f"page:{page.pk}:edit", body=f"La {LURE} {DRAFT}.", label=f"{LURE} {DRAFT}")
    stage = Stage(author, stopped, hidden_page, page, renamed, old_slug, version, comment, question)
    stage.clients = {role: client for role, client in world.items() if role != "translator"}
    stage.clients["author"] = sign_in(author)
    _warm(stage)
    _hide_everything(stage, editor)
    people = {"contributor": contributor, "editor": editor, "author": author}
    for role, person in people.items():
        stage.tokens[role] = words_of(person.pk, FeedToken.objects.make(by=person).nonce)
    return stage


def _a_page_to_hide(author: User, contributor: User, editor: User) -> Page:
    body = f"La {LURE} {HIDDEN['a hidden page']} veille.\n\n## {LURE} {HIDDEN['a hidden page']}\n\nUne phrase."
    page = factories.create_page(title=f"{LURE} {HIDDEN['its title']}", body=body, author=author)
    Watch.objects.watch(page, by=contributor)
    Endorsement.objects.endorse(page, by=contributor)
    Passage.objects.at(page, exact="Une phrase.")
    Nomination.objects.nominate(page, by=contributor, reason=f"{LURE} {HIDDEN['a hidden page']}")
    asked = Question.objects.ask(text="Qui veille ici ?", theme=page.theme, by=contributor)
    asked.answer_with(page, by=author)
    factories.create_comment(page=page, author=author, body=f"La {LURE} {HIDDEN['what is said under it']}.")
    factories.create_page(title="Un renvoi", body=f"Lire [[{page.title}|un renvoi]].", author=contributor)
    factories.edit_page(page, f"{body}\n\nEncore une.", author=author, summary=f"{LURE} {HIDDEN['a hidden page']}")
    return page


def _a_title_to_hide(author: User) -> tuple[Page, str]:
    page = factories.create_page(title="Une page ouverte", body="Un texte ouvert.", author=author)
    page.move(title=f"{LURE} {HIDDEN['its title then']}", theme=page.theme, author=author)
    old_slug = page.slug
    page.move(title="Une page toujours ouverte", theme=page.theme, author=author)
    return page, old_slug


def _a_version_to_hide(page: Page, author: User) -> int:
    clean = page.body
    words = f"{clean}\n\nLa {LURE} {HIDDEN['a hidden version']} veille."
    hidden = factories.edit_page(page, words, author=author, summary=f"{LURE} {HIDDEN['its summary']}")
    factories.edit_page(page, f"{clean}\n\nPersonne ne veille.", author=author)
    return hidden.version


def _comments(page: Page, author: User, contributor: User, stopped: User) -> Iterator[Comment]:
    """Hidden, answered and hidden, withdrawn; and one that stays, by somebody whose account is stopped."""
    yield factories.create_comment(page=page, author=author, body=f"La {LURE} {HIDDEN['a hidden contribution']} parle.")
    opening = Comment.objects.about(page).filter(author=contributor).earliest("pk")
    yield factories.create_comment(
        page=page, author=author, body=f"La {LURE} {HIDDEN['a hidden answer']} répond.", reply_to=opening
    )
    yield factories.create_comment(page=page, author=author, body=f"La {LURE} {WITHDRAWN} se tait.")
    yield factories.create_comment(page=page, author=stopped, body="Une phrase qui reste.")


def _warm(stage: Stage) -> None:
    """What a process caches, and what the search has read, is there before anything is hidden."""
    caches["template_fragments"].clear()
    here, client = stage.page.get_absolute_url(), stage.clients["contributor"]
    for path in (stage.hidden_page.get_absolute_url(), here, f"/search/?q={LURE}", f"/search/suggestions/?q={LURE}"):
        client.get(path)
    for screen in _of_the_version(stage.version):
        client.get(here + screen)


def _of_the_version(number: int) -> list[str]:
    """The screens on which it shows, of its page."""
    return [
        f"revisions/{number}/",
        f"diff/?older={number - 1}&newer={number}",
        f"diff/?older={number}&newer={number + 1}",
        f"diff/?older=1&newer={number + 1}",
        f"revert/?version={number}",
        f"undo/?version={number + 1}",
    ]


def _hide_everything(stage: Stage, editor: User) -> None:
    stage.hidden_page.hide(reason="Confidentiel", by=editor)
    hide_versions(stage.page, [stage.version], reason="Confidentiel", by=editor, with_summary=True)
    hide_versions(stage.renamed, [2], reason="Confidentiel", by=editor, with_title=True)
    for comment in stage.comments[:2]:
        comment.hide(reason="Confidentiel", by=editor)
    stage.comments[2].withdraw(by=stage.author)
    stage.question.hide(reason="Confidentiel", by=editor)
    stage.stopped.stop(by=editor, reason="Un départ")
    mail.outbox.clear()


def names_for(role: str) -> set[str]:
    """Whose screens are looked at as they stand: of what two roles see, where the same is hidden from both, one's."""
    match role:
        case "visitor":  # where the wiki is not public
            return {name for name, who in GET.items() if who == EVERYBODY} - LEFT_OUT
        case "author":  # a contributor, to whom less is hidden
            return set()
        case "administrator":  # an editor, but for these
            return {name for name, who in GET.items() if who == ADMINISTRATORS}
        case _:
            return GET.keys() - LEFT_OUT


def paths_of(stage: Stage, role: str = "") -> Iterator[str]:
    """Every address of the site, with each thing that is hidden in the place of what it could show."""
    for name in sorted(names_for(role)):
        yield address(name)
    for name in sorted(GET.keys() - LEFT_OUT):
        yield from _of_the_hidden(name, stage)
    for words in (LURE, f"{LURE} veille"):
        yield f"/search/?q={words}"
        yield f"/search/suggestions/?q={words}"
        yield f"/wiki-titles/?q={words}"
        yield f"/questions/?q={words}"
        yield f"/questions/similar/?text={words}"
        yield f"/people/?q={words}"
    yield "/wiki-titles/?q="
    yield "/people/?q=bo"
    for query in (
        "show=all",
        "person=yves",
        "person=bob",
        f"theme={stage.page.theme.slug}",
        "kind=comment",
        "kind=theme_comment",
    ):
        yield f"/recent-changes/?{query}"
    for kind in ("", "comment", "wrote"):
        yield f"/contributors/{stage.author.handle}/?kind={kind}"
    here = stage.page.get_absolute_url()
    for screen in _of_the_version(stage.version):
        yield here + screen
    yield f"/wiki/{stage.page.theme.slug}/{stage.old_slug}/"


def _of_the_hidden(name: str, stage: Stage) -> Iterator[str]:
    wanted = names_in(name)
    pages = {"theme": stage.page.theme.slug}
    places = [
        *(
            {**pages, "page": page.slug, "version": 2, "page_id": page.pk}
            for page in (stage.hidden_page, stage.renamed)
        ),
        *({"pk": comment.pk, "version": 1} for comment in stage.comments),
        {"question": stage.question.pk, "pk": stage.question.pk},
        *({"handle": person.handle} for person in (stage.author, stage.stopped)),
    ]
    for place in places:
        if wanted and wanted <= place.keys():
            try:
                yield reverse(name, kwargs={key: place[key] for key in wanted})
            except NoReverseMatch:
                continue


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code < 500, path
    content = b"".join(response) if response.streaming else response.content
    return content.decode(errors="replace").casefold() + response.headers.get("Location", "").casefold()


def leaks(client: Client, paths: set[str], allowed: set[str]) -> dict[str, set[str]]:
    """What shows where; a word that was asked for in the address itself is echoed, and no leak."""
    found = {}
    for path in sorted(paths):
        text = text_of(client, path)
        shown = {word for word in EVERY_WORD - allowed if word in text and word not in path}
        if shown:
            found[path] = shown
    return found


def allowed_to(role: str) -> set[str]:
    if role == "author":
        return HER_OWN | {HIDDEN["a hidden question"]}
    if role == "editor":
        return set(HIDDEN.values())
    return {*HIDDEN.values(), PROFILE} if role == "administrator" else set()
