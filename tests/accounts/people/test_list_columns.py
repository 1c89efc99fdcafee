"""A list as a personnel system writes it: its columns are known, or asked for once, and nobody in it is lost."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.people.carrying_out import carry_out, prepare, say_columns
from accounts.people.forgetting import forget_old_lines
from accounts.people.headings import meaning_of, places
from accounts.people.people_csv import language, with_comma
from accounts.people.people_imports import PeopleImport
from tests import factories
from tests.accounts.people.conftest import BringIn
from tests.accounts.people.personnel_exports import GERMAN, SIZE, WITHOUT_ADDRESS, german_export

MEANT = {
    "email": """E-Mail (business); Work Email; Email - Primary Work; E-Mail-Adresse; E-Mail (geschäftlich)*;
        Email professionnel; Adresse e-mail professionnelle; Posta elettronica aziendale; Correo electrónico corporativo;
        Zakelijk e-mailadres;
        Adres e-mail służbowy; 会社メールアドレス（必須）; mail""",
    "first_name": "Vorname; Legal Name - First Name; FIRSTNAME; givenName; Vorname / Prénom; Prénom; Voornaam; 名",
    "last_name": "Nachname; Preferred Name - Last Name; sn / Surname; Nom de famille; Apellidos; Achternaam; 姓",
    "name": "Name; Employee Name; displayName; Prénom et nom; Imię i nazwisko; 氏名",
    "surname_first": "Nachname, Vorname; Last name, First name; Cognome e nome; Nom Prénom",
    "site": "Standort; Standort (Bezeichnung); officeLocation; Location Name; Lieu de travail; Arbeitsort; 勤務地",
    "department": "Abteilung; Org.-Einheit; Cost Center; Kostenstelle; Supervisory Organization; Bereich; 所属部署",
    "job": "Stellenbezeichnung; Business Title; jobTitle; Position; Intitulé du poste; 役職",
    "language": "Kommunikationssprache; DEFAULT_LOCALE; preferredLanguage; Langue",
    "": """E-Mail privat; Private E-Mail; Email personnel; Manager Email; Name des Vorgesetzten; Personalnummer; Employee ID;
        Employee #; Company Name; Geburtsname; Titel; Eintrittsdatum; Ort; userPrincipalName; Work Phone""",
}


def columns_address(prepared: PeopleImport) -> str:
    return reverse("people_import_columns", args=[prepared.pk])


def chosen(page: str) -> dict[str, str]:
    """What is chosen for each column of the screen."""
    selects = page.split('<select name="column_')[1:]
    found = (select[: select.index("</select>")] for select in selects)
    return {
        select[: select.index('"')]: select[: select.index(" selected")].rpartition('value="')[2].rstrip('"')
        for select in found
    }


@pytest.mark.pure
@pytest.mark.parametrize("column", MEANT)
def test_the_headings_of_personnel_systems_are_known_and_those_of_private_or_other_things_are_not(column: str) -> None:
    headings = [heading.strip() for heading in MEANT[column].split(";")]
    assert {heading: (meaning_of(heading) or ("",))[0] for heading in headings} == dict.fromkeys(headings, column)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("headings", "found"),
    [
        ("Name;Vorname", {"last_name": 0, "first_name": 1}),
        ("Nom;Courriel", {"name": 0, "email": 1}),
        ("Kostenstelle;Abteilung;Name", {"department": 1, "name": 2}),
        ("E-Mail;E-Mail (business)", {"email": 1}),
    ],
)
def test_what_a_heading_means_depends_on_those_beside_it(headings: str, found: dict[str, int]) -> None:
    assert places(headings.split(";"), {}) == found


@pytest.mark.pure
def test_a_language_is_known_by_its_codes_and_names_and_a_name_that_begins_with_the_surname_is_told_apart() -> None:
    assert {language(cell) for cell in ("FR", "fr-CH", "fra", "Französisch", "Francés", "French (France)", "F")} == {
        "fr"
    }
    assert {language(cell) for cell in ("DE", "Deutsch", "German", "Klingon", "-")} == {""}
    assert with_comma("Müller Anna Maria") == "Müller, Anna Maria"
    assert with_comma("von der Heide Jan") == "von der Heide, Jan"


