"""What the law has found: its documents, their clauses in our words, and the official texts where they are imported."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F

from onewindow.law import registry
from onewindow.law.gazette.selectors import current_versions
from onewindow.law.models import ClausePlace, Passage
from onewindow.law.search.findable import Entry, provide


def register() -> None:
    """Provide the three kinds."""
    provide("document", "政策文件", documents)
    provide("clause", "条款", clauses)
    provide("passage", "标准文本", passages)


def documents() -> Iterator[Entry]:
    """Every declared document by its head; an imported one that no regulation runs by its text."""
    for each in registry.regulations():
        text = "　".join(filter(None, (each.number, each.issuer, each.registration, each.interpreter and f"解释机关：{each.interpreter}")))
        yield Entry(each.key, each.title, text, "portal:document", (each.key,), each.number, each.issuer, each.signed)
    declared = {each.number for each in registry.regulations()}
    for version in current_versions():
        number = version.document.number
        if number not in declared:
            text = "　".join(filter(None, (number, version.issuer, version.registration)))
            yield Entry(number, version.title, text, "portal:text", (number,), number, version.issuer, version.signed)


def clauses() -> Iterator[Entry]:
    """Every clause of every declared document, by citation, title and summary."""
    for each in registry.regulations():
        for record in registry.clauses(each.key):
            title = f"{record.cite}　{record.title}"
            yield Entry(record.id, title, record.summary, "portal:clause", (each.key, record.id), each.number, each.issuer, each.signed)


def passages() -> Iterator[Entry]:
    """Every passage of the version that counts; it is read at the clause that it is tied to, or in its text."""
    declared = {each.number: each.key for each in registry.regulations()}
    tied = dict(ClausePlace.objects.order_by("-id").values_list("passage_id", "clause"))
    current = Passage.objects.filter(version__serial=F("version__document__current")).select_related("version__document")
    for passage in current.order_by("version", "position").iterator():
        version, number = passage.version, passage.version.document.number
        key, clause = declared.get(number), tied.get(passage.pk)
        at_clause = (key, clause) if key and clause else None
        heading = "" if passage.text in passage.heading else passage.heading
        title = f"{number} {passage.place}　{heading}".strip("　")
        yield Entry(
            key=f"{number} {passage.place}",
            title=title,
            text=passage.text,
            url_name="portal:clause" if at_clause else "portal:text",
            url_args=at_clause or (number,),
            document=number,
            issuer=version.issuer,
            day=version.signed,
            anchor="" if at_clause else passage.place.replace(" ", "-"),  # as the page of the text calls the place
        )
