"""The registration number (登记号): how it is written, read, and told apart where two issuers share a prefix. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from onewindow.words.refused import Refused

GOVERNMENT_CODE = "00"  # 政府代号为“00”: the towns' lines of the table print no code
LARGEST_SERIAL = 999  # 登记流水号为三位阿拉伯数字
_DASHES = re.compile(r"[\u2010-\u2015\u2212\u2500\u2501\uff0d\ufe58\ufe63]")
_SHAPE = re.compile(r"([A-Z]{2,4}[DT]R)-(\d{4})-(\d{2})(\d{3})")


@dataclass(frozen=True, slots=True)
class RegistrationNumber:
    """Prefix of area, level and R, year of registration, code of the issuer, serial (``MLDR-2023-01004``)."""

    prefix: str
    year: int
    code: str
    serial: int

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year:04d}-{self.code}{self.serial:03d}"


def number_of(prefix: str, code: str, year: int, serial: int) -> RegistrationNumber:
    """The number of the ``serial``-th document of a year. Raises Refused beyond the three digits of the text."""
    if not 1 <= serial <= LARGEST_SERIAL:
        raise Refused(
            f"{year}年的登记流水号已用到{LARGEST_SERIAL}，三位数字不够用",
            code="serial_overflow",
            field="serial",
            clause="normdoc-4e",
            expected="由市司法局决定如何编号后再登记",
            status=409,
        )
    return RegistrationNumber(prefix, year, code or GOVERNMENT_CODE, serial)


def parse(text: str) -> RegistrationNumber:
    """A number as typed or printed: blanks are dropped, long dashes read as hyphens. Raises Refused for another shape."""
    plain = _DASHES.sub("-", re.sub(r"\s", "", unicodedata.normalize("NFKC", text))).upper()
    found = _SHAPE.fullmatch(plain)
    if found is None or found[4] == "000":
        raise Refused(
            f"“{text}”不是登记号",
            code="invalid_number",
            field="number",
            clause="normdoc-4a",
            expected="三部分用“-”连接，第三部分为两位机关代号加三位流水号，如 MLDR-2023-01004",
        )
    return RegistrationNumber(found[1], int(found[2]), found[3], int(found[4]))


def deviates(text: str) -> bool:
    """Whether a printed number is the right one in another dress: with a long dash where the text asks for a hyphen."""
    return text.strip() != str(parse(text))
