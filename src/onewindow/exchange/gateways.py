"""The way out to phones: one interface, and two that keep it: files for a demonstration, and a gateway that is called over HTTP."""

from __future__ import annotations

import fcntl
import json
import os
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

_PASSING = {408, 425, 429}  # the request was not wrong, it came at the wrong moment
_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is sent: ``id`` is the same at every attempt, ``phone`` 11 digits, ``again`` whether it was attempted before."""

    id: str
    phone: str
    text: str
    again: bool = False


class NotNow(Exception):
    """It may have gone out or not; the same is tried again later, under the same id."""


class Never(Exception):
    """The gateway will not send this, however often it is asked."""


class Gateway(Protocol):
    """What a way out does. A gateway sends what has the same ``id`` only once."""

    def send(self, outgoing: Outgoing) -> str:
        """Send one SMS; the gateway's receipt. Raises NotNow, Never."""


@dataclass(frozen=True, slots=True)
class FileGateway:
    """Writes each SMS as a line of JSON to the file of its day: for demonstrations, and where files are carried to the operator."""

    folder: Path

    def send(self, outgoing: Outgoing) -> str:
        """The line is on the disk when this returns; an id that was written before is not written again."""
        moment = timezone.localtime()
        said = {"id": outgoing.id, "phone": outgoing.phone, "text": outgoing.text, "at": moment.isoformat(timespec="seconds")}
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"sms-{moment:%Y-%m-%d}.jsonl").open("ab+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if not (outgoing.again and self._has(outgoing.id)):
                file.write(_after(file) + json.dumps(said, ensure_ascii=False).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        return f"file:{outgoing.id}"

    def _has(self, name: str) -> bool:
        """Whether any day has the id: what was attempted before a kill, before midnight too."""
        wanted = f'{{"id": "{name}",'.encode()
        lines = (line for path in self.folder.glob("sms-*.jsonl") for line in path.read_bytes().splitlines())
        return any(line.startswith(wanted) and line.endswith(b"}") for line in lines)


def _after(file: Any) -> bytes:
    """What brings the file to the begin of a line: nothing, or the end of a line that a kill cut off."""
    if not file.seek(0, os.SEEK_END):
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"


@dataclass(frozen=True, slots=True)
class HttpGateway:
    """Posts each SMS as JSON (``id``, ``phone``, ``text``) with the id as ``Idempotency-Key``; the answer may name its ``receipt``."""

    address: str
    token: str = ""

    def __post_init__(self) -> None:
        if urlsplit(self.address).scheme not in {"http", "https"}:
            raise ValueError(f"a gateway is called over http or https, not {self.address!r}")

    def send(self, outgoing: Outgoing) -> str:
        """2xx is sent; 408, 425, 429, 5xx and no answer are for later; anything else is refused for good."""
        body = json.dumps({"id": outgoing.id, "phone": outgoing.phone, "text": outgoing.text}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": outgoing.id}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.address, body, headers, method="POST")  # the scheme was looked at
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # as above
                return _receipt(answer.read(10_000))
        except urllib.error.HTTPError as error:
            said = f"网关答复{error.code}"
            raise (NotNow(said) if error.code in _PASSING or error.code >= 500 else Never(said)) from error
        except OSError as error:
            raise NotNow("网关没有答复") from error


def gateway() -> Gateway:
    """The way out that the settings choose."""
    if settings.SMS_GATEWAY == "http":
        return HttpGateway(settings.SMS_ADDRESS, settings.SMS_TOKEN)
    return FileGateway(settings.OUTBOX)


def _receipt(answer: bytes) -> str:
    """The receipt that an answer names; what is no JSON object names none."""
    try:
        said = json.loads(answer)
    except ValueError:
        return ""
    return str(said.get("receipt", ""))[:80] if isinstance(said, dict) else ""
