"""The four films, in the order of their questions."""

from __future__ import annotations

from demo.videos import boss_film, caps_film, lamp_film, photo_film

FILMS = (lamp_film.FILM, boss_film.FILM, photo_film.FILM, caps_film.FILM)
