"""What Word knows and the library has no verb for: fields, bookmarks, links, lists that begin anew, columns."""

import hashlib
import re
from typing import Any, Final

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from guide.publication.fragments import printable

LONGEST_NAME: Final = 40
GAP: Final = 4  # millimetres between two columns


def element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field that Word works out; `shown` is what stands there until it does.

    None is marked dirty, nor does the document ask to have its fields updated: at either, Word asks at opening whether to
    update "fields that may refer to other files", which readers of this guide have learnt to refuse; and of a file that comes
    from the web it updates none even so.
    """
    words = element("instrText")
    words.text = f" {instruction} "
    for mark in (element("fldChar", fldCharType="begin"), words, element("fldChar", fldCharType="separate")):
        paragraph.add_run()._r.append(mark)
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))


def bookmark_name(place: str) -> str:
    """A name that Word takes: a letter, then letters, figures and low lines, forty at most."""
    name = "p_" + re.sub(r"\W", "_", place)
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[:29]}_{hashlib.sha256(place.encode()).hexdigest()[:10]}"


def bookmark(paragraph: Paragraph, place: str, number: int) -> None:
    begin = element("bookmarkStart", id=str(number), name=bookmark_name(place))
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else 1, begin)
    begin.addnext(element("bookmarkEnd", id=str(number)))


def link(paragraph: Paragraph, target: str) -> Any:
    """An empty link at the end of a paragraph, to an address or to a "#place" of the document; runs go into it."""
    made = element("hyperlink", history="1")
    if target.startswith("#"):
        made.set(qn("w:anchor"), bookmark_name(target[1:]))
    else:
        made.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(made)
    return made


def run_in(paragraph: Paragraph, holder: Any, text: str) -> Run:
    """A run of text at the end of a link, or of the paragraph where `holder` is None."""
    run = paragraph.add_run(printable(text))
    if holder is not None:
        holder.append(run._r)
    return run


def list_from(document: Document, style: str, start: int) -> int:
    """The number of a new list in the look of a style, counted from `start`."""
    numbering = document.part.numbering_part.element
    of_style = document.styles[style].element.pPr.numPr.numId.val
    abstract = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == of_style)
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(made.numId)


def number(paragraph: Paragraph, list_number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = list_number


def set_columns(document: Document, number: int) -> None:
    """What follows stands in so many columns, on the same page; what was written so far stays as it is."""
    document.add_section(WD_SECTION.CONTINUOUS).different_first_page_header_footer = False
    body = document.element.body
    ends = body.findall(qn("w:p"))[-1]  # an empty paragraph; what stands before it can end the section as well
    before = ends.getprevious()
    if before is not None and before.tag == qn("w:p") and before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
        before.set_sectPr(ends.pPr.find(qn("w:sectPr")))
        body.remove(ends)
    columns = body.sectPr.find(qn("w:cols"))
    columns.set(qn("w:num"), str(number))
    columns.set(qn("w:space"), str(Mm(GAP).twips))


def repeat_as_head(row: Any) -> None:
    """The row is the head of its table, again on each page."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def describe(run: Run, words: str) -> None:
    """The words for a picture, or that it only decorates."""
    for properties in run._r.iter(qn("wp:docPr")):
        properties.set("descr", words)
