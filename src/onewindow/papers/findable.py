"""What the search finds of the papers: one paper by its whole number, and no more of it than its kind and who issued it."""

from __future__ import annotations

from onewindow.law.search.findable import Entry, provide_number
from onewindow.papers.models import Paper


def register() -> None:
    """Provide papers by number."""
    provide_number("paper", "文书", paper)


def paper(number: str) -> Entry | None:
    """The paper of this number; what it says, and whose it is, needs the code that is printed on it."""
    found = Paper.objects.filter(number=number).values("number", "title", "issuer").first()
    if found is None:
        return None
    text = f"{found['issuer']}制发。凭文书上的验证码可以核验真伪"
    return Entry(found["number"], f"{found['title']}（{found['number']}）", text, "portal:verify", issuer=found["issuer"])
