"""The triggers that raise stamps, in the words of both databases; migrations put them in place.

SQLite loses a table's triggers when a migration makes the table anew: tests/contributions/test_stamps.py then fails, and that
migration has to `put` them again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ALWAYS = ("insert", "update", "delete")
RAISE_PAGES = "UPDATE contributions_page SET stamp = stamp + 1 WHERE id IN ({pages});"
RAISE_SITE = (
    "INSERT INTO contributions_stamp (name, number) VALUES ('{site}', 1) "
    "ON CONFLICT (name) DO UPDATE SET number = contributions_stamp.number + 1;"
)


@dataclass(frozen=True)
class Trigger:
    """A row of `table` that changes raises the stamp of some pages, a SELECT in which `{row}` is that row, or one of the site.

    `columns` are those whose change counts, all of them where there are none; `on` says which statements do.
    """

    table: str
    pages: str = ""
    site: str = ""
    columns: tuple[str, ...] = ()
    on: tuple[str, ...] = ALWAYS

    @property
    def stem(self) -> str:
        return f"stamp_{self.site or 'pages'}_{self.table}"

    def names(self) -> list[str]:
        return [f"{self.stem}_{event}" for event in self.on]

    def act(self, row: str) -> str:
        return RAISE_SITE.format(site=self.site) if self.site else RAISE_PAGES.format(pages=self.pages.format(row=row))

    def acts(self, event: str) -> str:
        rows = {"insert": ["NEW"], "update": ["OLD", "NEW"], "delete": ["OLD"]}[event]
        return " ".join(self.act(row) for row in (rows[:1] if self.site else rows))

    def when(self, event: str, differs: str) -> str:
        if event != "update" or not self.columns:
            return ""
        return "WHEN (" + " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in self.columns) + ")"

    def sqlite(self) -> list[str]:
        return [
            f"CREATE TRIGGER {self.stem}_{event} AFTER {event.upper()} ON {self.table} {self.when(event, 'IS NOT')} "
            f"BEGIN {self.acts(event)} END"
            for event in self.on
        ]

    def postgresql(self) -> list[str]:
        statements = []
        for event in self.on:
            name = f"{self.stem}_{event}"
            when = self.when(event, "IS DISTINCT FROM")
            statements += [
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {self.acts(event)} "
                "RETURN NULL; END $$",
                f"CREATE TRIGGER {name} AFTER {event.upper()} ON {self.table} FOR EACH ROW {when} "
                f"EXECUTE FUNCTION {name}()",
            ]
        return statements


# A page that changes raises its own stamp; whoever raises it for another reason does it alone.
OWN = "stamp_own_contributions_page"
OWN_SQLITE = [
    f"CREATE TRIGGER {OWN} AFTER UPDATE ON contributions_page WHEN NEW.stamp = OLD.stamp "
    f"BEGIN {RAISE_PAGES.format(pages='NEW.id')} END"
]
OWN_POSTGRESQL = [
    f"CREATE FUNCTION {OWN}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "NEW.stamp := OLD.stamp + 1; RETURN NEW; END $$",
    f"CREATE TRIGGER {OWN} BEFORE UPDATE ON contributions_page FOR EACH ROW WHEN (NEW.stamp = OLD.stamp) "
    f"EXECUTE FUNCTION {OWN}()",
]

OF_ITS_PAGE = "SELECT {row}.page_id"
OF_WHAT_WAS_SAID = "SELECT page_id FROM contributions_contribution WHERE id = {row}.contribution_id"
OF_THE_PASSAGE = "SELECT page_id FROM contributions_passage WHERE id = {row}.passage_id"
OF_THE_QUESTION = "SELECT page_id FROM contributions_questionanswer WHERE question_id = {row}.id"
OF_THE_REVISION = "SELECT {row}.id"
HERE_OR_SAID_HERE = f"{OF_ITS_PAGE} UNION ALL {OF_WHAT_WAS_SAID}"
WHERE_PAGES_STAND = ("title", "slug", "theme_id", "is_hidden", "merged_into_id")
HOW_PEOPLE_APPEAR = ("first_name", "last_name", "username", "attribution", "alias", "job", "site", "is_active")

OF_THE_WIKI = [
    Trigger("contributions_contribution", pages=OF_ITS_PAGE),
    Trigger("contributions_endorsement", pages=f"{HERE_OR_SAID_HERE} UNION ALL {OF_THE_PASSAGE}"),
    Trigger("contributions_passage", pages=OF_ITS_PAGE),
    Trigger("contributions_takingup", pages=HERE_OR_SAID_HERE),
    Trigger("contributions_thanks", pages=HERE_OR_SAID_HERE),
    Trigger("contributions_watch", pages=HERE_OR_SAID_HERE),
    Trigger("contributions_pagemerge", pages="SELECT {row}.source_id UNION ALL SELECT {row}.target_id"),
    Trigger("contributions_pagesplit", pages="SELECT {row}.source_id UNION ALL SELECT {row}.page_id"),
    Trigger("contributions_protection", pages=OF_ITS_PAGE),
    Trigger("contributions_questionanswer", pages=OF_ITS_PAGE),
    Trigger("contributions_question", pages=OF_THE_QUESTION, on=("update",)),
    Trigger("contributions_pagestanding", pages=OF_ITS_PAGE, columns=("readers",), on=("insert", "update")),
    Trigger("contributions_pagerevision", pages=OF_THE_REVISION, on=("update", "delete")),
    Trigger("contributions_page", site="addresses", columns=WHERE_PAGES_STAND, on=("update", "delete")),
    Trigger("accounts_user", site="people", columns=HOW_PEOPLE_APPEAR, on=("update", "delete")),
    Trigger("themes_theme", site="themes"),
]


def put(schema_editor: Any, triggers: list[Trigger], *, own: bool = False) -> None:
    """Puts triggers in place, those that stand already anew; `own` is for the table of pages itself."""
    vendor = schema_editor.connection.vendor
    take_away(schema_editor, triggers, own=own)
    statements = [statement for trigger in triggers for statement in getattr(trigger, vendor)()]
    if own:
        statements += {"sqlite": OWN_SQLITE, "postgresql": OWN_POSTGRESQL}[vendor]
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def take_away(schema_editor: Any, triggers: list[Trigger], *, own: bool = False) -> None:
    names = [(name, trigger.table) for trigger in triggers for name in trigger.names()]
    names += [(OWN, "contributions_page")] if own else []
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    with schema_editor.connection.cursor() as cursor:
        for name, table in names:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if is_postgresql else ''}")
            if is_postgresql:
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")
