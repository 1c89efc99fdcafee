"""Changes to the tree that Markdown made, before it is written out."""

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from markup.links import is_own_image, may_be_linked

BLOCK_END = "\x1e"
"""Stands between top-level blocks. `clean_text` has removed it from whatever was typed."""


class StrikeThrough(Treeprocessor):
    """`<del>` becomes `<s>`: in a comparison, `<del>` says what was taken out."""

    def run(self, root: etree.Element) -> None:
        for element in root.iter("del"):
            element.tag = "s"


class Images(Treeprocessor):
    """An image from elsewhere becomes a link with its alternative text; one that stands alone becomes a figure."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)

    def run(self, root: etree.Element) -> None:
        linked = {image for link in root.iter("a") for image in link.iter("img")}
        for image in list(root.iter("img")):
            if not is_own_image(image.get("src", "")):
                _become_link(image, inside_link=image in linked)
        for paragraph in list(root.iter("p")):
            if _holds_one_image(paragraph):
                _become_figure(paragraph)


def _become_link(image: etree.Element, *, inside_link: bool) -> None:
    address, tail = image.get("src", ""), image.tail
    text = image.get("alt") or address
    image.clear()
    image.text, image.tail, image.tag = text, tail, "span"
    if may_be_linked(address) and not inside_link:
        image.tag = "a"
        image.set("href", address)


def _holds_one_image(paragraph: etree.Element) -> bool:
    return (
        len(paragraph) == 1
        and paragraph[0].tag == "img"
        and not (paragraph.text or "").strip()
        and not (paragraph[0].tail or "").strip()
    )


def _become_figure(paragraph: etree.Element) -> None:
    paragraph.tag = "figure"
    if caption := paragraph[0].attrib.pop("title", ""):
        etree.SubElement(paragraph, "figcaption").text = caption


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