def test_of_a_german_export_of_899_people_nobody_is_lost_and_its_columns_are_asked_for_once(
    as_administrator: Client, administrator: User
) -> None:
    def send() -> str:
        values = {"text": german_export().decode("cp1252"), "role": "contributor", "language": "fr"}
        return as_administrator.post(reverse("people_import"), values).headers["Location"]

    asked = send()
    prepared = PeopleImport.objects.get()
    assert asked == columns_address(prepared)
    page = as_administrator.get(asked).text
    guessed = chosen(page)
    names = ("last_name", "first_name", "email", "site", "department", "job", "language")
    assert [guessed[place] for place in ("1", "2", "4", "6", "7", "9", "11")] == list(names)
    assert {guessed[place] for place in ("0", "3", "5", "8", "10", "12", "13")} == {""}
    assert "p0001@helvia.example · p0002@helvia.example" in page
    preview = as_administrator.post(
        asked, {f"column_{place}": column for place, column in guessed.items()}, follow=True
    )
    assert f"{SIZE} nouveaux comptes" in preview.text and f"DE ({GERMAN})" in preview.text
    assert (
        f"{WITHOUT_ADDRESS} des {SIZE} nouvelles personnes" in preview.text
        and not User.objects.exclude(pk=administrator.pk).exists()
    )
    prepared.refresh_from_db()
    carry_out(prepared, by=administrator)
    assert User.objects.filter(language="").exclude(pk=administrator.pk).count() == GERMAN
    anna = User.objects.get(email="p0001@helvia.example")
    assert (anna.get_full_name(), anna.site, anna.department) == ("Jürgen 1 Schäfer", "Dublin", "Claims")
    report = as_administrator.get(reverse("people_import_report", args=[prepared.pk])).text
    assert f"DE ({GERMAN})" in report and prepared.table is None
    again = PeopleImport.objects.order_by("pk").last() if send() else None
    assert again is not None and not again.awaits_columns and again.counts["known"] == SIZE - WITHOUT_ADDRESS


def test_a_list_in_which_nobody_has_an_address_says_so_before_anything_is_made(
    read: BringIn, as_administrator: Client
) -> None:
    prepared = read("Vorname;Nachname\n" + "\n".join(f"Anna;Weiß {number}" for number in range(9)))
    screen = as_administrator.get(reverse("people_import_report", args=[prepared.pk])).text
    assert "Aucune des 9 nouvelles personnes n’a d’adresse" in screen and columns_address(prepared) in screen
    assert "sans adresses" in screen


def test_two_columns_cannot_be_the_same_and_one_at_least_names_people(read: BringIn, as_administrator: Client) -> None:
    prepared = read("Farbe;Größe\nrot;1\n")
    both = as_administrator.post(columns_address(prepared), {"column_0": "name", "column_1": "name"})
    neither = as_administrator.post(columns_address(prepared), {"column_0": "", "column_1": "site"})
    prepared.refresh_from_db()
    assert (both.status_code, neither.status_code) == (422, 422) and "«\u00a0Farbe\u00a0»" in both.text
    assert prepared.awaits_columns
    as_administrator.post(reverse("people_import_report", args=[prepared.pk]))
    assert not User.objects.filter(last_name="1").exists() and PeopleImport.objects.get().confirmed_at is None


