"""The badges of courses: whoever is shown one may verify it."""

from tests.contracts.rights.roles import EVERYBODY, SIGNED_IN

GET: dict[str, set[str]] = {
    "badges:issuer": EVERYBODY,
    "badges:keys": EVERYBODY,
    "badges:key": EVERYBODY,
    "badges:withdrawn": EVERYBODY,
    "badges:picture": EVERYBODY,
    "badges:achievement": EVERYBODY,
    "badges:badge": EVERYBODY,
    "badges:credential": EVERYBODY,
    "badges:png": EVERYBODY,
    "badges:svg": EVERYBODY,
    "well_known_keys": EVERYBODY,
}
POST: dict[str, set[str]] = {"badges:name": SIGNED_IN}
