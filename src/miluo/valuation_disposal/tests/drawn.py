"""A draw as it is published, for the tests of Python and of the browser: ``draw_sample.json`` is what ``sample`` gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from miluo.valuation_disposal.draw import FORMAT, PARTIES, Candidate, commitment, digest_of, listed, result

SAMPLE = Path(__file__).parent / "draw_sample.json"
DAY = "2023-08-01"
NUMERALS = "一二三四五"
CANDIDATES = tuple(Candidate(f"91430681MA4DEM{letter}{place}X", f"演示评估机构{NUMERALS[place]}") for place, letter in enumerate("PQRTU"))
SECRETS = {"exchange": "exchange0123456789abcdef", "applicant": "applicant0123456789abcdef", "bank": "bank0123456789abcdef01"}
PUBLIC_NUMBER = "080112071821"


def hour(text: str) -> str:
    return f"{DAY}T{text}:00+08:00"


def announcement(candidates: tuple[Candidate, ...] = CANDIDATES, excluded: tuple[Candidate, ...] = ()) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "draw": "YH2023-0001",
        "valuation": "PG2023-0001",
        "round": 1,
        "announced_at": hour("09:00"),
        "commit_until": hour("12:00"),
        "reveal_until": hour("17:00"),
        "number": {"source": "中国福利彩票3D", "issue": "2023203", "known_at": hour("21:15")},
        "candidates": listed(candidates),
        "excluded": [{"key": each.key, "name": each.name, "reason": "演示回避"} for each in excluded],
    }


def parties(fixed: str, secrets: dict[str, str] = SECRETS, withheld: tuple[str, ...] = ()) -> list[dict[str, str]]:
    return [
        {
            "party": party,
            "commitment": commitment(fixed, party, secrets[party]),
            "committed_at": hour("10:00"),
            "secret": "" if party in withheld else secrets[party],
            "revealed_at": "" if party in withheld else hour("15:00"),
        }
        for party in PARTIES
    ]


def sample(withheld: tuple[str, ...] = (), number: str = PUBLIC_NUMBER) -> dict[str, Any]:
    said = announcement()
    return result(said, parties(digest_of(said), withheld=withheld), number)
