"""The items that the county brings: read from ``items/*.yaml`` and ``items/library.yaml``, and from the procedures that code declares.

A file of items says only what is particular to each; materials and fields that many items share stand once in the library, with one name,
so that a theme asks each of them once. What the gazette does not print is marked as unconfirmed, section by section (conv-window-2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from miluo.integrated_window.figures import listed
from miluo.integrated_window.regulation import REGULATION
from onewindow.cases.procedure import Procedure, declared, procedures
from onewindow.items import reading
from onewindow.items.content import Content
from onewindow.items.services import Seed
from onewindow.law import registry
from onewindow.papers.kinds import paper_kind
from onewindow.words.sources import Clause

FOLDER = Path(__file__).parent / "items"
LIBRARY = "library.yaml"
FIRST_DAY = REGULATION.signed
INTERNAL = "内部编码，省平台的实施编码导入以前使用"
UNPRINTED = ("time", "effort", "money", "conditions", "materials", "form", "process", "result", "contact")  # sections not in the gazette
UNCONFIRMED = "标明的部分公报没有写明，为演示数据，待部门确认。"
CERTIFICATES = "汨政办函〔2023〕31号"  # its annex 2 lists the certificates
REMEDIES = "对决定不服的，可以自收到决定书之日起六十日内申请行政复议，或者六个月内提起行政诉讼。"
BY_THE_FORM = "申请表由系统按填报内容生成"
HALL_HOURS = "法定工作日，具体时间以大厅公告为准"
SHORT = frozenset({"form", "materials", "basis", "special", "charge", "handling", "result"})  # elements that a file says in fewer words
POLICY_BODY = "commerce-grain"
POLICY_THEME = "policy-benefits"
Raw = Mapping[str, Any]


def seeds() -> list[Seed]:
    """Every item of the county, to be loaded as version 1. Raises Refused, naming the item, for one that is wrong; KeyError for a
    material or a field that the library does not have.
    """
    return list(_seeds())


def zone_items() -> dict[str, list[str]]:
    """The items of each zone, by key: any window of the zone takes them."""
    found: dict[str, list[str]] = {}
    for seed in seeds():
        if seed.content.zone:
            found.setdefault(seed.content.zone, []).append(seed.content.key)
    return found


@cache
def library() -> Raw:
    """The materials and fields that items share, by name."""
    found: Raw = yaml.safe_load((FOLDER / LIBRARY).read_text("utf-8"))
    return found


def _seeds() -> Iterator[Seed]:
    for file in sorted(FOLDER.glob("*.yaml")):
        if file.name == LIBRARY:
            continue
        body = yaml.safe_load(file.read_text("utf-8"))
        for serial, raw in enumerate(body["items"], start=1):
            item = {"organisation": body.get("organisation"), "code": f"{body.get('prefix')}-{serial:04d}", **raw}
            yield Seed(reading.content(_item(item)), raw.get("effective_from", FIRST_DAY), file.name)
    for serial, procedure in enumerate(_policy_claims(), start=1):
        yield Seed(reading.content(_claim(procedure, f"ML-SW-{serial:04d}")), FIRST_DAY, "procedures")


def _item(raw: Raw) -> dict[str, Any]:
    """An item of a file as the values of a ``Content``."""
    statutory, promised = raw["days"]
    instant = raw.get("handling") == "instant"
    form = [_field(each) for each in raw.get("form", ())]
    names = {each["name"] for each in form}
    own = declared()[raw["procedure"]] if "procedure" in raw else None  # the code asks and takes what its guide says
    return {
        **_always(raw),
        "summary": f"{raw['title']}，办结后发给{raw['result']}。",
        "handling": "instant" if instant else "promise",
        "statutory_days": statutory,
        "promised_days": promised,
        "special": [raw["special"]] if raw.get("special") else [],
        "charge": "charged" if raw.get("charge") else "free",
        "charges": [raw["charge"]] if raw.get("charge") else [],
        "conditions": raw["conditions"],
        "materials": [_claimed(each) for each in own.materials] if own else [_material(each, names) for each in raw["materials"]],
        "no_forms": BY_THE_FORM if own else "",
        "form": form,
        "steps": _steps_of(own, raw["result"]) if own else _steps(promised, instant),
        "scenarios": [{"title": "一般情形", "condition": "不分情形"}],
        "review_points": raw["points"],
        "basis": list(_bases(raw)),
        "result": {
            "title": raw["result"],
            "kind": "certificate" if own or raw.get("certificate") else "approval",
            "validity": raw.get("validity", ""),
        },
        "unconfirmed": [each for each in UNPRINTED if each not in raw.get("confirmed", ())],
        **{name: value for name, value in raw.items() if name in Content.model_fields and name not in SHORT},
    }


def _always(raw: Raw) -> dict[str, Any]:
    """What every item says in the same way: who, where, how it is delivered."""
    audience = tuple(raw["audience"])
    presence, zone = raw.get("presence", "综合窗口"), raw.get("zone", "")
    return {
        "key": raw["key"],
        "code": raw["code"],
        "title": raw["title"],
        "main_title": raw["title"],
        "handling_title": raw["title"],
        "kind": raw.get("kind", "01"),
        "organisation": raw["organisation"],
        "body_nature": "legal",
        "level": "county",
        "themes": list(raw.get("themes", ())),
        "unconfirmed_note": f"{UNCONFIRMED}事项编码为{INTERNAL}。",
        "applicants": audience,
        "applicant_kinds": [{"person": "1", "enterprise": "2"}[each] for each in audience],
        "visits": 1,
        "visit_reason": "核验证件和材料原件",
        "online_depth": "3",
        "presence": presence,
        "presence_reason": raw.get("absence", ""),
        "zone": zone,
        "specialised": raw.get("specialised", False),
        "delivery": ["window", "post"],
        "places": [{"title": _place(raw, presence, zone), "hours": HALL_HOURS}],
        "consultation": "汨罗市政务服务大厅综合咨询窗口，或者拨打12345",
        "complaint": "12345政务服务便民热线，或者“办不成事”反映窗口",
        "remedies": REMEDIES,
        "faq": [{"question": "能不能委托他人办理？", "answer": "可以，提交授权委托书和代理人身份证件；依法须本人到场的除外。"}],
    }


def _place(raw: Raw, presence: str, zone: str) -> str:
    if presence == "专区":
        return f"汨罗市政务服务大厅{listed('zones', FIRST_DAY)[zone]}专区"
    return str(raw.get("place") or "汨罗市政务服务大厅综合受理窗口")


def _field(each: str | Raw) -> dict[str, Any]:
    """A field of the form: by its name in the library, or as the item says it."""
    if isinstance(each, str):
        return {"name": each, **library()["fields"][each]}
    return dict(each)


def _material(each: str | Raw, fields: set[str]) -> dict[str, Any]:
    """A material: by its name in the library, changed where the item says so (``use``), or as the item says it."""
    if isinstance(each, str):
        found = {"key": each, **library()["materials"][each]}
    elif "use" in each:
        found = {
            "key": each["use"],
            **library()["materials"][each["use"]],
            **{name: value for name, value in each.items() if name != "use"},
        }
    else:
        found = dict(each)
    found["evidences"] = [name for name in found.get("evidences", ()) if name in fields]
    return found


def _steps(promised: int, instant: bool) -> list[dict[str, Any]]:
    """The five stages of the integrated window (onewindow-1-model), or the two of what is done on the spot."""
    if instant:
        return [
            _accept(),
            {"title": "当场办结", "by": "window", "standard": "经审批单位授权，窗口当场作出决定并出件", "result": "办理结果"},
        ]
    return [
        _accept(),
        {"title": "预审", "by": "office", "days": 1, "standard": "接收推送的材料，核对是否齐全"},
        {"title": "审核", "by": "office", "days": max(promised - 1, 1), "standard": "按审查要点审查"},
        {"title": "决定", "by": "office", "standard": "作出准予或者不予的决定", "result": "决定书"},
        {"title": "制证", "by": "office", "standard": "印制、扫描并上传审批结果"},
        {**_ISSUE, "title": "出件", "result": "证照或者批文"},
    ]


_ISSUE = {"by": "window", "standard": "核验领取人身份，登记发放"}


def _accept() -> dict[str, Any]:
    return {"title": "受理", "by": "window", "standard": "核验材料是否齐全、规范，当场受理或者一次性告知补正", "result": "受理通知书"}


def _steps_of(own: Procedure, result: str) -> list[dict[str, Any]]:
    """The stages of a procedure that code declares, each as the generic one of its kind."""
    decide = {"by": "office", "standard": "作出准予或者不予的决定", "result": paper_kind(own.decide.paper).title}
    review = {"by": "office", "standard": "按审查要点审查"}
    found = {"accept": _accept(), "review": review, "decide": decide, "issue": {**_ISSUE, "result": result}}
    return [{**found[step.kind], "title": step.title} for step in own.steps if step.kind in found]


def _bases(raw: Raw) -> Iterator[dict[str, str]]:
    if raw.get("clause"):
        yield dict(raw["clause"])
    if raw.get("basis"):
        yield {"law": raw["basis"]}
    if raw.get("certificate"):
        yield {"number": CERTIFICATES, "article": f"附件2第{raw['certificate']}项"}


def _policy_claims() -> list[Procedure]:
    return [each for each in procedures() if each.regulation is not None and each.regulation.key == "open2023"]


def _claim(procedure: Procedure, code: str) -> dict[str, Any]:
    """A procedure that code declares, as an item: its guide says what the procedure says, so the two cannot drift."""
    raw = {
        "key": procedure.key,
        "code": code,
        "title": procedure.title,
        "kind": "08",
        "organisation": POLICY_BODY,
        "audience": ("enterprise",),
        "themes": (POLICY_THEME,),
    }
    number = procedure.regulation.number if procedure.regulation else ""
    cited = [source.id for source in map(_as_clause, procedure.sources) if source is not None]
    return {
        **_always(raw),
        "procedure": procedure.key,
        "summary": procedure.summary,
        "handling": "promise",
        "statutory_days": 20,
        "promised_days": 20,
        "time_basis": "行政许可法第四十二条",
        "charge": "free",
        "conditions": [registry.clause(each).summary for each in cited],
        "materials": [_claimed(each) for each in procedure.materials],
        "no_forms": BY_THE_FORM,
        "steps": _steps(20, instant=False),
        "scenarios": [{"title": "一般情形", "condition": "不分情形"}],
        "review_points": ["填报的数据与所附证明一致", "逐项核对奖补的条件、标准和上限"],
        "basis": [{"number": number, "article": _article(each), "clause": each} for each in cited],
        "result": {"title": "奖补决定书", "kind": "reply"},
        "unconfirmed": ["effort", "process", "contact"],
    }


def _claimed(each: Any) -> dict[str, Any]:
    return {
        "key": each.key,
        "title": each.title,
        "required": each.required,
        "medium": "electronic",
        "copies": 1,
        "source_channel": "applicant",
        "standard": each.note or "清晰完整",
        "review_points": ["与填报内容一致"],
    }


def _as_clause(source: Any) -> Clause | None:
    return Clause(source) if isinstance(source, str) else source if isinstance(source, Clause) else None


def _article(clause: str) -> str:
    record = registry.clause(clause)
    return record.printed.removeprefix(registry.regulation_of(clause).number)
