"""What the tests of an added language share."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
from django.conf import settings

from guide.publication import exchange
from guide.publication.document import Guide
from guide.publication.materials import Materials
from guide.tips.models import Tip
from guide.translations.models import Translation

ADD = "/curation/editions/1/added-languages/it/"

type Add = Callable[..., None]


def exchanged(guide: Guide) -> str:
    """The guide as JSON, which follows its schema."""
    made = exchange.make(guide, Materials(settings.PUBLICATION_ASSETS, Path(settings.MEDIA_ROOT)))
    jsonschema.validate(json.loads(made["guide.json"]), json.loads(made["guide.schema.json"]))
    return made["guide.json"].decode()


def translate(tip: Tip, **changes: object) -> Translation:
    values = {"title": "Riagganciate", "body": "Poi richiamate il numero che conoscete.", "source_version": tip.version}
    return Translation.objects.record(tip, **values | {"language": "it", "by": None} | changes)  # type: ignore[arg-type]