@pytest.mark.parametrize(
    "content",
    [
        "Adresse;Kontakt;Name\nHauptstr. 1;a@h.example;Ana Roy\nMarkt 2;b@h.example;Bo Roy\n",
        "Liste des Personals;;\n\nName;Adresse;Kontakt\nAna Roy;Hauptstr. 1;a@h.example\nBo Roy;Markt 2;b@h.example\n",
        "Ana Roy;a@h.example\nBo Roy;b@h.example\n",
        "NAME,EMAIL\nName,Email\nAna Roy,a@h.example\nBo Roy,b@h.example\n",
    ],
    ids=["an address that is a street", "a title above", "no headings", "headings for programs and for people"],
)
def test_the_addresses_are_found_wherever_they_stand(read: BringIn, content: str) -> None:
    prepared = read(content)
    rows = [[cell for cell in cells if "@" in cell] for _number, cells in prepared.table["rows"]]
    place = prepared.table["columns"].index("email")
    assert rows == [["a@h.example"], ["b@h.example"]] and prepared.table["rows"][0][1][place] == "a@h.example"


def test_no_private_addresses_and_no_superiors_are_taken_for_those_of_the_people(read: BringIn) -> None:
    lines = [f"Person {number};p{number}@home.example;boss@h.example" for number in range(5)]
    prepared = read("\n".join(["Name;E-Mail privat;Vorgesetzte", *lines]))
    assert prepared.table["columns"] == ["name", "", ""]


def test_a_column_of_roles_that_the_site_has_not_is_what_people_work_as(read: BringIn, administrator: User) -> None:
    prepared = read(
        "Name;E-Mail;Rolle\nA B;a@h.example;Teamleitung\nC D;c@h.example;Aushilfe\nE F;e@h.example;Pflege\n"
    )
    say_columns(prepared, prepared.table["columns"], by=administrator)
    prepared.refresh_from_db()
    assert prepared.counts["new"] == 3 and prepared.new[0]["fields"]["job"] == "Teamleitung"


def test_an_erased_person_is_in_no_file_that_waits(read: BringIn, administrator: User) -> None:
    factories.create_contributor(email="martine@example.org")
    waits, known = read("Farbe\nMartine\n"), read("name;email\nMartine X;martine@example.org\nBo;bo@h.example\n")
    User.objects.get(email="martine@example.org").erase(by=administrator, reason="asked for")
    known.refresh_from_db()
    assert not PeopleImport.objects.filter(pk=waits.pk).exists()
    assert "martine" not in str([known.lines, known.table]).casefold() and len(known.lines) == 1


def test_the_file_of_a_list_goes_when_it_is_carried_out_or_after_seven_days(read: BringIn, bring_in: BringIn) -> None:
    done, waits = bring_in("Name;E-Mail\nAnna Roy;a@h.example\n"), read("Farbe\nrot\n")
    assert done.table is None and PeopleImport.objects.get(pk=waits.pk).table is not None
    forget_old_lines(at=timezone.now() + timedelta(days=8))
    assert not PeopleImport.objects.filter(pk=waits.pk).exists()


def test_the_same_list_as_a_workbook_brings_the_same_people_and_says_which_sheet_was_read(
    as_administrator: Client, administrator: User
) -> None:
    rows = [line.split(";") for line in german_export().decode("cp1252").splitlines()]
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Bitte vertraulich behandeln"])
    sheet = book.create_sheet("Personal")
    for row in rows:
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    file = SimpleUploadedFile("Mitarbeiter.xlsx", out.getvalue())
    as_administrator.post(reverse("people_import"), {"file": file, "role": "contributor", "language": ""})
    prepare(german_export(), by=administrator, language="", role="contributor")
    as_csv, as_workbook = PeopleImport.objects.get(name=""), PeopleImport.objects.get(name="Mitarbeiter.xlsx")
    assert as_workbook.table is not None and as_csv.table is not None
    assert as_workbook.table["rows"] == as_csv.table["rows"]
    assert (as_workbook.table["sheet"], as_workbook.table["other_sheets"]) == ("Personal", ["Sheet"])
    for prepared in (as_csv, as_workbook):
        say_columns(prepared, prepared.table["columns"], by=administrator)  # type: ignore[index]
        prepared.refresh_from_db()
    assert as_workbook.counts == as_csv.counts
    text = as_administrator.get(reverse("people_import_report", args=[as_workbook.pk])).text
    assert "Personal" in text and "Sheet" in text
