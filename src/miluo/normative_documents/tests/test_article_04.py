"""第四条: the registration number, its three parts, its serial, and the two towns that share a prefix."""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from miluo.normative_documents import services
from miluo.normative_documents.models import Registration
from miluo.normative_documents.numbers import RegistrationNumber, deviates, number_of, parse
from miluo.normative_documents.selectors import find, preview
from miluo.normative_documents.tests.journey import PRINTED, REGISTRAR, at, bureau_lodged, document, lodged, registered
from onewindow.law.gazette.services import import_issue
from onewindow.papers.models import Counter
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused


@pytest.mark.clause("normdoc-4a", "normdoc-4f")
def test_a_number_has_three_parts_and_code_and_serial_stand_together() -> None:
    assert str(number_of("MLDR", "01", 2023, 4)) == "MLDR-2023-01004"
    assert str(number_of("MLDR", "33", 2023, 7)).endswith("-33007")


@pytest.mark.clause("normdoc-4a")
@pytest.mark.parametrize(
    "text", ["MLDR—2023—01004", "MLDR-2023-01004", "ｍｌｄｒ－２０２３－０１００４", "MLDR – 2023 – 01004", "MLDR―2023―01004"]
)
def test_long_dashes_are_read_and_hyphens_are_written(text: str) -> None:
    assert str(parse(text)) == "MLDR-2023-01004"


@pytest.mark.clause("normdoc-4a")
def test_a_printed_long_dash_is_a_deviation() -> None:
    assert deviates("MLDR—2023—01004")
    assert not deviates("MLDR-2023-01004")


@pytest.mark.clause("normdoc-4a")
@pytest.mark.parametrize(
    "text",
    [
        "MLDR-2023-1004",
        "MLDR-2023-01000",
        "MLR-2023-01004",
        "MLDR-23-01004",
        "MLDR-2023-01004号",
        "MLDR2023-01004",
        "",
        "汨政办发〔2023〕5号",
    ],
)
def test_another_shape_is_no_number(text: str) -> None:
    with pytest.raises(Refused, match="不是登记号"):
        parse(text)


@given(
    st.sampled_from(["MLDR", "BSTR", "QZCTR"]),
    st.integers(2000, 9999),
    st.integers(0, 99).map(lambda code: f"{code:02}"),
    st.integers(1, 999),
)
def test_what_is_written_is_read_back(prefix: str, year: int, code: str, serial: int) -> None:
    number = RegistrationNumber(prefix, year, code, serial)
    assert parse(str(number)) == number
    assert parse(str(number).replace("-", "—")) == number


@pytest.mark.clause("normdoc-4b", "normdoc-4d", "normdoc-annex-1", "normdoc-annex-2", "normdoc-annex-3", "normdoc-annex-4")
@pytest.mark.parametrize(
    ("issuer", "first"),
    [
        ("市政府", "MLDR-2023-00001"),
        ("市政府办公室", "MLDR-2023-01001"),
        ("农业农村局", "MLDR-2023-14001"),
        ("国家保密局", "MLDR-2023-38001"),
        ("归义镇", "GYTR-2023-00001"),
        ("汨罗镇", "MLTR-2023-00001"),
        ("屈子祠镇", "QZCTR-2023-00001"),
    ],
)
def test_the_first_number_of_an_issuer(county: None, issuer: str, first: str) -> None:
    assert preview(issuer, at(9, 15).date()).number == first


@pytest.mark.clause("normdoc-4d")
def test_a_body_that_is_no_issuer_has_no_next_number(county: None) -> None:
    with pytest.raises(Refused, match="不在制定主体清单中"):
        preview("市供销联社", at(9, 15).date())


@pytest.mark.clause("normdoc-4b")
def test_a_prefix_that_two_towns_share_is_no_name_and_both_are_named(county: None) -> None:
    with pytest.raises(Refused) as refused:
        preview("BSTR", at(9, 15).date())
    assert refused.value.problems[0].expected == "“BSTR”是登记号的字头，不是单位；写明汨罗市白水镇人民政府或者汨罗市弼时镇人民政府"


@pytest.mark.clause("normdoc-4c")
def test_the_year_is_that_of_the_registration_and_the_serial_begins_anew(county: None) -> None:
    first, second = bureau_lodged("汨商发〔2023〕1号"), bureau_lodged("汨商发〔2023〕2号")
    services.register(number=first, by=REGISTRAR, at=at(12, 29))
    services.register(number=second, by=REGISTRAR, at=at(1, 3, 2024))
    assert document(first).registration.number == "MLDR-2023-15001"
    assert document(second).registration.number == "MLDR-2024-15001"


@pytest.mark.clause("normdoc-4e")
def test_each_issuer_has_one_series_in_the_order_of_registration(county: None) -> None:
    for place in (1, 2, 3):
        services.register(number=bureau_lodged(f"汨商发〔2023〕{place}号"), by=REGISTRAR, at=at(4, 6))
        assert preview("commerce-grain", at(4, 6).date()).number == f"MLDR-2023-1500{place + 1}"
    assert preview("财政局", at(4, 6).date()).number == "MLDR-2023-09001"
    assert preview("commerce-grain", at(1, 1, 2024).date()).number == "MLDR-2024-15001"


@pytest.mark.clause("normdoc-4e")
def test_beyond_999_there_is_no_number_and_nothing_is_registered(county: None) -> None:
    number = lodged()
    Counter.objects.create(series="normdoc:2:MLDR01", year=2023, last=999)
    with pytest.raises(Refused, match="三位数字不够用"), transaction.atomic():
        preview("government-office", at(4, 17).date())
    with pytest.raises(Refused, match="三位数字不够用") as refused:
        services.register(number=number, by=REGISTRAR, at=at(4, 17))
    assert refused.value.first.code == "serial_overflow"
    assert Counter.objects.get(series="normdoc:2:MLDR01").last == 999
    assert document(number).state == "lodged"


@pytest.mark.clause("normdoc-4b")
def test_two_towns_share_a_number_and_are_told_apart_by_their_names(county: None) -> None:
    for issuer, word in (("town-baishui", "白政发"), ("town-bishi", "弼政发")):
        services.register(number=bureau_lodged(f"{word}〔2023〕1号", issuer=issuer), by=REGISTRAR, at=at(4, 6))
    found = find("BSTR—2023—00001")
    assert [line.number for line in found] == ["BSTR-2023-00001"] * 2
    assert {line.issuer_name for line in found} == {"汨罗市白水镇人民政府", "汨罗市弼时镇人民政府"}


@pytest.mark.clause("normdoc-4b")
def test_one_issuer_never_has_a_number_twice(county: None) -> None:
    number = lodged()
    services.register(number=number, by=REGISTRAR, at=at(4, 17))
    line = Registration.objects.get()
    line.pk, line.document = None, document(bureau_lodged("汨商发〔2023〕1号"))
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save()


@pytest.mark.clause("normdoc-4e")
def test_after_an_import_the_next_numbers_are_beyond_those_that_the_gazette_printed(county: None, tmp_path: Path) -> None:
    file = tmp_path / "issue.txt"
    file.write_text(PRINTED, "utf-8")
    import_issue(file, by=SYSTEM, at=at(4, 2))
    assert preview("government-office", at(4, 17).date()).number == "MLDR-2023-01005"
    assert preview("government-office", at(1, 5, 2024).date()).number == "MLDR-2024-01001"
    assert preview("commerce-grain", at(4, 17).date()).number == "MLDR-2023-15001"
    number = registered("")
    assert (document(number).document_number, document(number).registration.number) == ("汨政办发〔2023〕100号", "MLDR-2023-01005")
