"""What the headings of a list of people mean, as the personnel systems and directories of Europe and Japan write them.

A heading counts without case, accents and punctuation. Of two that mean the same, the one that is named first here counts (a
department has its name before its cost centre), then the one that says more: "Work email" before "Email".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from django.conf import settings
from django.utils.translation import gettext, override

from common.forms.tables import heading_key

COLUMNS = ("name", "first_name", "last_name", "login", "email", "site", "department", "job", "language", "role")
LEAVING = ("left_on", "active", "inactive")
"""What tells who has left: a date, a state of which « no » tells it, and one of which « yes » does."""
SURNAME_FIRST = "surname_first"
"""Whole names, too, in another order: what is read of them goes into "name"."""

NAMES = {  # between commas; what stands behind a semicolon counts where nothing before it is there
    "name": """Full name, Display name, Nom complet, Nome completo, Vollständiger Name, Anzeigename, Nombre completo,
        Volledige naam, Fullständigt namn, Fullt navn, Koko nimi, Celé jméno, Teljes név, Nume complet,
        Mitarbeitername, 氏名, お名前, フルネーム, 社員名, 従業員名; Name, Naam, Namn, Navn, Nimi, Név, 名前; Person,
        Employee, Worker, Staff member, Personne, Collaborateur, Salarié, Persona, Dipendente, Mitarbeiter,
        Mitarbeitende, Empleado, Funcionário, Medewerker""",
    "first_name": """Rufname, Prénom usuel, Roepnaam, Tilltalsnamn; First name, Given name, Forename, First, Vorname,
        Prénom, Nome, Nome proprio, Nombre, Nombres, Primeiro nome, Voornaam, Förnamn, Fornavn, Etunimi, Imię, Jméno,
        Křestní jméno, Meno, Keresztnév, Utónév, Prenume, Ime, 名""",
    "last_name": """Nom d’usage, Nom usuel; Last name, Surname, Family name, Last, Nachname, Familienname, Zuname, Nom
        de famille, Nom, Cognome, Apellidos, Apellido, Primer apellido, Apelido, Sobrenome, Último nome, Achternaam,
        Familienaam, Efternamn, Etternavn, Efternavn, Sukunimi, Nazwisko, Příjmení, Priezvisko, Vezetéknév, Családnév,
        Nume de familie, Nume, Prezime, Priimek, 姓, 苗字, 名字""",
    "login": """Login, User name, Login name, SAM account name, Logon name, Benutzername, Benutzerkennung,
        Anmeldename, Windows-Kennung, Identifiant, Nom d’utilisateur, Nome utente, Nombre de usuario, Nome de
        utilizador, Gebruikersnaam, Användarnamn, Brukernavn, Brugernavn, Käyttäjätunnus, Nazwa użytkownika,
        Uživatelské jméno, Používateľské meno, Felhasználónév, Nume de utilizator, Korisničko ime, ログイン,
        ユーザー名; User, Account, Network ID, UID, User ID, Benutzer, Kennung, Utilisateur, Utente, Usuario,
        Utilizador, Usuário, Gebruiker, ユーザーID""",
    "email": """E-mail address, E-mail, Mail address, Mail, Primary SMTP address, SMTP, E-Mail-Adresse, Mailadresse,
        Dienstmail, Firmenmail, Arbeitsmail, Adresse électronique, Adresse de courriel, Adresse de messagerie, Adresse
        e-mail, Adresse mail, Courriel, Mél, Messagerie, Indirizzo e-mail, Indirizzo di posta elettronica, Posta
        elettronica, Correo electrónico, Dirección de correo electrónico, Correo, Endereço de e-mail, Correio
        eletrónico, Correio eletrônico, E-mailadres, E-postadress, E-postadresse, E-post, Mejl, Sähköpostiosoite,
        Sähköposti, Adres e-mail, Poczta elektroniczna, E-mailová adresa, E-mail cím, Adresă de e-mail, E-pošta,
        メールアドレス, Eメール, Eメールアドレス, 電子メール, メール, 会社メールアドレス, 社用メールアドレス,
        業務用メールアドレス, 会社メール; Address, Adresse, Indirizzo""",
    "site": """Place of work, Work location, Workplace, Site, Office location, Location, Standort, Standortname,
        Arbeitsort, Dienstort, Einsatzort, Arbeitsstätte, Lieu de travail, Site de travail, Sede di lavoro, Luogo di
        lavoro, Sede, Centro de trabajo, Lugar de trabajo, Ubicación, Local de trabalho, Standplaats, Werklocatie,
        Locatie, Arbetsplats, Arbetsort, Arbeidssted, Arbejdssted, Lokation, Toimipaikka, Toimipiste, Miejsce pracy,
        Lokalizacja, Pracoviště, Pracovisko, Místo výkonu práce, Munkahely, Telephely, Loc de muncă, Locație, 勤務地,
        拠点, 勤務先; Office, Branch, Establishment, Physical delivery office name, Betriebsstätte, Niederlassung,
        Filiale, Büro, Établissement, Implantation, Agence, Stabilimento, Ufficio, Oficina, Vestiging, Kontor,
        Oddział, 事業所, オフィス; Place, Lieu, Luogo, Bureau""",
    "department": """Department, Abteilung, Abteilungsname, Département, Service, Dipartimento, Reparto, Departamento,
        Afdeling, Avdelning, Avdeling, Osasto, Dział, Oddělení, Oddelenie, Osztály, Departament, Odjel, 部署, 部門,
        所属部署, 所属; Organisational unit, Organizational unit, Organisation unit, Organization unit, Supervisory
        organization, Business unit, Organisationseinheit, Org.-Einheit, OrgEinheit, OE, Unité organisationnelle,
        Unité, Unità organizzativa, Unidad organizativa, Bereich, Geschäftsbereich, Fachbereich, Direction, Division,
        Pôle, Servizio, Direzione, Divisione, División, Área, Enhet, Enhed, Unit, Team, Équipe; Cost centre, Cost
        center, Kostenstelle, Kostenstellenbezeichnung, Centre de coûts, Centre de coût, Centro di costo, Centro de
        coste, Centro de costes, Centro de custo, Kostenplaats""",
    "job": """Job title, Business title, Role title, Job role, Job, Jobtitel, Stellenbezeichnung, Berufsbezeichnung,
        Intitulé du poste, Intitulé de poste, Libellé emploi, Mansione, Ruolo aziendale, Puesto, Puesto de trabajo,
        Cargo, Functietitel, Befattning, Stilling, Stillingsbetegnelse, Tehtävänimike, Nimike, Stanowisko, Pracovní
        pozice, Munkakör, Beosztás, 役職, 職種, 職位, 肩書; Position title, Position, Title, Job function, Function,
        Stelle, Positionsbezeichnung, Funktion, Funktionsbezeichnung, Planstelle, Tätigkeit, Fonction, Poste, Emploi,
        Métier, Funzione, Posizione, Qualifica, Função, Functie, Pozice, Pozícia, Funcție""",
    "language": """Correspondence language, Communication language, Preferred language, Kommunikationssprache,
        Korrespondenzsprache, Bevorzugte Sprache, Langue de correspondance, Langue préférée, Lingua di corrispondenza,
        Lingua preferita, Idioma preferido, Voorkeurstaal; Language, Lang, Sprache, Langue, Lingua, Idioma, Língua,
        Taal, Språk, Sprog, Kieli, Język, Jazyk, Nyelv, Limba, Limbă, Jezik, 言語, 使用言語; Default locale, Locale,
        Muttersprache, Langue maternelle""",
    "left_on": """Leaving date, Date of leaving, Termination date, Exit date, Separation date, Date left, Last day of work, Last
        working day, Austrittsdatum, Austritt, Austritt am, Austrittstag, Letzter Arbeitstag, Date de sortie, Date de départ,
        Sortie le, Dernier jour travaillé, Data di cessazione, Data cessazione, Data di uscita, Data fine rapporto, Fecha de
        baja, Fecha de salida, Data de saída, Datum uit dienst, Uit dienst, Slutdato, Fratrædelsesdato, Data odejścia,
        退職日, 退社日, 退職年月日, 離職日""",
    "active": """Active, Is active, Aktiv, Actif, Attivo, Activo, Ativo, Actief, 在籍, 在職; Employment status, Status,
        Beschäftigungsstatus, Statut, Stato, Estado, 在籍状況, 在籍区分, 在職区分, 在職状況""",
    "inactive": """Inactive, Has left, Left, Inaktiv, Ausgeschieden, Inactif, Parti, Inattivo, Cessato, Inactivo, Inativo,
        Inactief, 退職, 退職者, 退職フラグ""",
    "role": "Role, Roles, Role on the site, Rôle, Ruolo, Ruoli, Rolle, Rollen, Rol, Papel, Roll, Rooli, Rola, 役割, ロール",
}
_OF_PERSON = """employee worker staff person legal preferred official current mitarbeiter mitarbeiterin des der salarié du agent
    dipendente del empleado medewerker"""
_OF_LABEL = (
    "name text label description bezeichnung libellé nom denominazione descrizione nombre naam primary main current"
)
BESIDE = {  # words that may stand beside the name of a column, and change nothing
    "name": _OF_PERSON,
    "first_name": f"{_OF_PERSON} name",
    "last_name": f"{_OF_PERSON} name",
    "login": f"{_OF_PERSON} network windows ad",
    "email": f"""{_OF_PERSON} work business company corporate office primary main professional internal 1 geschäftlich
        geschäftliche geschäft dienstlich dienstliche beruflich berufliche firma arbeit büro intern adresse address
        professionnel professionnelle pro travail entreprise bureau de adresse aziendale lavoro lavorativa ufficio
        indirizzo corporativo corporativa empresa trabajo profesional profissional trabalho zakelijk werk bedrijf
        arbete jobb arbejde työ służbowy firmowy pracovní firemní munkahelyi céges""",
    "site": f"{_OF_PERSON} {_OF_LABEL} work",
    "department": f"{_OF_PERSON} {_OF_LABEL}",
    "job": f"{_OF_PERSON} {_OF_LABEL}",
    "language": f"{_OF_PERSON} {_OF_LABEL}",
    "left_on": f"{_OF_PERSON} company employment",
    "active": f"{_OF_PERSON} employment",
    "inactive": f"{_OF_PERSON} employment",
    "role": "site guide wiki",
}
BESIDE_ANY = (
    "required optional mandatory pflichtfeld obligatoire facultatif obbligatorio facoltativo obligatorio 必須 任意"
)
AND = {"und", "et", "e", "and", "y", "en", "och", "og", "ja", "i", "a", "es", "si"}
PARTS = re.compile(r"[/|]")


def places(header: Sequence[str], known: Mapping[str, str]) -> dict[str, int]:
    """Returns where each column stands. `known` says of headings, by `heading_key`, what somebody has said that they mean."""
    said: dict[str, int] = {}
    ranked: dict[str, tuple[int, ...]] = {}
    for place, heading in enumerate(header):
        key = heading_key(heading)
        if column := known.get(key):
            said.setdefault(column, place)
        elif key not in known and (meaning := meaning_of(heading)):
            column, *rank = meaning
            ranked[column] = min(ranked.get(column, (*rank, place)), (*rank, place))
    guessed = {column: place for column, (*_rank, place) in ranked.items() if column not in said}
    return _with_whole_names(guessed, said) | said


def _with_whole_names(guessed: dict[str, int], said: Mapping[str, int]) -> dict[str, int]:
    """ "Name" beside a first name holds surnames; "Nom", or "Nome", alone holds whole names."""
    there = guessed.keys() | said.keys()
    if "name" in guessed and "first_name" in there and "last_name" not in there:
        guessed["last_name"] = guessed.pop("name")
    parts = [column for column in ("first_name", "last_name") if column in there]
    if len(parts) == 1 and parts[0] in guessed and not there & {"name", SURNAME_FIRST}:
        guessed["name"] = guessed.pop(parts[0])
    return guessed


@lru_cache(maxsize=2_000)
def meaning_of(heading: str) -> tuple[str, int, int] | None:
    """Returns the column that a heading names, the group of the names there, and whether it says no more than that."""
    heading = heading.replace("#", " no ")
    whole = _meaning(heading_key(heading))
    if whole is None and PARTS.search(heading):  # in two languages: "Vorname / Prénom"
        parts = [_meaning(heading_key(part)) for part in PARTS.split(heading)]
        columns = {part[0] for part in parts if part}
        whole = next(filter(None, parts)) if len(columns) == 1 else None
    return whole


def _meaning(key: str) -> tuple[str, int, int] | None:
    names, beside = _names(), _beside()
    words = [word for word in key.split() if word not in beside[""]]
    if found := names.get("".join(words)):
        return *found, 1
    for column in (*COLUMNS, *LEAVING):
        found = names.get("".join(word for word in words if word not in beside[column]))
        if found and found[0] == column:
            return *found, 0
    return _whole_name(words)


@cache
def _names() -> dict[str, tuple[str, int]]:
    """The column of each name, without its spaces, and its group; also of those that the site gives them in its languages."""
    listed = {column: [_bare_list(group) for group in names.split(";")] for column, names in NAMES.items()}
    found: dict[str, tuple[str, int]] = {}
    for column, groups in listed.items():
        for number, names in enumerate(groups):
            for name in names:
                found.setdefault(name, (column, number))
    for language, _name in settings.LANGUAGES:
        with override(language):
            for column, name in zip(COLUMNS, header(), strict=True):
                found.setdefault(_bare(name), (column, 0))
    return found


def _whole_name(words: list[str]) -> tuple[str, int, int] | None:
    """Both names in one column, in the order in which the heading says them."""
    words = [word for word in words if word not in AND]
    for place in range(1, len(words)):
        halves = [_names().get("".join(half), ("", 0))[0] for half in (words[:place], words[place:])]
        if halves == ["first_name", "last_name"]:
            return "name", 0, 1
        if halves == ["last_name", "first_name"]:
            return SURNAME_FIRST, 0, 1
    return None


@cache
def _beside() -> dict[str, frozenset[str]]:
    """By column, and for any: their words as `heading_key` makes them."""
    return {column: frozenset(heading_key(words).split()) for column, words in [*BESIDE.items(), ("", BESIDE_ANY)]}


def _bare(name: str) -> str:
    return heading_key(name).replace(" ", "")


def _bare_list(names: str) -> list[str]:
    return [_bare(name) for name in names.split(",")]


def header() -> list[str]:
    """Returns what the columns are called in the reader's language, in the order of COLUMNS."""
    return gettext("name;first name;last name;login;address;site;department;job;language;role").split(";")
