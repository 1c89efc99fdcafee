"""Eight people who save in the same instant: on pages of their own, and on one."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from contributions.models import Page, PageRevision
from tests import factories
from tests.contributions.test_page_edit import edit

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 8
SAVES = 3
BODY = "\n\n".join(f"Le paragraphe {number} dit ce qu’il faut faire." for number in range(PEOPLE))
NUMBER = re.compile(r'name="base_version" value="(\d+)"')


def each_at_once(do: Callable[[int], object]) -> list[BaseException]:
    """Does it for every number of a person, in as many threads; returns what went wrong."""
    wrong: list[BaseException] = []
    gate = threading.Barrier(PEOPLE)

    def run(number: int) -> None:
        try:
            gate.wait(30)
            do(number)
        except BaseException as error:  # told by the test
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def clients(sign_in: Callable[[User], Client]) -> list[Client]:
    return [sign_in(factories.create_user(username=f"p{number}")) for number in range(PEOPLE)]


def save(client: Client, page: Page, title: str, change: Callable[[str], str]) -> None:
    """Opens the form, as it stands by now, and saves what `change` makes of the text in it."""
    form = client.get(edit(page), headers={"accept-encoding": "identity"})
    found = NUMBER.search(form.content.decode())
    assert found, form.status_code
    version = int(found[1])
    body = change(PageRevision.objects.get(id=page.pk, version=version).body)
    response = client.post(edit(page), {"title": title, "body": body, "base_version": version})
    assert response.status_code == 302, response.content.decode()


def put_before(words: str, more: str, body: str) -> str:
    return body.replace(words, f"{more}{words}")


def test_with_titles_of_one_length_all_are_saved(sign_in) -> None:
    """Where an index of titles is written in the same transaction, such saves wait for each other in circles."""
    theme = factories.create_theme()
    pages = [factories.create_page(theme=theme, title=f"Un titre {number}", body=BODY) for number in range(PEOPLE)]
    people = clients(sign_in)

    def write(number: int) -> None:
        for times in range(1, SAVES + 1):  # the first and the last time under another title, as long
            title = f"Un titre {number}" if times == 2 else f"Un texte {number}" if times == 1 else f"Un litre {number}"
            page = Page.objects.select_related("theme").get(pk=pages[number].pk)
            save(people[number], page, title, lambda body: f"{body}\n\nEncore.")

    assert each_at_once(write) == []
    for number, page in enumerate(pages):
        page.refresh_from_db()
        assert (page.title, page.version, page.body.count("Encore.")) == (f"Un litre {number}", SAVES + 1, SAVES)


def test_one_page_edited_by_all_at_once_loses_nothing(sign_in) -> None:
    page = factories.create_page(body=BODY)
    people = clients(sign_in)

    def write(number: int) -> None:
        mine = f"Le paragraphe {number} dit"
        for times in range(SAVES):
            save(people[number], page, page.title, partial(put_before, mine, f"({number}.{times}) "))

    assert each_at_once(write) == []
    page.refresh_from_db()
    for number in range(PEOPLE):
        for times in range(SAVES):
            assert f"({number}.{times}) " in page.body
    versions = PageRevision.objects.filter(id=page.pk).order_by("version").values_list("version", flat=True)
    assert list(versions) == list(range(1, PEOPLE * SAVES + 2))
    assert {author["handle"] for author in page.byline} == {f"p{number}" for number in range(PEOPLE)}
