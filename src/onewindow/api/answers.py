"""What an act of the API answers."""

from __future__ import annotations

from ninja import Field, Schema


class Answer(Schema):
    """What an act came to: the number of the case (or the key of the draft), its state, a sentence, and the paper that it made."""

    number: str
    state: str
    message: str
    paper: str = ""
    attachment: str = Field("", description="上传的附件编号")
