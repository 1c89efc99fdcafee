"""Every kind of screen, narrow and wide, light and dark: nothing for axe to complain of, nothing that scrolls sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from accounts.models import User
from contributions.models import FeedToken, Watch
from contributions.models import Page as WikiPage
from guide.models import Drift, Edition, Tip
from notifications.kinds import NotificationKind
from notifications.mail.absolute_urls import unsubscribe_url
from tests import factories
from tests.e2e.acts import press, read, save, type_text
from tests.e2e.looking import COLOURS, Look
from tests.notifications.notified import notify
from themes.models import MOST_THEMES, Theme

BODY = f"""Il se présente comme le service informatique. Voyez [[La page qui manque]] ou https://example.org/{"x" * 70}.

## Ce qui s’est passé

- Minute 1 : **un appel**, puis *une question*.
- Minute 3 : `une-commande-qui-ne-finit-pas-{"y" * 50}`

| Situation | Une personne honnête | Un escroc qui insiste longuement |
|---|---|---|
| Vous vendez | pose des questions | « Je paie tout de suite, cliquez ici » |

> « Je n’ai pas été bête, j’ai été poli. »

### Et après ?

Une note[^1], un terme.

[^1]: Une note de bas de page.
"""

FIGURES = ("/statistics/", "/statistics/people/")


@pytest.fixture
def page_of_the_wiki(contributor: User, editor: User) -> WikiPage:
    """A page with three versions in a campaign that is running, and others beside it."""
    factories.create_themes()
    factories.create_phase()
    page = factories.create_page(body=BODY, author=contributor)
    factories.edit_page(page, BODY.replace("un appel", "un long appel"), author=editor, summary="le temps qu’il faut")
    long = BODY + "\n\n".join(f"Passage {number}." for number in range(12))
    factories.edit_page(page, long, author=contributor, is_minor=True)
    factories.create_page(title="Les gestes", body=f"Voyez [[{page.title}]].", author=editor)
    return page


@pytest.fixture
def tip(page_of_the_wiki: WikiPage, editor: User) -> Tip:
    tip = factories.create_tip(number=6, page=page_of_the_wiki, by=editor, body=BODY)
    tip.quote_person(text="Raccrochez d’abord.", person=editor, by=editor)
    return tip


def test_what_a_visitor_sees(visitor: Page, look: Look, page_of_the_wiki: WikiPage, tip: Tip, editor: User) -> None:
    visitor.goto("/guide/fr/")
    look(visitor, "no guide yet")
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True, unread_reason="Un essai.")
    for screen, address in {
        "visitor's home": "/",
        "login": "/accounts/login/",
        "forgotten password": "/accounts/password/reset/",
        "your data": "/privacy/",
        "accessibility": "/accessibility/",
        "how it works": "/how-it-works/",
        "editions": "/guide/editions/",
        "guide": "/guide/editions/1/fr/",
        "tip of the guide": "/guide/editions/1/fr/tip-6.html",
        "404": "/nowhere/",
    }.items():
        visitor.goto(address)
        look(visitor, screen, closely=screen in {"visitor's home", "guide", "tip of the guide"})
    visitor.goto("/accounts/login/")
    visitor.fill("[name=login]", "nobody")
    visitor.fill("[name=password]", "nothing")
    press(visitor, "main button[type=submit]")
    look(visitor, "login refused")


def test_what_a_contributor_reads(
    contributor: User, editor: User, browser_of, look: Look, page_of_the_wiki: WikiPage, tip: Tip
) -> None:
    martine = browser_of(contributor)
    for screen, address in {
        "home": "/",
        "the calendar": "/campaign/",
        "wiki": "/wiki/",
        "theme": "/wiki/delinquants/",
        "theme without pages": "/wiki/marques/",
        "recent changes": "/recent-changes/",
        "no changes": "/recent-changes/?person=nobody",
        "search": "/search/",
        "results": "/search/?q=faux&order=newest",
        "nothing found": "/search/?q=zzz",
        "preferences": "/accounts/preferences/",
        "contributor": "/contributors/martine/",
        "password": "/accounts/password/change/",
        "no notices": "/notifications/",
        "choices of mail": "/notifications/mail/",
        "stopping mail": "/" + unsubscribe_url(contributor, ["rest"]).split("/", 3)[3],
        "a broken link": "/notifications/stop/x/",
    }.items():
        martine.goto(address)
        look(martine, screen, closely=screen in {"home", "theme", "recent changes", "results"})
    notify(contributor, kind=NotificationKind.REPLY, actor=editor, excerpt="Et le samedi ?")
    for _number in range(3):
        notify(contributor, actor=editor)
    martine.goto("/notifications/")
    look(martine, "notices")
    for what in (page_of_the_wiki, editor):
        Watch.objects.watch(what, by=contributor)
    FeedToken.objects.make(by=contributor)
    for screen, address in {
        "watchlist": "/watchlist/",
        "watched pages": "/watchlist/?kind=page",
        "nothing watched": "/watchlist/?kind=question",
        "feeds": "/accounts/feeds/",
    }.items():
        martine.goto(address)
        look(martine, screen)
    for screen, address in {
        "page": "",
        "history": "history/",
        "revision": "revisions/1/",
        "diff": "diff/?older=1&newer=3",
        "diff in one column": "diff/?older=1&newer=3&view=unified",
        "links": "links/",
        "contributors": "contributors/",
        "passages of a contributor": "contributors/?person=martine",
    }.items():
        read(martine, page_of_the_wiki, address)
        look(martine, screen, closely=screen in {"page", "diff", "history"})


def test_what_a_contributor_writes(
    contributor: User, editor: User, browser_of, look: Look, page_of_the_wiki: WikiPage
) -> None:
    martine = browser_of(contributor)
    for screen in ("move/", "undo/?version=2", "revert/?version=1", "nominate/"):
        read(martine, page_of_the_wiki, screen)
        look(martine, screen)
    martine.goto("/wiki/delinquants/new/")
    look(martine, "new")
    type_text(martine, "Un texte.", title=page_of_the_wiki.title)
    save(martine)
    look(martine, "new, refused")
    read(martine, page_of_the_wiki, "edit/")
    look(martine, "edit", closely=True)
    type_text(martine, BODY.replace("informatique", "commercial"))
    martine.click("[data-preview]")
    martine.locator("#preview .text").wait_for()
    look(martine, "preview")
    factories.edit_page(page_of_the_wiki, BODY.replace("informatique", "du personnel"), author=editor)
    save(martine)
    look(martine, "conflict")


def test_what_an_editor_does(editor: User, browser_of, look: Look, page_of_the_wiki: WikiPage, tip: Tip) -> None:
    laurent = browser_of(editor)
    factories.create_tip(number=11, by=editor).release(by=editor)
    words = {"before": "Il rappelle.", "words": "Il ne rappelle pas.", "version": 2}
    drift = Drift.objects.create(source=tip.sources.get(), kind="changed", **words)
    read(laurent, WikiPage.objects.get(title="Les gestes"), "nominate/")
    laurent.fill("[name=reason]", "Tout le monde s’y reconnaît.")
    press(laurent, "main .btn.do")
    look(laurent, "page with a message, for an editor")
    for screen, address in {
        "desk": "/curation/",
        "desk aimed at a place": "/curation/?place=9",
        "tip": "/curation/tips/6/",
        "tip edit": "/curation/tips/6/edit/",
        "tip move": "/curation/tips/6/move/",
        "tip release": "/curation/tips/6/release/",
        "tip history": "/curation/tips/6/history/",
        "source": "/curation/tips/6/sources/add/",
        "passage": "/curation/tips/6/sources/add/?page=Les+gestes",
        "drifts": "/curation/drift/",
        "drift": drift.get_absolute_url(),
        "section": "/curation/sections/glossary/",
        "edition": "/curation/editions/1/",
        "to proof": "/curation/editions/1/proof/",
        "guide in preview": "/curation/editions/1/preview/fr/",
    }.items():
        laurent.goto(address)
        look(laurent, screen, closely=screen in {"desk", "tip", "edition"})
    for screen in ("promote/", "hide/"):
        read(laurent, page_of_the_wiki, screen)
        look(laurent, screen)
    page_of_the_wiki.hide(reason="Un client y est reconnaissable.", by=editor)
    read(laurent, page_of_the_wiki)
    look(laurent, "hidden page")


def test_the_life_of_an_edition(editor: User, browser_of, look: Look, tip: Tip) -> None:
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True, unread_reason="Un essai.")
    first = Edition.objects.published().get()
    first.correct(
        language="fr", anchor="tip-6", was="Et après ?", now="Et ensuite ?", why="Un mot manquait.", by=editor
    )
    tip.record_revision(title="Raccrocher d’abord", body=BODY, author=editor, base_version=tip.version)
    second = Edition.objects.in_preparation()
    second.take_to_proof(by=editor, unread_reason="Un essai.", reasons=None)
    tip.refresh_from_db()
    tip.record_revision(title="Raccrocher avant tout", body=BODY, author=editor, base_version=tip.version)
    laurent = browser_of(editor)
    for screen, address in {
        "in proof": "/curation/editions/2/proof/",
        "edition in proof": "/curation/editions/2/",
        "publish": "/curation/editions/2/publish/",
        "every form": "/curation/editions/2/forms/",
        "files of an edition": "/curation/editions/1/",
        "errata": "/curation/editions/1/errata/?language=fr&text=tip-6",
    }.items():
        laurent.goto(address)
        look(laurent, screen)
    second.publish(by=editor, accept_free_places=True)
    laurent.goto("/guide/editions/compare/")
    look(laurent, "two editions compared")


def test_what_is_seen_when_writing_is_closed(contributor: User, browser_of, look: Look) -> None:
    page = factories.create_page()
    factories.close_writing()
    martine = browser_of(contributor)
    read(martine, page)
    look(martine, "page")
    read(martine, page, "edit/")
    look(martine, "edit")
    martine.goto(page.theme.get_absolute_url())
    look(martine, "theme")


def test_what_is_said(contributor: User, editor: User, browser_of, look: Look, page_of_the_wiki: WikiPage) -> None:
    theme = page_of_the_wiki.theme
    theme.starters, theme.sentence = ["Un jour, on m’a…", "Si cela arrivait à mes parents, je leur dirais…"], "Je…"
    theme.save()
    long = "Voyez https://example.org/" + "x" * 70
    for place in ({"page": page_of_the_wiki}, {"theme": theme}):
        comment = factories.create_comment(body=f"Faut-il répondre ?\n{long}", author=editor, **place)
        factories.create_comment(body="Non, jamais.", author=contributor, reply_to=comment)
        factories.create_comment(author=editor, **place).incorporate(page=page_of_the_wiki, by=contributor)
        factories.create_comment(author=contributor, **place).withdraw(by=contributor)
    martine = browser_of(contributor)
    for screen, address in {"theme": theme.get_absolute_url(), "page": page_of_the_wiki.get_absolute_url()}.items():
        martine.goto(address)
        look(martine, screen)
        martine.fill("#say-body", "Je raccroche, et je rappelle.")
        martine.locator("#say .btn.do").click()
        martine.locator(".comment.sent").wait_for()
        martine.locator("#say .btn.do").click()
        martine.locator("#say .err-line").wait_for()
        martine.locator("[hx-get*='/answer/']").last.click()
        martine.locator("[id^='place-'] .say").wait_for()
        look(martine, f"{screen}, one said, one refused, and a small box")
    own, other = factories.create_comment(author=contributor), factories.create_comment(author=editor)
    own.revise_text(body="Je raccroche.", author=contributor, base_version=1)
    screens = {own: ["", "edit/", "history/", "revisions/1/", "diff/?older=1&newer=2"], other: ["", "take-up/"]}
    for comment, addresses in screens.items():
        for address in addresses:
            martine.goto(f"{comment.get_absolute_url()}{address}")
            look(martine, f"contribution {address}")


def test_a_campaign_of_eight_themes(
    editor: User, browser_of, look: Look, visitor: Page, page_of_the_wiki: WikiPage, tip: Tip
) -> None:
    for number in range(5, MOST_THEMES + 1):
        question = f"Que faire quand la question numéro {number} se pose au travail ?"
        theme = Theme.objects.create(
            number=number,
            paper=number,
            slug=f"theme-{number}",
            short_title=f"Thème {number}",
            question=question,
            places=4,
        )
        factories.create_page(title=f"Page {number}", theme=theme, author=editor)
        factories.create_tip(number=21 + (number - 5) * 4, by=editor)
    laurent = browser_of(editor)
    for address in ("/", "/wiki/", "/wiki/theme-8/", "/wiki/theme-7/", "/curation/", "/curation/editions/1/"):
        laurent.goto(address)
        look(laurent, f"{address} of eight", *COLOURS)  # there are eight papers
    for address in ("/curation/places/", "/curation/themes/theme-8/", "/guide/choice/", *FIGURES):
        laurent.goto(address)
        look(laurent, f"{address} of eight")
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True, unread_reason="Un essai.")
    for address in ("/", "/guide/editions/1/fr/"):
        visitor.goto(address)
        look(visitor, f"a visitor's {address} of eight", *COLOURS)


def test_the_screens_of_the_calendar(administrator: User, browser_of, look: Look) -> None:
    karim = browser_of(administrator)
    for screen in ("", "proposal/", "phases/new/"):
        karim.goto(f"/settings/calendar/{screen}")
        look(karim, f"an empty calendar {screen}")
    phase = factories.create_phase()
    phase.decide(by=administrator)
    for screen in ("", f"phases/{phase.pk}/", f"phases/{phase.pk}/extend/", "history/"):
        karim.goto(f"/settings/calendar/{screen}")
        look(karim, f"a calendar {screen}")


def test_the_texts_about_the_site_under_settings(administrator: User, browser_of, look: Look) -> None:
    karim = browser_of(administrator)
    for screen in ("", "privacy/fr/", "history/"):
        karim.goto(f"/settings/texts/{screen}")
        look(karim, f"texts about the site {screen}")


def test_the_screens_of_a_site_on_which_nobody_has_written(editor: User, browser_of, look: Look) -> None:
    laurent = browser_of(editor)
    for screen in ("/", "/wiki/", "/recent-changes/", "/curation/", "/curation/places/", "/guide/choice/"):
        laurent.goto(screen)
        look(laurent, f"empty {screen}")
