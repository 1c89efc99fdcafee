"""An administrator, and lists of people as she brings them in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from accounts.people.carrying_out import carry_out, prepare
from accounts.people.people_imports import PeopleImport

LIST = """name;login;address;site;department;language;role
Élodie Mercier;;elodie.mercier@helvia.example;Genève;Sinistres;fr;contributeur
"Brandt, Jonas";jbrandt;jonas.brandt@helvia.example;London;Claims;English;editor
Mia Rossi;;mia@helvia.example;London;;anglais;
;;;London;;;
Zoé Petit;zoe petit;zoe@helvia.example;;;;
Léa Blanc;;pas une adresse;;;;
Tom Noir;;tom@helvia.example;;;klingon;
Ana Vert;;ana@helvia.example;;;;pape
Élodie M.;;ELODIE.MERCIER@helvia.example;;;;
"""

type BringIn = Callable[..., PeopleImport]


@pytest.fixture
def read(administrator: User) -> BringIn:
    def read(content: str | bytes = LIST, **values: str) -> PeopleImport:
        text = content.encode() if isinstance(content, str) else content
        return prepare(text, by=administrator, **{"language": "fr", "role": "contributor"} | values)

    return read


@pytest.fixture
def bring_in(read: BringIn, administrator: User) -> BringIn:
    def bring_in(content: str | bytes = LIST, **values: str) -> PeopleImport:
        prepared = read(content, **values)
        carry_out(prepared, by=administrator)
        return prepared

    return bring_in
