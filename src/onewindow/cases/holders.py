"""Whose a case is: an enterprise by its code, or a person by the keyed digest of the identity number (conv-c-13)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from onewindow.accounts import masks
from onewindow.accounts.models import User
from onewindow.accounts.sealed import digest
from onewindow.accounts.selectors import may_act_for
from onewindow.cases.models import Case, Draft
from onewindow.words.actor import Actor
from onewindow.words.identity import check_resident_id
from onewindow.words.refused import Problem, Refused

PERSON = "cases.person"  # the purpose under which identity numbers are digested here
NAME = "cases.name"
LONGEST_NAME = 50
_PLACES = re.compile(r"^(?:[一-鿿]{2,3}省)?(?:[一-鿿]{2,3}市(?!场))?(?:[一-鿿]{2,3}[市县区](?!场))?(?:[一-鿿]{2,3}[镇乡])?")
CONTACTS = ("contact_name", "contact_phone", "agent_name", "agent_id")
SEALED = (*CONTACTS, "person_name", "person_id")  # opened only where they are shown


@dataclass(frozen=True, slots=True)
class Holder:
    """Who applies. An enterprise has ``uscc`` and ``enterprise_name``; a person ``name`` and ``number`` (公民身份号码), plain."""

    uscc: str = ""
    enterprise_name: str = ""
    name: str = ""
    number: str = ""

    @property
    def is_person(self) -> bool:
        return not self.uscc

    @property
    def columns(self) -> dict[str, str]:
        """The columns of the case that say whose it is."""
        if not self.is_person:
            return {"uscc": self.uscc, "enterprise_name": self.enterprise_name, "sought_name": sought(self.enterprise_name)}
        return {
            "uscc": "",
            "enterprise_name": "",
            "sought_name": "",
            "person_key": person_key(self.number),
            "name_key": name_key(self.name),
            "masked_name": masks.name(self.name),
            "person_name": self.name,
            "person_id": self.number,
        }


def person_key(number: str) -> str:
    """The digest by which the cases of a person are found; ``number`` is a whole identity number."""
    return digest(number, purpose=PERSON)


def name_key(name: str) -> str:
    """The digest by which cases are found by a person's whole name."""
    return digest("".join(name.split()), purpose=NAME)


def person_key_of(actor: Actor) -> str:
    """The digest of the identity number of an account; empty where it has none."""
    number = User.objects.filter(key=actor.id).values_list("resident_id", flat=True).first()
    return person_key(number) if number else ""


def sought(name: str) -> str:
    """A name as it is looked for: without blanks and width, and without the places before it (省市县区镇), which everybody leaves out."""
    plain = "".join(unicodedata.normalize("NFKC", name).split()).lower()
    return _PLACES.sub("", plain) or plain


def acts_for(actor: Actor, case: Case, on: date) -> bool:
    """Whether an actor stands on the applicant's side: for the enterprise that day; as the person; as who submitted for the person."""
    if case.uscc:
        return may_act_for(actor, case.uscc, on)
    return case.applicant == actor.id or (bool(case.person_key) and person_key_of(actor) == case.person_key)


def person_problems(draft: Draft, today: date) -> list[Problem]:
    """What is wrong with the person whom a form names as its applicant, and with the agent, if it names one."""
    found = _name_problems(draft.person_name, "person_name", "申请人")
    found += _number_problems(draft.person_id, "person_id", "申请人", today)
    if draft.agent_name or draft.agent_id:
        found += _name_problems(draft.agent_name, "agent_name", "代理人")
        found += _number_problems(draft.agent_id, "agent_id", "代理人", today)
    return found


def person_of(draft: Draft) -> Holder:
    """The person whom a form without problems names."""
    return Holder(name="".join((draft.person_name or "").split()), number=check_resident_id(draft.person_id or ""))


def _name_problems(name: str | None, field: str, who: str) -> list[Problem]:
    plain = "".join((name or "").split())
    if plain and len(plain) <= LONGEST_NAME and not set(plain) & set("<>"):
        return []
    message = f"{who}的姓名填写有误" if plain else f"没有填写{who}姓名"
    return [Problem(message, "invalid_name" if plain else "name_missing", field, None, f"身份证件上的姓名，不超过{LONGEST_NAME}字")]


def _number_problems(number: str | None, field: str, who: str, today: date) -> list[Problem]:
    if not (number or "").strip():
        return [Problem(f"没有填写{who}的公民身份号码", "number_missing", field, "GB 11643-1999", "18位，末位可为X")]
    try:
        check_resident_id(number or "", field=field, today=today)
    except Refused as refusal:
        return list(refusal.problems)
    return []
