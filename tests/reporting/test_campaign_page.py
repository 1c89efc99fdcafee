"""The figures of the campaign as everybody gets them: the same on the page, as CSV, SVG and PNG, and for the board."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags
from PIL import Image

from accounts.models import User
from contributions.models import Comment
from reporting import nightly_run, printing
from reporting.campaign_report import OF_TEXTS, SECTIONS_OF_PEOPLE, CampaignReport
from reporting.models import Dimension, EditionFigures, Figure, PublishedValue
from reporting.nightly_run import publish
from reporting.tables import short_names
from tests import factories
from tests.downloads import saved_name
from themes.models import Theme

pytestmark = pytest.mark.django_db
ADDRESS = "/statistics/"
PEOPLE, TEXTS = "/statistics/people/", "/statistics/texts/"
HOSTILE = "<script>alert('a')</script> \"=1+1\""


@pytest.fixture
def campaign(contributor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three sites and three departments of forty, of which more or less have come."""
    monkeypatch.setattr(nightly_run, "_lots", lambda of: lambda group: 1)
    moment = timezone.now() - timedelta(days=8)
    for number, (site, came) in enumerate((("Nantes", 22), (HOSTILE, 17), ("Lille", 12), ("Lyon", 3))):
        people = [
            User(
                username=f"p{number}-{place}",
                site=site,
                department=("Ventes", "Conseil", "Sinistres")[place % 3],
                last_login=moment if place < came else None,
            )
            for place in range(40)
        ]
        User.objects.bulk_create(people)
    theme = factories.create_theme()
    factories.create_comment(author=contributor, theme=theme)
    publish(timezone.localdate(), at=timezone.now())


def words_of(html: str) -> str:
    return " ".join(strip_tags(html).split())


def rows_of(client: Client, name: str) -> list[list[str]]:
    response = client.get(f"{ADDRESS}tables/{name}.csv")
    assert response.status_code == 200
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.once
def test_page_and_table_say_what_is_published(campaign: None, as_contributor: Client) -> None:
    page = as_contributor.get(PEOPLE).content.decode()
    section = page[page.index('id="s-sites"') : page.index('id="s-departments"')]
    shown = re.findall(r'<th scope="row">(.*?)</th>\s*<td>(.*?)</td>\s*<td>(.*?)</td>', section)
    rows = {row[0]: row[1:3] for row in rows_of(as_contributor, "sites") if len(row) > 2 and row[0]}
    published = PublishedValue.objects.filter(figure=Figure.CAME, dimension=Dimension.SITE).exclude(value=None)
    assert {value.group for value in published} == {"Nantes", HOSTILE}
    assert rows == {value.group: [str(value.invited), str(value.value)] for value in published}
    assert [(invited, came) for _name, invited, came in shown] == [("40", "20"), ("40", "15")]
    assert "Lille" in section and "Non montrés : Lille, Lyon" in words_of(section).replace("\xa0", " ")


@pytest.mark.once
def test_the_first_screen_says_how_it_goes_with_what_moved_and_what_each_reader_can_do(
    campaign: None, as_contributor: Client, as_editor: Client
) -> None:
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    for weeks, value in ((1, 40), (2, 15)):
        week = str(monday - timedelta(weeks=weeks))
        PublishedValue.objects.update_or_create(
            {"value": value}, dimension=Dimension.WEEK, figure=Figure.CAME, group=week
        )

    def figures_for(reader: Client) -> str:
        return reader.get(ADDRESS).text.partition('class="key-figures"')[2].partition("</ul>")[0]

    shown = words_of(figures_for(as_contributor)).replace("\xa0", " ")
    assert re.search(r"\d+ Personnes venues \d+ % des invités .*\d+ Textes à décider sur \d+ texte", shown)
    assert "40 ; la semaine d’avant : 15" in shown
    assert figures_for(as_contributor).count("<li>") == 6
    invitations = 'href="/invitations/"'
    assert invitations in figures_for(as_editor) and invitations not in figures_for(as_contributor)


@pytest.mark.once
def test_every_figure_has_its_place_on_one_of_the_pages_behind_the_first() -> None:
    assert sorted([*SECTIONS_OF_PEOPLE, *OF_TEXTS]) == sorted(short_names())


@pytest.mark.once
def test_what_somebody_typed_is_shown_as_typed(campaign: None, as_contributor: Client) -> None:
    for path in (PEOPLE, f"{ADDRESS}charts/sites.svg"):
        answer = as_contributor.get(path).content.decode()
        assert "<script>alert" not in answer and "&lt;script&gt;alert" in answer
    User.objects.filter(site="Nantes").update(site="=SOMME(A1)")
    PublishedValue.objects.filter(group="Nantes").update(group="=SOMME(A1)")
    assert any(row[:1] == ["'=SOMME(A1)"] for row in rows_of(as_contributor, "sites"))


