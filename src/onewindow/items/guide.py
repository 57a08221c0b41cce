"""The guide of an item (办事指南) as a page and a paper say it: everything is read from one version, so nothing can drift. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onewindow.items.content import (
    APPLICANTS,
    CHARGING,
    DAY_UNITS,
    DELIVERY,
    DEPTHS,
    HANDLING,
    KINDS,
    LEVELS,
    PRESENCE,
    REACHES,
    SECTIONS,
    Content,
)
from onewindow.items.parts import MEDIA, RESULT_KINDS, SOURCE_CHANNELS, STEP_ROLES, Material, Scenario, Step

_SHARED = "由部门共享，不用提交"


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A material as the guide lists it; ``ways`` are what spares it: 免证办, 容缺, 告知承诺."""

    material: Material
    copies: str
    medium: str
    source: str
    ways: tuple[str, ...]

    @property
    def need(self) -> str:
        return "必要" if self.material.required else "视情况"


@dataclass(frozen=True, slots=True)
class StepRow:
    step: Step
    by: str
    limit: str


@dataclass(frozen=True, slots=True)
class Guide:
    """``body`` is the name of the organisation, ``number`` that of the version, ``since`` its first day; ``scenario`` is the chosen one."""

    content: Content
    body: str
    number: int
    since: date | None
    scenario: Scenario | None
    materials: tuple[MaterialRow, ...]
    steps: tuple[StepRow, ...]

    @property
    def pending(self) -> tuple[str, ...]:
        """The sections that the body has not confirmed yet, by title."""
        return tuple(SECTIONS[each] for each in self.content.unconfirmed)

    @property
    def handling(self) -> str:
        return HANDLING.get(self.content.handling, "")

    @property
    def promised(self) -> str:
        """The promised limit in words."""
        days = self.content.promised_days
        if days is None:
            return ""
        return "当场办结" if days == 0 else f"{days}个工作日"

    @property
    def statutory(self) -> str:
        """The statutory limit in words; empty where the version states none."""
        days = self.content.statutory_days
        return "" if days is None else f"{days}{DAY_UNITS[self.content.statutory_unit]}" if days else "当场办结"

    @property
    def trips(self) -> str:
        visits = self.content.visits
        return "" if visits is None else "0次（不用到现场）" if visits == 0 else f"{visits}次"

    @property
    def charge(self) -> str:
        return CHARGING.get(self.content.charge, "")

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The short facts beside the guide, those that are stated: title and value."""
        said = self.content
        return [
            (title, value)
            for title, value in (
                ("办件类型", self.handling),
                ("承诺办结时限", self.promised),
                ("法定办结时限", self.statutory),
                ("到现场次数", self.trips),
                ("收费", self.charge),
                ("服务对象", said.audience),
                ("事项类型", KINDS.get(said.kind, "")),
                ("实施主体", self.body),
                ("联办机构", "、".join(said.joint_bodies)),
                ("行使层级", LEVELS.get(said.level, "")),
                ("通办范围", "、".join(REACHES[each] for each in said.reach)),
                ("网办深度", DEPTHS.get(said.online_depth, "")),
                ("进驻方式", PRESENCE.get(said.presence, "")),
                ("结果送达", "、".join(DELIVERY[each] for each in said.delivery)),
                ("数量限制", said.quantity_limit),
                ("中介服务", said.intermediary),
                ("年审年检", said.annual_check),
            )
            if value
        ]

    @property
    def result(self) -> str:
        """The result with its kind and how long it holds."""
        result = self.content.result
        parts = [RESULT_KINDS[result.kind], f"有效期{result.validity}" if result.validity else ""]
        return f"{result.title}（{'，'.join(filter(None, parts))}）"

    @property
    def online(self) -> bool:
        """Whether it can be applied for on the net."""
        return self.content.online_depth in {"3", "4"}


def guide_of(content: Content, *, body: str, number: int, since: date | None, scenario: str = "") -> Guide:
    """The guide of a version; of a scenario only the materials that it needs."""
    chosen = next((each for each in content.scenarios if each.title == scenario), None)
    wanted = chosen.materials if chosen and chosen.materials else tuple(each.key for each in content.materials)
    return Guide(
        content=content,
        body=body,
        number=number,
        since=since,
        scenario=chosen,
        materials=tuple(_material(each) for each in content.materials if each.key in wanted),
        steps=tuple(StepRow(each, STEP_ROLES.get(each.by, ""), f"{each.days}个工作日" if each.days else "") for each in content.steps),
    )


def audiences(content: Content) -> str:
    return "、".join(APPLICANTS[each] for each in content.applicants)


def _material(material: Material) -> MaterialRow:
    counts = [f"原件{material.original}份" if material.original else "", f"复印件{material.copies}份" if material.copies else ""]
    ways = (
        f"有电子证照“{material.certificate}”的免于提交" if material.certificate else "",
        "可以容缺受理" if material.deferrable else "",
        "可以告知承诺" if material.promisable else "",
        _SHARED if material.source_channel == "shared" else "",
    )
    return MaterialRow(
        material=material,
        copies="、".join(filter(None, counts)),
        medium=MEDIA[material.medium],
        source=SOURCE_CHANNELS.get(material.source_channel, ""),
        ways=tuple(filter(None, ways)),
    )
