"""XLIFF as its schemas want it: the part of them that is written here, in RELAX NG of our own.

OASIS's schemas are not ours to hold in this repository; these say of each element that is written what they say of it.
"""

from __future__ import annotations

import pytest
from lxml import etree

from guide.translating.xliff import XliffVersion, write_xliff
from tests.guide.translating.exchange_samples import demo_file

pytestmark = pytest.mark.pure

_HEAD = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:oasis:names:tc:xliff:document:{}"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <define name="preserve"><attribute name="xml:space"><value>preserve</value></attribute></define>
  <define name="note"><element name="note"><attribute name="{}"><data type="string"/></attribute><text/></element></define>
"""
FORM_2 = (
    _HEAD.format("2.0", "category")
    + """
<start><element name="xliff">
  <attribute name="version"><value>2.0</value></attribute>
  <attribute name="srcLang"><data type="language"/></attribute>
  <attribute name="trgLang"><data type="language"/></attribute>
  <oneOrMore><ref name="file"/></oneOrMore>
</element></start>
<define name="notes"><element name="notes"><oneOrMore><ref name="note"/></oneOrMore></element></define>
<define name="file"><element name="file">
  <attribute name="id"><data type="NMTOKEN"/></attribute>
  <attribute name="original"><data type="string"/></attribute>
  <attribute name="canResegment"><value>no</value></attribute>
  <ref name="notes"/>
  <oneOrMore><ref name="unit"/></oneOrMore>
</element></define>
<define name="unit"><element name="unit">
  <attribute name="id"><data type="NMTOKEN"/></attribute>
  <ref name="preserve"/>
  <ref name="notes"/>
  <optional><element name="originalData"><oneOrMore><element name="data">
    <attribute name="id"><data type="NMTOKEN"/></attribute><text/>
  </element></oneOrMore></element></optional>
  <element name="segment">
    <attribute name="state">
      <choice><value>initial</value><value>translated</value><value>reviewed</value><value>final</value></choice>
    </attribute>
    <optional><attribute name="subState">
      <data type="string"><param name="pattern">[^\\s:]+:[^\\s:]+</param></data>
    </attribute></optional>
    <element name="source"><ref name="words"/></element>
    <optional><element name="target"><ref name="words"/></element></optional>
  </element>
</element></define>
<define name="code">
  <attribute name="id"><data type="NMTOKEN"/></attribute>
  <attribute name="canCopy"><value>no</value></attribute>
  <attribute name="canDelete"><value>no</value></attribute>
  <attribute name="type">
    <choice><value>fmt</value><value>link</value><value>image</value><value>other</value></choice>
  </attribute>
  <optional><attribute name="subType">
    <choice><value>xlf:b</value><value>xlf:i</value><value>xlf:lb</value></choice>
  </attribute></optional>
</define>
<define name="words"><mixed><zeroOrMore><choice>
  <element name="pc">
    <ref name="code"/>
    <attribute name="dataRefStart"><data type="NMTOKEN"/></attribute>
    <attribute name="dataRefEnd"><data type="NMTOKEN"/></attribute>
    <ref name="words"/>
  </element>
  <element name="ph"><ref name="code"/><attribute name="dataRef"><data type="NMTOKEN"/></attribute></element>
</choice></zeroOrMore></mixed></define>
</grammar>"""
)
FORM_1 = (
    _HEAD.format("1.2", "from")
    + """
<start><element name="xliff">
  <attribute name="version"><value>1.2</value></attribute>
  <oneOrMore><element name="file">
    <attribute name="original"><data type="string"/></attribute>
    <attribute name="datatype"><data type="string"><param name="pattern">x-[^\\s]+</param></data></attribute>
    <attribute name="source-language"><data type="language"/></attribute>
    <attribute name="target-language"><data type="language"/></attribute>
    <element name="header"><oneOrMore><ref name="note"/></oneOrMore></element>
    <element name="body"><oneOrMore><ref name="unit"/></oneOrMore></element>
  </element></oneOrMore>
</element></start>
<define name="unit"><element name="trans-unit">
  <attribute name="id"><data type="string"/></attribute>
  <optional><attribute name="approved"><value>yes</value></attribute></optional>
  <ref name="preserve"/>
  <element name="source"><ref name="words"/></element>
  <optional><element name="target">
    <attribute name="state">
      <choice>
        <value>needs-translation</value><value>needs-review-translation</value><value>translated</value><value>final</value>
      </choice>
    </attribute>
    <ref name="words"/>
  </element></optional>
  <zeroOrMore><ref name="note"/></zeroOrMore>
</element></define>
<define name="own"><data type="string"><param name="pattern">x-[^\\s]+</param></data></define>
<define name="words"><mixed><zeroOrMore><choice>
  <element name="bpt">
    <attribute name="id"><data type="string"/></attribute>
    <attribute name="ctype">
      <choice><value>bold</value><value>italic</value><value>link</value><ref name="own"/></choice>
    </attribute>
    <text/>
  </element>
  <element name="ept"><attribute name="id"><data type="string"/></attribute><text/></element>
  <element name="ph">
    <attribute name="id"><data type="string"/></attribute>
    <attribute name="ctype"><choice><value>lb</value><ref name="own"/></choice></attribute>
    <text/>
  </element>
</choice></zeroOrMore></mixed></define>
</grammar>"""
)
FORMS: dict[XliffVersion, str] = {"2.0": FORM_2, "1.2": FORM_1}


@pytest.mark.parametrize("version", FORMS)
def test_what_is_written_has_the_form_of_the_standard(version: XliffVersion) -> None:
    root = etree.fromstring(write_xliff(demo_file("it"), version))
    form = etree.RelaxNG(etree.fromstring(FORMS[version]))
    assert form.validate(root), form.error_log


def test_the_numbers_of_a_unit_of_2_0_are_its_own() -> None:
    """What a schema cannot say: no number twice in a source, and each code has its data."""
    name = "{urn:oasis:names:tc:xliff:document:2.0}"
    root = etree.fromstring(write_xliff(demo_file("it")))
    for unit in root.iter(f"{name}unit"):
        known = {data.get("id") for data in unit.iter(f"{name}data")}
        for side in ("source", "target"):
            codes = [code for end in unit.iter(f"{name}{side}") for code in end.iter(f"{name}pc", f"{name}ph")]
            assert len({code.get("id") for code in codes}) == len(codes)
            assert {value for code in codes for key, value in code.items() if key.startswith("dataRef")} <= known
    files = [file.get("id") for file in root]
    assert len(set(files)) == len(files)


def test_the_codes_of_1_2_come_in_pairs() -> None:
    name = "{urn:oasis:names:tc:xliff:document:1.2}"
    root = etree.fromstring(write_xliff(demo_file("it"), "1.2"))
    for side in root.iter(f"{name}source", f"{name}target"):
        begins = [code.get("id") for code in side.iter(f"{name}bpt")]
        assert sorted(begins) == sorted(code.get("id") for code in side.iter(f"{name}ept"))
        assert len(set(begins)) == len(begins)
