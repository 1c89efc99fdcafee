"""Access is a table: who may open which address (GET), who may send to it (POST, SENDING). A file for each part of the site."""

from tests.contracts.rights import badges, course_desk, guide, learners, people, programme, site, wiki
from tests.contracts.rights.roles import ADMINISTRATORS, EDITORS, EVERYBODY, SIGNED_IN

PARTS = (site, people, programme, wiki, guide, badges, course_desk, learners)
GET = {name: who for part in PARTS for name, who in part.GET.items()}
POST = {name: who for part in PARTS for name, who in part.POST.items()}
SENDING = wiki.SENDING | guide.SENDING

__all__ = ["ADMINISTRATORS", "EDITORS", "EVERYBODY", "GET", "POST", "SENDING", "SIGNED_IN"]
