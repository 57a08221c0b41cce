"""演示数据: cases of items of the catalogue at every step of their life, everything through the doors; a second load changes nothing.

Two bodies, 城管局 and 卫健局, have an approver and a chief representative each; the window takes in, couriers carry, 5号窗口 hands out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from miluo.demonstration import actor, moment
from onewindow.cases import services
from onewindow.cases.models import Case
from onewindow.items.content import Content
from onewindow.items.parts import FormField
from onewindow.items.selectors import content_of, version_required

MARK = "演示数据"
PEOPLE = (  # username, name, role, organisation
    ("chengguan", "演示城管审批员", "approver", "city-management"),
    ("chengguansx", "演示城管首席代表", "chief", "city-management"),
    ("weijian", "演示卫健审批员", "approver", "health"),
    ("weijiansx", "演示卫健首席代表", "chief", "health"),
)
RESIDENT_IDS = {"geren": "11010519491231002X"}  # an example of GB 11643
CLERK, ISSUER, APPLICANT, AGENT = "zongchuang", "chujian", "geren", "qiye"
PERSONS = {"person_name": "演示办事人", "person_id": RESIDENT_IDS[APPLICANT]}
RECEIVER = {"name": PERSONS["person_name"], "number": PERSONS["person_id"], "is_agent": False}
FIRM = {"uscc": "91430681MA4DEM0B01", "persons": {"enterprise_name": "演示企业乙有限公司"}}
PHONE = "13800000000"
THEME = ("household-cancellation", "funeral-benefit")  # of 身后一件事, of two bodies
WINDOW, ISSUING = "1", "5"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SCAN = {"name": f"审批结果（{MARK}）.pdf", "content": PDF}

Step = tuple[int, str, str, Mapping[str, Any]]  # day of September, who, door, what it is told


@dataclass(frozen=True, slots=True)
class Told:
    """What happened to one case: the item, the day of its submission, how it came in, and each step after it."""

    item: str
    day: int
    steps: tuple[Step, ...] = ()
    channel: str = "window"
    lacking: tuple[str, ...] = ()


def _passed(body: str, accepted: int, *rest: Step) -> tuple[Step, ...]:
    """A case that the window accepted and the body looked over on the next day."""
    return ((accepted, CLERK, "accept", {}), (accepted + 1, body, "pass_prereview", {}), *rest)


def _pushed(body: str, chief: str, accepted: int, document: str, *rest: Step) -> tuple[Step, ...]:
    """… decided on the day after that, and made and pushed to the issuing window on the same day."""
    day = accepted + 2
    made = {"document_number": f"演示字{document}号", **SCAN}
    steps: tuple[Step, ...] = (
        (day, chief, "decide", {"approve": True}),
        (day, body, "produce", made),
        (day, body, "push", {}),
    )
    return _passed(body, accepted, *steps, *rest)


TO_CORRECT = [{"kind": "material", "key": "hygiene-test", "reason": "检测报告超过有效期，请提交近一年内的报告"}]
PAPERS = [{"material": "application", "copies": 1}, {"material": "site-plan", "copies": 2}]
HANDED = {"channel": "window", "identity_checked": True, "window": ISSUING, "receiver": RECEIVER}
ASKED = {"organisations": ["city-management"], "question": f"经营场所门前设置是否占用城市道路（{MARK}）"}
TOLD = (
    Told(
        "construction-waste-disposal", 1, ((1, CLERK, "accept", {}), (4, "chengguan", "pass_prereview", {}))
    ),  # overdue: five days were promised
    Told(
        "road-occupation",
        4,
        (
            *_pushed("chengguan", "chengguansx", 4, "0001", (8, ISSUER, "issue", HANDED)),
            (8, APPLICANT, "rate", {"level": 5, "comment": ""}),
        ),
        "web",
    ),
    Told("dog-licence", 4, ((4, CLERK, "decide_at_window", {}), (4, CLERK, "issue", {**HANDED, "window": WINDOW}))),
    Told(
        "green-land-occupation",
        4,
        _pushed(
            "chengguan", "chengguansx", 4, "0002", (8, ISSUER, "issue", {"channel": "post", "tracking": "EMS0000001CN", "window": ISSUING})
        ),
    ),
    Told(
        "drainage-permit",
        4,
        _passed("chengguan", 4, (6, "chengguan", "begin_special", {"kind": "inspection", "reason": f"排水水质检测（{MARK}）"})),
    ),
    Told("rural-doctor", 5, _pushed("weijian", "weijiansx", 5, "0003", (11, ISSUER, "issue", HANDED))),
    Told("rural-doctor", 6, _pushed("weijian", "weijiansx", 6, "0004")),
    Told("public-place-hygiene", 8, ((8, CLERK, "accept", {}), (11, "weijian", "pass_prereview", {}), (12, "weijian", "consult", ASKED))),
    Told("road-occupation", 11, _passed("chengguan", 11, (13, "chengguansx", "decide", {"approve": True})), "window"),
    Told("public-place-hygiene", 11, ((12, CLERK, "ask_correction", {"items": TO_CORRECT}),)),
    Told("green-land-occupation", 11, _passed("chengguan", 11, (13, "chengguan", "take", {}))),
    Told(
        "construction-waste-disposal", 12, ((12, CLERK, "accept", {"deferred": ("transport-contract",)}),), lacking=("transport-contract",)
    ),
    Told("road-occupation", 13, ((13, CLERK, "accept", {}), (13, CLERK, "hand_over", {"lines": PAPERS, "carrier": "wuliao"}))),
    Told(
        "road-excavation",
        13,
        (
            (13, CLERK, "accept", {}),
            (13, CLERK, "hand_over", {"lines": PAPERS, "carrier": "wuliao2"}),
            (14, "chengguan", "count_hand_over", {"counted": {"application": 1, "site-plan": 1}}),
        ),
    ),
    Told("maternal-care-practice", 14, ((14, CLERK, "accept", {}),)),
    Told("drainage-permit", 14, channel="web"),
    Told("animal-clinic", 14),
)


def load() -> None:
    """Make the cases, once: those of items, the theme, and a form that waits at the portal."""
    if Case.objects.filter(procedure=TOLD[0].item).exists():
        return
    for told in TOLD:
        _case(told)
    _theme()


def _day(day: int) -> date:
    return date(2023, 9, day)


def _case(told: Told) -> None:
    content = content_of(version_required(told.item, _day(told.day)))
    number = (_online if told.channel == "web" else _at_window)(told, content)
    for place, (day, who, name, said) in enumerate(told.steps):
        given = dict(said)
        if name in {"accept", "decide_at_window"} and told.channel == "window":
            given["checks"] = [{"material": each.key, "outcome": "ok"} for each in content.materials if each.key not in told.lacking]
        if "carrier" in given:
            given["carrier"] = actor(given["carrier"], _day(day)).id
        getattr(services, name)(number=number, by=actor(who, _day(day)), at=moment(_day(day), 10 + place), **given)


def _at_window(told: Told, content: Content) -> str:
    """As the clerk enters it from the papers that lie on the counter."""
    by, at = actor(CLERK, _day(told.day)), moment(_day(told.day), 9)
    draft = services.start_draft(procedure_key=told.item, channel="window", window=WINDOW, by=by, at=at).number
    who: dict[str, Any] = {"persons": PERSONS} if "person" in content.applicants else FIRM
    services.save_draft(draft=draft, facts=typed(content.form), **who, contact_name="演示联系人", contact_phone=PHONE, by=by, at=at)
    return services.submit(draft=draft, by=by, at=at).number


def _online(told: Told, content: Content) -> str:
    """As the applicant fills it in, with a file for each material."""
    by, at = actor(APPLICANT if "person" in content.applicants else AGENT, _day(told.day)), moment(_day(told.day), 9)
    draft = services.start_draft(procedure_key=told.item, by=by, at=at).number
    services.save_draft(draft=draft, facts=typed(content.form), contact_name="演示联系人", contact_phone=PHONE, by=by, at=at)
    for each in content.materials:
        if each.required:
            services.attach(draft=draft, material=each.key, name=f"{each.title}（{MARK}）.pdf", content=PDF, by=by, at=at)
    return services.submit(draft=draft, by=by, at=at).number


def _theme() -> None:
    """身后一件事: one form, two bodies; the police decide at once at the window, the other takes it in."""
    day = _day(13)
    by, at = actor(APPLICANT, day), moment(day, 9)
    bundle = services.start_bundle(procedures=THEME, by=by, at=at).number
    contents = [content_of(version_required(key, day)) for key in THEME]
    facts = {name: value for content in contents for name, value in typed(content.form).items()}
    services.save_bundle(bundle=bundle, facts=facts, contact_name="演示联系人", contact_phone=PHONE, by=by, at=at)
    for each in {each.key: each for content in contents for each in content.materials if each.required}.values():
        services.attach_to_bundle(bundle=bundle, material=each.key, name=f"{each.title}（{MARK}）.pdf", content=PDF, by=by, at=at)
    services.submit_bundle(bundle=bundle, by=by, at=at)
    numbers = dict(Case.objects.filter(bundle=bundle).values_list("procedure", "number"))
    services.decide_at_window(number=numbers[THEME[0]], by=actor(CLERK, day), at=moment(day, 15))
    services.accept(number=numbers[THEME[1]], by=actor("renshe", day), at=moment(day, 16))


def typed(form: Sequence[FormField]) -> dict[str, str]:
    """A form filled in as its sample is."""
    return {field.name: field.example or (field.choices[0] if field.choices else "1") for field in form}
