"""The page cache fails closed: whatever a template reads of a reader, another reader never sees it.

Here base.html shows every field of the reader, her session, her cookies and her headers, without any placeholder.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as real_settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.test import Client, RequestFactory

from accounts.models import User
from accounts.readers import VaryKey, bare_request, placeholder_user, vary_key
from contributions.models import Page
from contributions.views import list_cache, recent_changes
from contributions.views.pages import edit, form_cache, history, page_cache, page_detail, theme_detail
from drafts.models import Presence
from guide_project import home
from guide_project.cached_first import CachedFirst
from search import cache as search_cache
from search import views as search_views
from tests import factories
from tests.cache_comparison import answer_first, needs_page_cache
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db

PATHS = ["", "history/", "diff/?older=1&newer=2", "edit/", "/search/?q=facteur"]
LISTS = ["/", "/wiki/", "/wiki/delinquants/", "/recent-changes/"]
cached_changes = recent_changes.cached_changes  # before the tests compare what it answers
FIELDS = [field for field in User._meta.concrete_fields if not isinstance(field, models.BooleanField)]
SHOWN = "".join(f"[{{{{ user.{field.attname} }}}}]" for field in FIELDS) + (
    "[{{ user }}][{{ user.get_full_name }}][{{ request.session.items }}][{{ request.session.session_key }}]"
    "[{{ request.COOKIES }}][{{ request.headers }}][{{ request.META }}][{{ messages }}]"
)


@pytest.fixture
def page() -> Page:
    page = factories.create_page(title="Une page à écrire", author=factories.create_user(username="autrice"))
    factories.edit_page(page, "Autrement, le facteur.", author=User.objects.get(username="autrice"))
    return page


@pytest.fixture
def _everything_is_shown(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """base.html shows it, and answers from the cache are not compared with plain ones, which show the reader's own."""
    source = (real_settings.BASE_DIR / "templates" / "base.html").read_text()
    (tmp_path / "base.html").write_text(source.replace("</body>", f"{SHOWN}</body>"))
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]
    for views in (page_detail, history):
        monkeypatch.setattr(views, "cached", page_cache.cached)
    for views in (home, page_detail, theme_detail):
        monkeypatch.setattr(views, "cached_list", list_cache.cached_list)
    monkeypatch.setattr(recent_changes, "cached_changes", cached_changes)
    monkeypatch.setattr(edit, "cached_form", form_cache.cached_form)
    monkeypatch.setattr(search_views, "cached_search", search_cache.cached_search)
    monkeypatch.setattr(CachedFirst, "answer", answer_first)


def secret_of(field: models.Field[Any, Any], number: int) -> Any:
    """A value that is nobody else's."""
    if isinstance(field, models.DateTimeField):
        return datetime(1900 + number, 5, 17, 3, 9, tzinfo=UTC)
    if isinstance(field, models.IntegerField):
        return 0 if field.attname == "notices_waiting" else 987_600 + number
    return f"zq{number}q{'z' * 20}"[: min(field.max_length or 20, 20)]


def with_secrets(person: User) -> tuple[User, list[str]]:
    """Gives the person a secret in each field that is none of the vary key's."""
    fields = [field for field in FIELDS if not field.primary_key and field.attname not in VaryKey._fields]
    values = {field.attname: secret_of(field, number) for number, field in enumerate(fields)}
    stored = {name: value for name, value in values.items() if name not in {"password", "sessions_ended"}}
    User.objects.filter(pk=person.pk).update(**stored)
    person.refresh_from_db()
    seen = [str(value.year) if isinstance(value, datetime) else str(value) for value in stored.values() if value]
    return person, [*seen, person.password, "un secret de session", "un-cookie-secret", "un-entete-secret"]


def is_shown(secret: str, html: str) -> bool:
    """A number by itself: the tokens of forms, which are drawn by lot, hold any four digits now and then."""
    return bool(re.search(rf"(?<![0-9a-zA-Z]){secret}(?![0-9a-zA-Z])", html)) if secret.isdigit() else secret in html


def read(client: Client, path: str, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


@needs_page_cache
@pytest.mark.usefixtures("_everything_is_shown")
@pytest.mark.parametrize("path", PATHS + LISTS)
def test_no_field_key_or_cookie_of_a_reader_reaches_another(path: str, page: Page, sign_in: SignIn) -> None:
    address = path if path.startswith("/") else f"{page.get_absolute_url()}{path}"
    first, secrets = with_secrets(factories.create_contributor(username="premiere"))
    client, other = sign_in(first), sign_in(factories.create_user(username="seconde"))
    session = client.session
    session["secret"] = "un secret de session"
    session.save()
    client.cookies["other"] = "un-cookie-secret"
    read(client, address, x_secret="un-entete-secret")
    Presence.objects.all().delete()  # whoever opened the form is named to those who come after her
    html = "".join(read(other, address) for _turn in range(3))  # the last ones without resolving the address
    assert "[" in html
    assert len(page_cache.pages) + len(form_cache.forms) + len(search_cache.frames) == 1
    assert not [secret for secret in secrets if is_shown(secret, html)]
    assert client.session.session_key not in html


def test_a_placeholder_user_has_nothing_but_the_vary_key(contributor: User) -> None:
    someone = placeholder_user(vary_key(contributor))
    unread = someone.get_deferred_fields()
    assert {"job", "site", "email", "password", "last_login", "alias", "date_joined", "language"} <= unread
    for name in unread:
        with pytest.raises(User.DoesNotExist):
            getattr(someone, name)
    assert vary_key(someone) == vary_key(contributor)
    assert isinstance(someone, AbstractUser) and someone.pk == -1


def test_a_bare_request_has_nothing_but_the_address(contributor: User) -> None:
    request = RequestFactory().get("/wiki/?page=2", headers={"x-secret": "1", "cookie": "a=b"}, REMOTE_ADDR="10.0.0.7")
    request.user, request.session, request.resolver_match = contributor, {"secret": 1}, None  # type: ignore[assignment]
    bare = bare_request(request, placeholder_user(vary_key(contributor)))
    assert (bare.method, bare.get_full_path(), dict(bare.GET.items())) == ("GET", "/wiki/?page=2", {"page": "2"})
    assert (bare.get_host(), bare.scheme) == (request.get_host(), "http")
    assert (dict(bare.COOKIES), dict(bare.headers), hasattr(bare, "session")) == (
        {},
        {"Host": request.get_host()},
        False,
    )
    assert "REMOTE_ADDR" not in bare.META


@needs_page_cache
def test_a_view_that_reads_a_readers_field_is_answered_plainly(
    page: Page, as_contributor: Client, contributor: User, monkeypatch: pytest.MonkeyPatch, caplog
) -> None:
    User.objects.filter(pk=contributor.pk).update(job="factrice")
    shown = page_detail.show_page
    monkeypatch.setattr(
        page_detail,
        "show_page",
        lambda request, page: shown(request, page) if request.user.job else pytest.fail("no job"),
    )
    for _turn in range(2):
        read(as_contributor, page.get_absolute_url())
    assert len(page_cache.pages) == 0
    assert "could not be made for many" in caplog.text
