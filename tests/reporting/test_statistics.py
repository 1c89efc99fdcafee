"""How many copies went where: figures for everybody signed in, costs for editors, in a number of queries that stays."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import User
from guide.distribution.figures import all_figures
from guide.models import Agency, Channel, DailyCount, Edition
from reporting import distribution_figures
from reporting.counting import Period
from reporting.distribution_figures import DistributionReport
from tests.factories import publish_edition
from tests.guide.distribution.made import create_agency, create_channel, create_order, create_run, go_through, hand_out
from tests.shared_rows import copy_editions, published_once

ADDRESS = "/statistics/"
REACH = "/statistics/reach/"


def count(number: int, *, form: str = "web", channel: str = "", days_ago: int = 0, language: str = "fr") -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    DailyCount.objects.create(edition=1, language=language, form=form, channel=channel, day=day, number=number)


edition_files = published_once(publish_edition, scope="module")


@pytest.fixture
def editor(edition_files: Path, db: None) -> User:
    return User.objects.get(username="laurent")


@pytest.fixture
def published(edition_files: Path, db: None, settings) -> Edition:
    copy_editions(edition_files, settings.EDITIONS_ROOT)
    return Edition.objects.get(number=1)


@pytest.fixture
def distributed(published: Edition, editor: User) -> Agency:
    """7000 booklets printed, 5120 given: 1000 sent to Lille, 4120 at the launch."""
    create_run(published, copies=7_000, cost=Decimal("5180.50"))
    create_run(published, copies=500, is_there=False)
    agency = create_agency()
    go_through(create_order(agency, copies=1_000), "accepted", "sent", by=editor)
    create_order(agency, copies=70)
    launch = create_channel(name="Lancement", code="lancement", kind=Channel.Kind.EVENT)
    hand_out(published, copies=4_120, channel=launch)
    for number, form, channel in (
        (40, "web", ""),
        (8, "web", "lille"),
        (5, "pdf", "lille"),
        (3, "epub", ""),
        (9, "door", "lille"),
    ):
        count(number, form=form, channel=channel, days_ago=1)
    count(100, form="share")
    count(11, days_ago=12, language="ja")
    return agency


@pytest.mark.once
def test_the_first_line_says_what_was_printed_and_given(as_contributor: Client, distributed: Agency) -> None:
    page = as_contributor.get(REACH)
    assert "7\u00a0000" in page.context["headline"] and "5\u00a0120" in page.context["headline"]


@pytest.mark.once
def test_figures_are_added_up_by_form_channel_and_language(distributed: Agency) -> None:
    shown = DistributionReport(Period(""))
    assert (shown.total.printed, shown.total.sent, shown.total.handed_out) == (7_000, 1_000, 4_120)
    assert (shown.total.opened, shown.total.downloaded, shown.total.doors) == (59, 8, 9)
    assert [(row.key, row.figures.given) for row in shown.channels] == [("lancement", 4_120), ("lille", 1_000), ("", 0)]
    assert [row.figures.downloaded for row in shown.downloads] == [5, 3]
    assert [(row.label, row.figures.opened) for row in shown.languages] == [("Français", 48), ("Japonais", 11)]
    assert [row.left for row in shown.copies] == [1_880]
    assert [row.figures.printed for row in shown.editions] == [7_000]


@pytest.mark.once
@pytest.mark.parametrize(("days", "opened"), [("7", 48), ("30", 59), ("", 59), ("365", 59), ("x'--", 59)])
def test_a_period_is_chosen(as_contributor: Client, distributed: Agency, days: str, opened: int) -> None:
    page = as_contributor.get(REACH, {"days": days})
    assert page.context["shown"].total.opened == opened


@pytest.mark.once
def test_costs_are_for_editors_alone(as_contributor: Client, as_editor: Client, distributed: Agency) -> None:
    assert as_contributor.get(REACH).context["costs"] == []
    assert [cost.amount for cost in as_editor.get(REACH).context["costs"]] == [Decimal("5180.50")]
    assert "5180" not in as_contributor.get(f"{ADDRESS}figures.csv").content.decode()


@pytest.mark.once
def test_every_chart_has_its_table(as_contributor: Client, distributed: Agency) -> None:
    page = as_contributor.get(REACH).text
    assert page.count('class="chart') == page.count('role="img"') == 4
    assert page.count("<table") >= 5 and "style=" not in page


@pytest.mark.once
def test_the_two_bars_of_a_day_are_told_apart_without_rows_of_blanks(
    as_contributor: Client, distributed: Agency
) -> None:
    page = re.sub(r"[ \n]+", " ", strip_tags(as_contributor.get(REACH).text))
    assert "ouvert téléchargé" in page and not re.search(r"ouvert[^\S\n]{2,}", page)


def test_a_kind_word_stands_where_nothing_is_counted(as_contributor: Client) -> None:
    assert "voice" in as_contributor.get(REACH).text
    assert "voice" in as_contributor.get(f"{REACH}?days=7").text


@pytest.mark.once
def test_the_number_of_queries_stays(
    as_editor: Client, distributed: Agency, published: Edition, editor: User, django_assert_num_queries
) -> None:
    as_editor.get(REACH)
    with django_assert_num_queries(14) as first:
        as_editor.get(REACH)
    for number in range(4):
        agency = create_agency(name=f"Agence {number}", code=f"a{number}")
        go_through(create_order(agency, copies=5), "accepted", "sent", by=editor)
        create_run(published, form="poster", channel=agency.channel, cost=Decimal(9))
        count(number + 1, channel=f"a{number}", days_ago=number, form="poster")
    with django_assert_num_queries(len(first.captured_queries)):
        as_editor.get(REACH)


@pytest.mark.once
def test_what_a_spreadsheet_would_work_out_is_only_text_in_the_table(
    as_contributor: Client, published: Edition
) -> None:
    formula = '=HYPERLINK("http://x";"y")'
    create_run(published, channel=create_channel(name=formula, code="odd"))
    lines = as_contributor.get(f"{ADDRESS}figures.csv").content.decode()
    assert lines.startswith("\ufeff")
    rows = list(csv.reader(StringIO(lines[1:]), delimiter=";"))
    assert rows[1][5] == f"'{formula}"
    create_run(published, channel=create_channel(name="\ufeff+1", code="marked"))
    lines = as_contributor.get(f"{ADDRESS}figures.csv").content.decode()
    assert "'\ufeff+1" in lines and "\n+1" not in lines


def test_the_table_holds_every_figure_of_the_period(as_contributor: Client, distributed: Agency) -> None:
    lines = as_contributor.get(f"{ADDRESS}figures.csv").content.decode()
    numbers = [int(row[-1]) for row in list(csv.reader(StringIO(lines[1:]), delimiter=";"))[1:]]
    assert sorted(numbers) == sorted([7_000, 1_000, 4_120, 48, 5, 3, 9, 11, *(5, 5, 5)])
    week = as_contributor.get(f"{ADDRESS}figures.csv?days=7").content.decode()
    assert ";ja;" in lines and ";ja;" not in week


def test_the_rule_that_is_published_is_the_one_that_counts(as_contributor: Client) -> None:
    from guide.distribution.figures import RULE

    page = as_contributor.get(f"{ADDRESS}how-we-count/").text
    assert all(f"<code>{word}</code>" in page for word in RULE.words)
    assert all(str(sentence) in page for sentence in RULE.sentences)


@pytest.mark.once
def test_titles_say_what_they_find(distributed: Agency) -> None:
    shown = DistributionReport(Period(""))
    assert "73" in distribution_figures.of_copies(shown.copies)
    assert "Lancement" in distribution_figures.of_channels(shown.channels)
    assert "62" in distribution_figures.of_downloads(shown.downloads)
    assert "48" in distribution_figures.of_days(shown.days)
    assert distribution_figures.headline([], 0) and distribution_figures.of_channels([])


@pytest.mark.once
def test_a_count_names_no_row_and_so_stays(distributed: Agency) -> None:
    """What was counted of a channel that nobody knows any more is still shown, under its code."""
    count(7, channel="disparu", days_ago=1)
    assert ("disparu", 5) in [(row.label, row.figures.opened) for row in DistributionReport(Period("")).channels]
    assert sum(figures.opened for figures in all_figures().values()) == 66


@pytest.mark.once
def test_by_channel_nothing_is_told_of_today_nor_of_fewer_than_five(as_contributor: Client, published: Edition) -> None:
    """Neither on the page nor in the file: who knows who was there would know who came."""
    count(40, channel="brest")
    count(4, channel="brest", days_ago=1, form="pdf")
    count(4, channel="brest", days_ago=2, form="pdf")
    (row,) = DistributionReport(Period("")).channels
    assert (row.figures.opened, row.figures.downloaded) == (0, 5)
    lines = as_contributor.get(f"{ADDRESS}figures.csv").content.decode()
    assert [line for line in lines.splitlines() if "brest" in line] == [";téléchargé;;;;brest;5"]
