"""Imports stand at the top of a module. One inside a function says here what it spares: something heavy, or a start in order.

Layers (`make lint`) count an import wherever it stands: what is below cannot reach up by hiding it in a function.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from setup.console import ROOT
from setup.lightness import Tree, calls_of
from tests.contracts.test_names import modules

pytestmark = pytest.mark.pure

WORKERS = "the process that serves opens no file of a person's: what reads it is loaded where it is forked"
RENDERER = "Markdown and its cleaning are loaded by the process that renders alone"
DRAWING = "what reads and draws pictures and PDF files: 2 MB and more of a server that seldom shows them"
SIGNING = "16 MB of cryptography, for a server that seldom shows a badge"
PRINTING = "what makes a form of the guide is no weight on a server that only serves"
REFERENCES = "what reads and formats references is loaded where one is brought in"
START = "the order of a start: what is imported needs what has been set up just before"

PRODUCT = {
    "accounts.apps -> accounts.models": START,
    "campaign.apps -> campaign": START,
    "contributions.uploads.worker -> contributions.uploads.encoding": WORKERS,
    "contributions.uploads.worker -> contributions.uploads.document_check": WORKERS,
    "common.forms.workbooks -> openpyxl": "few processes ever read a workbook, and it costs each some megabytes",
    "guide_project.apps -> guide_project": START,
    "guide_project.server.background -> django": START,
    "guide_project.server.background -> django.apps": START,
    "guide_project.server.background -> guide.builds.build": START,
    "guide_project.server.background -> guide_project.server": START,
    "guide_project.server.background -> guide_project.server.tasks": START,
    "campaign.site_settings.apps -> campaign.site_settings.current": START,
    "guide_project.environment -> sqlite3": "where PostgreSQL serves, Python may be built without it",
    "guide_project.server.__main__ -> common.caching.file_store": START,
    "guide_project.server.__main__ -> django.conf": START,
    "guide_project.server.__main__ -> django.template": START,
    "guide_project.server.__main__ -> django.urls": START,
    "guide_project.server.__main__ -> django.utils": START,
    "guide_project.server.__main__ -> granian.cli": START,
    "guide_project.server.__main__ -> guide_project.server": START,
    "guide_project.server.startup_checks -> campaign.set_up_links": START,
    "guide_project.server.startup_checks -> campaign.site_settings": START,
    "learning.badges.issued_badges -> learning.badges": SIGNING,
    "learning.badges.pictures -> PIL": DRAWING,
    "common.markup.forkserver_process -> common.markup.rendering": RENDERER,
    "common.markup.meaning_change.equivalence -> snowballstemmer": "the process that renders compares nothing",
    "common.markup.renderer_process -> common.markup.rendering": RENDERER,
    "reporting.printing -> guide.publication.faces": PRINTING,
    "setup.prepare -> demo": START,
}
GUIDE = {
    "guide.bibliography.csl -> bibtexparser.entrypoint": REFERENCES,
    "guide.bibliography.csl -> bibtexparser.middlewares": REFERENCES,
    "guide.bibliography.csl -> pylatexenc.latex2text": REFERENCES,
    "guide.bibliography.formatting -> citeproc": REFERENCES,
    "guide.bibliography.formatting -> citeproc.source.json": REFERENCES,
    "guide.bibliography.formatting -> guide.bibliography.styles": REFERENCES,
    "guide.builds.preview.building -> pypdfium2": DRAWING,
    "guide.editions.proof.checks -> guide.publication.missing_glyphs": PRINTING,
    "guide.publication.docx -> .word.book": PRINTING,
    "guide.publication.ebook.faces -> guide.publication.pdf_engine": PRINTING,
    "guide.publication.epub -> .ebook.book": PRINTING,
    "guide.publication.page_images -> PIL": DRAWING,
    "guide.publication.page_images -> pypdfium2": DRAWING,
    "guide.publication.pdf -> .": PRINTING,
    "guide.publication.pdf -> .booklet": PRINTING,
    "guide.publication.print_process -> .faces": PRINTING,
    "guide.publication.print_process -> .japanese": PRINTING,
    "guide.publication.print_process -> .pdf": PRINTING,
    "guide.publication.print_process -> .pictures": PRINTING,
    "guide.publication.print_process -> .typesetting": PRINTING,
    "guide.publication.web -> PIL": DRAWING,
}


def name_of(path: Path) -> str:
    parts = path.relative_to(settings.BASE_DIR).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def inside_functions(path: Path) -> Iterator[str]:
    for function in ast.walk(ast.parse(path.read_text())):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.ImportFrom):
                yield f"{'.' * node.level}{node.module or ''}"
            elif isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)


def test_an_import_inside_a_function_has_its_reason_here_and_no_reason_is_left_over() -> None:
    found = {f"{name_of(path)} -> {imported}" for path in modules() for imported in inside_functions(path)}
    known = PRODUCT.keys() | GUIDE.keys()
    assert (sorted(found - known), sorted(known - found)) == ([], [])


def test_the_subjects_of_the_wiki_know_nothing_of_http() -> None:
    above = ("views", "revision_views", "templatetags", "admin", "urls")
    below = [path for path in modules() if name_of(path).startswith("contributions.")]
    below = [path for path in below if name_of(path).split(".")[1] not in above and path.stem != "admin"]
    http = ("django.http", "django.shortcuts", "django.forms")
    found = {
        name_of(path): node.module
        for path in below
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(http)
    }
    assert found == {"contributions.uploads.models": "django.forms.models"}  # `model_to_dict`


def test_at_most_fifteen_queries_are_compiled() -> None:
    """They are a second way to ask a database: for what every cached answer asks, and much-read screens."""
    assert calls_of(Tree(ROOT), "CompiledQuery") <= 15, "Another one takes the place of one: docs/topics/caching.md."
