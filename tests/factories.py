"""Test data from plain functions. The same three people everywhere: a contributor, an editor, a translator."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import Group
from django.db import DEFAULT_DB_ALIAS, connection
from django.test import TestCase
from django.utils import timezone, translation

from accounts.models import Role, User
from campaign.models import Phase
from campaign.site_settings import current, public_guide
from campaign.site_settings.models import THE_ROW, SiteSettings
from contributions.models import Comment, Page, PageRevision, Passage, Question
from drafts.models import Draft
from guide.builds.disk import write_all
from guide.builds.preview.state import READY, Previewed, PreviewState
from guide.models import Candidate, Edition, Poll, Section, Tip
from guide.publication.forms import FORMS
from guide.self_check_parts import CheckQuestion, SelfCheckParts
from guide.tips.making import make_tip
from themes.models import Theme

PASSWORD = "correct horse battery staple"
THEMES = {
    1: ("vie-privee", "Vie privée", "Qui est responsable de la protection de votre vie privée sur Internet ?"),
    2: ("delinquants", "Délinquants", "Comment faire face aux délinquants numériques ?"),
    3: ("reputation", "Réputation", "Comment protéger votre identité et votre réputation sur Internet ?"),
    4: ("marques", "Marques", "Comment gérer marque personnelle et marque d’entreprise ?"),
}


IDENTITY: dict[str, Any] = {
    "name": "Campagne d’essai",
    "title": "Le guide d’essai",
    "subtitle": "ce que nous savons déjà",
    "language": "fr",
    "other_languages": ["en", "fr", "it", "ja"],
    "time_zone": "Europe/Paris",
    "publisher": "Société d’essai",
    "address": "guide.example",
    "sender_address": "guide@guide.example",
    "guide_is_public": True,
}


def create_site_settings(**values: Any) -> SiteSettings:
    """The settings of a site that is set up."""
    return noticed(save_site_settings(**values))


def save_site_settings(**values: Any) -> SiteSettings:
    """Saves the row, which may be there, without history. Every process of a run does so before its first test."""
    row = SiteSettings(pk=THE_ROW, **IDENTITY | values)
    others = [field.name for field in SiteSettings._meta.concrete_fields if not field.primary_key]
    SiteSettings.objects.bulk_create([row], update_conflicts=True, update_fields=others, unique_fields=["id"])
    return row


def noticed(row: SiteSettings) -> SiteSettings:
    """Does what follows from a decision, without asking the database twice. Returns the row."""
    current.forget(row)
    public_guide._mark(is_public=row.guide_is_public)
    return row


def site_that_is_set_up() -> SiteSettings:
    """The row that is in the database before each test, without asking for it."""
    fields = {field.attname: field.get_default() for field in SiteSettings._meta.concrete_fields}
    fields |= {"id": THE_ROW} | IDENTITY
    return noticed(SiteSettings.from_db(DEFAULT_DB_ALIAS, [*fields], [*fields.values()]))


def delete_site_settings() -> None:
    """Nobody has filled them in."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {SiteSettings._meta.db_table}")


def change_site_settings(**values: Any) -> None:
    """What visitors may read, or what the site is called, is decided otherwise."""
    SiteSettings.objects.get().decide(values, by=None)


def create_user(*, username: str = "martine", role: Role | None = Role.CONTRIBUTOR, **fields: Any) -> User:
    """Somebody who was invited."""
    given = {"first_name": username.capitalize(), "last_name": "Le Goff", "email": f"{username}@example.org"}
    user = User.objects.create_user(username=username, **given | {"invited_at": timezone.now()} | fields)
    if role:
        user.groups.add(Group.objects.get_or_create(name=role.value)[0])  # transactional tests empty the table
    return user


def create_contributor(**fields: Any) -> User:
    return create_user(**{"username": "martine"} | fields)


def create_editor(**fields: Any) -> User:
    return create_user(**{"username": "laurent", "last_name": "Chevalier", "role": Role.EDITOR} | fields)


def create_translator(**fields: Any) -> User:
    return create_user(**{"username": "amelie", "last_name": "Nguyen", "role": Role.TRANSLATOR} | fields)


def create_administrator(**fields: Any) -> User:
    return create_user(
        **{"username": "karim", "last_name": "Haddad", "role": Role.ADMINISTRATOR, "is_staff": True} | fields
    )


def create_theme(*, number: int = 2) -> Theme:
    """One of the four themes, made once."""
    slug, short_title, question = THEMES[number]
    values = {"slug": slug, "short_title": short_title, "question": question, "paper": number}
    return Theme.objects.get_or_create(number=number, defaults=values)[0]


def create_themes() -> list[Theme]:
    return [create_theme(number=number) for number in THEMES]


