"""Every kind of paper of the county is known to every process: the one that finishes papers in the background has opened no page."""

import subprocess
import sys

import pytest

KNOWS = "import django; django.setup(); from onewindow.papers.kinds import paper_kind; print(paper_kind('{}').key)"


@pytest.mark.clause("open2023-11-2", "normdoc-3-3c", "normdoc-3-3e")
@pytest.mark.parametrize("kind", ["open-economy-sanction", "normdoc-registration", "normdoc-return"])
def test_a_process_that_has_just_begun_knows_the_kind(kind: str) -> None:
    done = subprocess.run([sys.executable, "-c", KNOWS.format(kind)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == kind
