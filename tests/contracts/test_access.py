"""Access is a table: who may open which address. A URL without a row fails, for every role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_ns_resolver, get_resolver, get_urlconf, reverse
from django.utils import timezone

from accounts.models import User
from contributions.models import Contribution, Page, PageTemplate, Passage, Question, QuestionImport, Report, RollBack
from guide import publishing
from guide.decisions.acts import do_not_keep
from guide.making import making
from guide.models import (
    Agency,
    Candidate,
    ChannelFile,
    Consent,
    Decision,
    Drift,
    Edition,
    Handout,
    Matter,
    Order,
    Poll,
    PrintRun,
    Reason,
    Reference,
    Remark,
    ReviewLink,
    Section,
    Tip,
)
from guide.reviewing import remarks
from guide.reviewing.choosing import passages_of
from guide.reviewing.querysets import hash_of
from notifications.mail.addresses import unsubscribe_address
from tests import factories
from tests.contributions.images import makers
from tests.guide.distribution.made import create_agency, create_order, create_run, hand_out

EVERYBODY = {"visitor", "contributor", "translator", "editor", "administrator"}
SIGNED_IN = EVERYBODY - {"visitor"}
EDITORS = {"editor", "administrator"}
ADMINISTRATORS = {"administrator"}

GET: dict[str, set[str]] = {
    "home": EVERYBODY,
    "favicon": EVERYBODY,
    "health_live": EVERYBODY,
    "health_ready": EVERYBODY,
    "account_login": EVERYBODY,
    "account_logout": EVERYBODY,
    "account_reset_password": EVERYBODY,
    "account_reset_password_done": EVERYBODY,
    "account_reset_password_from_key": EVERYBODY,
    "account_reset_password_from_key_done": EVERYBODY,
    "account_inactive": EVERYBODY,
    "account_signup": EVERYBODY,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "preferences": SIGNED_IN,
    "drafts:drafts": SIGNED_IN,
    "drafts:draft": SIGNED_IN,  # one of her own
    "notifications:notifications": SIGNED_IN,
    "notifications:notification": SIGNED_IN,  # one of her own, else her list
    "notifications:mail_choices": SIGNED_IN,
    "notifications:unsubscribe": EVERYBODY,  # the signature in the address says whose mail it stops
    "contributions:wiki": SIGNED_IN,
    "contributions:theme": SIGNED_IN,
    "contributions:page": SIGNED_IN,
    "contributions:page_new": SIGNED_IN,
    "contributions:page_edit": SIGNED_IN,
    "contributions:page_history": SIGNED_IN,
    "contributions:page_revision": SIGNED_IN,
    "contributions:page_diff": SIGNED_IN,
    "contributions:page_links": SIGNED_IN,
    "contributions:page_contributors": SIGNED_IN,
    "contributions:contributor": SIGNED_IN,
    "contributions:page_move": SIGNED_IN,
    "contributions:recent_changes": SIGNED_IN,
    "contributions:watchlist": SIGNED_IN,
    "contributions:feed_changes": SIGNED_IN,
    "contributions:feed_watchlist": SIGNED_IN,
    "contributions:feed_theme": SIGNED_IN,
    "contributions:feed_page": SIGNED_IN,
    "contributions:feed_person": SIGNED_IN,
    "contributions:feed_tokens": SIGNED_IN,
    "contributions:log": EDITORS,
    "contributions:person_stop": EDITORS,
    "contributions:person_roll_back": EDITORS,
    "contributions:roll_back": EDITORS,
    "contributions:images": SIGNED_IN,
    "contributions:image": SIGNED_IN,
    "contributions:image_hide": EDITORS,
    "contributions:image_file": SIGNED_IN,
    "contributions:image_width": SIGNED_IN,
    "contributions:files": SIGNED_IN,
    "contributions:file": SIGNED_IN,
    "contributions:file_hide": EDITORS,
    "contributions:wiki_titles": SIGNED_IN,
    "contributions:theme_talk": SIGNED_IN,
    "contributions:page_talk": SIGNED_IN,
    "contributions:contribution_answers": SIGNED_IN,
    "contributions:people": SIGNED_IN,
    "contributions:box_tools": SIGNED_IN,
    "contributions:page_nuance": SIGNED_IN,
    "contributions:contribution": SIGNED_IN,
    "contributions:contribution_answer": SIGNED_IN,
    "contributions:contribution_edit": {"contributor"},  # who said it, here
    "contributions:contribution_history": SIGNED_IN,
    "contributions:contribution_revision": SIGNED_IN,
    "contributions:contribution_diff": SIGNED_IN,
    "contributions:contribution_take_up": SIGNED_IN,
    "contributions:page_endorsers": SIGNED_IN,
    "contributions:contribution_endorsers": SIGNED_IN,
    "contributions:passage_endorsers": SIGNED_IN,
    "contributions:page_questions": SIGNED_IN,
    "contributions:questions": SIGNED_IN,
    "contributions:questions_similar": SIGNED_IN,
    "contributions:questions_import": EDITORS,
    "contributions:questions_import_preview": EDITORS,
    "contributions:questions_import_refused": EDITORS,
    "contributions:question": SIGNED_IN,
    "contributions:question_ask": SIGNED_IN,
    "contributions:question_edit": EDITORS,
    "contributions:question_join": EDITORS,
    "contributions:question_hide": EDITORS,
    "contributions:contribution_ask": EDITORS | {"contributor"},  # editors, and who said it
    "contributions:page_template": EDITORS,
    "contributions:page_template_history": EDITORS,
    "contributions:page_template_revision": EDITORS,
    "contributions:page_template_diff": EDITORS,
    "contributions:page_template_revert": EDITORS,
    "contributions:page_template_undo": EDITORS,
    "search:search": SIGNED_IN,
    "search:suggestions": SIGNED_IN,
    "search:searches": EDITORS,
    "guide:nominate": SIGNED_IN,
    "guide:promote": EDITORS,
    "guide:desk": EDITORS,
    "guide:arrange": EDITORS,
    "guide:tip": EDITORS,
    "guide:tip_edit": EDITORS,
    "guide:tip_history": EDITORS,
    "guide:tip_revision": EDITORS,
    "guide:tip_diff": EDITORS,
    "guide:tip_release": EDITORS,
    "guide:tip_move": EDITORS,
    "guide:tip_source_add": EDITORS,
    "guide:tip_ties": EDITORS,
    "guide:tip_origin": SIGNED_IN,
    "guide:tip_drift": EDITORS,
    "guide:drifts": EDITORS,
    "guide:theme_board": EDITORS,
    "guide:candidate_drop": EDITORS,
    "guide:poll_open": EDITORS,
    "guide:poll": EDITORS,
    "guide:choice": SIGNED_IN,
    "guide:theme_choice": SIGNED_IN,
    "guide:tip_revert": EDITORS,
    "guide:tip_undo": EDITORS,
    "guide:tip_review_ask": EDITORS,
    "guide:tip_review_send_back": EDITORS,
    "guide:tip_review_links": EDITORS,
    "guide:tip_remark": EDITORS,
    "guide:tip_remark_answer": EDITORS,
    "guide:reviews": EDITORS,
    "guide:consent": {"contributor"},  # whose words they are, here
    "guide:review_by_link": EVERYBODY,  # the token in the address says which tip it opens
    "guide:review_picture": EVERYBODY,  # one that stands in that tip
    "guide:review_picture_width": EVERYBODY,
    "guide:section": EDITORS,
    "guide:section_history": EDITORS,
    "guide:section_revision": EDITORS,
    "guide:section_diff": EDITORS,
    "guide:section_revert": EDITORS,
    "guide:section_undo": EDITORS,
    "guide:edition": EDITORS,
    "guide:edition_forms": EDITORS,
    "guide:edition_form_pages": EDITORS,
    "guide:edition_form_file": EDITORS,
    "guide:edition_preview": EDITORS,
    "guide:edition_preview_file": EDITORS,
    "guide:edition_publish": EDITORS,
    "guide:edition_proof": EDITORS,
    "guide:edition_errata": EDITORS,
    "guide:edition_withdraw": EDITORS,
    "guide:edition_cover": EDITORS,
    "guide:edition_imprint": EDITORS,
    "guide:edition_pictures": EDITORS,
    "guide:edition_picture": EDITORS,
    "guide:edition_languages": EDITORS,
    "guide:edition_language": EDITORS | {"translator"},
    "guide:edition_language_export": EDITORS | {"translator"},
    "guide:edition_language_import": EDITORS | {"translator"},
    "guide:edition_translation": EDITORS | {"translator"},
    "guide:bibliography": EDITORS,
    "guide:bibliography_import": EDITORS,
    "guide:reference_add": EDITORS,
    "guide:reference": EDITORS,
    "guide:decisions": SIGNED_IN,
    "guide:decision": SIGNED_IN,
    "guide:ledger": SIGNED_IN,
    "guide:reasons": EDITORS,
    "guide:reason": EDITORS,
    "guide:channel_door": EVERYBODY,
    "guide:channel_file_door": EVERYBODY,
    "guide:agency_page": EVERYBODY,  # the token in the address says whose it is
    "guide:agency_qr": EVERYBODY,
    "guide:agency_file": EVERYBODY,
    "guide:channels": EDITORS,
    "guide:channel_new": EDITORS,
    "guide:channel": EDITORS,
    "guide:channel_edit": EDITORS,
    "guide:channel_qr": EDITORS,
    "guide:channel_agency": EDITORS,
    "guide:print_runs": EDITORS,
    "guide:print_run_new": EDITORS,
    "guide:print_run": EDITORS,
    "guide:print_run_file": EDITORS,
    "guide:orders": EDITORS,
    "guide:order": EDITORS,
    "guide:handouts": EDITORS,
    "guide:handout": EDITORS,
    "reporting:statistics": SIGNED_IN,
    "reporting:statistics_csv": SIGNED_IN,
    "reporting:how_we_count": SIGNED_IN,
    "guide:guide_current": EVERYBODY,
    "guide:guide_in_language": EVERYBODY,
    "guide:guide_file": EVERYBODY,
    "guide:robots": EVERYBODY,
    "guide:sitemap": EVERYBODY,
    "guide:editions": EVERYBODY,
    "guide:editions_compare": EVERYBODY,
    "guide:edition_in_language": EVERYBODY,
    "guide:edition_file": EVERYBODY,
    "contributions:page_revert": SIGNED_IN,
    "contributions:page_undo": SIGNED_IN,
    "contributions:page_hide": EDITORS,
    "contributions:page_version_hide": EDITORS,
    "contributions:page_protect": EDITORS,
    "contributions:page_merge": EDITORS,
    "contributions:page_split": EDITORS,
    "contributions:contribution_hide": EDITORS,
    "contributions:contribution_version_hide": EDITORS,
    "contributions:secrets": EDITORS,
    "contributions:report": SIGNED_IN,
    "contributions:report_told": {"contributor"},  # who sent it, here
    "contributions:reports": EDITORS,
    "contributions:report_settle": EDITORS,
}

# Answered to POST alone; for the others, whoever may GET the form may also send it.
POST: dict[str, set[str]] = {
    "drafts:keep": SIGNED_IN,
    "drafts:discard": SIGNED_IN,
    "notifications:mark": SIGNED_IN,
    "notifications:read": SIGNED_IN,
    "contributions:page_preview": SIGNED_IN,
    "contributions:page_company": SIGNED_IN,
    "contributions:page_show": EDITORS,
    "contributions:page_version_show": EDITORS,
    "contributions:page_unprotect": EDITORS,
    "contributions:page_restore": EDITORS,
    "contributions:contribution_show": EDITORS,
    "contributions:contribution_version_show": EDITORS,
    "contributions:page_say": SIGNED_IN,
    "contributions:page_watch": SIGNED_IN,
    "contributions:theme_watch": SIGNED_IN,
    "contributions:contribution_watch": SIGNED_IN,
    "contributions:question_watch": SIGNED_IN,
    "contributions:person_watch": SIGNED_IN,
    "contributions:watchlist_stop": SIGNED_IN,
    "contributions:feed_token_revoke": SIGNED_IN,  # one of her own
    "contributions:page_endorse": SIGNED_IN,
    "contributions:page_thank": SIGNED_IN,
    "contributions:contribution_thank": SIGNED_IN,
    "contributions:passage_endorse": SIGNED_IN,
    "contributions:contribution_endorse": SIGNED_IN,
    "contributions:contribution_resolve": SIGNED_IN,
    "contributions:contribution_reopen": SIGNED_IN,
    "contributions:theme_say": SIGNED_IN,
    "contributions:changes_read": EDITORS,
    "contributions:person_restart": EDITORS,
    "contributions:roll_back_confirm": EDITORS,
    "contributions:roll_back_drop": EDITORS,
    "contributions:roll_back_go_on": EDITORS,
    "contributions:page_read": SIGNED_IN,
    "contributions:question_answer": SIGNED_IN,
    "contributions:question_take_back": SIGNED_IN,
    "contributions:question_same": SIGNED_IN,
    "contributions:question_part": EDITORS,
    "contributions:question_show": EDITORS,
    "contributions:contribution_withdraw": {"contributor"},
    "contributions:contribution_put_back": {"contributor"},
    "contributions:page_template_preview": EDITORS,
    "contributions:image_show": EDITORS,
    "contributions:file_show": EDITORS,
    "search:search_done": EDITORS,
    "guide:tip_preview": EDITORS,
    "guide:tip_company": EDITORS,
    "guide:tip_source_remove": EDITORS,
    "guide:tip_tie": EDITORS,
    "guide:theme_board_move": EDITORS,
    "guide:candidate_shortlist": EDITORS,
    "guide:candidate_promote": EDITORS,
    "guide:poll_close": EDITORS,
    "guide:tip_review_approve": EDITORS,
    "guide:tip_review_link": EDITORS,
    "guide:section_preview": EDITORS,
    "guide:section_company": EDITORS,
    "guide:edition_retry": EDITORS,
    "guide:decision_answer": EDITORS | {"contributor"},  # who wrote the text, here
    "guide:decision_take_back": EDITORS,
    "guide:decide": EDITORS,
    "guide:channel_agency_link": EDITORS,
}

# Where fewer may send than may open.
SENDING: dict[str, set[str]] = {"contributions:image": EDITORS | {"contributor"}}

ARGUMENTS: dict[str, object] = {
    "theme": "delinquants",
    "slug": "delinquants",
    "page": "l-appel-du-faux-technicien",
    "version": 2,
    "handle": "martine",
    "pk": 1,
    "key": "6",
    "number": 1,
    "language": "fr",
    "name": "index.html",
    "form": "web",
    "uidb36": "1",
    "token": "0123456789abcdef",
    "picture": "0123456789abcdef",
    "width": 480,
    "writing": UUID(int=7),
    "code": "lille",
    "kind": "svg",
}
# Whose row "pk" is the key of, by the name of the address or by its first word; of a contribution else.
MODELS: dict[str, Any] = {
    "report": Report,
    "roll": RollBack,
    "decision": Decision,
    "reason": Reason,
    "candidate": Candidate,
    "poll": Poll,
    "consent": Consent,
    "tip_drift": Drift,
    "print": PrintRun,
    "order": Order,
    "handout": Handout,
}
PREPARED = {"edition", "edition_cover", "edition_imprint", "edition_translation"}
QUERIES = {"page_diff": "?older=1&newer=2", "page_undo": "?version=2", "page_revert": "?version=1"}
QUERIES |= {"tip_diff": "?older=1&newer=2", "tip_undo": "?version=2", "tip_revert": "?version=1"}
QUERIES |= {
    "page_template_diff": "?older=1&newer=2",
    "page_template_undo": "?version=2",
    "page_template_revert": "?version=1",
}
QUERIES |= {"contribution_diff": "?older=1&newer=2"}
QUERIES |= {"tip_remark": "?sentence=1&version=1", "review_by_link": "?sentence=1&version=1"}
QUERIES |= {"section_diff": "?older=1&newer=2", "section_undo": "?version=2", "section_revert": "?version=1"}


def named_urls(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site but the admin's, which has one gate of its own (tested below)."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                inner = f"{pattern.namespace}:" if pattern.namespace else namespace
                yield from named_urls(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}", pattern


def urls() -> dict[str, URLPattern]:
    return dict(named_urls(get_resolver().url_patterns))


def address(name: str) -> str:
    short = name.rpartition(":")[2]
    wanted = names_in(name)
    values = {argument: ARGUMENTS[argument] for argument in wanted if argument in ARGUMENTS}
    if "key" in wanted:
        values["key"] = "glossary" if short.startswith("section") else "x-y" if short.startswith("account") else "6"
    if "pk" in wanted:
        model = MODELS.get(short, MODELS.get(short.partition("_")[0], Contribution))
        values["pk"] = model.objects.earliest("pk").pk
    if short == "report":
        values |= {"kind": "page", "key": Page.objects.earliest("pk").pk}
    of_rows = {
        "remark": Remark,
        "link": ReviewLink,
        "question": Question,
        "page_id": Page,
        "passage": Passage,
        "batch": QuestionImport,
    }
    values |= {name: model.objects.earliest("pk").pk for name, model in of_rows.items() if name in wanted}
    if "signed" in wanted:
        values["signed"] = unsubscribe_address(User.objects.earliest("pk"), ["rest"]).split("/")[-2]
    if "token" in wanted and "name" in wanted:
        values["name"] = "guide.pdf" if short == "agency_file" else "ecran"
    if short in {"channel_file_door", "print_run_file"}:
        values["name"] = "booklet.pdf"
    values |= of_edition(short, wanted)
    if short == "edition" or short.startswith(("edition_p", "edition_form")):
        values["number"] = Edition.objects.in_preparation().number
    if short in {"desk", "decide"}:  # a text is open
        opened = f"page-{Page.objects.earliest('pk').pk}"
        return reverse(name, args=[opened]) if short == "decide" else f"{reverse(name)}?text={opened}"
    return reverse(name, kwargs=values) + QUERIES.get(short, "")


def of_edition(short: str, wanted: set[str]) -> dict[str, Any]:
    """What names something of the edition in preparation."""
    if short == "reference":
        return {"key": Reference.objects.earliest("pk").key}
    if short not in PREPARED and not short.startswith(("edition_p", "edition_language")):
        return {}
    known = {"number": Edition.objects.in_preparation().number, "language": "it", "text": "theme-1", "theme": 2}
    return {name: value for name, value in known.items() if name in wanted}


def names_in(name: str) -> set[str]:
    """The arguments of an address, those of the prefixes that include it too."""
    namespace, _colon, short = name.rpartition(":")
    resolver = get_resolver(get_urlconf())
    if namespace:
        resolver = get_ns_resolver("", resolver.namespace_dict[namespace][1], ())
    possibilities = resolver.reverse_dict.getlist(short)
    return set(possibilities[0][0][0][1])


def build_world() -> dict[str, User]:
    """A page and a tip with two versions each, an edition, and somebody of each role."""
    contributor, editor, translator = (
        factories.create_contributor(),
        factories.create_editor(),
        factories.create_translator(),
    )
    page = factories.create_page(author=contributor)
    factories.edit_page(page, "Un autre texte.", author=contributor)
    tip = factories.create_tip(number=6, page=page, by=editor)
    tip.record_revision(body="Un autre conseil.", author=editor, base_version=1)
    Drift.objects.create(source=tip.sources.get(), kind="changed", before="Un mot.", words="Un autre texte.", version=2)
    put_in_review(tip, editor=editor, quoted=contributor)
    glossary = next(section for section in Section.objects.in_order() if section.key == "glossary")
    glossary.record_revision(body="Mot\n:   Son sens.", author=editor, base_version=1)
    PageTemplate.objects.current().record_revision(body="## Autre chose", author=editor, base_version=1)
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True, unread_reason="Un essai.")
    Edition.objects.in_preparation().speak("it")
    Reference.objects.add({"type": "book", "id": "livre", "title": "Un livre"}, by=editor)
    making.ask(Edition.objects.get(number=1), forms=["web"])  # which waits for a commit that no test comes to
    said = factories.create_contribution(page=page, author=contributor)
    said.revise_text(body="Je raccroche, puis je rappelle.", author=contributor, base_version=1)
    do_not_keep(Matter.objects.of(said), Reason.objects.offered()[0], by=editor, seen=0)
    Report.objects.report(page, reason="wrong", by=contributor)
    day = timezone.now() - timedelta(days=1)
    RollBack.objects.ask(contributor, since=day, until=timezone.now(), reason="Un essai.", by=editor)
    Question.objects.ask(text="Que faire d’un appel masqué ?", theme=page.theme, by=contributor)
    QuestionImport.objects.prepare(b"question;theme;origin\nQue faire ?;2;audit\nEt apres ?;9;audit\n", by=editor)
    Passage.objects.at(Page.objects.get(pk=page.pk), exact="Un autre texte.")
    factories.create_poll(Page.objects.get(pk=page.pk), said, by=editor)
    makers.place(token=str(ARGUMENTS["token"]), uploader=contributor, page=page)
    people = [contributor, translator, editor, factories.create_administrator()]
    for person in people:
        factories.keep_draft(person, writing=ARGUMENTS["writing"], key=f"page:{page.pk}:edit")
    publishing.keep_for_preview({"index.html": b"A preview."})
    factories.keep_preview_of_forms({"index.html": b"A preview."}, pictures=("index.html",))
    distribute()
    return dict(zip(["contributor", "translator", "editor", "administrator"], people, strict=True))


def distribute() -> None:
    """An agency whose token is the one of the table, with its files, an order, copies that were printed and handed out."""
    agency = create_agency()
    Agency.objects.update(digest=hash_of(str(ARGUMENTS["token"])))
    edition = Edition.objects.published().get()
    ChannelFile.objects.ask(agency.channel, edition, "fr", ["pdf"])
    create_run(edition, channel=agency.channel)
    create_order(agency)
    hand_out(edition)


def put_in_review(tip: Tip, *, editor: User, quoted: User) -> None:
    """A review link whose token is the one of the table, a remark, a quotation to agree to, a picture."""
    token = str(ARGUMENTS["token"])
    link, _made = ReviewLink.objects.make(tip, name="Service juridique", days=30, by=editor)
    ReviewLink.objects.filter(pk=link.pk).update(digest=hash_of(token))
    about = passages_of(tip.body)[0].anchor
    remarks.remark(tip, about=about, version=tip.version, replacement="Mieux dit.", by=editor)
    body = f"{tip.body}\n\n![Un écran](/media/images/{token}/ecran.webp)"
    tip.record_revision(body=body, author=editor, base_version=2, quote="Je raccroche.", quoted_person=quoted)


def is_let_in(response: object) -> bool:
    """Neither sent to the sign-in, nor refused."""
    status, target = response.status_code, response.headers.get("Location", "")  # type: ignore[attr-defined]
    if response.streaming:  # type: ignore[attr-defined]  # its end is what closes the file
        response.getvalue()  # type: ignore[attr-defined]
    assert status < 500
    return status not in {401, 403} and "/accounts/login/" not in target


def test_every_address_has_a_row() -> None:
    assert set(urls()) - GET.keys() - POST.keys() == set()


def test_every_row_has_an_address() -> None:
    assert (GET.keys() | POST.keys()) - set(urls()) == set()


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(GET))
def test_who_may_open(name: str, world: dict[str, Client]) -> None:
    path = address(name)
    responses = {role: client.get(path) for role, client in world.items()}
    assert {role for role, response in responses.items() if is_let_in(response)} == GET[name]
    allowed = [responses[role].status_code for role in GET[name]]
    assert 404 not in allowed, f"{path} leads nowhere: the row proves nothing"


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(POST) + sorted(name for name in GET if GET[name] != EVERYBODY))
def test_who_may_send(name: str, world: dict[str, Client]) -> None:
    path = address(name)
    allowed = POST.get(name) or SENDING.get(name) or GET[name]
    # the contributor last: what she withdraws the others do not find
    let_in = {role for role in reversed(world) if is_let_in(world[role].post(path, {}))}
    assert let_in == allowed


def test_the_admin_is_for_administrators_alone(world: dict[str, Client]) -> None:
    let_in = {role for role, client in world.items() if client.get(reverse("admin:index")).status_code == 200}
    assert let_in == ADMINISTRATORS


@pytest.mark.parametrize("name", sorted(name for name in GET if name.startswith("guide:guide_") or "edition" in name))
def test_a_guide_that_is_not_public_asks_visitors_to_sign_in(name: str, world: dict[str, Client], settings) -> None:
    settings.GUIDE_IS_PUBLIC = False
    assert not is_let_in(world["visitor"].get(address(name)))


def test_a_public_wiki_can_be_read_and_not_written_by_visitors(world: dict[str, Client], settings) -> None:
    settings.WIKI_IS_PUBLIC = True
    visitor = world["visitor"]
    assert is_let_in(visitor.get(address("contributions:page")))
    assert is_let_in(visitor.get(address("contributions:page_history")))
    assert not is_let_in(visitor.get(address("contributions:page_edit")))
    assert not is_let_in(visitor.post(address("contributions:page_edit"), {"body": "x"}))


def test_an_account_without_a_role_reads_and_does_not_write(world: dict[str, Client], sign_in) -> None:
    client = sign_in(factories.create_user(username="nouvelle", role=None))
    assert client.get(address("contributions:page")).status_code == 200
    assert client.get(address("contributions:page_edit")).status_code == 403
