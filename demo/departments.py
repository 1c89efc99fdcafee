"""In which department people of each job work."""

from __future__ import annotations

from typing import Final

JOBS: Final = {
    "Sinistres": ("sinistres", "expert auto"),
    "Santé et prévoyance": ("santé", "prévoyance", "prévention"),
    "Relation clients": ("accueil", "téléconseill", "clientèle"),
    "Commercial": ("commercial",),
    "Finances": ("comptable", "recouvrement"),
    "Juridique": ("juriste",),
}
ELSEWHERE: Final = "Direction et support"


def department_of(job: str) -> str:
    """Returns the department whose jobs it sounds like."""
    found = (name for name, words in JOBS.items() if any(word in job for word in words))
    return next(found, ELSEWHERE)
