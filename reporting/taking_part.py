"""Who takes part: totals of this moment, and the groups as they were last published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaign.site_settings.first_language import in_first_language
from common.words.dates import day_in_figures
from common.words.text_lists import comma
from reporting import campaign_titles, drawings
from reporting.models import OF_PEOPLE, ON_THE_SITE, Dimension, Figure, PublishedValue
from reporting.published import Published, value_of
from reporting.tables import Cell, FigureSection, Line
from themes.models import Theme


def names_of_figures() -> dict[Figure, str]:
    """As heads of columns."""
    return {
        Figure.CAME: pgettext("people who", "Came"),
        Figure.WROTE: pgettext("people who", "Wrote"),
        Figure.ENDORSED: pgettext("people who", "Found something useful"),
        Figure.DISCUSSED: pgettext("people who", "Discussed"),
        Figure.ASKED: pgettext("people who", "Asked"),
        Figure.ATTENDED: pgettext("people who", "Attended a session"),
    }


def in_all(totals: dict[Figure, int], invited: int) -> FigureSection:
    names = names_of_figures()
    rows = [(names[figure], totals[figure]) for figure in OF_PEOPLE]
    has_begun = totals[Figure.CAME] < invited or any(totals[one] for one in OF_PEOPLE if one != Figure.CAME)
    whole = invited if has_begun else 0
    return FigureSection(
        name="taking-part",
        title=campaign_titles.of_taking_part(totals[Figure.CAME], totals[Figure.WROTE], invited, has_begun=has_begun),
        about=_("People, each counted once; everybody who has an account is invited"),
        columns=(_("People"), _("Of those invited")),
        lines=(
            Line(_("Invited"), (invited, campaign_titles.percent(whole, whole))),
            *(Line(name, (number, campaign_titles.percent(number, whole))) for name, number in rows),
        ),
        drawing=drawings.bars(rows),
    )


def by_week(published: Published) -> FigureSection:
    groups = published.groups(Dimension.WEEK)
    weeks = sorted(groups)
    figures = _shown_figures(groups, OF_PEOPLE)
    came = [(date.fromisoformat(week), value_of(groups[week].get(Figure.CAME))) for week in weeks]
    return FigureSection(
        name="weeks",
        title=campaign_titles.of_weeks(came),
        about=_("People who did it for the first time, by the Monday on which the week begins"),
        columns=_heads(figures),
        lines=tuple(Line(day_in_figures(day), _cells(groups[str(day)], figures)) for day, _number in came if figures),
        drawing=drawings.columns([(day_in_figures(day), number) for day, number in came]),
        notes=() if weeks else (not_yet(),),
    )


def by_theme(published: Published, themes: Sequence[Theme]) -> FigureSection:
    groups = published.groups(Dimension.THEME)
    rows = {theme.short_title: groups.get(str(theme.pk), {}) for theme in themes}
    fills = {theme.short_title: theme.fill for theme in themes}
    figures = _shown_figures(rows, ON_THE_SITE)
    shown = [(name, number) for name, row in rows.items() if (number := value_of(row.get(Figure.WROTE)))]
    return FigureSection(
        name="themes",
        title=campaign_titles.of_themes(shown),
        about=_("Authors, by question; whoever writes under two questions is in both"),
        columns=_heads(figures),
        lines=tuple(Line(name, _cells(row, figures), is_own=True) for name, row in rows.items() if figures),
        drawing=drawings.bars(shown, language=in_first_language(), fills=[fills[name] for name, _number in shown]),
        notes=() if groups else (not_yet(),),
    )


def by_place(published: Published, dimension: Dimension) -> FigureSection:
    """By site or by department, those with most people who came first; the hidden ones are named under the table."""
    groups = published.groups(dimension)
    are_departments = dimension == Dimension.DEPARTMENT
    came = {group: row for group in groups if (row := groups[group].get(Figure.CAME)) and row.value and row.invited}
    shown = sorted(((group, row.value or 0, row.invited or 0) for group, row in came.items()), key=lambda one: -one[1])
    figures = _shown_figures(groups, OF_PEOPLE)
    lines = [Line(group, (invited, *_cells(groups[group], figures))) for group, _came, invited in shown]
    why = list(_why_not(list(groups), bool(published.last_at), are_departments))
    hidden = sorted(groups.keys() - came.keys())
    return FigureSection(
        name="departments" if are_departments else "sites",
        title=campaign_titles.of_places(shown, are_departments=are_departments),
        about=_("People, by department") if are_departments else _("People, by place of work"),
        columns=(_("Invited"), *_heads(figures)),
        lines=() if why else tuple(lines),
        drawing=None if why else drawings.bars((name, number) for name, number, _invited in shown),
        notes=tuple(why or ([_("Not shown: %(names)s.") % {"names": comma().join(hidden)}] if hidden else [])),
    )


def _shown_figures(groups: Mapping[str, Mapping[Figure, PublishedValue]], figures: Sequence[Figure]) -> list[Figure]:
    """Those of which at least one group is shown."""
    return [figure for figure in figures if any(value_of(row.get(figure)) for row in groups.values())]


def _heads(figures: Iterable[Figure]) -> tuple[str, ...]:
    names = names_of_figures()
    return tuple(names[figure] for figure in figures)


def _cells(row: Mapping[Figure, PublishedValue], figures: Iterable[Figure]) -> tuple[Cell, ...]:
    return tuple(value_of(row.get(figure)) for figure in figures)


def _why_not(named: Sequence[str], is_published: bool, are_departments: bool) -> Iterable[str]:
    if not is_published:
        yield not_yet()
    elif not named:
        yield (
            _("Nobody’s department is known here, so that there is nothing to compare.")
            if are_departments
            else _("Nobody’s place of work is known here, so that there is nothing to compare.")
        )
    elif len(named) == 1:
        yield (
            _("Everybody is in the same department, so there is nothing to compare.")
            if are_departments
            else _("Everybody works at the same place, so there is nothing to compare.")
        )


def not_yet() -> str:
    return _("Groups are published by night: the first ones stand here tomorrow.")
