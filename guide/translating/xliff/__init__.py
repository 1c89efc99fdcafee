"""XLIFF, the format of translators' programs: writes 2.0 and 1.2, reads 1.2 and 2.0 to 2.2.

`safe_xml` reads what somebody sent without trusting it; `coded_text` is Markdown as text with codes; `version_1` and
`version_2` are the two families of the format. Knows no models.
"""

from typing import Literal

from guide.translating.exchange_files import ExchangeFile
from guide.translating.xliff import version_1, version_2
from guide.translating.xliff.safe_xml import parse_xml, refusal

type XliffVersion = Literal["2.0", "1.2"]

__all__ = ["XliffVersion", "read_xliff", "write_xliff"]


def write_xliff(file: ExchangeFile, version: XliffVersion = "2.0") -> bytes:
    """Returns the file, texts without units left out."""
    return version_2.write(file) if version == "2.0" else version_1.write(file)


def read_xliff(data: bytes) -> ExchangeFile:
    """Returns what a file holds. Raises UnreadableExchange with words for people."""
    root = parse_xml(data)
    if version_2.is_of_family(root):
        return version_2.read(root)
    if version_1.is_of_family(root):
        return version_1.read(root)
    raise refusal("format")