@pytest.mark.once
def test_a_drawing_is_a_file_that_says_what_it_shows(campaign: None, as_contributor: Client) -> None:
    drawing = as_contributor.get(f"{ADDRESS}charts/sites.svg")
    assert drawing["Content-Type"] == "image/svg+xml"
    assert "<title>" in drawing.content.decode() and "attachment" in drawing["Content-Disposition"]
    picture = Image.open(BytesIO(as_contributor.get(f"{ADDRESS}charts/sites.png").content))
    assert picture.width > 1_200 and len(picture.convert("L").getcolors(256) or []) > 1


@pytest.mark.once
@pytest.mark.parametrize(
    ("language", "whole", "part"),
    [
        ("fr", "chiffres", "par-lieu-de-travail"),
        ("en", "figures", "by-place-of-work"),
        ("it", "statistiche", "per-sede"),
        ("ja", "数字", "勤務地別"),
    ],
)
def test_files_are_named_in_the_language_of_who_downloads_them(
    campaign: None, as_contributor: Client, language: str, whole: str, part: str
) -> None:
    day = timezone.localdate()
    for file, name in {
        "campaign.csv": whole,
        "campaign.pdf": whole,
        "tables/sites.csv": part,
        "charts/sites.svg": part,
        "charts/sites.png": part,
    }.items():
        answer = as_contributor.get(f"{ADDRESS}{file}", headers={"accept-language": language})
        assert saved_name(answer) == f"{name}-{day}.{file.rpartition('.')[2]}"


@pytest.mark.once
def test_words_are_those_that_were_written_until_last_night(
    campaign: None, as_contributor: Client, editor: User
) -> None:
    theme = Theme.objects.get()
    Comment.objects.update(body="Je raccroche, et je **rappelle**.")
    factories.create_page(theme=theme, author=editor, body="Un mot de passe, c’est long.")
    publish(timezone.localdate() + timedelta(days=1), at=timezone.now())
    factories.create_comment(author=editor, theme=theme)
    rows = {row[0]: row[1:] for row in rows_of(as_contributor, "texts") if len(row) > 2}
    assert rows == {
        "": ["Textes", "Mots"],
        "Pages": ["1", "7"],
        "Modifications de pages": ["0", "–"],
        "Contributions": ["2", "5"],
    }
    assert "12 mots" in rows_of(as_contributor, "texts")[0][0].replace("\xa0", " ")


@pytest.mark.once
def test_bars_of_questions_have_their_colours_and_an_edge(
    campaign: None, as_contributor: Client, contributor: User
) -> None:
    theme = Theme.objects.get()
    factories.create_question(theme=theme, by=contributor)
    drawing = as_contributor.get(f"{ADDRESS}charts/questions.svg").content.decode()
    assert f'<rect class="hue" fill="{theme.fill}"' in drawing
    assert ".hue,.frame{stroke:#17202b" in drawing


@pytest.mark.once
def test_the_sentence_of_the_whole_is_the_heading_of_the_page_alone(campaign: None, as_contributor: Client) -> None:
    page = as_contributor.get(PEOPLE).content.decode()
    headings = [words_of(found) for found in re.findall(r"<h[12][^>]*>(.*?)</h[12]>", page, re.DOTALL)]
    assert headings.count(headings[0]) == 1


