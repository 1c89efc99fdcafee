"""What single cells of a list of people mean: names, languages and roles, however they are written."""

from __future__ import annotations

import re

from django.conf import settings

from accounts.models import Role
from form_rules.tables import heading_key

ROLES = {
    Role.CONTRIBUTOR: "contributor contributors contributeur contributrice contributeurs"
    " contributore contributori 投稿者",
    Role.EDITOR: "editor editors editeur editrice editeurs redacteur redactrice redattore redattrice redattori 編集者",
    Role.TRANSLATOR: "translator translators traducteur traductrice traducteurs"
    " traduttore traduttrice traduttori 翻訳者",
    Role.ADMINISTRATOR: "administrator administrators admin administrateur administratrice administrateurs"
    " amministratore amministratrice amministratori 管理者",
}
ROLE_OF = {name: role.value for role, names in ROLES.items() for name in names.split()}
READERS = {"reader", "readers", "lecteur", "lectrice", "lecteurs", "none", "aucun"}  # who have no role
READERS |= {"lettore", "lettrice", "nessuno", "閲覧者", "なし"}
LANGUAGES = {
    "fr": "french francais francaise francese フランス語",
    "en": "english anglais anglaise inglese 英語",
    "it": "italian italien italienne italiano italiana イタリア語",
    "ja": "japanese japonais japonaise giapponese 日本語",
}
LANGUAGE_OF = {name: code for code, names in LANGUAGES.items() for name in [code, *names.split()]}
BETWEEN_ROLES = re.compile(r"[,;/+|&]| et | and | e |、|・")


class Refused(Exception):
    """Why a line is refused: a code, and what it is about."""

    def __init__(self, reason: str, about: str = "") -> None:
        super().__init__(reason)
        self.reason, self.about = reason, about


def names(cells: dict[str, str]) -> tuple[str, str]:
    """First name and surname: each in its column, or told apart in one."""
    if cells["first_name"] or cells["last_name"]:
        return " ".join(cells["first_name"].split()), " ".join(cells["last_name"].split())
    surname, comma, first = cells["name"].partition(",")
    if comma:
        return " ".join(first.split()), " ".join(surname.split())
    words = cells["name"].split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if 0 < len(capitals) < len(words):  # a surname in capitals
        return " ".join(word for word in words if word not in capitals), " ".join(capitals).title()
    return " ".join(words[:1]), " ".join(words[1:])


def language(cell: str) -> str:
    """The code of a language of the site; nothing for an empty cell. Raises Refused."""
    key = heading_key(cell)
    code = LANGUAGE_OF.get(key) or LANGUAGE_OF.get(key.split(" ")[0], "")
    if key and code not in dict(settings.LANGUAGES):
        raise Refused("language", cell)
    return code


def roles(cell: str) -> list[str] | None:
    """The names of the roles; an empty list for somebody who only reads, None for an empty cell. Raises Refused."""
    given = [heading_key(part) for part in BETWEEN_ROLES.split(cell) if heading_key(part)]
    unknown = [part for part in given if part not in ROLE_OF and part not in READERS]
    if unknown:
        raise Refused("role", cell)
    return list(dict.fromkeys(ROLE_OF[part] for part in given if part in ROLE_OF)) if given else None
