"""From a Markdown text to its parts."""

from common.markup.inline_codes.codes import Code, InlineReader, Part
from common.markup.inline_codes.line_markers import Words, pieces


def parts(markdown: str) -> list[Part]:
    """Cuts a text, or a paragraph of one, into words and codes. Their `data` one behind the other is the very text."""
    reader = InlineReader()
    words, is_row = "", False
    for piece in [*pieces(markdown), None]:
        if isinstance(piece, Words) and piece.is_row == is_row:
            words += piece.data
            continue
        if words:
            reader.read(words, is_row=is_row)
        words, is_row = (piece.data, piece.is_row) if isinstance(piece, Words) else ("", False)
        if isinstance(piece, Code):
            reader.add(piece)
        elif not words:
            reader.end_block()
    return reader.parts()
