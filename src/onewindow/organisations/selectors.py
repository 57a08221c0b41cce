"""Questions about organisations: by key, by any name they go by, as issuers, and who answers for them on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from django.db.models import Q

from onewindow import rows
from onewindow.organisations.models import Alias, Duty, Issuer, Organisation
from onewindow.organisations.names import place_of, plain, spellings
from onewindow.words.refused import Refused

_PRINCIPAL = (Duty.Relation.IN_CHARGE, Duty.Relation.RESPONSIBLE)  # in this order: the unit's own leader before the matter's
_ORDER = (
    *_PRINCIPAL,
    Duty.Relation.LIAISON,
    Duty.Relation.ASSIST_IN_CHARGE,
    Duty.Relation.ASSIST_RESPONSIBLE,
    Duty.Relation.ASSIST_LIAISON,
)


@dataclass(frozen=True, slots=True)
class Answerable:
    """A leader who answers for a unit or a matter, as the division of work says; ``principal`` is not an assistant or liaison."""

    leader: str
    name: str
    post: str
    relation: str
    relation_title: str
    target: str
    kind: str
    principal: bool
    clause: str
    valid_from: date


def organisation(key: str) -> Organisation:
    """The organisation with this key, retired or not. Raises Refused (404) if there is none."""
    found = rows.one(Organisation, key=key)
    if found is None:
        raise Refused(f"没有代号为“{key}”的单位", code="unknown_organisation", field="organisation", status=404)
    return found


def by_name(text: str) -> Organisation:
    """The organisation that goes by this name: full, short or alias, with or without the place before it.

    Raises Refused for a name that is unknown (with the names that come near) or that means several organisations.
    """
    found = _named(text)
    if len(found) == 1:
        return found[0]
    if found:
        both = "、".join(item.name for item in found)
        raise Refused(f"“{text}”可以指{both}", code="ambiguous_organisation", field="organisation", expected="写明全称")
    raise _unknown(text)


def issuer(text_or_row: str | int) -> Issuer:
    """A line of the table of issuers: by its row, the name printed there, the key or any name of the organisation.

    Raises Refused when the row or name is not in the table.
    """
    text = plain(str(text_or_row))
    lines = Issuer.objects.select_related("organisation")
    if text.isascii() and text.isdecimal():
        found = lines.filter(row=int(text)).first() if len(text) < 5 else None
    else:
        found = lines.filter(Q(name=text) | Q(organisation__key=text)).first() or lines.filter(organisation__in=_named(text)).first()
    if found is None:
        last = Issuer.objects.count()
        raise Refused(
            f"“{text_or_row}”不在规范性文件制定主体名单中",
            code="unknown_issuer",
            field="issuer",
            expected=f"序号1至{last}，或者名单中的单位名称",
            status=404,
        )
    return found


def leaders_of(key: str, on: date) -> tuple[Answerable, ...]:
    """Who answers for an organisation on a day, principals first; empty where no division of work is in force."""
    return _answerable(Q(organisation__key=key), on)


def leaders_for(text: str, on: date) -> tuple[Answerable, ...]:
    """Who answers for a matter or a unit named in the words of the division of work; empty when it is not listed."""
    found = _named(text)
    return _answerable(Q(target=plain(text)) | Q(organisation__in=found), on)


def leader_responsible_for(key: str, on: date) -> Answerable | None:
    """The one leader to turn to for an organisation: who is in charge of it, else who is responsible for its matter."""
    return next((person for person in leaders_of(key, on) if person.principal), None)


def _answerable(condition: Q, on: date) -> tuple[Answerable, ...]:
    in_force = Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gte=on))
    duties = sorted(
        Duty.objects.filter(condition, in_force).select_related("leader"),
        key=lambda duty: (_ORDER.index(Duty.Relation(duty.relation)), duty.leader.rank, duty.pk),
    )
    return tuple(
        Answerable(
            leader=duty.leader.key,
            name=duty.leader.name,
            post=duty.leader.post,
            relation=duty.relation,
            relation_title=duty.get_relation_display(),
            target=duty.target,
            kind=duty.kind,
            principal=duty.relation in _PRINCIPAL,
            clause=duty.clause,
            valid_from=duty.valid_from,
        )
        for duty in duties
    )


def _named(text: str) -> list[Organisation]:
    """The organisations that a name may mean: the name as written decides, else every form with or without the place."""
    government = Organisation.objects.filter(kind=Organisation.Kind.GOVERNMENT, parent=None).values_list("name", flat=True).first()
    forms = spellings(text, place_of(government or ""))
    aliases = list(Alias.objects.filter(plain__in=forms, retired=False).select_related("organisation"))
    exact = [alias.organisation for alias in aliases if forms and alias.plain == forms[0]]
    return exact or list(dict.fromkeys(alias.organisation for alias in aliases))


def _unknown(text: str) -> Refused:
    names = list(Alias.objects.filter(retired=False).values_list("text", flat=True))
    inside = [name for name in names if plain(text) and plain(text) in plain(name)]
    near = list(dict.fromkeys([*inside, *get_close_matches(plain(text), names, n=3, cutoff=0.5)]))[:5]
    expected = f"相近的有：{'、'.join(near)}" if near else "已登记的单位名称"
    return Refused(f"没有登记名为“{text}”的单位", code="unknown_organisation", field="organisation", expected=expected, status=404)
