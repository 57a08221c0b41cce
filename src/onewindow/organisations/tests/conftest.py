"""The files of a county that does not exist."""

from pathlib import Path

import pytest

FILES = {
    "organisations.csv": """key,name,short_name,kind,parent,valid_from,valid_until
government,某县人民政府,县政府,government,,,
finance,某县财政局,县财政局,department,government,,
grain,某县商务局,县商务局,department,government,,
market,某县县场管理局,县县场管理局,department,government,,
town-east,某县东镇人民政府,东镇,town,government,,
branch,某市生态局某县分局,县生态局,vertical,,2020-01-01,
""",
    "aliases.csv": """text,organisation
商务,grain
财政（国库）,finance
""",
    "issuers.csv": """row,name,printed,prefix,code,digits,organisation,clause,valid_from,valid_until
1,县政府,MXDR-△△△△-00△△△,MXDR,00,3,government,sample-annex-1,,
2,财政局,MXDR-△△△△-01△△△,MXDR,01,3,finance,sample-annex-1,,
3,东镇,DZTR-△△△△-△△△△△,DZTR,,5,town-east,sample-annex-2,,
""",
    "leaders.csv": """key,name,post,gender,rank
first,甲某,县长,,1
second,乙某,副县长,,2
third,丙某,副县长,,3
""",
    "duties.csv": """leader,relation,target,kind,organisation,clause,valid_from,valid_until
first,负责,财政,matter,finance,sample-d1,2023-04-06,
second,协助分管,县财政局,unit,finance,sample-d2,2023-04-06,
second,分管,县商务局,unit,grain,sample-d2,2023-04-06,2023-12-31
second,负责,外贸,matter,,sample-d2,2023-04-06,
third,联系,各驻县银行,unit,,sample-d3,2023-04-06,
third,分管,县商务局,unit,grain,sample-d3,2024-01-01,
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path
