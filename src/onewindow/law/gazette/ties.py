"""Which passage of the official text a clause of a regulation is: found by its citation, and its words in it by its summary. No Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onewindow.law.clauses import ClauseRecord
from onewindow.law.gazette.places import NOTICE, PREAMBLE, TITLE
from onewindow.law.gazette.text import HEAD, PARAGRAPH, Passage
from onewindow.law.numerals import arabic_ordinals, to_chinese

_N = "[零〇一二三四五六七八九十百]+"
_PART = re.compile(rf"第({_N}|\d+)(?:条|部分)|(?<![一-鿿])({_N})(?=[（(\d第]|$)")
_ITEM = re.compile(rf"[（(]({_N})[）)]")
_POINT = re.compile(r"(\d+)")
_SUBPOINT = re.compile(r"[（(](\d+)[）)]")
_PARAGRAPH = re.compile(rf"第({_N}|\d+)款|(首)[款段]")
_ANNEX = re.compile(r"附件(\d*)")
_HEAD_WORDS = ("题头", "发文", "会议信息", "主送", "引言", "落款", "派生")
_ROLLS = ("出席", "列席")
_ENOUGH = 0.75  # of the best sentence's likeness: what a sentence needs to belong to the excerpt
_PLAINLY = 1.5  # times as like as the paragraph that the citation counts
_LEAST = 0.2  # likeness below which no sentence is told from the others


@dataclass(frozen=True, slots=True)
class Tie:
    """A clause, the passages that hold it (none: not found), and its wording there."""

    clause: str
    citation: str
    places: tuple[str, ...]
    excerpt: str

    @property
    def found(self) -> bool:
        return bool(self.places)


def tie(number: str, records: Iterable[ClauseRecord], passages: Sequence[Passage]) -> tuple[Tie, ...]:
    """A tie for every clause of the document with this number."""
    by_place = {passage.place: passage for passage in passages}
    found = [(record, _found(record, number, by_place)) for record in records]
    shared = [places for _, places in found]
    return tuple(
        Tie(record.id, record.cite, tuple(passage.place for passage in places), _excerpt(record, places, alone=shared.count(places) == 1))
        for record, places in found
    )


def cited(place: str, passages: Sequence[Passage]) -> list[Passage]:
    """The passages that the rest of a citation behind a document's number names (第十六条, 三（一）2); all of them for none."""
    if not place:
        return list(passages)
    record = ClauseRecord("", place, "", "", "")
    return _found(record, "", {passage.place: passage for passage in passages})


def _found(record: ClauseRecord, number: str, by_place: dict[str, Passage]) -> list[Passage]:
    """The passages that the rest of a citation behind the document's number names."""
    cite = record.cite.removeprefix(number)
    if annex := _ANNEX.match(cite):
        return [passage for place, passage in by_place.items() if re.match(rf"附件{annex[1]}(?:目录\d*| .*|第.*)?$", place)]
    if cite.startswith("末款"):
        own = [passage for passage in by_place.values() if not passage.place.startswith(("附件", NOTICE))]
        return own[-1:]
    part = _PART.search(re.sub(r"^[（(].*", "", cite))
    name = _named(part, by_place) if part else None
    if part is None or name is None:
        return _loose(cite, by_place)
    if paragraph := _PARAGRAPH.match(cite[part.end() :]):
        ordinal = 1 if paragraph[2] else int(arabic_ordinals(f"第{paragraph[1]}款").strip("第款"))
        return _paragraph(record, name, ordinal, by_place)
    return _all_of(_down(name, cite[part.end() :], by_place), by_place)


def _named(match: re.Match[str], by_place: dict[str, Passage]) -> str | None:
    """The article or part that a citation names, as the document labels it: 第三条 or 三."""
    numeral = match[1] or match[2]
    numeral = to_chinese(int(numeral)) if numeral.isdecimal() else numeral
    names = (f"第{numeral}条", numeral, numeral[:1] if len(numeral) == 2 and numeral[0] != "十" else numeral)
    return next((name for name in names if name in by_place), None)


