"""What the law has found: its documents, their clauses in our words, and the official texts where they are imported."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F

from onewindow.law import registry
from onewindow.law.models import ClausePlace, Passage
from onewindow.law.search.findable import Entry, provide


def register() -> None:
    """Provide the three kinds."""
    provide("document", "政策文件", documents)
    provide("clause", "条款", clauses)
    provide("passage", "标准文本", passages)


def documents() -> Iterator[Entry]:
    """Every declared document by its head."""
    for each in registry.regulations():
        text = "　".join(filter(None, (each.number, each.issuer, each.registration, each.interpreter and f"解释机关：{each.interpreter}")))
        yield Entry(each.key, each.title, text, "portal:document", (each.key,), each.number, each.issuer, each.signed)


def clauses() -> Iterator[Entry]:
    """Every clause of every declared document, by citation, title and summary."""
    for each in registry.regulations():
        for record in registry.clauses(each.key):
            title = f"{record.cite}　{record.title}"
            yield Entry(record.id, title, record.summary, "portal:clause", (each.key, record.id), each.number, each.issuer, each.signed)


def passages() -> Iterator[Entry]:
    """Every passage of the version that counts; it is read at the clause that it is tied to, or at its document."""
    declared = {each.number: each.key for each in registry.regulations()}
    tied = dict(ClausePlace.objects.order_by("-id").values_list("passage_id", "clause"))
    current = Passage.objects.filter(version__serial=F("version__document__current")).select_related("version__document")
    for passage in current.order_by("version", "position").iterator():
        version, number = passage.version, passage.version.document.number
        key, clause = declared.get(number), tied.get(passage.pk)
        url_name, url_args = "", ()  # type: str, tuple[str, ...]
        if key:
            url_name, url_args = ("portal:clause", (key, clause)) if clause else ("portal:document", (key,))
        title = f"{number} {passage.place}　{version.title}"
        yield Entry(f"{number} {passage.place}", title, passage.text, url_name, url_args, number, version.issuer, version.signed)
