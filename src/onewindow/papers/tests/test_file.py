"""The file of a paper is finished once and stays the same; a crash before that leaves a paper that is finished later."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from onewindow.papers import files, render, selectors, services
from onewindow.papers.models import Paper
from onewindow.papers.tests import samples
from onewindow.trail.selectors import events_of

Issue = Callable[..., Paper]


def test_a_repeated_call_returns_the_same_bytes(issue: Issue) -> None:
    paper = issue()
    first = services.file_of(paper)
    assert first.startswith(b"%PDF-")
    assert services.file_of(Paper.objects.get(pk=paper.pk)) == first
    assert services.file_of(paper) == first


def test_the_row_and_one_event_name_the_digest(issue: Issue) -> None:
    paper = issue()
    content = services.file_of(paper)
    services.file_of(paper)
    kept = Paper.objects.get(pk=paper.pk)
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert kept.size == len(content)
    sealed = [event for event in events_of("case:2023-000001") if event.kind == "paper.sealed"]
    assert [event.content for event in sealed] == [{"paper": paper.number, "sha256": kept.sha256, "size": kept.size}]
    assert selectors.digests_in_use() == {kept.sha256}


def test_of_two_who_finish_at_once_the_first_ones_file_stands(issue: Issue) -> None:
    paper = issue()
    late = Paper.objects.get(pk=paper.pk)
    first = services.file_of(paper)
    assert late.sha256 == ""
    assert services.file_of(late) == first
    assert len([event for event in events_of("case:2023-000001") if event.kind == "paper.sealed"]) == 1


def test_threads_that_ask_at_once_get_one_file(committed: str) -> None:
    with transaction.atomic():
        content = samples.acceptance()
        paper = services.issue(kind="acceptance", case="", content=content, organisation="test-hall", by=samples.CLERK, at=samples.NOW)
    answers: list[bytes] = []

    def ask() -> None:
        answers.append(services.file_of(Paper.objects.get(pk=paper.pk)))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert len(set(answers)) == 1
    assert [event.kind for event in events_of(paper.subject)] == ["paper.issued", "paper.sealed"]


def test_papers_without_a_file_are_finished_later(issue: Issue) -> None:
    papers = [issue(), issue("receipt"), issue("decision")]
    services.file_of(papers[0])
    assert services.render_pending(limit=1) == (1, [])
    assert services.render_pending() == (1, [])
    assert services.render_pending() == (0, [])
    assert not Paper.objects.filter(sha256="").exists()


def test_one_paper_that_cannot_be_made_holds_no_other_up(
    issue: Issue, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = issue(), issue("receipt")
    whole = render.render

    def render_but_one(paper: Paper, seal: Any) -> bytes:
        if paper.pk == bad.pk:
            raise RuntimeError("no layout")
        return whole(paper, seal)

    monkeypatch.setattr(render, "render", render_but_one)
    assert services.render_pending() == (1, [bad.number])
    assert "could not be finished" in caplog.text
    assert Paper.objects.get(pk=good.pk).sha256
    assert Paper.objects.get(pk=bad.pk).sha256 == ""


def test_a_write_that_fails_leaves_the_paper_as_it_was(issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = issue()

    def full(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(files, "keep", full)
    with pytest.raises(OSError, match="no space"):
        services.file_of(paper)
    monkeypatch.undo()
    assert Paper.objects.get(pk=paper.pk).sha256 == ""
    assert services.file_of(Paper.objects.get(pk=paper.pk)).startswith(b"%PDF-")


def test_a_file_that_was_changed_on_the_disk_is_not_handed_out(issue: Issue, store: Path) -> None:
    paper = issue()
    services.file_of(paper)
    (kept,) = store.glob("*/*")
    content = bytearray(kept.read_bytes())
    content[1000] ^= 1
    kept.write_bytes(bytes(content))
    with pytest.raises(files.Damaged):
        services.file_of(paper)


def test_a_download_is_named_for_the_paper(issue: Issue) -> None:
    assert issue().file_name == "受理通知书（青行审受〔2023〕1号）.pdf"


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "a" * 64},
        {"size": 5},
        {"revoked_at": samples.NOW},
        {"revoked_for": "没有时间"},
    ],
)
def test_the_database_refuses_half_a_file_and_half_a_revocation(issue: Issue, change: dict[str, Any]) -> None:
    paper = issue()
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(**change)


def test_the_database_refuses_a_second_paper_under_one_serial(issue: Issue) -> None:
    paper = issue()
    paper.pk, paper.number, paper.code = None, "另一个号", "B" * 12
    with pytest.raises(IntegrityError, match=r"serial|UNIQUE"), transaction.atomic():
        paper.save(force_insert=True)
