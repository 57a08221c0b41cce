"""The index finds exactly what reading every text finds, on the database that the run is about, and follows every change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onewindow.law.search import findable, index, services
from onewindow.law.search.findable import Entry
from onewindow.law.search.folding import fold, words_of
from onewindow.law.search.models import SearchEntry
from onewindow.words.refused import Refused

pytestmark = pytest.mark.django_db

ALPHABET = (
    "公示期间奖励外贸，。、；〔〕（）()《》\"'-*:^ \n　aAbＡ12２𠮷𠮸"  # marks that a query language of the index might take for its own
)
TEXTS = st.lists(st.tuples(st.text(ALPHABET, max_size=6), st.text(ALPHABET, max_size=60)), max_size=12)
QUERIES = st.lists(st.text(ALPHABET.replace("\n", ""), min_size=1, max_size=7), min_size=1, max_size=8)
DAY = date(2023, 5, 25)


def scan(query: str) -> list[int]:
    """What a plain reading finds, newest first."""
    words = words_of(query)
    rows = SearchEntry.objects.order_by("-id").values_list("id", "folded")
    return [number for number, folded in rows if all(word in folded for word in words)]


def entry(key: str, text: str, title: str = "标题", **values: object) -> Entry:
    return Entry(**{"key": key, "title": title, "text": text, "day": DAY, **values})  # type: ignore[arg-type]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, QUERIES)
def test_the_index_finds_exactly_what_a_scan_finds(texts: list[tuple[str, str]], queries: list[str]) -> None:
    with transaction.atomic():
        services.put("clause", [entry(str(place), text, title) for place, (title, text) in enumerate(texts)])
        for query in [*queries, *(text[:5] for _, text in texts), *(text[2:4] for _, text in texts)]:
            if words := words_of(query):
                assert index.newest(words, limit=100) == scan(query), query
        transaction.set_rollback(True)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.text(ALPHABET, max_size=20), st.booleans()), max_size=15), QUERIES)
def test_what_was_changed_or_removed_is_found_no_more(changes: list[tuple[str, str, bool]], queries: list[str]) -> None:
    with transaction.atomic():
        for key, text, stays in changes:
            if stays:
                services.put("clause", [entry(key, text)])
            else:
                services.remove("clause", [key])
        for query in queries:
            if words := words_of(query):
                assert index.newest(words, limit=100) == scan(query)
        transaction.set_rollback(True)


def test_a_long_text_loses_no_phrase() -> None:
    text = "公示期间" * 6000 + "奖励外贸" + "期间公示" * 6000
    services.put("clause", [entry("long", text), entry("other", "外贸奖励")])
    assert len(index.newest(["公示期间奖励外贸期间"], limit=10)) == 1
    assert not index.newest(["励公"], limit=10)


def test_many_texts_with_every_pair_but_not_the_word_hide_none() -> None:
    services.put("clause", [entry(f"n{place}", "示期公示", day=DAY + timedelta(days=1)) for place in range(700)])  # has 公示 and 示期
    services.put("clause", [entry("old", "公示期")])
    assert len(index.newest(["公示期"], limit=1)) == 1
    assert len(index.newest(["公示"], [("issuer", "")], limit=900)) == 701


def test_punctuation_between_two_characters_keeps_them_apart() -> None:
    services.put("clause", [entry("a", "公。示"), entry("b", "公示")])
    assert len(index.newest(["公示"], limit=10)) == 1
    assert len(index.newest(["公。示"], limit=10)) == 1


def test_a_word_does_not_run_from_the_title_into_the_text() -> None:
    services.put("clause", [entry("a", "励办法", title="外贸奖")])
    assert not index.newest(["奖励"], limit=10)


def test_the_newest_come_first_and_the_limit_holds() -> None:
    services.put("clause", [entry(str(n), "公示", day=DAY + timedelta(days=n % 7)) for n in range(30)])
    found = index.newest(["公示"], limit=8)
    assert found == sorted(found, reverse=True)
    assert len(found) == 8
    keys = dict(SearchEntry.objects.values_list("id", "key"))
    assert all(int(keys[number]) % 7 in {5, 6} for number in found)


def test_filters_hold_for_indexed_words_and_for_scanned_ones() -> None:
    services.put("clause", [entry("a", "公示", issuer="甲"), entry("b", "公示", issuer="乙"), entry("c", "公示", day=None)])
    for words in (["公示"], ["公"]):
        assert len(index.newest(words, [("issuer", "甲")], limit=9)) == 1
        assert len(index.newest(words, [("year", 2023)], limit=9)) == 2
        assert not index.newest(words, [("document", [])], limit=9)


def test_words_in_the_title_are_asked_for_alone() -> None:
    services.put("clause", [entry("a", "公示", title="奖励"), entry("b", "奖励", title="公示")])
    assert len(index.newest(["公示"], limit=9)) == 2
    assert len(index.newest(["公示"], limit=9, titled=True)) == 1
    assert len(index.newest(["公"], limit=9, titled=True)) == 1


def test_a_second_rebuild_changes_nothing_and_a_stray_entry_goes() -> None:
    first = services.rebuild()
    assert first["clause"] > 10
    before = list(SearchEntry.objects.order_by("id").values_list("id", "digest"))
    assert not any(services.rebuild().values())
    assert list(SearchEntry.objects.order_by("id").values_list("id", "digest")) == before
    services.put("clause", [entry("nothing-1", "火星移民")])
    assert services.rebuild()["clause"] == 1
    assert not index.newest([fold("火星移民")], limit=1)


def test_an_unknown_kind_is_refused_and_none_is_provided_twice() -> None:
    with pytest.raises(Refused):
        services.refresh("nothing")
    with pytest.raises(ValueError, match="twice"):
        findable.provide("clause", "条款", list)
    with pytest.raises(ValueError, match="twice"):
        findable.provide_number("clause", "条款", lambda number: None)
