"""What cmi5 says of the statements of a course (sections 9 and 10 of its specification), for a system that refuses the rest.

Sentences say what is wrong. That a statement is one of xAPI at all is judged by others: statement_judge.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

type Json = dict[str, Any]

VERBS = "http://adlnet.gov/expapi/verbs/"
CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/"
MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore"
DEFINED = ("initialized", "completed", "passed", "failed", "terminated")
TIMED = ("completed", "passed", "failed", "terminated")
JUDGED = {"passed": True, "failed": False}


@dataclass
class Session:
    """A launch: what the course was given, what it has said since, and whether it may say more."""

    token: str
    data: Json
    actor: Json
    registration: str
    activity: str
    verbs: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    is_abandoned: bool = False


def verb_of(statement: Json) -> str:
    return str(statement["verb"]["id"]).removeprefix(VERBS)


def categories_of(statement: Json) -> set[str]:
    listed = statement["context"].get("contextActivities", {}).get("category", [])
    return {one["id"].removeprefix(CATEGORIES) for one in listed}


def faults(statement: Json, session: Session, said: Sequence[str]) -> Iterator[str]:
    """What is wrong with a statement; `said` are the verbs of cmi5 in this registration, from its first session on."""
    yield from _of_any(statement, session)
    verb = verb_of(statement)
    if verb in DEFINED:
        yield from _of_defined(statement, session, verb)
        yield from _order(session, verb, said)
    else:
        if categories_of(statement) & {"cmi5", "moveon"}:
            yield f"{verb} is no verb of cmi5"
        if "initialized" not in session.verbs:
            yield f"{verb} before initialized"


def _of_any(statement: Json, session: Session) -> Iterator[str]:
    if statement["actor"] != session.actor:
        yield "another actor"
    context = statement["context"]
    if context.get("registration") != session.registration:
        yield "another registration"
    if not _has(context, session.data["contextTemplate"]):
        yield "the template of the context is not in it"
    if not str(statement.get("timestamp", "")).endswith("Z"):
        yield "its time is not in UTC"
    if "terminated" in session.verbs:
        yield "the session was terminated"


def _has(whole: Any, part: Any) -> bool:
    """Says whether each thing in the part is in the whole."""
    match part:
        case dict():
            return all(key in whole and _has(whole[key], value) for key, value in part.items())
        case list():
            return all(any(_has(one, wanted) for one in whole) for wanted in part)
    return bool(whole == part)


def _of_defined(statement: Json, session: Session, verb: str) -> Iterator[str]:
    result, score = statement.get("result", {}), statement.get("result", {}).get("score")
    if statement["object"]["id"] != session.activity:
        yield "another activity"
    wanted = {"cmi5", "moveon"} if {"success", "completion"} & set(result) else {"cmi5"}
    if categories_of(statement) & {"cmi5", "moveon"} != wanted:
        yield f"its categories are not {wanted}"
    if (verb in TIMED) != ("duration" in result):
        yield f"{verb} has a duration, or should have one"
    if result.get("success") is not JUDGED.get(verb):
        yield f"{verb} says success: {result.get('success')}"
    if result.get("completion") is not (True if verb == "completed" else None):
        yield f"{verb} says completion: {result.get('completion')}"
    if score is not None and verb not in JUDGED:
        yield f"{verb} has a score"
    if verb in JUDGED:
        yield from _of_judged(statement, session, verb, score or {})


def _of_judged(statement: Json, session: Session, verb: str, score: Mapping[str, float]) -> Iterator[str]:
    mastery = session.data.get("masteryScore")
    if statement["context"]["extensions"].get(MASTERY) != mastery:
        yield f"the mark to reach is {mastery}, and it says another"
    if mastery is not None and "scaled" in score and (score["scaled"] >= mastery) is not JUDGED[verb]:
        yield f"{verb} with {score['scaled']} where {mastery} is to be reached"
    if "raw" in score and not {"min", "max"} <= set(score):
        yield "points without the least and the most"


def _order(session: Session, verb: str, said: Sequence[str]) -> Iterator[str]:
    if (verb == "initialized") != (not session.verbs):
        yield f"{verb} after {session.verbs}"
    if verb == "initialized" and session.asked != {"LMS.LaunchData", "cmi5LearnerPreferences"}:
        yield f"begun after asking for {session.asked} alone"
    if verb in session.verbs:
        yield f"{verb} twice in a session"
    if verb in ("completed", "passed") and verb in said:
        yield f"{verb} twice in a registration"
    if verb == "failed" and "passed" in said:
        yield "failed after passed"
    if verb in ("completed", "passed", "failed") and session.data["launchMode"] != "Normal":
        yield f"{verb} where the course is only looked at"
