"""What a list of people consists of."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from form_rules.tables import Table, TableFormat, read_table

MOST_LINES = 20_000
COLUMNS = {  # as form_rules.tables.heading_key makes them
    "name": {
        "name",
        "full name",
        "nom complet",
        "nom et prenom",
        "prenom et nom",
        "personne",
        "person",
        "display name",
        "nome completo",
        "nome e cognome",
        "cognome e nome",
        "persona",
        "氏名",
        "名前",
    },
    "first_name": {"first name", "firstname", "given name", "prenom", "nome", "名"},
    "last_name": {"last name", "lastname", "surname", "family name", "nom", "nom de famille", "cognome", "姓"},
    "login": {"login", "user", "username", "user name", "identifiant", "utilisateur", "nom d utilisateur", "uid"}
    | {"utente", "nome utente", "ログイン", "ユーザー名"},
    "email": {"email", "e mail", "mail", "address", "email address", "e mail address", "mail address", "courriel"}
    | {"adresse", "adresse e mail", "adresse mail", "adresse email", "adresse electronique", "adresse de courriel"}
    | {"indirizzo", "indirizzo e mail", "indirizzo email", "posta elettronica", "メール", "メールアドレス"},
    "site": {
        "site",
        "place",
        "place of work",
        "location",
        "office",
        "lieu",
        "lieu de travail",
        "agence",
        "etablissement",
        "luogo",
        "luogo di lavoro",
        "sede",
        "ufficio",
        "勤務地",
        "拠点",
    },
    "department": {"department", "departement", "service", "direction", "division", "unit", "team", "equipe"}
    | {"reparto", "dipartimento", "servizio", "direzione", "部署"},
    "job": {"job", "job title", "title", "position", "fonction", "poste", "metier", "emploi"}
    | {"funzione", "mansione", "ruolo aziendale", "役職", "職種"},
    "language": {"language", "langue", "lang", "lingua", "言語"},
    "role": {"role", "roles", "ruolo", "ruoli", "役割"},
}
FORMAT = TableFormat(
    columns=COLUMNS,
    needed=frozenset({"name", "first_name", "last_name", "login", "email"}),
    not_named=_("The first line has to name the columns, one of which is “name”, “login” or “address”."),
    most_lines=MOST_LINES,
)


def header() -> list[str]:
    """Returns what the columns are called in the reader's language, in the order of COLUMNS."""
    return gettext("name;first name;last name;login;address;site;department;job;language;role").split(";")


def read_people(content: bytes) -> Table:
    """The lines under the header; one column “nom” beside no first name holds whole names. Raises UnreadableTable."""
    table = read_table(content, FORMAT)
    if "first_name" not in table.named and "name" not in table.named:
        for line in table.lines:
            line.cells["name"], line.cells["last_name"] = line.cells["last_name"], ""
    return table
