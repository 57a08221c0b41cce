"""The pages of the register and of 免申即享: what an officer and an agent see, press, and are told."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from miluo.open_economy.models import DataImport, Enterprise, Proposal
from miluo.open_economy.services import proposing
from miluo.open_economy.tests.filing import A_ROW, CUSTOMS, registered, taken, xlsx
from onewindow.accounts.models import User
from onewindow.cases.services import at_once
from onewindow.cases.tests.cast import AT, USCC, Cast
from onewindow.runs.models import Run
from onewindow.runs.work import work_one
from onewindow.words.actor import Actor

DESK, PUBLIC = "/desk/open-economy", "/open-economy"


@pytest.fixture(autouse=True)
def september(settings, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    settings.FIXED_TODAY = AT.date()
    monkeypatch.setattr(at_once, "is_drawn", lambda: False)


def signed_in(person: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(key=person.id))
    return client


@pytest.fixture
def officer(cast: Cast) -> Iterator[Client]:
    yield signed_in(cast.approver)


def uploaded(client: Client, *rows: tuple[object, ...], **fields: str) -> object:
    content = SimpleUploadedFile("海关数据.xlsx", xlsx(CUSTOMS, *rows))
    return client.post(f"{DESK}/imports/", {"kind": "customs", "year": "2023", "closed_until": "2023-08-31", "file": content, **fields})


@pytest.mark.clause("open2023-10-2a")
def test_a_file_is_uploaded_looked_at_and_taken(officer: Client) -> None:
    answer = uploaded(officer, A_ROW, ("91430681MA4L00001X", "演示企业丙有限公司", "是", 1, 1))
    number = DataImport.objects.get().number
    assert answer.headers["Location"] == f"{DESK}/imports/{number}/"  # type: ignore[attr-defined]
    page = officer.get(f"{DESK}/imports/{number}/").content.decode()
    assert "校验位不符" in page and "导入1行" in page
    marked = officer.get(f"{DESK}/imports/{number}/file/marked/")
    assert marked.content.startswith(b"PK") and "attachment" in marked.headers["Content-Disposition"]
    done = officer.post(f"{DESK}/imports/{number}/", {"intent": "apply"}, follow=True).content.decode()
    assert "已导入1行" in done
    assert Enterprise.objects.count() == 1
    assert officer.post(f"{DESK}/imports/{number}/", {"intent": "apply"}).status_code == 409
    assert "200,000.00美元" in officer.get(f"{DESK}/enterprises/{USCC}/").content.decode()


@pytest.mark.clause("open2023-10-2a")
def test_what_is_wrong_with_an_upload_is_said_on_the_form_with_what_was_typed(officer: Client) -> None:
    refused = uploaded(officer, A_ROW, closed_until="")
    page = refused.content.decode()  # type: ignore[attr-defined]
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert "尚未结束，须写明数据截至的月末" in page and 'value="2023"' in page
    assert officer.post(f"{DESK}/imports/", {"kind": "customs", "year": "2023"}).status_code == 422
    assert officer.get(f"{DESK}/imports/DR2023-9999/").status_code == 404
    assert officer.get(f"{DESK}/enterprises/{USCC}/").status_code == 404


@pytest.mark.clause("open2023-10-2a")
@pytest.mark.parametrize("kind", ["register", "customs", "commerce", "finance"])
def test_every_kind_of_data_has_a_template_that_can_be_read_back(officer: Client, kind: str) -> None:
    template = officer.get(f"{DESK}/imports/template/{kind}.xlsx")
    assert b"".join([template.content])[:2] == b"PK"
    file = BytesIO(template.content)
    file.name = "模板.xlsx"
    answer = officer.post(f"{DESK}/imports/", {"kind": kind, "year": "2022", "file": file}, follow=True)
    assert "已检查0行" in answer.content.decode()


@pytest.mark.clause("open2023-3-1")
def test_the_directory_is_searched_by_name_code_and_kind(cast: Cast, officer: Client) -> None:
    registered(cast, (USCC, "演示企业甲有限公司"))
    taken(cast, A_ROW)
    for query, found in (("q=企业甲", True), (f"q={USCC[-6:]}", True), ("q=没有", False), ("kind=is_service_platform", False)):
        page = officer.get(f"{DESK}/enterprises/?{query}").content.decode()
        assert ("演示企业甲有限公司" in page) is found, query
    assert "200,000.00" in officer.get(f"{DESK}/enterprises/").content.decode()


@pytest.mark.clause("open2023-2-1")
def test_an_agent_sees_what_waits_for_his_enterprise_and_confirms_it(cast: Cast, officer: Client) -> None:
    registered(cast, (USCC, "演示企业甲有限公司"))
    taken(cast, A_ROW)
    run = officer.post(f"{DESK}/proposals/run/", {"year": "2023"})["Location"]
    assert officer.post(f"{DESK}/proposals/run/", {"year": "2023"})["Location"] == run  # two presses are one run
    assert "2023年度免申即享核对" in officer.get(f"{DESK}/proposals/").content.decode()
    work_one()
    assert "新提出1项" in officer.get(run).content.decode()
    number = Proposal.objects.get().number
    agent, stranger = signed_in(cast.agent), signed_in(cast.stranger)

    assert "免申即享：演示企业甲有限公司可获36,000.00元" in agent.get("/my/").content.decode()
    assert "免申即享" not in stranger.get("/my/").content.decode()
    assert stranger.get(f"{PUBLIC}/proposals/{number}/").status_code == 404
    page = agent.get(f"{PUBLIC}/proposals/{number}/").content.decode()
    assert "海关数据，导入DR2023-0002第2行" in page and "外贸破零奖励" in page
    refused = agent.post(f"{PUBLIC}/proposals/{number}/confirm/", {"contact_name": "演示联系人", "contact_phone": "1"})
    assert refused.status_code == 422 and 'value="演示联系人"' in refused.content.decode()
    contact = {"contact_name": "演示联系人", "contact_phone": "13800000000"}
    done = agent.post(f"{PUBLIC}/proposals/{number}/confirm/", contact, follow=True)
    assert "已决定奖励36,000.00元" in done.content.decode()
    assert "可获" not in agent.get("/my/").content.decode()
    assert "企业已确认" in officer.get(f"{DESK}/proposals/{number}/").content.decode()
    assert agent.post(f"{PUBLIC}/proposals/{number}/confirm/", contact).status_code == 409


@pytest.mark.clause("open2023-11-1")
def test_an_objection_reaches_the_bureau_and_its_answer_the_agent(cast: Cast, officer: Client) -> None:
    registered(cast, (USCC, "演示企业甲有限公司"))
    taken(cast, A_ROW)
    proposing.propose(year=2023, by=cast.approver, at=AT)
    number, agent = Proposal.objects.get().number, signed_in(cast.agent)
    assert agent.post(f"{PUBLIC}/proposals/{number}/object/", {"reason": ""}).status_code == 422
    agent.post(f"{PUBLIC}/proposals/{number}/object/", {"reason": "少计一票出口"})
    assert "少计一票出口" in officer.get(f"{DESK}/proposals/{number}/").content.decode()
    assert number in officer.get(f"{DESK}/proposals/?state=objected&year=2023&q=企业甲").content.decode()
    assert officer.post(f"{DESK}/proposals/{number}/", {"answer": ""}).status_code == 422
    officer.post(f"{DESK}/proposals/{number}/", {"answer": "经核实没有遗漏"})
    assert "经核实没有遗漏" in agent.get(f"{PUBLIC}/proposals/{number}/").content.decode()
    assert signed_in(cast.supervisor).get(f"{DESK}/proposals/").status_code == 200
    assert signed_in(cast.supervisor).post(f"{DESK}/proposals/run/", {"year": "2023"}).status_code == 403


@pytest.mark.clause("open2023-10-1")
def test_a_year_that_is_not_paid_for_is_refused_on_the_page(officer: Client) -> None:
    refused = officer.post(f"{DESK}/proposals/run/", {"year": "2022"})
    assert refused.status_code == 422 and "专项资金不安排2022年度的业绩" in refused.content.decode()
    assert not Run.objects.exists()
