"""Reads the settings' values from the environment: small, typed, and loud when a value makes no sense."""

import fcntl
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import global_settings
from django.core.exceptions import ImproperlyConfigured

known: dict[str, str] = {}
"""What was read of the environment, by name, in the words that stand there."""


def text(name: str, default: str = "") -> str:
    known[name] = os.environ.get(name, "")
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name).lower()
    if value in {"", "1", "true", "0", "false"}:
        return value in {"1", "true"} if value else default
    raise ImproperlyConfigured(f"Unexpected value {name}={value}: use 1 or 0.")


def number(name: str, default: int, *, least: int = 0) -> int:
    value = text(name) or str(default)
    if value.isascii() and value.isdecimal() and int(value) >= least:
        return int(value)
    raise ImproperlyConfigured(f"Unexpected value {name}={value}: use a whole number, {least} or more.")


def log_level(name: str, default: str) -> str:
    value = text(name).upper() or default
    if value in (levels := ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]):
        return value
    raise ImproperlyConfigured(f"Unexpected value {name}={value}: use one of {', '.join(levels)}.")


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas or spaces."""
    return text(name, default).replace(",", " ").split()


def languages(name: str, default: str) -> list[str]:
    """Codes of languages of the interface, each once: those of which Django has words and a name."""
    codes = list(dict.fromkeys(word.lower() for word in words(name) or default.split()))
    known = dict(global_settings.LANGUAGES)
    if odd := [code for code in codes if code not in known]:
        raise ImproperlyConfigured(f"Unexpected {odd[0]} in {name}: use codes such as {default} de nl pt-br.")
    return codes


def address(name: str, default: str = "") -> str:
    """The address of a server, without a slash at its end; empty where none is set."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        is_plain = not (parts.query or parts.fragment or parts.username is not None or parts.port == 0)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and is_plain and value.isascii()
    except ValueError:
        is_address = False
    if value and not (is_address and value.isprintable() and " " not in value):
        raise ImproperlyConfigured(f"Unexpected value {name}: use an address such as https://name.example.")
    return value


def rates(name: str, default: str) -> dict[str, tuple[int, int]]:
    """How often each thing may be done within a minute and within an hour: "say=10/100 ask=6/40", over the default."""
    return {act: _rate(name, rate) for act, rate in (word.split("=", 1) for word in _rates(name, default))}


def _rates(name: str, default: str) -> list[str]:
    given, known = words(name), default.split()
    acts = {word.partition("=")[0] for word in known}
    if odd := [word for word in given if "=" not in word or word.partition("=")[0] not in acts]:
        raise ImproperlyConfigured(f"Unexpected {odd[0]} in {name}: use {' '.join(known)}.")
    return known + given


def _rate(name: str, rate: str) -> tuple[int, int]:
    a_minute, _slash, an_hour = rate.partition("/")
    if not (a_minute.isdecimal() and an_hour.isdecimal()):
        raise ImproperlyConfigured(f"Unexpected rate {rate} in {name}: a minute and an hour, such as 10/100.")
    return int(a_minute), int(an_hour)


def rates_for_allauth(limits: dict[str, tuple[int, int]]) -> dict[str, str]:
    """The limits as allauth reads them: by the address of whoever asks where the name says so, else by a key."""
    return {
        name: rate_for_allauth(rate, "ip" if name.endswith("_at_address") else "key") for name, rate in limits.items()
    }


def rate_for_allauth(rate: tuple[int, int], per: str) -> str:
    a_minute, an_hour = rate
    return f"{a_minute}/m/{per},{an_hour}/h/{per}"


def secret_key(file: Path) -> str:
    """SECRET_KEY from the environment, else from `file`, which is made at first run, readable by its owner alone."""
    try:
        return text("SECRET_KEY") or _key_in(file) or _made_in(file)
    except OSError as problem:
        hint = "set SECRET_KEY, or let the user of the site read and write there"
        raise ImproperlyConfigured(f"SECRET_KEY is not set, and {file}: {problem.strerror}; {hint}.") from None


def _key_in(file: Path) -> str:
    """The empty text where there is none."""
    return file.read_text().strip() if file.exists() else ""


def _made_in(file: Path) -> str:
    """Server and worker may start at once on a new machine: one makes the key, and the others wait for it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_CREAT | os.O_RDWR, 0o600), "r+") as key_file:
        fcntl.flock(key_file, fcntl.LOCK_EX)
        if key := key_file.read().strip():
            return key
        key = secrets.token_urlsafe(64)
        key_file.write(key)
        return key


def database(url: str, embedded: Path) -> dict[str, Any]:
    """Django's settings of one database.

    `url` is postgres://user:password@host:port/name (host may be a socket's folder, written %2F…) or empty for the
    embedded default: the SQLite file `embedded`.
    """
    if not url:
        return _sqlite(embedded)
    parts = _parts_of_database(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"Unexpected DATABASE_URL: {parts.scheme}://… (use postgres://… or sqlite:///…).")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # A screen's queries touch a few hundred rows; where the planner expects many, compiling them takes half a second.
        # Nor is it worth calling further workers for them: that alone takes some 20 ms.
        "OPTIONS": {"options": "-c jit=off -c max_parallel_workers_per_gather=0"},
    }


def _parts_of_database(url: str) -> SplitResult:
    """Raises ImproperlyConfigured, which does not repeat the password."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises where it is none
    except ValueError:
        how = "use postgres://user:password@host:port/name, with signs such as / # ? in the password as %2F %23 %3F"
        raise ImproperlyConfigured(f"Unexpected DATABASE_URL: {how}.") from None
    return parts


def _sqlite(file: Path) -> dict[str, Any]:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        hint = "set DATA_DIR, or DATABASE_URL, to where the user of the site may write"
        raise ImproperlyConfigured(f"{file.parent} cannot be made: {problem.strerror}; {hint}.") from None
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": f"PRAGMA journal_mode={_safe_journal()}; PRAGMA synchronous=FULL; PRAGMA cache_size=-1000;",
            "cached_statements": 64,  # half of both: 7 MB less in all, and no slower
        },
    }


def _safe_journal() -> str:
    """WAL only where the library is safe: before 3.51.3 two connections can lose a commit in it (sqlite.org/wal.html)."""
    from sqlite3 import sqlite_version_info as version

    is_safe = (
        version >= (3, 51, 3)
        or (version[:2] == (3, 50) and version[2] >= 7)
        or (version[:2] == (3, 44) and version[2] >= 6)
    )
    return "WAL" if is_safe else "DELETE"
