"""A guide in which everything stands that a text may hold, and much that nobody should have written."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

from PIL import Image

from common import markup
from common.markup import EmbeddedPicture as ShownPicture
from guide.publication.document import BibliographyEntry, Guide, Imprint, Picture, PlacedPicture, Section

from .documents import make_chapter, make_guide, make_tip

HOSTILE = '<img src=file:///etc/passwd> & "Cie"\x0b <link rel=attachment href=file:///etc/hosts>'
TEXT = """# Un titre

Des mots *penchés*, **gras**, ~~barrés~~, `du code` et H<sub>2</sub>O, x<sup>2</sup>. Une note[^a] et encore[^a].
Une ligne<br>et la suite, un [lien](https://exemple.fr/ "ailleurs"), un [autre](/themes/) et une [[Page du wiki|page]].

## Une liste

- un point
    - un point plus bas

        Sa suite.

3. trois
4. quatre

Puis une autre :

1. un

- [x] fait
- [ ] à faire

!!! attention "Gare"
    Un encadré.

| Quoi |  Combien |
| --- | ---: |
| Deux | 2 |

Terme
:   Sa définition.

> Une citation.

    du code
    sur deux lignes

---

![Un écran bloqué](/media/p.jpg "La légende")

Dans la phrase ![](/media/p.jpg), et une image partie ![Des mots](/media/gone.jpg).

[^a]: Le texte de la note.
"""
PICTURE = Picture("photo", ("/media/p.jpg",), ((640, "p-640.webp"),), "p.jpg")


def rendered(text: str = TEXT) -> str:
    return markup.render(
        text, images={"/media/p.jpg": ShownPicture(640, 400, alternative="", credit="Ana")}, language="fr"
    ).html


def odd_guide(pictures: Path, **changes: object) -> Guide:
    """Writes the file of its picture into a folder; the same guide each time."""
    write_picture(pictures / "p.jpg")
    html = rendered()
    tips = (
        make_tip(1, title=HOSTILE, text=TEXT, html=html, reference="conseil-1"),
        make_tip(2, text=TEXT, html=html),
    )
    chapter = replace(make_chapter(1, tips), illustration=PlacedPicture("photo", "Une main", "Ana"), question=HOSTILE)
    values = {
        "title": "Bon sens & Cie",
        "sections": (
            Section("introduction", HOSTILE, TEXT, html),
            Section("glossary", "Glossaire", "", "<dl><dt>Une note</dt><dd>Un mot.</dd></dl>"),
        ),
        "chapters": (chapter, make_chapter(7, (make_tip(3),))),
        "pictures": (PICTURE,),
        "links_words": True,
        "cover": PlacedPicture("photo", "Une main", "Bo"),
        "imprint": Imprint("Nantes", "CC BY-SA 4.0", "", "", "guide@example.org", "Une ligne\nUne autre"),
        "bibliography": (BibliographyEntry("loi", "Loi <i>Sapin</i> &amp; Cie.", {"id": "loi"}),),
        "renamed_on": date(2026, 11, 20),
    }
    return make_guide(**values | changes)


def write_picture(path: Path) -> None:
    content = io.BytesIO()
    Image.new("RGB", (640, 400), "#3f97a0").save(content, "JPEG")
    path.write_bytes(content.getvalue())
