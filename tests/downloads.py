"""What a browser would call a file that it is given."""

from __future__ import annotations

from urllib.parse import unquote

from django.http import HttpResponse


def saved_name(answer: HttpResponse) -> str:
    """Returns the name in the header, whichever of its two forms it has."""
    assert answer.status_code == 200
    how, _sign, name = answer["Content-Disposition"].partition("; filename")
    assert how in {"attachment", "inline"}
    encoded = name.removeprefix("*=utf-8''")
    return unquote(encoded) if encoded != name else name.removeprefix('="').removesuffix('"')
