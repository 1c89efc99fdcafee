"""The triggers that leave cache versions, in the words of both databases; migrations put them in place.

A table that pages show gets a line here, and the migration that creates it calls `install` with that line: an earlier
migration, which runs before there is such a table, leaves it out.

SQLite loses a table's triggers when a migration makes the table anew: tests/contributions/test_cache_versions.py then
fails, and that migration has to `install` them again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contributions.cache_versions.models import HIGHEST_MARK, NEWS, OF_THEMES, PATROLS, SITE

ALWAYS = ("insert", "update", "delete")
LEAVE = (
    "INSERT INTO contributions_cacheversion (page, mark) SELECT page, {mark} FROM (SELECT DISTINCT page FROM "
    "(SELECT CAST(NULL AS bigint) AS page UNION ALL {pages}) AS pages WHERE page IS NOT NULL) AS pages;"
)
MARK_OF_SQLITE = f"1 + (random() & {HIGHEST_MARK - 1})"
MARK_OF_POSTGRESQL = f"1 + floor(random() * {HIGHEST_MARK})::bigint"
OF_THE_SITE = f"SELECT {SITE}"
OF_THE_NEWS = f"SELECT {NEWS}"
OF_THE_PATROLS = f"SELECT {PATROLS}"


@dataclass(frozen=True)
class CacheVersionTrigger:
    """Gives a new cache version to some pages when a row of `table` changes.

    `pages` is a SELECT of their keys, or of what stands in the place of one; in it `{row}` is that row.
    `columns` are those whose change counts, all of them where there are none; `on` says which statements do. With
    `once`, PostgreSQL leaves one for however many rows a statement changes. `kind` is a word in the trigger's name. What
    `shows_to_owner_only` leaves what is cached for many as it is (see `CacheVersion.mark`).
    """

    table: str
    pages: str
    columns: tuple[str, ...] = ()
    on: tuple[str, ...] = ALWAYS
    once: bool = False
    kind: str = ""
    shows_to_owner_only: bool = False

    @property
    def stem(self) -> str:
        return f"cache_version_{self.kind or ('site' if self.pages == OF_THE_SITE else 'pages')}_{self.table}"

    def names(self) -> list[str]:
        return [f"{self.stem}_{event}" for event in self.on]

    def act(self, event: str, mark: str) -> str:
        rows = {"insert": ["NEW"], "update": ["OLD", "NEW"], "delete": ["OLD"]}[event]
        pages = dict.fromkeys(self.pages.format(row=row, themes=OF_THEMES) for row in rows)  # of the site once
        return LEAVE.format(pages=" UNION ALL ".join(pages), mark=f"-({mark})" if self.shows_to_owner_only else mark)

    def when(self, event: str, differs: str) -> str:
        if event != "update" or not self.columns:
            return ""
        return "WHEN (" + " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in self.columns) + ")"

    def sqlite(self) -> list[str]:
        return [
            f"CREATE TRIGGER {self.stem}_{event} AFTER {event.upper()} ON {self.table} {self.when(event, 'IS NOT')} "
            f"BEGIN {self.act(event, MARK_OF_SQLITE)} END"
            for event in self.on
        ]

    def postgresql(self) -> list[str]:
        statements = []
        for event in self.on:
            name, act = f"{self.stem}_{event}", self.act(event, MARK_OF_POSTGRESQL)
            when = self.when(event, "IS DISTINCT FROM")
            statements += [
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {act} RETURN NULL; END $$",
                f"CREATE TRIGGER {name} AFTER {event.upper()} ON {self.table} "
                f"FOR EACH {'STATEMENT' if self.once else 'ROW'} {when} "
                f"EXECUTE FUNCTION {name}()",
            ]
        return statements


def all_of(*pages: str) -> str:
    """Returns the pages of several SELECTs."""
    return " UNION ALL ".join(pages)


OF_ITS_PAGE = "SELECT {row}.page_id"
OF_COMMENT = "SELECT page_id FROM contributions_comment WHERE id = {row}.comment_id"
OF_THE_PASSAGE = "SELECT page_id FROM contributions_passage WHERE id = {row}.passage_id"
OF_THE_QUESTION = "SELECT page_id FROM contributions_questionanswer WHERE question_id = {row}.id"
OF_THE_PAGE = "SELECT {row}.id"  # a revision has the key of its page
HERE_OR_SAID_HERE = all_of(OF_ITS_PAGE, OF_COMMENT)

# The list of a theme shows pages, what answers the theme itself, its questions, and a passage that many agree with.
OF_ITS_THEME = "SELECT {themes} - {row}.theme_id"
ANSWERS_ITS_THEME = (
    f"{OF_ITS_THEME} WHERE ({{row}}.page_id IS NULL AND {{row}}.video_id IS NULL) OR {{row}}.passage_id IS NOT NULL"
)
OF_THEME_OF_COMMENT = (
    "SELECT {themes} - theme_id FROM contributions_comment WHERE id = {row}.comment_id AND page_id IS NULL"
)
OF_THEME_OF_PAGE = "SELECT {themes} - theme_id FROM contributions_page WHERE id = {row}.page_id"
OF_THEME_OF_PASSAGE = (
    "SELECT {themes} - theme_id FROM contributions_page WHERE id = "
    "(SELECT page_id FROM contributions_passage WHERE id = {row}.passage_id)"
)
WHERE_PAGES_STAND = ("title", "slug", "theme_id", "is_hidden", "merged_into_id")
HOW_PEOPLE_APPEAR = (
    "first_name",
    "last_name",
    "username",
    "attribution",
    "alias",
    "job",
    "site",
    "department",
    "is_active",
)
HOW_SESSIONS_APPEAR = ("place", "starts_at", "ends_at", "kind", "cancelled_at")
"""Beside the questions that were asked there, and in the numbers of home."""

OF_THE_WIKI = [
    CacheVersionTrigger("contributions_comment", all_of(OF_ITS_PAGE, ANSWERS_ITS_THEME, OF_THE_NEWS)),
    CacheVersionTrigger(
        "contributions_endorsement", all_of(HERE_OR_SAID_HERE, OF_THE_PASSAGE, OF_THEME_OF_COMMENT, OF_THEME_OF_PASSAGE)
    ),
    CacheVersionTrigger("contributions_passage", all_of(OF_ITS_PAGE, OF_THEME_OF_PAGE)),
    CacheVersionTrigger("contributions_incorporation", all_of(HERE_OR_SAID_HERE, OF_THEME_OF_COMMENT, OF_THE_NEWS)),
    CacheVersionTrigger("contributions_thanks", all_of(HERE_OR_SAID_HERE, OF_THEME_OF_COMMENT)),
    CacheVersionTrigger(
        "contributions_watch", all_of(HERE_OR_SAID_HERE, OF_ITS_THEME, OF_THEME_OF_COMMENT), shows_to_owner_only=True
    ),
    CacheVersionTrigger("contributions_pagemerge", "SELECT {row}.source_id UNION ALL SELECT {row}.target_id"),
    CacheVersionTrigger("contributions_pagesplit", "SELECT {row}.source_id UNION ALL SELECT {row}.page_id"),
    CacheVersionTrigger("contributions_protection", OF_ITS_PAGE),
    CacheVersionTrigger("contributions_questionanswer", OF_ITS_PAGE),
    CacheVersionTrigger("contributions_question", all_of(OF_THE_QUESTION, OF_ITS_THEME, OF_THE_NEWS)),
    CacheVersionTrigger("contributions_pagerevision", all_of(OF_THE_PAGE, OF_THE_NEWS), on=("update", "delete")),
    CacheVersionTrigger("contributions_commentrevision", OF_THE_NEWS, on=("update", "delete"), once=True, kind="news"),
    CacheVersionTrigger("contributions_page", all_of(OF_THE_PAGE, OF_ITS_THEME, OF_THE_NEWS), on=("insert", "update")),
    CacheVersionTrigger("contributions_page", OF_THE_SITE, columns=WHERE_PAGES_STAND, on=("update", "delete")),
    CacheVersionTrigger("contributions_logentry", OF_THE_NEWS, once=True, kind="news"),
    CacheVersionTrigger("contributions_patrol", OF_THE_PATROLS, once=True, kind="patrols"),
    CacheVersionTrigger("contributions_firstcontribution", OF_THE_PATROLS, once=True, kind="patrols"),
    CacheVersionTrigger("accounts_user", OF_THE_SITE, columns=HOW_PEOPLE_APPEAR, on=("update", "delete")),
    CacheVersionTrigger("accounts_user", OF_THE_NEWS, on=("insert",), once=True, kind="news"),
    CacheVersionTrigger("themes_theme", OF_THE_SITE),
    CacheVersionTrigger("campaign_phase", OF_THE_SITE),
    CacheVersionTrigger("campaign_trainingsession", OF_THE_SITE, columns=HOW_SESSIONS_APPEAR),
    CacheVersionTrigger("campaign_video", OF_THE_SITE),
    CacheVersionTrigger("site_settings_sitesettings", OF_THE_SITE),
]


def install(schema_editor: Any, triggers: list[CacheVersionTrigger]) -> None:
    """Puts triggers in place, those that stand already anew; those of a table that is not there yet are left out."""
    with schema_editor.connection.cursor() as cursor:
        tables = schema_editor.connection.introspection.table_names(cursor)
    triggers = [trigger for trigger in triggers if trigger.table in tables]
    uninstall(schema_editor, triggers)
    with schema_editor.connection.cursor() as cursor:
        for trigger in triggers:
            for statement in getattr(trigger, schema_editor.connection.vendor)():
                cursor.execute(statement)


def uninstall(schema_editor: Any, triggers: list[CacheVersionTrigger]) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    with schema_editor.connection.cursor() as cursor:
        for trigger in triggers:
            for name in trigger.names():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {trigger.table}' if is_postgresql else ''}")
                if is_postgresql:
                    cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")
