"""A list of people is read, shown line by line, carried out once, remembered, and undone as far as nobody has used it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Role, User
from accounts.people import people_csv
from accounts.people.carrying_out import carry_out, prepare, undo
from accounts.people.forgetting import forget_old_lines
from accounts.people.headings import COLUMNS, LEAVING, header
from accounts.people.people_csv import lines_of, read_people
from accounts.people.people_imports import PeopleImport
from accounts.people.person_lines import in_order, in_words, unknown_values
from common.forms.tables import UnreadableTable
from tests import factories
from tests.accounts.people.conftest import LIST, BringIn
from tests.downloads import saved_name


def states(prepared: PeopleImport) -> list[tuple[int, str, str]]:
    return [(line["number"], line["state"], line["reason"]) for line in prepared.lines]


def roles_of(person: User) -> set[str]:
    return set(person.groups.values_list("name", flat=True))


def test_each_line_is_new_or_refused_with_its_reason_beside_its_number(read: BringIn) -> None:
    assert states(read()) == [
        (2, "new", ""),
        (3, "new", ""),
        (4, "new", ""),
        (5, "refused", "nobody"),
        (6, "refused", "login"),
        (7, "refused", "email"),
        (8, "new", ""),
        (9, "refused", "role"),
        (10, "refused", "shared_address"),
    ]
    assert User.objects.count() == 1


def test_accounts_are_made_with_all_that_a_line_says_and_without_a_password(bring_in: BringIn) -> None:
    bring_in()
    elodie, jonas, mia = (
        User.objects.get(email=f"{name}@helvia.example") for name in ("elodie.mercier", "jonas.brandt", "mia")
    )
    assert (elodie.first_name, elodie.last_name, elodie.username) == ("Élodie", "Mercier", "elodie.mercier")
    assert (elodie.site, elodie.department, elodie.language) == ("Genève", "Sinistres", "fr")
    assert (jonas.first_name, jonas.last_name, jonas.username, jonas.language) == ("Jonas", "Brandt", "jbrandt", "en")
    assert (roles_of(jonas), roles_of(mia)) == ({Role.EDITOR}, {Role.CONTRIBUTOR})
    assert not elodie.has_usable_password() and elodie.last_login is None and elodie.name_key == "elodie m mercier"


@pytest.mark.once
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_whatever_spreadsheet_wrote_it_it_is_read(bring_in: BringIn, encoding: str, separator: str) -> None:
    rows = [
        ["Prénom", "NOM", "Adresse e-mail", "Lieu de travail", "Service"],
        ["Zoé", "Petit", "zoe@helvia.example", "Genève", "Siège"],
    ]
    bring_in("\r\n".join(separator.join(row) for row in rows).encode(encoding))
    zoe = User.objects.get(email="zoe@helvia.example")
    assert (zoe.get_full_name(), zoe.username, zoe.site, zoe.department) == (
        "Zoé Petit",
        "zoe.petit",
        "Genève",
        "Siège",
    )


def test_a_list_in_italian_is_read(bring_in: BringIn) -> None:
    bring_in("nome;cognome;indirizzo e-mail;sede;lingua;ruolo\nMia;Rossi;mia@h.example;Milano;italiano;redattrice\n")
    mia = User.objects.get(email="mia@h.example")
    assert (mia.get_full_name(), mia.site, mia.language, roles_of(mia)) == ("Mia Rossi", "Milano", "it", {Role.EDITOR})


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_a_list_in_japanese_is_read_as_a_japanese_spreadsheet_writes_it(bring_in: BringIn, encoding: str) -> None:
    content = "姓,名,メールアドレス,勤務地,言語,役割\n山田,花子,hanako@h.example,大阪,日本語,翻訳者\n"
    with translation.override("ja"):
        bring_in(content.encode(encoding))
    hanako = User.objects.get(email="hanako@h.example")
    assert (hanako.first_name, hanako.last_name, hanako.site) == ("花子", "山田", "大阪")
    assert (hanako.language, roles_of(hanako)) == ("ja", {Role.TRANSLATOR})


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Élodie Le Goff", ("Élodie", "Le Goff")),
        ("LE GOFF Élodie", ("Élodie", "Le Goff")),
        ("Le Goff, Élodie", ("Élodie", "Le Goff")),
    ],
)
def test_a_name_in_one_column_is_told_apart(bring_in: BringIn, name: str, told: tuple[str, str]) -> None:
    bring_in(f'nom\tcourriel\n"{name}"\te@helvia.example\n')
    person = User.objects.get(email="e@helvia.example")
    assert (person.first_name, person.last_name) == told


def test_namesakes_get_logins_of_their_own_and_a_name_alone_that_is_taken_is_refused(bring_in: BringIn) -> None:
    done = bring_in("name;address\nAna Vert;a@h.example\nAna Vert;b@h.example\nAna Vert;\n")
    assert list(User.objects.filter(last_name="Vert").order_by("pk").values_list("username", flat=True)) == [
        "ana.vert",
        "ana.vert2",
    ]
    assert [line["reason"] for line in done.refused] == ["namesake"]


def test_a_known_account_is_completed_and_keeps_its_name_language_and_roles(bring_in: BringIn) -> None:
    martine = factories.create_contributor(language="fr", last_login=timezone.now(), site="Lyon")
    done = bring_in("name;address;site;language;role\nMaria X;MARTINE@example.org;Nantes;en;translator\n")
    martine.refresh_from_db()
    assert done.counts == {"new": 0, "updated": 1, "known": 0, "refused": 0, "gone": 0}
    assert (martine.first_name, martine.language, martine.site) == ("Martine", "fr", "Nantes")
    assert roles_of(martine) == {Role.CONTRIBUTOR, Role.TRANSLATOR}
    assert bring_in("name;address;site\nMaria X;martine@example.org;Nantes\n").counts["known"] == 1


def test_a_line_whose_login_and_address_belong_to_two_people_changes_neither(read: BringIn) -> None:
    factories.create_contributor()
    factories.create_editor()
    done = read("login;address\nmartine;laurent@example.org\nmartine;other@example.org\n")
    assert [line["reason"] for line in done.refused] == ["two_accounts", "login_taken"]


def test_a_stopped_account_is_not_opened_by_a_list(read: BringIn) -> None:
    factories.create_contributor(is_active=False)
    assert [line["reason"] for line in read("address\nmartine@example.org\n").refused] == ["stopped"]


def test_it_is_carried_out_once_and_by_administrators_alone(read: BringIn, administrator: User, editor: User) -> None:
    prepared = read()
    with pytest.raises(PermissionDenied):
        carry_out(prepared, by=editor)
    with pytest.raises(PermissionDenied):
        prepare(LIST.encode(), by=editor, language="fr")
    carry_out(prepared, by=administrator)
    carry_out(PeopleImport.objects.get(), by=administrator)
    assert User.objects.filter(email__endswith="helvia.example").count() == 4


def test_an_account_that_came_between_the_preview_and_the_act_is_not_made_twice(
    read: BringIn, administrator: User
) -> None:
    prepared = read()
    factories.create_user(username="mia", email="mia@helvia.example")
    carry_out(prepared, by=administrator)
    assert User.objects.filter(email="mia@helvia.example").count() == 1
    assert prepared.counts["new"] == 3


@pytest.mark.parametrize("content", ["", "name\n", "\0"])
def test_what_is_no_list_of_people_is_refused_whole(read: BringIn, content: str) -> None:
    with pytest.raises(UnreadableTable):
        read(content)


def test_thousands_of_people_come_in_with_few_queries(
    read: BringIn, administrator: User, django_assert_max_num_queries
) -> None:
    rows = [f"Person {n};p{n}@helvia.example;Site {n % 9}" for n in range(3_000)]
    prepared = read("name;address;site\n" + "\n".join(rows))
    with django_assert_max_num_queries(45, connection=connection):
        carry_out(prepared, by=administrator)
    assert User.objects.filter(email__endswith="helvia.example", groups__name=Role.CONTRIBUTOR).count() == 3_000
    undo(prepared, by=administrator)
    assert User.objects.count() == 1


def test_undoing_removes_who_was_not_here_leaves_who_was_and_takes_changes_back(
    bring_in: BringIn, administrator: User
) -> None:
    martine = factories.create_contributor(site="Lyon")
    done = bring_in(f"{LIST}Martine;;martine@example.org;Nantes;;;translator\n")
    User.objects.filter(username="jbrandt").update(last_login=timezone.now())
    factories.create_page(author=User.objects.get(username="mia.rossi"))
    undo(done, by=administrator)
    undo(done, by=administrator)
    martine.refresh_from_db()
    assert set(User.objects.values_list("username", flat=True)) == {"karim", "martine", "jbrandt", "mia.rossi"}
    assert (martine.site, roles_of(martine)) == ("Lyon", {Role.CONTRIBUTOR})
    stored = PeopleImport.objects.get()
    assert {name: stored.counts[name] for name in ("removed", "stopped", "left", "restored")} == {
        "removed": 2,
        "stopped": 0,
        "left": 2,
        "restored": 1,
    }


def test_who_has_used_the_account_is_stopped_where_that_is_wanted(bring_in: BringIn, administrator: User) -> None:
    done = bring_in()
    User.objects.filter(username="jbrandt").update(last_login=timezone.now())
    undo(done, by=administrator, stop_others=True)
    assert not User.objects.get(username="jbrandt").is_active


def test_the_lines_are_forgotten_after_three_months_and_with_a_person_and_the_counts_stay(
    bring_in: BringIn, administrator: User
) -> None:
    done = bring_in()
    User.objects.get(username="jbrandt").erase(by=administrator, reason="asked for")
    assert "jbrandt" not in str(PeopleImport.objects.get().lines)
    forget_old_lines(at=timezone.now() + timedelta(days=91))
    done.refresh_from_db()
    assert (done.lines, done.counts["new"]) == ([], 4)


@pytest.mark.once
def test_an_administrator_brings_people_in_and_undoes_it_in_the_browser(as_administrator: Client) -> None:
    start = as_administrator.get(reverse("people")).content.decode()
    assert reverse("people_import") in start
    file = SimpleUploadedFile("people.csv", LIST.encode("cp1252"), content_type="text/csv")
    preview = as_administrator.post(
        reverse("people_import"), {"file": file, "role": "contributor", "language": "fr"}, follow=True
    )
    words = preview.content.decode()
    assert "4 nouveaux comptes" in words and "5 lignes refusées" in words and "n’est pas une adresse" in words
    assert User.objects.count() == 1
    report = as_administrator.post(preview.request["PATH_INFO"], follow=True).content.decode()
    assert "Ce qu’est devenue chaque ligne" in report and User.objects.count() == 5
    batch = PeopleImport.objects.get().pk
    undone = as_administrator.post(reverse("people_import_undo", args=[batch]), follow=True).content.decode()
    assert "4 comptes supprimés" in undone and User.objects.count() == 1


def test_lines_are_pasted_too_and_come_back_where_they_cannot_be_read(as_administrator: Client) -> None:
    values = {"role": "contributor", "language": "fr"}
    refused = as_administrator.post(reverse("people_import"), {"text": "Nom;Courriel", **values})
    assert refused.status_code == 422 and "Nom;Courriel" in refused.content.decode()
    preview = as_administrator.post(reverse("people_import"), {"text": LIST, **values}, follow=True)
    assert preview.status_code == 200 and PeopleImport.objects.get().counts["new"] == 4


def test_the_refused_lines_come_as_a_file_that_can_be_corrected_and_sent_again(
    as_administrator: Client, read: BringIn
) -> None:
    prepared = read("name;address;role\n=1+1;x@h.example;pape\n")
    answer = as_administrator.get(reverse("people_import_refused", args=[prepared.pk]))
    assert saved_name(answer) == f"personnes-lignes-refusées-{prepared.pk}.csv"
    header, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert header[:3] == ["nom complet", "prénom", "nom"]
    assert (row[0], row[4], row[9], row[10]) == ("'=1+1", "x@h.example", "pape", "2")


def test_a_report_says_who_prepared_it_with_one_full_stop(
    bring_in: BringIn, as_administrator: Client, administrator: User
) -> None:
    User.objects.filter(pk=administrator.pk).update(first_name="Ada", last_name="Bard", attribution="initial")
    screen = as_administrator.get(reverse("people_import_report", args=[bring_in().pk])).text
    assert "Ada B." in screen and "Ada B.." not in screen


def test_a_place_where_nobody_works_yet_is_named_before_it_is_carried_out(
    read: BringIn, as_administrator: Client, administrator: User
) -> None:
    User.objects.filter(pk=administrator.pk).update(site="Genève")
    prepared = read("Nom;Lieu de travail\nZoé Petit;Genève\nPaul Roy;<b>Genêve</b>\n".encode())
    screen = as_administrator.get(reverse("people_import_report", args=[prepared.pk])).content.decode()
    note = screen[screen.index("Personne ne travaille encore") :]
    assert "&lt;b&gt;Genêve&lt;/b&gt;" in note[: note.index("</p>")] and "Genève" not in note[: note.index("</p>")]
    assert [line["state"] for line in prepared.lines] == ["new", "new"]


def test_places_that_nobody_has_yet_are_named_as_they_come_the_rarest_first(editor: User) -> None:
    User.objects.filter(pk=editor.pk).update(site="Genève")
    lines = [{"fields": {"site": site}} for site in ("Bâle", "Sion", "Genève", "Bâle", "Coire", "Aarau")]
    assert unknown_values(lines, "site") == ["Sion", "Coire", "Aarau", "Bâle"]


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_the_words_that_a_language_names_are_read(language: str) -> None:
    cells = "Ana Roy;ana;ana@example.org;Lille;Achats;fr;editor"
    with translation.override(language):
        read = read_people(
            f"{translation.gettext('name;login;address;site;department;language;role')}\n{cells}".encode(), {}
        )
        told = str(in_words({"reason": "role", "about": "?"}))
        names = {str(role.label): [role.value] for role in Role}
    table = lines_of(read.raw, read.places)
    assert (table.left_out, ";".join(filter(None, table.lines[0].cells.values()))) == ([], cells)
    assert {name: people_csv.roles(name) for name in names if name in told} == names


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_refused_lines_are_headed_in_the_readers_language_and_read_again(language: str) -> None:
    values = {name: str(place) for place, name in enumerate(COLUMNS)} | {"email": "a@b.example"}
    with translation.override(language):
        read = read_people(f"{';'.join(header())}\n{';'.join(values.values())}".encode(), {})
    assert lines_of(read.raw, read.places).lines[0].cells == values | dict.fromkeys(LEAVING, "")


def test_a_line_is_shown_in_the_order_of_the_columns_whatever_order_the_database_keeps() -> None:
    assert in_order({"site": "Nantes", "other": "x", "email": "ada@example.org", "name": "Ada"}) == [
        "Ada",
        "ada@example.org",
        "Nantes",
        "x",
    ]