def _paragraph(record: ClauseRecord, name: str, ordinal: int, by_place: dict[str, Passage]) -> list[Passage]:
    """The paragraph with this ordinal. PDF does not always show where one ends: another that the summary plainly tells of is taken."""
    own = by_place.get(f"{name}第{to_chinese(ordinal)}款") or (by_place[name] if ordinal == 1 else None)
    others = [by_place[name], *(passage for passage in by_place.values() if passage.parent == name and passage.kind == PARAGRAPH)]
    wanted = pairs(words_of(record))
    nearest = max(others, key=lambda passage: likeness(passage.text, wanted))
    if own is None or likeness(nearest.text, wanted) > max(_PLAINLY * likeness(own.text, wanted), _LEAST):
        return [nearest] if likeness(nearest.text, wanted) > _LEAST else []
    return [own]


def _down(place: str, rest: str, by_place: dict[str, Passage]) -> str:
    """Down from an article to its item and point, as far as the citation goes and the text follows."""
    for pattern, written in ((_ITEM, "（{}）"), (_POINT, "{}"), (_SUBPOINT, "（{}）")):
        match = pattern.match(rest)
        if match and f"{place}{written.format(match[1])}" in by_place:
            place, rest = f"{place}{written.format(match[1])}", rest[match.end() :]
    return place


def _all_of(place: str, by_place: dict[str, Passage]) -> list[Passage]:
    """A passage with the paragraphs that stand under it; a part that is only a heading is its paragraphs."""
    own = by_place[place]
    under = [passage for passage in by_place.values() if passage.parent == place and passage.kind == PARAGRAPH]
    below = [passage for passage in by_place.values() if passage.parent == place and passage.kind != PARAGRAPH]
    if own.kind == HEAD and under and not own.text.endswith("。"):
        return under
    return [own, *under, *(below if own.text.endswith("：") else [])]


def _loose(cite: str, by_place: dict[str, Passage]) -> list[Passage]:
    """What is cited by a word: the head, the preamble, or the paragraph in which the word stands."""
    if any(known in cite for known in _HEAD_WORDS):
        names = [TITLE, *([PREAMBLE, NOTICE] if "引言" in cite or "序言" in cite else [])]
        return [by_place[name] for name in names if name in by_place]
    if "序言" in cite and PREAMBLE in by_place:
        return [by_place[PREAMBLE]]
    if any(roll in cite for roll in _ROLLS):
        return [passage for place, passage in by_place.items() if place.startswith(_ROLLS)]
    word = re.sub("（[^（）]*）$", "", cite.removeprefix("（").removesuffix("）"))
    return [passage for passage in by_place.values() if word and word in passage.text and passage.kind == PARAGRAPH][:1]


def _excerpt(record: ClauseRecord, passages: Sequence[Passage], *, alone: bool) -> str:
    """The words of the clause in its passages: all of them if it has them to itself, else the sentences most like its summary."""
    text = "\n".join(passage.text for passage in passages)
    sentences = [part for line in text.split("\n") for part in re.findall(r"[^。；]*[。；]?", line) if part]
    if alone or len(sentences) < 2:
        return text
    wanted = pairs(words_of(record))
    values = [likeness(sentence, wanted) for sentence in sentences]
    best = max(values)
    if best < _LEAST:
        return text
    return "".join(sentence for sentence, value in zip(sentences, values, strict=True) if value >= best * _ENOUGH)


def words_of(record: ClauseRecord) -> str:
    """All that the register says of a clause."""
    return f"{record.cite}{record.title}{record.summary}"


def likeness(text: str, wanted: set[str]) -> float:
    """The share of a text's pairs of characters that are wanted."""
    own = pairs(text)
    return len(own & wanted) / len(own) if own else 0.0


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters in a text, punctuation apart."""
    plain = re.sub(r"[\s，。；、：“”（）《》]", "", text)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
