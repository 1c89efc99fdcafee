"""Who: the roles, and groups of them. A visitor is not signed in."""

EVERYBODY = {"visitor", "contributor", "translator", "editor", "administrator"}
SIGNED_IN = EVERYBODY - {"visitor"}
EDITORS = {"editor", "administrator"}
ADMINISTRATORS = {"administrator"}
