"""离线工具: one page that anyone keeps and opens without a network. Its script is draw.js itself, so the two cannot drift (valuation-7)."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string

from miluo.valuation_disposal.draw import PARTIES

NAME = "评估机构摇号离线工具.html"
_STATIC = Path(__file__).parent / "static/valuation_disposal"


@cache
def page() -> bytes:
    """The whole page; the same bytes for everybody. Its policy lets nothing but its own script and style run, and nothing be fetched."""
    style, script = "".join(map(_read, ("verifier.css", "draw.css"))), _read("draw.js")
    policy = f"default-src 'none'; script-src '{_source(script)}'; style-src '{_source(style)}'; form-action 'none'; base-uri 'none'"
    context = {"style": style, "script": script, "policy": policy, "parties": PARTIES}
    return render_to_string("valuation_disposal/verifier.html", context).encode()


@cache
def sha256() -> str:
    """The digest of the page, for who wants to know that it is the same as another's."""
    return hashlib.sha256(page()).hexdigest()


def _read(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


def _source(text: str) -> str:
    """What a content security policy calls an inline script or style of exactly this text."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
