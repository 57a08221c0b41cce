"""The files of a county's items: defaults, the first day, and a refusal that names the file and the item."""

from pathlib import Path

import pytest

from onewindow.items import services
from onewindow.words.refused import Refused


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("items: []", "a.yaml的写法不对"),
        ("effective_from: 2023-05-09\ncolour: red\nitems: []", "a.yaml的写法不对"),
        ("effective_from: 2023-05-09\nitems: [{key: x, title: 甲, code: A1, organisation: water, kind: '99'}]", "a.yaml：x"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    with pytest.raises(Refused, match=says):
        services.seeds(tmp_path)


def test_an_item_takes_over_the_defaults_of_its_file(tmp_path: Path) -> None:
    head = "effective_from: 2023-05-09\ndefaults: {organisation: water, level: county}\n"
    (tmp_path / "a.yaml").write_text(head + "items: [{key: x, title: 甲, code: A1, level: town}]\n", "utf-8")
    content = services.seeds(tmp_path)[0].content
    assert (content.organisation, content.level) == ("water", "town")