@pytest.mark.once
def test_the_page_for_the_board_is_one_tagged_page(campaign: None, as_contributor: Client) -> None:
    response = as_contributor.get(f"{ADDRESS}campaign.pdf")
    assert response["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.Root.MarkInfo.Marked and "fr" in str(pdf.Root.Lang)


@pytest.mark.once
def test_the_page_for_the_board_says_that_not_all_groups_are_drawn(
    campaign: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []
    write = printing._printed
    monkeypatch.setattr(printing, "_printed", lambda html, *rest: printed.append(html) or write(html, *rest))
    said = "Seuls les six groupes les plus nombreux sont dessinés."
    printing.board_page(CampaignReport())
    for number in range(7):
        people = [User(username=f"q{number}-{place}", site=f"Site {number}") for place in range(40)]
        User.objects.bulk_create(people)
        User.objects.filter(pk__in=[person.pk for person in people[:20]]).update(last_login=timezone.now())
    publish(timezone.localdate() + timedelta(days=1), at=timezone.now())
    with pikepdf.open(BytesIO(printing.board_page(CampaignReport()))) as pdf:
        assert len(pdf.pages) == 1
    assert [said in html for html in printed] == [False, True]
    assert printed[1].count(f"<br>{said}") == 1, "of the departments all are drawn"
    assert printed[1].count(f'{said}">') == 1, "the description says the same"


@pytest.mark.once
def test_page_picture_and_description_say_how_many_are_not_drawn(campaign: None, as_contributor: Client) -> None:
    said = "2 autres lignes ne sont pas dessinées : le tableau les montre toutes."
    assert "ne sont pas dessinées" not in words_of(as_contributor.get(PEOPLE).content.decode())
    for number in range(10):
        people = [User(username=f"q{number}-{place}", site=f"Site {number}") for place in range(40)]
        User.objects.bulk_create(people)
        User.objects.filter(pk__in=[person.pk for person in people[:20]]).update(last_login=timezone.now())
    publish(timezone.localdate() + timedelta(days=1), at=timezone.now())
    page = as_contributor.get(PEOPLE).content.decode().replace("\xa0", " ")
    section = page[page.index('id="s-sites"') : page.index('id="s-departments"')]
    described = re.findall(r"<title[^>]*>(.*?)</title>", section)[0]
    assert section.count(said) == 2 and described.endswith(said)
    assert section.count('<rect class="bar"') == 10
    assert "Nantes : 20, Site 0 : 20" in described and "Site 8 : 20. 2 autres" in described
    assert page.count(said) == 2, "of the others all are drawn"
    drawing = as_contributor.get(f"{ADDRESS}charts/sites.svg").content.decode().replace("\xa0", " ")
    assert f"<desc>{said}</desc>" in drawing and f">{said}</text>" in drawing


@pytest.mark.once
def test_every_table_is_in_one_file(campaign: None, as_contributor: Client) -> None:
    text = as_contributor.get(f"{ADDRESS}campaign.csv").content.decode("utf-8-sig")
    assert "Nantes;40;20" in text and "Contributions;1" in text


@pytest.mark.once
@pytest.mark.parametrize("name", ["none", "editions"])
def test_what_is_not_drawn_is_not_found(name: str, campaign: None, as_contributor: Client) -> None:
    assert as_contributor.get(f"{ADDRESS}charts/{name}.svg").status_code == 404


@pytest.mark.once
def test_the_number_of_queries_stays(campaign: None, as_contributor: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            for page in (ADDRESS, PEOPLE, TEXTS):
                as_contributor.get(page)
        return len(made)

    before = queries()
    people = [User(username=f"q{number}", site=f"Site {number}", last_login=timezone.now()) for number in range(30)]
    User.objects.bulk_create(people)
    for person in people[:10]:
        factories.create_comment(author=person, theme=Theme.objects.first())
    publish(timezone.localdate() + timedelta(days=1), at=timezone.now())
    assert queries() == before


@pytest.mark.once
def test_a_small_organisation_reads_why_nothing_is_broken_down(as_contributor: Client) -> None:
    """One place, no department, twelve people."""
    User.objects.bulk_create([User(username=f"p{number}", site="Nantes") for number in range(11)])
    User.objects.update(site="Nantes")
    publish(timezone.localdate(), at=timezone.now())
    page = words_of(as_contributor.get(PEOPLE).content.decode()).replace("\xa0", " ")
    assert "Tout le monde travaille au même endroit : il n’y a rien à comparer." in page
    assert "On ne connaît ici le service de personne : il n’y a rien à comparer." in page
    assert "1 sur 12" in page or "8,3 % des invités sont venus" in page


def test_before_the_first_night_the_page_says_when_groups_come(as_contributor: Client) -> None:
    assert "les premiers seront ici demain" in words_of(as_contributor.get(PEOPLE).content.decode())


@pytest.mark.once
def test_the_figures_of_an_edition_stay_as_they_were(
    campaign: None, editor: User, as_contributor: Client, django_capture_on_commit_callbacks
) -> None:
    from guide.models import Edition

    factories.create_tip(number=6, by=editor)
    edition = Edition.objects.in_preparation()
    with django_capture_on_commit_callbacks(execute=True):
        edition.publish(by=editor, accept_free_places=True)
    frozen = EditionFigures.objects.get()
    texts = frozen.totals["texts"]
    assert frozen.totals["came"] >= 54 and {"Nantes"} <= {row["group"] for row in frozen.published}
    assert all(row["value"] for row in frozen.published)
    factories.create_comment(author=editor, theme=Theme.objects.first())
    rows = rows_of(as_contributor, "editions")
    assert ["Textes", str(texts), str(texts + 1)] in rows
    frozen.refresh_from_db()
    assert frozen.totals["texts"] == texts


def test_how_we_count_says_the_rule(as_contributor: Client) -> None:
    page = words_of(as_contributor.get(f"{ADDRESS}how-we-count/").content.decode())
    assert "au moins 20 personnes sont invitées" in page and "non montré" in page
