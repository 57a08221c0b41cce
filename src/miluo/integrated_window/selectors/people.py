"""Who stands for which body on a day, whom a body still lacks, who carries paper, and what the training of the window covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from miluo.integrated_window.conditions import WINDOW_BODIES
from miluo.integrated_window.figures import count
from miluo.integrated_window.models import ChiefRepresentative, Courier, Liaison, Trainee, TrainingItem
from miluo.integrated_window.models.people import DEPUTY
from onewindow.accounts.models import User
from onewindow.items.models import Item
from onewindow.organisations.models import Organisation

_OPEN = Q(ends_on=None)


def holding(on: date) -> Q:
    """The condition of a term that holds on a day."""
    return Q(starts_on__lte=on) & (_OPEN | Q(ends_on__gte=on))


def chief_on(organisation: str, on: date) -> ChiefRepresentative | None:
    """The chief representative of a body on a day."""
    return ChiefRepresentative.objects.select_related("organisation").filter(holding(on), organisation__key=organisation).first()


def is_chief(account: str, organisation: str, on: date) -> bool:
    """Whether that account is on record as the chief representative; a record without an account stands for any that holds the role."""
    found = chief_on(organisation, on)
    return found is not None and found.account in {"", account}


def is_courier(account: str, on: date) -> bool:
    """Whether an account carries paper on a day (onewindow-3-1-1-1-couriers)."""
    return Courier.objects.filter(holding(on), account=account).exists()


def couriers_on(on: date) -> list[Courier]:
    """The couriers of a day."""
    return list(Courier.objects.filter(holding(on)))


def courier_warning(on: date) -> str:
    """“应配2名” where another number is there; empty where it is right."""
    there, wanted = len(couriers_on(on)), count("couriers", on)
    return "" if there == wanted else f"物料流转员应配{wanted}名，现有{there}名"


@dataclass(frozen=True, slots=True)
class Resident:
    """A body with items in the catalogue: its chief representative and liaisons on a day, and what is lacking."""

    organisation: Organisation
    chief: ChiefRepresentative | None
    liaisons: tuple[Liaison, ...]
    lacks: tuple[str, ...]


def residents(on: date) -> list[Resident]:
    """Every body that has an item, as it stands on a day."""
    bodies = Organisation.objects.filter(pk__in=Item.objects.values("organisation")).order_by("id")
    chiefs = {row.organisation_id: row for row in ChiefRepresentative.objects.filter(holding(on))}
    named: dict[int, list[Liaison]] = {}
    for row in Liaison.objects.filter(holding(on)).select_related("organisation"):
        named.setdefault(row.organisation_id, []).append(row)
    return [_resident(body, chiefs.get(body.pk), named.get(body.pk, [])) for body in bodies]


def _resident(body: Organisation, chief: ChiefRepresentative | None, liaisons: list[Liaison]) -> Resident:
    roles = {each.role for each in liaisons}
    lacks = ["缺首席代表"] if chief is None else []
    lacks += ["缺分管领导"] if DEPUTY not in roles else []
    lacks += ["缺联络员"] if not roles - {DEPUTY} else []
    return Resident(body, chief, tuple(liaisons), tuple(lacks))


@dataclass(frozen=True, slots=True)
class TrainingCoverage:
    """How many of the window's clerks were trained on an item, by whom it is not yet known."""

    code: str
    trained: int
    clerks: int
    untrained: tuple[str, ...]

    @property
    def share(self) -> str:
        """75.0%; unrounded values are compared, one decimal is shown (conv-b-7)."""
        return f"{100 * self.trained / self.clerks:.1f}%" if self.clerks else ""


def clerks_on(on: date) -> list[User]:
    """The accounts that work at the window on a day."""
    users = User.objects.filter(is_active=True, grants__role="clerk", grants__organisation__key__in=WINDOW_BODIES).distinct().order_by("id")
    return [user for user in users if any(grant.holds_on(on) for grant in user.grants.all() if grant.role == "clerk")]


def coverage(codes: Iterable[str], on: date) -> list[TrainingCoverage]:
    """The training of the window's clerks on these items by a day."""
    clerks = clerks_on(on)
    trained: dict[str, set[int]] = {}
    wanted = list(codes)
    lines = TrainingItem.objects.filter(code__in=wanted, training__held_on__lte=on).values_list("code", "training_id")
    there: dict[int, set[int]] = {}
    for training, user in Trainee.objects.values_list("training_id", "user_id"):
        there.setdefault(training, set()).add(user)
    for code, training in lines:
        trained.setdefault(code, set()).update(there.get(training, set()))
    return [_covered(code, trained.get(code, set()), clerks) for code in wanted]


def training_warning(account: str, code: str, on: date) -> str:
    """What a clerk is told who takes an item without training on it (conv-window-9); empty where trained."""
    held = TrainingItem.objects.filter(code=code, training__held_on__lte=on).values("training")
    trained = Trainee.objects.filter(training__in=held, user__key=account).exists()
    return "" if trained else "您还没有参加本事项的业务培训，受理前请核对办事指南和审查要点"


def _covered(code: str, trained: set[int], clerks: list[User]) -> TrainingCoverage:
    untrained = tuple(user.display_name for user in clerks if user.pk not in trained)
    return TrainingCoverage(code, len(clerks) - len(untrained), len(clerks), untrained)
