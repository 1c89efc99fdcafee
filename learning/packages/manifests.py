"""The standards of packages."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _
from lxml import etree

from learning.document import Course


class PackageFormat(StrEnum):
    SCORM_2004 = "scorm2004"
    SCORM_12 = "scorm12"
    CMI5 = "cmi5"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS: Final = {
    PackageFormat.SCORM_2004: _("SCORM 2004 (4th edition)"),
    PackageFormat.SCORM_12: "SCORM 1.2",
    PackageFormat.CMI5: "cmi5",
}


# The file by which a learning system knows a package: imsmanifest.xml of both SCORMs, cmi5.xml.


type Namespaces = dict[str | None, str]

PAGE: Final = "index.html"
NAMES: Final = {
    PackageFormat.SCORM_2004: "imsmanifest.xml",
    PackageFormat.SCORM_12: "imsmanifest.xml",
    PackageFormat.CMI5: "cmi5.xml",
}
SCHEMA: Final = "ADL SCORM"
SCORM_2004: Final[Namespaces] = {
    None: "http://www.imsglobal.org/xsd/imscp_v1p1",
    "adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
    "adlseq": "http://www.adlnet.org/xsd/adlseq_v1p3",
    "adlnav": "http://www.adlnet.org/xsd/adlnav_v1p3",
    "imsss": "http://www.imsglobal.org/xsd/imsss",
}
SCORM_12: Final[Namespaces] = {
    None: "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
}
CMI5: Final[Namespaces] = {None: "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"}
HIDDEN_CONTROLS: Final = ("continue", "previous")
"""What a system need not show: there is one page, and it has its own ways of going on."""


class Writer:
    """Writes elements by names with a prefix, "adlcp:masteryscore"."""

    def __init__(self, root: str, namespaces: Namespaces, **attributes: str) -> None:
        self.namespaces = namespaces
        self.root = etree.Element(self.name(root), dict(attributes), nsmap=namespaces)

    def name(self, name: str, prefix: str | None = None) -> etree.QName:
        if ":" in name:
            prefix, name = name.split(":")
        return etree.QName(self.namespaces[prefix], name)

    def add(self, parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
        """Adds an element below another; an attribute of another namespace is written `adlcp__scormType`."""
        values = {self.name(key.replace("__", ":")) if "__" in key else key: value for key, value in attributes.items()}
        made = etree.SubElement(parent, self.name(name), values)
        if text:
            made.text = text
        return made

    @property
    def content(self) -> bytes:
        content: bytes = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
        return content


def manifest(course: Course, format: PackageFormat, *, files: Iterable[str], activity: str) -> bytes:
    """Returns the manifest of a package with these files; `activity` is the address that names this course to record stores."""
    if format == PackageFormat.CMI5:
        return _cmi5(course, activity)
    return (_scorm_2004 if format == PackageFormat.SCORM_2004 else _scorm_12)(course, sorted(files))


def mastery(course: Course) -> str:
    """The pass mark as a share of 1: 0.7."""
    return str(Decimal(course.pass_mark) / 100)


def _identifier(course: Course) -> str:
    return f"course-{course.key}-{course.version}-{course.language}"


def _scorm_2004(course: Course, files: list[str]) -> bytes:
    xml = Writer("manifest", SCORM_2004, identifier=_identifier(course), version=str(course.version))
    _metadata(xml, "2004 4th Edition")
    organization, item = _organization(xml, course)
    xml.add(item, "adlcp:completionThreshold", completedByMeasure="true", minProgressMeasure="1.0")
    sequencing = xml.add(item, "imsss:sequencing")
    objectives = xml.add(sequencing, "imsss:objectives")
    objective = xml.add(objectives, "imsss:primaryObjective", objectiveID="passed", satisfiedByMeasure="true")
    xml.add(objective, "imsss:minNormalizedMeasure", mastery(course))
    xml.add(sequencing, "imsss:deliveryControls", completionSetByContent="true", objectiveSetByContent="true")
    interface = xml.add(xml.add(item, "adlnav:presentation"), "adlnav:navigationInterface")
    for control in HIDDEN_CONTROLS:
        xml.add(interface, "adlnav:hideLMSUI", control)
    xml.add(xml.add(organization, "imsss:sequencing"), "imsss:controlMode", choice="true", flow="true")
    _resources(xml, files, "adlcp__scormType")
    return xml.content


def _scorm_12(course: Course, files: list[str]) -> bytes:
    xml = Writer("manifest", SCORM_12, identifier=_identifier(course), version=str(course.version))
    _metadata(xml, "1.2")
    _root, item = _organization(xml, course)
    xml.add(item, "adlcp:masteryscore", str(course.pass_mark))
    _resources(xml, files, "adlcp__scormtype")
    return xml.content


def _metadata(xml: Writer, version: str) -> None:
    metadata = xml.add(xml.root, "metadata")
    xml.add(metadata, "schema", SCHEMA)
    xml.add(metadata, "schemaversion", version)


def _organization(xml: Writer, course: Course) -> tuple[etree._Element, etree._Element]:
    organizations = xml.add(xml.root, "organizations", default="course")
    organization = xml.add(organizations, "organization", identifier="course")
    xml.add(organization, "title", course.title)
    item = xml.add(organization, "item", identifier="lessons", identifierref="page")
    xml.add(item, "title", course.title)
    return organization, item


def _resources(xml: Writer, files: list[str], kind: str) -> None:
    resources = xml.add(xml.root, "resources")
    values = {"identifier": "page", "type": "webcontent", kind: "sco", "href": PAGE}
    resource = xml.add(resources, "resource", **values)
    for name in files:
        xml.add(resource, "file", href=name)


def _cmi5(course: Course, activity: str) -> bytes:
    activity = f"{activity}/{course.language}"  # a package is a course of its own: a system has one of each language
    xml = Writer("courseStructure", CMI5)
    _described(xml, xml.add(xml.root, "course", id=activity), course)
    conditions = {"moveOn": "CompletedAndPassed", "masteryScore": mastery(course), "launchMethod": "AnyWindow"}
    unit = xml.add(xml.root, "au", id=f"{activity}#lessons", **conditions)
    _described(xml, unit, course)
    xml.add(unit, "url", PAGE)
    return xml.content


def _described(xml: Writer, parent: etree._Element, course: Course) -> None:
    for name, text in (("title", course.title), ("description", course.description or course.title)):
        xml.add(xml.add(parent, name), "langstring", text, lang=course.language)
