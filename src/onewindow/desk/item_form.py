"""The form of a draft, drawn from the declaration of the elements: sections, fields, entries; read back as it was drawn.

What is drawn and what is posted have one shape: a name (``title``, ``materials-2-standard``) with its texts. So a form that is
refused comes back with what was typed, right or wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onewindow.items import typed
from onewindow.items.content import Content, in_sections
from onewindow.items.elements import LONGEST_TEXT, LONGEST_WORD, Element, is_key, read
from onewindow.items.services.attaching import file_named
from onewindow.web.fields import Choice, Field
from onewindow.web.refusals import Line, lines_of
from onewindow.words.refused import Problem, Refused

Texts = Mapping[str, Sequence[str]]
FILES = ("blank_form", "sample")  # texts that may also be an uploaded file
_PATH = re.compile(r"\[(\d+)\]\.?|\.")
_YES_NO = (Choice("yes", "是"), Choice("no", "否"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of parts: its hidden key, its fields, and the names of the file inputs beside them."""

    number: int
    name: str
    key_name: str
    key: str
    fields: tuple[Field, ...]
    files: tuple[tuple[str, str, str], ...]  # input name, label, name of the file that is there
    blank: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one element; ``many`` may be added to."""

    element: Element
    entries: tuple[Entry, ...]
    wrong: tuple[Line, ...]

    @property
    def kind(self) -> str:
        return "group"


@dataclass(frozen=True, slots=True)
class Section:
    """``blocks`` are fields and groups in order; ``wrong`` counts the problems in it."""

    key: str
    title: str
    blocks: tuple[Field | Group, ...]
    wrong: int


def texts_of(content: Content | None) -> dict[str, list[str]]:
    """A content in the shape of a posted form."""
    if content is None:
        return {}
    return {
        name: values
        for _, _, elements in in_sections()
        for element in elements
        for name, values in _flat(element, read(content, element.name))
    }


def sections(texts: Texts, problems: Iterable[Problem] = (), *, more: str = "") -> list[Section]:
    """The form with these texts; ``more`` names an element that gets one more blank entry."""
    wrong: dict[str, list[Line]] = {}
    for line in lines_of([_renamed(problem) for problem in problems]):
        wrong.setdefault(line.field, []).append(line)
    made = []
    for key, title, elements in in_sections():
        blocks = tuple(_block(element, texts, wrong, more=more == element.name) for element in elements)
        names = {name for element in elements for name in wrong if name == element.name or name.startswith(f"{element.name}-")}
        made.append(Section(key, title, blocks, sum(len(wrong[name]) for name in names)))
    return made


def values_of(texts: Texts) -> dict[str, Any]:
    """What the form says, raw, blank entries left out. Raises Refused with every text that is no value."""
    raw: dict[str, Any] = {}
    problems: list[Problem] = []
    for _, _, elements in in_sections():
        for element in elements:
            if element.kind in {"part", "parts"}:
                raw[element.name] = _entries_said(element, texts, problems)
            else:
                _put(raw, element, element.name, texts, problems)
    if problems:
        raise Refused.of(problems)
    return raw


def renamed(refused: Refused) -> Refused:
    """A refusal whose fields are called as the form calls them: ``materials[2].title`` is ``materials-2-title``."""
    return Refused.of([_renamed(problem) for problem in refused.problems], status=refused.status)


def _flat(element: Element, value: Any) -> Iterable[tuple[str, list[str]]]:
    if element.kind == "parts":
        for number, entry in enumerate(value):
            for column in element.columns:
                yield f"{element.name}-{number}-{column.name}", _text(column, read(entry, column.name))
    elif element.kind == "part":
        for column in element.columns:
            yield f"{element.name}-0-{column.name}", _text(column, read(value, column.name))
    else:
        yield element.name, _text(element, value)


def _text(element: Element, value: Any) -> list[str]:
    if element.kind == "choices":
        return list(value)
    if element.kind == "yes_no":
        return ["yes" if value else "no"]
    if element.kind == "lines":
        return ["\n".join(value)]
    return ["" if value is None else str(value)]


def _block(element: Element, texts: Texts, wrong: Mapping[str, list[Line]], *, more: bool) -> Field | Group:
    if element.kind not in {"part", "parts"}:
        return _field(element, element.name, texts, wrong)
    if element.kind == "part":
        return Group(element, (_entry(element, 0, texts, wrong),), tuple(wrong.get(element.name, ())))
    numbers = _numbers(element, texts)
    if more:
        numbers = [*numbers, (numbers[-1] + 1) if numbers else 0]
    return Group(element, tuple(_entry(element, number, texts, wrong) for number in numbers), tuple(wrong.get(element.name, ())))


def _entry(element: Element, number: int, texts: Texts, wrong: Mapping[str, list[Line]]) -> Entry:
    before = f"{element.name}-{number}"
    shown = [column for column in element.columns if not is_key(element, column)]
    uploads = [(name, _of(texts, f"{before}-{name}")) for name in FILES if any(column.name == name for column in element.columns)]
    titles = {column.name: column.title for column in element.columns}
    return Entry(
        number=number,
        name=before,
        key_name=f"{before}-{element.row_key}" if len(shown) < len(element.columns) else "",
        key=_of(texts, f"{before}-{element.row_key}"),
        fields=tuple(_field(column, f"{before}-{column.name}", texts, wrong) for column in shown),
        files=tuple((f"{before}-{name}-file", titles[name], (file_named(text) or ("", ""))[1]) for name, text in uploads),
        blank=not any(values and values[0] for name, values in texts.items() if name.startswith(f"{before}-")),
    )


def _field(element: Element, name: str, texts: Texts, wrong: Mapping[str, list[Line]]) -> Field:
    kinds = {"choice": "choice", "yes_no": "choice", "choices": "ticks", "lines": "lines", "text": "long", "attachment": "long"}
    value = _of(texts, name)
    if element.kind == "yes_no" and not value:
        value = "yes" if element.default else "no"
    if element.kind == "choice" and not value:
        value = element.default or ""
    return Field(
        name=name,
        label=element.title,
        kind=kinds.get(element.kind, "text"),
        value=value,
        chosen=tuple(texts.get(name, ())) if element.kind == "choices" else (),
        help=element.help or ("每行一项" if element.kind == "lines" else ""),
        unit=element.unit,
        required=True,  # what is lacking is said when it is published, so no field is called optional
        choices=_YES_NO if element.kind == "yes_no" else tuple(Choice(key, title) for key, title in element.choices.items()),
        wrong=tuple(wrong.get(name, ())),
        input_mode="numeric" if element.kind == "whole" else "",
        short=element.kind == "whole",
        longest=LONGEST_WORD if element.kind in {"word", "slug", "whole"} else LONGEST_TEXT,
    )


def _numbers(element: Element, texts: Texts) -> list[int]:
    found = {int(place[1]) for name in texts if (place := re.match(rf"{element.name}-(\d{{1,4}})-", name))}
    return sorted(number for number in found if not _of(texts, f"{element.name}-{number}-remove"))


def _entries_said(element: Element, texts: Texts, problems: list[Problem]) -> Any:
    rows = []
    numbers = [0] if element.kind == "part" else _numbers(element, texts)
    for number in numbers:
        row: dict[str, Any] = {}
        before = f"{element.name}-{number}"
        for column in element.columns:
            _put(row, column, f"{before}-{column.name}", texts, problems)
        if element.kind == "part" or _says_something(element, row):
            rows.append(row)
    return rows[0] if element.kind == "part" else rows


def _says_something(element: Element, row: Mapping[str, Any]) -> bool:
    """Whether an entry is more than the defaults that a blank one is drawn with."""
    return any(row.get(column.name) and row[column.name] != column.default for column in element.columns if not is_key(element, column))


def _put(raw: dict[str, Any], element: Element, name: str, texts: Texts, problems: list[Problem]) -> None:
    if element.kind == "choices":
        raw[element.name] = [value for value in texts.get(name, ()) if value]
        return
    text = _of(texts, name)
    if element.kind == "yes_no":
        raw[element.name] = text == "yes" if text else bool(element.default)
        return
    if element.kind == "choice":
        raw[element.name] = text or element.default or ""
        return
    try:
        value = typed.value(element, text)
    except Refused as refused:
        problems += [Problem(each.message, each.code, name, each.clause, each.expected) for each in refused.problems]
        return
    raw[element.name] = element.default if value is None and element.default is not None else value


def _of(texts: Texts, name: str) -> str:
    values = texts.get(name) or ("",)
    return values[0]


def _renamed(problem: Problem) -> Problem:
    if not problem.field:
        return problem
    name = _PATH.sub(lambda found: f"-{found[1]}-" if found[1] else "-0-", problem.field).strip("-")
    return Problem(problem.message, problem.code, name, problem.clause, problem.expected)
