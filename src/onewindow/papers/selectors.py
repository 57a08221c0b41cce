"""What others may ask about papers; what the public may see of one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from onewindow.papers.models import Counter, Paper, PrintedIssue
from onewindow.papers.render import grouped
from onewindow.papers.services import CODE_LENGTH
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of


@dataclass(frozen=True, slots=True)
class Verification:
    """What the public may see of a paper: no content, and of the holder only a masked name.

    ``sha256`` (hex) and ``size`` (bytes) are of the finished file, None while it is being made.
    """

    title: str
    number: str
    code: str
    issuer: str
    issued_on: date
    status: str
    revoked_on: date | None
    holder: str
    sha256: str | None
    size: int | None

    @property
    def is_valid(self) -> bool:
        return self.revoked_on is None


def plain_code(code: str) -> str:
    """A verification code as it is stored, however it was printed or typed."""
    return re.sub(r"[\s\-‐-―]", "", unicodedata.normalize("NFKC", code)).upper()


def verification(code: str) -> Verification:
    """The paper with this verification code, as printed or typed (blanks, hyphens and case do not matter).

    Raises Refused (404) when there is none.
    """
    plain = plain_code(code)
    paper = Paper.objects.filter(code=plain).defer("content").first() if len(plain) == CODE_LENGTH else None
    if paper is None:
        raise Refused(
            "没有这个验证码的文书，请核对验证码；如确认无误，该文书不是本平台制发的",
            code="unknown_code",
            field="code",
            expected=f"{CODE_LENGTH}位字母和数字，印在文书页脚和二维码旁",
            status=404,
        )
    return Verification(
        title=paper.title,
        number=paper.number,
        code=grouped(paper.code),
        issuer=paper.issuer,
        issued_on=day_of(paper.issued_at),
        status=paper.status,
        revoked_on=day_of(paper.revoked_at) if paper.revoked_at else None,
        holder=paper.holder,
        sha256=paper.sha256 or None,
        size=paper.size or None,
    )


def paper(number: str) -> Paper:
    """The paper with this number. Raises Refused (404) when there is none."""
    found = Paper.objects.filter(number=number).first()
    if found is None:
        raise Refused(f"没有文书“{number}”", code="unknown_paper", field="number", status=404)
    return found


def papers_of(case: str) -> list[Paper]:
    """The papers of a case, in the order of issue; what they say stays sealed."""
    return list(Paper.objects.filter(case_number=case).defer("content").order_by("id"))


def gaps() -> list[str]:
    """Series of papers whose numbers are not exactly 1 … the counter: empty, unless somebody wrote past the door."""
    used = {
        (row["series"], row["year"]): (row["count"], row["last"])
        for row in Paper.objects.order_by().values("series", "year").annotate(count=Count("id"), last=Max("serial"))
    }
    counted = {(counter.series, counter.year): counter.last for counter in Counter.objects.all()}
    return [
        f"{series}〔{year}〕：末号{counted.get((series, year), 0)}，实有{count}件，最大号{last}"
        for (series, year), (count, last) in used.items()
        if not count == last == counted.get((series, year))
    ]


def pending() -> int:
    """How many papers have no file yet."""
    return Paper.objects.filter(sha256="").count()


def digests_in_use() -> set[str]:
    """The digests of all finished files: what the sweep of the store leaves alone."""
    papers = Paper.objects.exclude(sha256="").values_list("sha256", flat=True)
    return {*papers, *PrintedIssue.objects.values_list("sha256", flat=True)}
