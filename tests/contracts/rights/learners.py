"""The courses, for whoever learns: everybody who is signed in, each her own way."""

from tests.contracts.rights.roles import SIGNED_IN

GET: dict[str, set[str]] = {
    "learning:courses": SIGNED_IN,
    "learning:course": SIGNED_IN,
    "learning:course_result": SIGNED_IN,
    "learning:course_picture": SIGNED_IN,
    "learning:lesson": SIGNED_IN,
    "learning:item": SIGNED_IN,
    "learning:certificate": SIGNED_IN,
    "learning:certificate_pdf": SIGNED_IN,
}
POST: dict[str, set[str]] = {"learning:course_begin": SIGNED_IN}
