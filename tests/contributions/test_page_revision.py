"""Reading a version as it stood."""

import pytest
from django.test import Client

from common import markup
from contributions import revision_html
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_an_older_version_is_read_with_a_word_that_it_is_old(as_contributor: Client) -> None:
    page = factories.create_page(body="Le **premier** texte.")
    factories.edit_page(page, "Le deuxième texte.")
    address = page.get_absolute_url()
    html = as_contributor.get(f"{address}revisions/1/", headers={"accept-language": "en"}).content.decode()
    assert "You are reading version 1; the present one is version 2." in html
    assert "Le <strong>premier</strong> texte." in html
    assert "deuxième" not in html
    assert f'href="{address}revisions/2/"' in html
    assert f'href="{address}revert/?version=1"' in html


def test_the_newest_version_says_that_it_is_the_present_one(as_contributor: Client) -> None:
    page = factories.create_page()
    address = f"{page.get_absolute_url()}revisions/1/"
    html = as_contributor.get(address, headers={"accept-language": "en"}).content.decode()
    assert "the present one." in html
    assert "revert/" not in html


@pytest.mark.parametrize("version", ["2", "0", "99999999999999999999", "x", "-1"])
def test_a_version_that_does_not_exist_is_not_found(as_contributor: Client, version: str) -> None:
    page = factories.create_page()
    assert as_contributor.get(f"{page.get_absolute_url()}revisions/{version}/").status_code == 404


def test_a_version_is_laid_out_once(as_contributor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = factories.create_page()
    address = f"{page.get_absolute_url()}revisions/1/"
    first = as_contributor.get(address).content.decode()
    monkeypatch.setattr(markup, "render", None)
    second = as_contributor.get(address).content.decode()
    assert "service informatique" in first
    assert "service informatique" in second


def test_a_version_too_long_to_be_cached_is_laid_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revision_html, "LONGEST_CACHED", 10)
    page = factories.create_page()
    texts = iter(["un", "deux"])
    made = [revision_html._cached(f"k{page.pk}", lambda: "x" * 11 + next(texts), len) for _ in range(2)]
    assert [text[11:] for text in made] == ["un", "deux"]


def test_a_version_that_can_no_longer_be_laid_out_shows_its_source(
    as_contributor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = factories.create_page(body="Du <b>texte</b> **brut**.")

    def refuse(*args: object, **kwargs: object) -> None:
        raise markup.RenderRefused("too_costly")

    monkeypatch.setattr(markup, "render", refuse)
    response = as_contributor.get(f"{page.get_absolute_url()}revisions/1/")
    assert response.status_code == 200
    assert "Du &lt;b&gt;texte&lt;/b&gt; **brut**." in response.content.decode()
