"""Changes to the tree that Markdown made, before it is written out."""

import xml.etree.ElementTree as etree
from collections.abc import Mapping

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from common.markup.allow_list import PICTURE_SIZES
from common.markup.link_policy import is_own_image, is_picture, may_be_linked
from common.markup.text_sections import EmbeddedPicture

BLOCK_END = "\x1e"
"""Stands between top-level blocks. `clean_text` has removed it from whatever was typed."""
_WIDE_ENDS = ("。", "！", "？", "」", "）")
"""No space stands behind them."""


class StrikeThrough(Treeprocessor):
    """`<del>` becomes `<s>`: in a comparison, `<del>` says what was taken out."""

    def run(self, root: etree.Element) -> None:
        for element in root.iter("del"):
            element.tag = "s"


class Images(Treeprocessor):
    """A picture of the site gets its size and its widths; one that is gone becomes its words, one from elsewhere a link.

    One that stands alone becomes a figure.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.pictures: Mapping[str, EmbeddedPicture] = {}

    def begin(self, pictures: Mapping[str, EmbeddedPicture]) -> None:
        self.pictures = pictures

    def run(self, root: etree.Element) -> None:
        linked = {image for link in root.iter("a") for image in link.iter("img")}
        credits: dict[etree.Element, str] = {}
        for image in list(root.iter("img")):
            address = image.get("src", "")
            if picture := self.pictures.get(address):
                _show(image, picture)
                credits[image] = picture.credit
            elif not is_own_image(address) or is_picture(address):
                _become_words(image, inside_link=image in linked)
        for paragraph in list(root.iter("p")):
            if _holds_one_image(paragraph):
                _become_figure(paragraph, credits.get(paragraph[0], ""))


def _show(image: etree.Element, picture: EmbeddedPicture) -> None:
    """What the text says of the picture goes before what its own row says."""
    image.set("alt", image.get("alt") or picture.alternative)
    image.set("width", str(picture.width))
    image.set("height", str(picture.height))
    if len(picture.sources) > 1:
        image.set("srcset", picture.srcset)
        image.set("sizes", PICTURE_SIZES)


def _become_words(image: etree.Element, *, inside_link: bool) -> None:
    address, tail = image.get("src", ""), image.tail
    is_gone = is_picture(address)
    text = image.get("alt") or ("" if is_gone else address)
    image.clear()
    image.text, image.tail, image.tag = text, tail, "span"
    if is_gone:
        image.set("class", "missing")
    elif may_be_linked(address) and not inside_link:
        image.tag = "a"
        image.set("href", address)


def _holds_one_image(paragraph: etree.Element) -> bool:
    return (
        len(paragraph) == 1
        and paragraph[0].tag == "img"
        and not (paragraph.text or "").strip()
        and not (paragraph[0].tail or "").strip()
    )


def _become_figure(paragraph: etree.Element, credit: str) -> None:
    paragraph.tag = "figure"
    legend = paragraph[0].attrib.pop("title", "")
    if not legend and not credit:
        return
    caption = etree.SubElement(paragraph, "figcaption")
    caption.text = legend
    if credit:
        caption.text = legend if not legend or legend.endswith(_WIDE_ENDS) else f"{legend} "
        etree.SubElement(caption, "span", {"class": "credit"}).text = credit


class TaskLabels(Treeprocessor):
    """The words of a task become the label of its box, so that whoever hears the page knows which task is done."""

    def run(self, root: etree.Element) -> None:
        for item in root.iter("li"):
            if item.get("class") == "task-list-item":
                _wrap_in_label(item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item)


def _wrap_in_label(holder: etree.Element) -> None:
    label = etree.Element("label")
    label.text, holder.text = holder.text, None
    for child in list(holder):
        if child.tag in {"p", "ul", "ol", "dl", "div", "pre", "blockquote", "table"}:
            break
        holder.remove(child)
        label.append(child)
    holder.insert(0, label)


class MarkTopLevelBlocks(Treeprocessor):
    """Puts a mark after each block, where the sanitiser may cut: a block that did not change was cleaned before."""

    def run(self, root: etree.Element) -> None:
        for block in root:
            block.tail = f"\n{BLOCK_END}"
