"""What a body that makes papers puts on them: its 机关代字, its name, and where its decisions can be contested. No Django."""

from __future__ import annotations

from dataclasses import dataclass

from onewindow.words.refused import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """One body; the county declares it, constructing it enters it in the register.

    ``code`` is the 机关代字 that every number of it begins with; ``reconsideration`` and ``court`` are where its acts are
    contested (行政复议机关, 行政诉讼管辖法院); ``enquiry`` is printed as it stands. Raises ValueError for a code in use.
    """

    organisation: str
    name: str
    code: str
    reconsideration: str
    court: str
    enquiry: str = ""

    def __post_init__(self) -> None:
        if not self.code or {"{", "}"} & set(self.code):
            raise ValueError(f"letterhead of {self.organisation}: {self.code!r} is no 机关代字")
        for other in _declared.values():
            if self.code == other.code and self != other:
                raise ValueError(f"letterheads of {self.organisation} and {other.organisation} share the code {self.code}")
        _declared[self.organisation] = self


_declared: dict[str, Letterhead] = {}


def letterhead(organisation: str) -> Letterhead:
    """The letterhead of a body by the body's key. Raises Refused when the county declared none for it."""
    try:
        return _declared[organisation]
    except KeyError:
        raise Refused(
            f"单位“{organisation}”没有登记机关代字，不能制发文书",
            code="no_letterhead",
            field="organisation",
            expected=f"已登记的单位：{'、'.join(head.name for head in _declared.values()) or '无'}",
        ) from None


def has_letterhead(organisation: str) -> bool:
    """Whether a body can make papers."""
    return organisation in _declared


def letterheads() -> tuple[Letterhead, ...]:
    """Every declared letterhead."""
    return tuple(_declared.values())


def declared() -> dict[str, Letterhead]:
    """The register itself, for tests that put back what they declared."""
    return _declared
