"""Questions about the catalogue: which version holds on a day, what it says, what is open, and who acts next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from onewindow.items import reading
from onewindow.items.content import Content
from onewindow.items.models import OPEN, Item, ItemVersion, State
from onewindow.statements import fetch
from onewindow.words.refused import Refused

_MOST_READ = 2000
_NUMBER_ON = (  # our own names
    f"SELECT v.number, v.digest FROM {ItemVersion._meta.db_table} v JOIN {Item._meta.db_table} i ON i.id = v.item_id WHERE i.key = %s"
    " AND v.state = %s AND v.effective_from <= %s AND (v.effective_until IS NULL OR v.effective_until >= %s)"
)
_read: dict[str, Content] = {}


def item(key: str) -> Item:
    """The item of that key. Raises Refused (404) if there is none."""
    found = Item.objects.select_related("organisation").filter(key=key).first()
    if found is None:
        raise Refused(f"没有代号为“{key}”的事项", code="unknown_item", field="item", status=404)
    return found


def all_on(day: date) -> QuerySet[ItemVersion]:
    """The version of every item that holds on a day, in the order of the items."""
    in_force = Q(state=State.PUBLISHED, effective_from__lte=day) & (Q(effective_until=None) | Q(effective_until__gte=day))
    return ItemVersion.objects.filter(in_force).select_related("item__organisation").order_by("item_id")


def version_on(key: str, day: date) -> ItemVersion | None:
    """The version of an item that holds on a day; None before its first and after its last."""
    return all_on(day).filter(item__key=key).first()


def number_on(key: str, day: date) -> tuple[int, str] | None:
    """Number and digest of the version that holds on a day, for what asks at every case; None as ``version_on``."""
    found = fetch(_NUMBER_ON, [key, State.PUBLISHED.value, str(day), str(day)], ahead=True)
    return (found[0][0], found[0][1]) if found else None


def version_required(key: str, day: date) -> ItemVersion:
    """The same. Raises Refused (404) for an unknown item and for one that nothing holds of on that day."""
    if found := version_on(key, day):
        return found
    item(key)
    raise Refused(f"事项在{day:%Y-%m-%d}没有有效的版本", code="no_version_in_force", field="item", status=404)


def version(key: str, number: int) -> ItemVersion:
    """A version by its number, in whatever state. Raises Refused (404)."""
    found = ItemVersion.objects.select_related("item__organisation").filter(item__key=key, number=number).first()
    if found is None:
        raise Refused(f"事项“{key}”没有第{number}版", code="unknown_version", field="version", status=404)
    return found


def content_of(version: ItemVersion) -> Content:
    """What a version says; the same digest is read once for the process."""
    if version.digest not in _read:
        if len(_read) >= _MOST_READ:
            _read.clear()
        _read[version.digest] = reading.content(version.content)
    return _read[version.digest]


def contents_on(day: date) -> list[tuple[ItemVersion, Content]]:
    """Every version that holds on a day with its content."""
    return [(each, content_of(each)) for each in all_on(day)]


def of_theme(theme: str, day: date) -> list[Content]:
    """What the items of a theme say that hold on a day."""
    return [content for _, content in contents_on(day) if theme in content.themes]


def history(found: Item) -> QuerySet[ItemVersion]:
    """Every version of an item, the latest first."""
    return found.versions.order_by("-number")


def open_version(found: Item) -> ItemVersion | None:
    """The version that is being drafted or reviewed, if there is one."""
    return found.versions.filter(state__in=OPEN).first()


def before(version: ItemVersion) -> ItemVersion | None:
    """The published version that this one replaces: the last one before it."""
    return version.item.versions.filter(number__lt=version.number, state=State.PUBLISHED).order_by("-number").first()


def latest(found: Item) -> ItemVersion:
    """The version that tells the most of an item now: the open one, else the last published, else the last."""
    versions: Iterable[ItemVersion] = history(found)
    return min(versions, key=lambda each: (not each.open, each.state != State.PUBLISHED, -each.number))
