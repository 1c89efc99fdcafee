"""A Markdown text as words and codes, for whoever translates it: a person, an agency's program, a machine.

`parse.parts` cuts it, `line_markers` finds what stands at the beginning of lines, `inline` what stands between words;
`placeholders` puts a number for each code, and the codes back; `inline_html` shows a paragraph. What is not recognised stays
words: nothing is lost.
"""

from common.markup.inline_codes.codes import Code, Text
from common.markup.inline_codes.inline_html import inline_html
from common.markup.inline_codes.parse import parts
from common.markup.inline_codes.placeholders import CodesBroken, placeholders, restored, with_codes

__all__ = ["Code", "CodesBroken", "Text", "inline_html", "parts", "placeholders", "restored", "with_codes"]
