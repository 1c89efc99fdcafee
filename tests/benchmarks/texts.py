"""The words of the benchmarks: titles and texts made of the demo's words, the common ones often, the same at each run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from random import Random

from demo.content import read_campaign

PAGE = 5_000
"""Bytes of a page, as in the measurements of other wikis that ours are compared with."""
SENTENCE = re.compile(r"(?<=[.-] )[A-ZÀ-Ý][^.*/\n]*\.(?=\s|$)")
"""One without emphasis or addresses in it, which an edit may take the place of."""
SENTENCES = re.compile(f"({SENTENCE.pattern})")


class Writer:
    """Makes titles and texts."""

    def __init__(self, seed: str = "filling") -> None:
        self.chance = Random(seed)
        texts = " ".join(text for page in read_campaign().pages for text in page.texts()[:1])
        words = sorted({word.strip("«».,;:!?()*#[]_’'\"").lower() for word in texts.split() if word.isalpha()})
        self.chance.shuffle(words)
        self.words = words
        self.weights = list(accumulate(1 / (rank + 1) for rank in range(len(words))))

    def some(self, length: int) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=length))

    def sentence(self, length: int) -> str:
        return self.some(length).capitalize() + "."

    def title(self, number: int) -> str:
        return f"{self.sentence(self.chance.randint(2, 5))[:-1]} {number}"

    def page(self, size: int = PAGE) -> str:
        """Markdown of so many bytes: sections of paragraphs and lists, with emphasis and addresses, as people write."""
        parts: list[str] = []
        left = size
        while left > 0:
            part = self.section()
            parts.append(part)
            left -= len(part.encode()) + 2
        text = "\n\n".join(parts)
        return text.encode()[:size].decode(errors="ignore").rstrip("*`[]()#- \n")

    def section(self) -> str:
        number = self.chance.randint
        first = f"{self.sentence(number(8, 14))} **{self.some(2)}** {self.sentence(number(8, 14))} {self.sentence(12)}"
        second = f"{self.sentence(number(6, 12))} *{self.some(2)}* : [{self.some(2)}](https://www.example.org/{number(1, 99)})."
        points = "\n".join(f"- **{self.some(1)}** : *{self.some(1)}* {self.sentence(number(3, 7))}" for _ in range(5))
        return f"## {self.sentence(number(3, 6))[:-1]}\n\n{first}\n\n{second}\n\n{points}"

    def edited(self, text: str) -> str:
        """The same with one sentence written anew, as one edit changes it."""
        found = list(SENTENCE.finditer(text))
        if not found:
            return f"{text} {self.sentence(8)}"
        where = self.chance.choice(found)
        return f"{text[: where.start()]}{self.sentence(self.chance.randint(6, 14))}{text[where.end() :]}"

    def edits(self, text: str) -> Iterator[str]:
        """The text, and ever again the one before with one sentence written anew: as `edited` makes it, ten times as fast."""
        parts = SENTENCES.split(text)
        while True:
            yield "".join(parts)
            if len(parts) == 1:
                parts += [" ", self.sentence(8)]
            parts[self.chance.randrange(1, len(parts), 2)] = self.sentence(self.chance.randint(6, 14))
