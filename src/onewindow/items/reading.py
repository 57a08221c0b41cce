"""From raw values to the content of an item, or to every problem in Chinese with the place of each. No Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from onewindow.items.content import ELEMENTS, Content
from onewindow.items.elements import LONGEST_TEXT, MOST_ENTRIES, Element, elements
from onewindow.words.refused import Problem, Refused

_KEYED = {"materials": ("key", "m"), "form": ("name", "f")}  # entries that get a key of their own where none is typed
_CHOSEN = {"choice", "choices"}
_PAGES = {"new", "imports", "differences", "reductions"}  # addresses of the catalogue's own pages


def content(raw: Mapping[str, Any]) -> Content:
    """The content that these values are. Raises Refused with every problem; its fields are paths such as ``materials[2].title``."""
    try:
        found = Content.model_validate(_with_keys(raw))
    except ValidationError as error:
        raise Refused.of([_problem(each) for each in error.errors(include_url=False, include_input=True)]) from None
    if problems := list(_incoherent(found)):
        raise Refused.of(problems)
    return found


def path_title(path: tuple[str | int, ...]) -> tuple[str, Element | None]:
    """A place in words (申请材料第3项“材料名称”), and its element if there is one."""
    told, element, known = "", None, {each.name: each for each in ELEMENTS}
    for step in path:
        if isinstance(step, int):
            told += f"第{step + 1}项"
        elif step in known:
            element = known[step]
            told += f"“{element.title}”"
            known = {each.name: each for each in element.columns}
    return told, element


def path_text(path: tuple[str | int, ...]) -> str:
    """``materials[2].title``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" if place else step for place, step in enumerate(path))


def _problem(error: Mapping[str, Any]) -> Problem:
    path = tuple(error["loc"])
    told, element = path_title(path)
    kind = str(error["type"])
    field = path_text(path)
    if kind == "extra_forbidden":
        return Problem(f"没有名为“{path[-1]}”的要素", "unknown_element", field, expected="、".join(each.name for each in ELEMENTS))
    if kind == "missing":
        return Problem(f"{told}没有填写", "required", field, expected=element.help if element and element.help else None)
    if element and element.kind in _CHOSEN and kind == "literal_error":
        return Problem(
            f"{told}不能填“{error['input']}”", "unknown_choice", field, expected="、".join(filter(None, element.choices.values()))
        )
    return Problem(f"{told}填写不对", "wrong_value", field, expected=_expected(element, kind, error))


def _expected(element: Element | None, kind: str, error: Mapping[str, Any]) -> str:
    if element is None:
        return "见要素说明"
    if kind == "string_too_long":
        return f"不超过{error['ctx']['max_length']}字"
    if kind == "too_long":
        return f"不超过{MOST_ENTRIES}项"
    return {
        "whole": "0至9999的整数",
        "yes_no": "是或者否",
        "slug": "小写字母、数字、连字符和下划线，以字母或数字开头，不超过60个字符",
        "lines": f"每行一项，每项不超过{LONGEST_TEXT}字",
    }.get(element.kind, "按填写说明填写")


def _with_keys(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The values with a key for each entry that has none: the first that is free, so that a key once given stays."""
    found = dict(raw)
    for name, (key, letter) in _KEYED.items():
        rows = found.get(name)
        if not isinstance(rows, (list, tuple)) or not all(isinstance(row, Mapping) for row in rows):
            continue
        taken = {str(row.get(key) or "") for row in rows}
        free = (f"{letter}{number}" for number in range(1, len(rows) + len(taken) + 2) if f"{letter}{number}" not in taken)
        found[name] = [{**row, key: row.get(key) or next(free)} for row in rows]
    return found


def _incoherent(found: Content) -> Iterator[Problem]:
    """What no version may say, draft or not."""
    for name, text in (("title", "事项名称"), ("code", "实施编码"), ("organisation", "实施主体")):
        if not getattr(found, name):
            yield Problem(f"“{text}”没有填写", "required", name)
    if found.key in _PAGES:
        yield Problem(f"事项代号不能用“{found.key}”", "reserved_key", "key", expected="换一个代号")
    for element in ELEMENTS:
        if element.row_key:
            yield from _twice(element, getattr(found, element.name))
    keys, names = {each.key for each in found.materials}, {each.name for each in found.form}
    for place, scenario in enumerate(found.scenarios):
        for unknown in set(scenario.materials) - keys:
            yield Problem(
                f"办事情形“{scenario.title}”要的材料“{unknown}”不在申请材料中",
                "unknown_material",
                f"scenarios[{place}].materials",
                expected="、".join(sorted(keys)),
            )
    for place, material in enumerate(found.materials):
        for unknown in set(material.evidences) - names:
            yield Problem(
                f"材料“{material.title}”证明的填报项“{unknown}”不在申请表单中",
                "unknown_field",
                f"materials[{place}].evidences",
                expected="、".join(sorted(names)) or "先填写申请表单",
            )
    if found.yellow_share is not None and found.yellow_share > 100:
        yield Problem("“预警剩余比例”超过100%", "wrong_value", "yellow_share", expected="0至100的整数")


def _twice(element: Element, rows: tuple[Any, ...]) -> Iterator[Problem]:
    column = next(each for each in elements(element.parts) if each.name == element.row_key) if element.parts else None
    seen: set[str] = set()
    for place, row in enumerate(rows):
        key = getattr(row, element.row_key)
        title = column.title if column else element.row_key
        field = f"{element.name}[{place}].{element.row_key}"
        if not key:
            yield Problem(f"“{element.title}”第{place + 1}项的“{title}”没有填写", "required", field)
        elif key in seen:
            yield Problem(f"“{element.title}”的“{title}”有两项都是“{key}”", "duplicate", field, expected="各不相同")
        seen.add(key)
