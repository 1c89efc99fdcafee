"""Who takes part: totals of this moment, the groups as they were last published, and the words of all figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaign.site_settings.current import in_first_language
from common.words.dates import day_and_month, day_in_figures
from common.words.digit_grouping import grouped
from common.words.text_lists import comma
from reporting import drawings
from reporting.models import OF_PEOPLE, ON_THE_SITE, Dimension, Figure, PublishedValue
from reporting.tables import Cell, FigureSection, Line, Published, value_of
from themes.models import Theme

PRECISE_BELOW, SMALL, LEAST = 10, 0.1, 0.01


NO_SHARE = "–"


def percent(part: int, whole: int) -> str:
    """The share in hundredths; a small one with a figure after the point, a very small one with two. Some are never nothing.

    Of nothing there is no share.
    """
    if not whole:
        return NO_SHARE
    share = 100 * part / whole
    if 0 < share < PRECISE_BELOW:
        places = 1 if share >= SMALL else 2
        shown = number_format(max(round(share, places), LEAST), decimal_pos=places)
    else:
        shown = grouped(round(share))
    return pgettext("a share", "%(n)s%%") % {"n": shown}


def of_taking_part(came: int, wrote: int, invited: int, *, has_begun: bool) -> str:
    """Where nobody is invited but whoever set the site up, and nothing is done yet, that all have come says nothing."""
    if not came:
        return _("Nobody has come yet")
    if not has_begun:
        return _("Nobody has taken part yet")
    return _("%(came)s of those invited have come, %(wrote)s have written") % {
        "came": percent(came, invited),
        "wrote": percent(wrote, invited),
    }


def of_weeks(weeks: Sequence[tuple[date, int | None]]) -> str:
    shown = [(number, day) for day, number in weeks if number]
    if not shown:
        return _("No week can be shown yet")
    number, day = max(shown)
    return _("Most people signed in for the first time in the week of %(day)s: at least %(n)s") % {
        "day": day_and_month(day),
        "n": grouped(number),
    }


def of_places(groups: Sequence[tuple[str, int, int]], *, are_departments: bool) -> str:
    """Which group takes part most, for its size: name, how many came, how many are invited."""
    if not groups:
        return _("No department can be shown yet") if are_departments else _("No place of work can be shown yet")
    name, came, invited = max(groups, key=lambda group: (group[1] / group[2], group[1]))
    return _("%(name)s takes part most: at least %(share)s have signed in") % {
        "name": name,
        "share": percent(came, invited),
    }


def of_themes(groups: Sequence[tuple[str, int]]) -> str:
    if not groups:
        return _("No question can be shown yet")
    name, number = max(groups, key=lambda group: group[1])
    if number == min(group[1] for group in groups):
        return _("Each question that is shown has the same number of authors: at least %(n)s") % {"n": grouped(number)}
    return _("“%(theme)s” has most authors: at least %(n)s") % {"theme": name, "n": grouped(number)}


def of_texts(total: int, words: int) -> str:
    if not total:
        return _("No text has been written yet")
    if not words:
        return ngettext("%(n)s text has been written", "%(n)s texts have been written", total) % {"n": grouped(total)}
    with_words = ngettext(
        "%(n)s text has been written: %(words)s words",
        "%(n)s texts have been written: %(words)s words",
        total,
    )
    return with_words % {"n": grouped(total), "words": grouped(words)}


def of_text_weeks(weeks: Sequence[tuple[date, int | None]]) -> str:
    shown = [(number, day) for day, number in weeks if number]
    if not shown:
        return _("No week can be shown yet")
    number, day = max(shown)
    return _("Most was written in the week of %(day)s: at least %(n)s texts") % {
        "day": day_and_month(day),
        "n": grouped(number),
    }


def of_way(serving: int, decided: int, waiting: int) -> str:
    if not decided and not waiting:
        return _("Nothing is there to be decided yet")
    if not decided:
        words = ngettext("%(n)s text is to be decided on", "%(n)s texts are to be decided on", waiting)
        return words % {"n": grouped(waiting)}
    return _("%(share)s of what was decided serves the guide or a page") % {"share": percent(serving, decided)}


def of_questions(answered: int, total: int) -> str:
    if not total:
        return _("No question has been asked yet")
    return _("%(share)s of the questions have an answer") % {"share": percent(answered, total)}


def of_sessions(held: int, planned: int) -> str:
    if not planned:
        return _("No session is planned yet")
    return _("Sessions held: %(held)s of %(planned)s") % {"held": grouped(held), "planned": grouped(planned)}


def of_editions(number: int, totals: int) -> str:
    words = ngettext("Since edition %(number)s: %(n)s more text", "Since edition %(number)s: %(n)s more texts", totals)
    return words % {"number": number, "n": grouped(totals)}


# Who takes part: totals of this moment, and the groups as they were last published.


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
        title=of_taking_part(totals[Figure.CAME], totals[Figure.WROTE], invited, has_begun=has_begun),
        about=_("People, each counted once; everybody who has an account is invited"),
        columns=(pgettext("how many", "People"), _("Of those invited")),
        lines=(
            Line(_("Invited"), (invited, percent(whole, whole))),
            *(Line(name, (number, percent(number, whole))) for name, number in rows),
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
        title=of_weeks(came),
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
        title=of_themes(shown),
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
        title=of_places(shown, are_departments=are_departments),
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
            _("Nobody’s department is known here, so there is nothing to compare.")
            if are_departments
            else _("Nobody’s place of work is known here, so there is nothing to compare.")
        )
    elif len(named) == 1:
        yield (
            _("Everybody is in the same department, so there is nothing to compare.")
            if are_departments
            else _("Everybody works at the same place, so there is nothing to compare.")
        )


def not_yet() -> str:
    return _("Groups are published overnight: the first ones appear here tomorrow.")