def create_phase(*, kind: str = Phase.Kind.WRITE, days_ago: int = 10, days_left: int = 10, **fields: Any) -> Phase:
    """A phase that runs, unless the days say otherwise; while "Write" runs, pages are written and commented on."""
    now, is_window = timezone.now(), kind == Phase.Kind.WRITE
    fields = {"may_write": is_window, "may_comment": is_window} | fields
    return Phase.objects.create(
        **{"kind": kind, "starts_at": now - timedelta(days=days_ago), "ends_at": now + timedelta(days=days_left)}
        | fields
    )


def close_writing() -> Phase:
    """A contribution window that ended yesterday."""
    return create_phase(days_ago=30, days_left=-1)


def create_page(
    *,
    theme: Theme | None = None,
    title: str = "L’appel du faux technicien",
    body: str = "Il se présente comme le service informatique.\n\n## La phrase qui arrête tout\n\nDites : je vous rappelle.",
    author: User | None = None,
    at: datetime | None = None,
) -> Page:
    return Page.objects.write(theme=theme or create_theme(), title=title, body=body, author=author, at=at)


def edit_page(page: Page, body: str, *, author: User | None = None, **details: Any) -> PageRevision:
    """A further revision of a page; `page` is up to date afterwards."""
    page.refresh_from_db()
    page.record_revision(body=body, author=author, base_version=page.version, **details)
    return page.revision(page.version)


def create_comment(*, body: str = "Je raccroche, et je rappelle.", author: User, **fields: Any) -> Comment:
    """Something said: under the page of `fields`, else under the theme."""
    page = fields.get("page")
    theme = fields.pop("theme", None) or (page.theme if page else create_theme())
    return Comment.objects.write(theme=theme, body=body, author=author, **fields)


def create_question(
    *, text: str = "Faut-il répondre à un inconnu ?", theme: Theme | None = None, by: User, **fields: Any
) -> Question:
    return Question.objects.ask(text=text, theme=theme or create_theme(), by=by, **fields)


def create_tip(*, number: int = 6, page: Page | None = None, by: User | None = None, **fields: Any) -> Tip:
    create_themes()
    page = page or create_page(title=f"Source du conseil {number}")
    editor = by or User.objects.filter(username="laurent").first() or create_editor()
    return make_tip(page.revision(page.version), number=number, by=editor, **fields)


def publish_edition(**tip: Any) -> None:
    """Publishes edition 1, with tip 6 in it, of these fields."""
    create_site_settings()
    create_tip(number=6, by=create_editor(), **tip)
    with translation.override("fr"), TestCase.captureOnCommitCallbacks(execute=True):
        Edition.objects.in_preparation().publish(by=User.objects.get(), accept_free_places=True)


def write_self_check(*tips: Tip, by: User, kinds: tuple[str, ...] = ("Une photo", "Un avis")) -> Section:
    """A self-check that asks one question about each of these tips, for every kind."""
    section = Section.objects.self_check()
    questions = tuple(
        CheckQuestion(
            f"Montre-t-elle {tip.title} ?", advice=f"Relisez {tip.title}.", tip=tip.pk, tip_version=tip.version
        )
        for tip in tips
    )
    section.revise_self_check(
        SelfCheckParts(kinds, questions), title="Avant de publier", author=by, base_version=section.version
    )
    return section


def create_candidate(what: Page | Passage | Comment | None = None, *, by: User, **fields: Any) -> Candidate:
    """Shortlisted: a page of its own unless something else is given."""
    return Candidate.objects.shortlist(
        what or create_page(title=f"Candidate {Candidate.objects.count()}"), by=by, **fields
    )


def create_poll(*texts: Page | Passage | Comment, by: User, place: int = 7, **fields: Any) -> Poll:
    """An open vote about a place of the second theme, among these texts, or two new pages."""
    create_themes()
    rows = [create_candidate(text, by=by) for text in texts or (None, None)]
    closes_at = fields.pop("closes_at", timezone.now() + timedelta(days=7))
    return Poll.objects.begin(create_theme(), place=place, candidates=rows, by=by, closes_at=closes_at, **fields)


def store_preview_of_forms(
    files: dict[str, bytes], *, pictures: tuple[str, ...] = (), language: str = "fr", **details: Any
) -> PreviewState:
    """A preview of the edition in preparation whose forms are all ready and show these pictures."""
    made = tuple(Previewed(form, READY, size=1, pictures=pictures, shown=((0, 1),)) for form in FORMS)
    number = Edition.objects.in_preparation().number
    state = replace(PreviewState(number, language, "0123456789abcdef", timezone.now(), forms=made), **details).save()
    write_all(state.folder, files)
    return state


def store_draft(
    person: User, *, key: str, body: str = "Ce que j’ai commencé.", writing: UUID | None = None, **fields: str
) -> Draft:
    """What a person has typed and not sent; `url` is where the form stands."""
    about = {name: fields.pop(name) for name in ("label", "url") if name in fields}
    words = {"body": body} | fields
    return Draft.objects.store(person, key=key, writing=writing or uuid4(), fields=words, **about)
