"""What the rules read: texts with their passages, who is called what, what law outside forbids, and what is declared. No Django."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from onewindow.law.gazette.places import passages
from onewindow.law.gazette.text import ARTICLE, HEAD, ITEM, PARAGRAPH, POINT, SUBPOINT, Document, Passage

_WORDED = {ARTICLE, HEAD, ITEM, POINT, SUBPOINT, PARAGRAPH}
_SENTENCE = re.compile(r"[^。；]+[。；]?")
Names = Callable[[str], str | None]  # any name of an organisation → its full name; None for one that is not known


@dataclass(frozen=True, slots=True)
class Prohibition:
    """What a law outside the gazette does not allow: found where ``pattern`` stands, and ``unless`` does not, in such a document."""

    law: str
    article: str
    pattern: str
    message: str
    titles: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """Something that rests on a document: its kind and title, for the check of what has ended."""

    document: str
    title: str
    last_day: str


@dataclass(frozen=True)
class Text:
    """One document as the rules read it."""

    document: Document

    @property
    def name(self) -> str:
        """The number; the title of a draft that has none yet."""
        return self.document.number or self.document.title

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return passages(self.document)

    @cached_property
    def worded(self) -> tuple[Passage, ...]:
        """The passages that are sentences: neither heads nor tables nor lists of annexes."""
        return tuple(passage for passage in self.passages if passage.kind in _WORDED and passage.text)

    @cached_property
    def wording(self) -> str:
        return "\n".join(passage.text for passage in self.worded)

    def sentences(self) -> Iterator[tuple[Passage, str]]:
        """Every sentence, a semicolon ending one, with the passage that it stands in."""
        for passage in self.worded:
            for sentence in _SENTENCE.findall(passage.text):
                yield passage, sentence


@dataclass(frozen=True)
class Library:
    """The texts to check, with all that is known beside them."""

    texts: tuple[Text, ...]
    names: Names = field(default=lambda _: None)
    services: tuple[Service, ...] = ()
    prohibitions: tuple[Prohibition, ...] = ()

    @classmethod
    def of(cls, documents: Sequence[Document], *, names: Names = lambda _: None, services: Sequence[Service] = ()) -> Library:
        """A library of these documents with the prohibitions that come with the platform."""
        return cls(tuple(map(Text, documents)), names, tuple(services), prohibitions())


def prohibitions() -> tuple[Prohibition, ...]:
    """The table of outside law that the platform carries."""
    file = Path(__file__).with_name("outside_law.yaml")
    return tuple(Prohibition(**entry) for entry in yaml.safe_load(file.read_text("utf-8")))
