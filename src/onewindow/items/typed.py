"""Values as people write them, in a cell or a field of a form: 是, 行政许可, 5个工作日, entries on lines. No Django."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from onewindow.items.elements import YES_NO, Element, is_key, read, told
from onewindow.words.refused import Refused

PART = "｜"  # between the parts of an entry
_SPLIT = {"lines": re.compile(r"\n|；|;"), "choices": re.compile(r"\n|、|；|;|，|,")}
_WHOLE = re.compile(r"(\d{1,6})\s*(?:个)?(?:工作日|自然日|月|日|天|次|份|%|个)?")
_AT_ONCE = {"当场办结", "即时办结", "即办", "当日办结"}
_YES = {"是": True, "有": True, "可以": True, "必要": True, "true": True, "1": True}
_NO = {"否": False, "无": False, "不可以": False, "非必要": False, "不": False, "false": False, "0": False}


def value(element: Element, text: str) -> Any:
    """The raw value that a text says of an element. Raises Refused where it says none; what may be chosen is checked by reading."""
    text = text.strip()
    if element.kind in _SPLIT:
        text = _whole_titles(element, text)
        apart = "\n" if element.kind == "lines" and "\n" in text else _SPLIT[element.kind]
        entries = [each.strip() for each in re.split(apart, text) if each.strip()]
        return [_choice(element, each) for each in entries] if element.kind == "choices" else entries
    if element.kind == "parts":
        return [_entry(element, line) for line in text.splitlines() if line.strip()]
    if element.kind == "part":
        return _entry(element, text)
    return _single(element, text)


def written(element: Element, said: Any) -> str:
    """A value as a cell holds it, which ``value`` reads back: no units, an entry a line, its parts in order with ｜ between."""
    if element.kind == "parts":
        return "\n".join(_entry_written(element, entry) for entry in said or ())
    if element.kind == "part":
        return _entry_written(element, said)
    if element.kind == "whole":
        return "" if said is None else str(said)
    return said or "" if element.kind == "attachment" else told(element, said)


def columns_of_entry(element: Element) -> tuple[Element, ...]:
    """The parts of an entry in the order of a cell; its key is not written."""
    return tuple(column for column in element.columns if not is_key(element, column))


def expected(element: Element) -> str:
    """What is to be written for an element."""
    if element.kind in {"part", "parts"}:
        order = PART.join(column.header for column in columns_of_entry(element))
        return f"{'每行一项，' if element.many else ''}各部分用“{PART}”隔开：{order}"
    if element.kind == "choices":
        return f"{'、'.join(element.choices.values())}，可以多选，用顿号隔开"
    if element.kind == "choice":
        return "、".join(element.choices.values())
    return {"yes_no": "是或者否", "whole": "整数", "lines": "每项一行，或者用分号隔开", "slug": "小写字母、数字和连字符"}.get(
        element.kind, "文字"
    )


def _single(element: Element, text: str) -> Any:
    if element.kind == "choice":
        return _choice(element, text)
    if element.kind == "yes_no":
        plain = _plain(text).lower()
        if plain not in _YES | _NO:
            raise Refused(f"“{element.title}”不能填“{text}”", code="wrong_value", field=element.name, expected="是或者否")
        return (_YES | _NO)[plain]
    if element.kind == "whole":
        return _whole(element, text)
    return text


def _whole(element: Element, text: str) -> int | None:
    plain = _plain(text)
    if not plain:
        return None
    if plain in _AT_ONCE:
        return 0
    found = _WHOLE.fullmatch(plain)
    if not found:
        raise Refused(f"“{element.title}”不是整数：{text}", code="not_a_number", field=element.name, expected="整数，如 5")
    return int(found[1])


def _whole_titles(element: Element, text: str) -> str:
    """A text in which a title that has a separator within it (地点、时间和咨询) stands as its key."""
    for key, title in element.choices.items():
        if _SPLIT["choices"].search(title):
            text = text.replace(title, key)
    return text


def _choice(element: Element, text: str) -> str:
    """The key of a title; a text that is none is left for the reading to refuse."""
    plain = _plain(text)
    return next((key for key, title in element.choices.items() if plain in {key, _plain(title), title.partition("（")[0]}), text)


def _entry(element: Element, text: str) -> dict[str, Any]:
    said = [each.strip() for each in re.split(r"[｜|]", text)]
    columns = columns_of_entry(element)
    if len(said) > len(columns):
        raise Refused(f"“{element.title}”中“{text[:30]}”的部分太多", code="too_many_parts", field=element.name, expected=expected(element))
    return {column.name: _part(column, each) for column, each in zip(columns, said, strict=False) if each}


def _part(column: Element, text: str) -> Any:
    if column.kind == "lines":
        return [each.strip() for each in re.split("[；;]", text) if each.strip()]
    return value(column, text)


def _entry_written(element: Element, entry: Any) -> str:
    parts = []
    for column in columns_of_entry(element):
        said = read(entry, column.name)
        text = "；".join(said or ()) if column.kind == "lines" else YES_NO[bool(said)] if column.kind == "yes_no" else written(column, said)
        parts.append(re.sub(r"\s*\n\s*", " ", text).replace(PART, "|"))
    while parts and not parts[-1]:
        parts.pop()
    return PART.join(parts)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
