"""Service platforms: whom each helped, who claims the same enterprise, and what stands against a claim (open2023-7-1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from miluo.open_economy.models import Attribution, Enterprise
from onewindow.cases.claims import Claim
from onewindow.cases.life import OPEN
from onewindow.cases.models import Case
from onewindow.words.refused import Problem

PROCEDURE = "open-economy-platform"
HELPED = "helped_enterprises"
CLAUSE = "open2023-7-1"


@dataclass(frozen=True, slots=True)
class Rival:
    """An enterprise that an open claim says it helped: the platform and the case."""

    uscc: str
    platform: str
    platform_name: str
    case_number: str
    year: int


def helped(facts: Mapping[str, Any]) -> list[str]:
    """The codes that a claim names, as they are written."""
    return ["".join(code.split()).upper() for code in facts.get(HELPED) or ()]


def claimed() -> dict[str, list[Rival]]:
    """Every enterprise that an open claim of a platform names, with its claims."""
    found: dict[str, list[Rival]] = defaultdict(list)
    cases = Case.objects.filter(procedure=PROCEDURE, state__in=sorted(OPEN)).order_by("submitted_at", "id")
    for case in cases.only("number", "uscc", "enterprise_name", "facts", "period"):
        for code in dict.fromkeys(helped(case.facts)):
            found[code].append(Rival(code, case.uscc, case.enterprise_name, case.number, case.period))
    return found


def disputed() -> dict[str, list[Rival]]:
    """The enterprises that several platforms claim and that were given to none yet."""
    several = {code: rivals for code, rivals in claimed().items() if len({rival.platform for rival in rivals}) > 1}
    given = set(Attribution.objects.filter(uscc__in=several).values_list("uscc", flat=True))
    return {code: rivals for code, rivals in several.items() if code not in given}


def attribution_problems(claim: Claim) -> list[Problem]:
    """What stands against a claim: an enterprise that is another platform's; and, once it is a case, one that another claims too.

    The claim may be handed in meanwhile; its decision waits until the bureau has said whose the enterprise is.
    """
    codes = helped(claim.facts)
    if not codes:
        return []
    problems = []
    given = dict(Attribution.objects.filter(uscc__in=codes).values_list("uscc", "platform"))
    others = claimed() if claim.number else {}
    for place, code in enumerate(codes):
        if given.get(code, claim.uscc) != claim.uscc:
            message = f"{code}已认定由{platform_name(given[code])}帮助破零，每家企业只计一个平台"
            problems.append(Problem(message, "another_platform", f"{HELPED}[{place}]", CLAUSE, "其他企业"))
        elif code not in given and (rival := _other(others.get(code, ()), claim.uscc)):
            message = f"{rival.platform_name}（办件{rival.case_number}）也申报帮助了{code}，须先认定归属"
            problems.append(Problem(message, "not_attributed", f"{HELPED}[{place}]", CLAUSE, "由市商务粮食局认定归属后再决定"))
    if Enterprise.objects.filter(uscc=claim.uscc, is_service_platform=False).exists():
        problems.append(Problem("企业名录中本企业不是外贸综合服务机构", "no_platform", HELPED, "open2023-7-0", "登记为外贸综合服务机构"))
    return problems


def platform_name(uscc: str) -> str:
    """What a platform is called in the register; its code where it is not there."""
    return Enterprise.objects.filter(uscc=uscc).values_list("name", flat=True).first() or uscc


def _other(rivals: Iterable[Rival], own: str) -> Rival | None:
    return next((rival for rival in rivals if rival.platform != own), None)
