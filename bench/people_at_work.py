"""The child of ``bench.people`` that is the people: each a browser of their own, with the pauses that people make.

Readers look at a page for 4 to 20 seconds; an applicant types 3 to 9 seconds between two savings of the draft and looks 3 to 10 at a
page; at the desk 2 to 8 seconds pass between two presses. Everybody comes within the first minute, before the time that is measured,
and signs in; styles and scripts are loaded once, as a browser does. One in twenty presses 提交 twice. Who is told that a colleague was
first (409) takes the next case; every other answer of 400 and more, and every connection that breaks, is an error.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import sys
from collections import Counter
from html import unescape
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from urllib.parse import urljoin

import aiohttp

ARRIVING = float(os.environ.get("BENCH_ARRIVING", "60"))  # seconds before the time that is measured
AT_THE_DESK = {"accepting", "passing to review", "deciding"}
PHONE = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/86.0 Mobile Safari/537.36 MicroMessenger/8.0"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
READ = ("/", "/items/", "/services/", "/policies/", "/law/", "/finder/", "/track/", "/awards/", "/verify/", "/hall/", "/law/catalogue/")
SOUGHT = ("占道", "乡村医生", "养犬", "出口", "规范性文件", "办件")
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_FIELD = re.compile(r"<(?:input|textarea|select)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_FILES = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_LINKS = re.compile(r'href="(/(?:items|policies|law|services)/[^"#?]*/)"')
_ROWS = re.compile(r'data-row>.*?/desk/cases/([^/]+)/"', re.DOTALL)
NUMBER = re.compile(r"\d{4}-\d{6}")


class Met:
    """What was met: milliseconds of each answer within the time, errors, and what was answered."""

    def __init__(self) -> None:
        self.begins = self.ends = 0.0
        self.times: dict[str, list[float]] = {}
        self.wrong: Counter[str] = Counter()
        self.behind = 0  # a colleague was first
        self.submitted: dict[str, str] = {}
        self.acts: dict[str, list[str]] = {"accepted": [], "prereviewed": [], "decided": []}

    def answer(self, what: str, began: float, status: int) -> None:
        if self.begins <= began:
            self.times.setdefault(what, []).append(1000 * (perf_counter() - began))
        if status == 409 and what in AT_THE_DESK:
            self.behind += 1
        elif status >= 400:
            self.wrong[f"{status} {what}"] += 1


class Person:
    def __init__(self, site: str, met: Met, session: aiohttp.ClientSession, password: str) -> None:
        self.site, self.met, self.session, self.password = site, met, session, password
        self.kept: set[str] = set()
        self.at = site

    async def look(self, path: str, what: str, data: Any = None) -> str:
        """The page at an address, or the one that a posted form leads to."""
        began, status = perf_counter(), 599
        headers = {"Referer": self.at, "Origin": self.site}
        try:
            method = "GET" if data is None else "POST"
            async with self.session.request(method, urljoin(self.at, path), data=data, headers=headers) as answer:
                page, status, self.at = await answer.text(errors="replace"), answer.status, str(answer.url)
        except (TimeoutError, aiohttp.ClientError) as error:
            page = ""
            self.met.wrong[f"{type(error).__name__} {what}"] += 1
        self.met.answer(what, began, status if page else 0)
        await self._files(page)
        return page

    async def _files(self, page: str) -> None:
        for file in dict.fromkeys(_FILES.findall(page)):
            if file not in self.kept:
                self.kept.add(file)
                began = perf_counter()
                async with self.session.get(self.site + file) as answer:
                    await answer.read()
                    self.met.answer("a style or script", began, answer.status)

    async def press(self, page: str, what: str, action: str = "", also: dict[str, Any] | None = None, **fields: str) -> str:
        """Post the form of a page whose address ends so, with these fields over what it holds."""
        form = form_of(page, action)
        if form is None:
            self.met.wrong[f"no form {action} for: {what}"] += 1
            return ""
        address, held = form
        data = aiohttp.FormData() if also else {**held, **fields}
        if also:
            for name, value in {**held, **fields}.items():
                data.add_field(name, value)
            for name, (file, content) in also.items():
                data.add_field(name, content, filename=file, content_type="application/pdf")
        return await self.look(address or self.at, what, data)

    async def sign_in(self, username: str) -> None:
        page = await self.look("/accounts/login/", "the sign-in page")
        await self.press(page, "signing in", username=username, password=self.password)


def form_of(page: str, action: str) -> tuple[str, dict[str, str]] | None:
    """Address and fields of the posting form whose address ends with ``action``, or of the first with a key or a password."""
    for attributes, inside in _FORM.findall(page):
        about = dict(_ATTRIBUTE.findall(attributes))
        address = about.get("action", "")
        if about.get("method") != "post" or address.endswith("/logout/") or (action and not address.endswith(action)):
            continue
        if not action and "idempotency_key" not in inside and "password" not in inside:
            continue
        held = {}
        for field in _FIELD.findall(inside):
            given = dict(_ATTRIBUTE.findall(field))
            if "name" in given and given.get("type") not in {"checkbox", "radio", "file", "submit"}:
                held[given["name"]] = unescape(given.get("value", ""))
        return address, held
    return None


async def pause(least: float, most: float) -> None:
    await asyncio.sleep(random.uniform(least, most))


async def reads(person: Person) -> None:
    """Finds a page, follows what it leads to, looks for a word."""
    page = await person.look(random.choice(READ), "a public page")
    for _ in range(random.randint(1, 4)):
        await pause(4, 20)
        links = _LINKS.findall(page)
        if random.random() < 0.2:
            page = await person.look(f"/search/?q={random.choice(SOUGHT)}", "a search")
        else:
            page = await person.look(random.choice(links or READ), "a public page")
    await pause(4, 20)


async def applies(person: Person, items: dict[str, Any]) -> None:
    """One application on the phone: the form saved as it is typed, files, the check page, submitted; then the case looked at."""
    key = random.choice(list(items))
    facts, materials = items[key]["facts"], items[key]["materials"]
    await person.look(f"/items/{key}/", "a guide")
    await pause(3, 10)
    page = await person.look(f"/apply/{key}/", "beginning")
    await pause(2, 5)
    page = await person.press(page, "a new draft")
    draft = person.at.rstrip("/").rsplit("/", 1)[-1]
    typed = {"contact_name": "演示联系人", "contact_phone": "13800000000"}
    for name, value in facts.items():
        await pause(3, 9)
        typed[name] = value
        at = person.at
        await person.press(page, "a draft saved", intent="autosave", **typed)
        person.at = at
    page = await person.press(page, "the form", intent="next", **typed)
    for material in materials:
        await pause(3, 10)
        here = page[max(0, page.find(f'name="material" value="{material}"') - 700) :]
        page = await person.press(here, "a file", also={"file": (f"{material}.pdf", PDF)}, intent="upload")
    page = await person.look(f"/apply/drafts/{draft}/check/", "the check page")
    await pause(3, 10)
    number = await _submitted(person, page, draft)
    if number:
        await pause(3, 10)
        await person.look(f"/my/{number}/", "one's own case")
    await pause(5, 20)
    await person.look("/my/", "one's own cases")


async def _submitted(person: Person, page: str, draft: str) -> str:
    presses = 2 if random.random() < 0.05 else 1
    receipts = await asyncio.gather(*(person.press(page, "submitting") for _ in range(presses)))
    numbers = {found[0] for receipt in receipts if (found := NUMBER.search(receipt.partition("big-number")[2]))}
    if len(numbers) != 1:
        person.met.wrong[f"{len(numbers)} numbers for one application"] += 1
        return ""
    (number,) = numbers
    person.met.submitted[draft] = number
    return str(number)


async def works(person: Person, queue: str, does: Any) -> None:
    """Takes a case from the queue, looks at it, does what is due."""
    page = await person.look(f"/desk/?queue={queue}", "the queue")
    await pause(2, 8)
    numbers = _ROWS.findall(page)
    if not numbers:
        await pause(5, 10)
        return
    number = random.choice(numbers)
    page = await person.look(f"/desk/cases/{number}/", "a case at the desk")
    await pause(2, 8)
    await does(person, page, number)
    await pause(2, 8)


async def accepts(person: Person, page: str, number: str) -> None:
    if f"/desk/cases/{number}/check/" not in page:
        person.met.behind += 1
        return
    page = await person.look(f"/desk/cases/{number}/check/", "the checklist")
    await pause(5, 15)
    marks = dict.fromkeys(re.findall(r'name="(mark-[^"]+)"', page), "ok")
    page = await person.press(page, "accepting", intent="accept", **marks)
    _done(person, page, number, "accepted")


async def looks_over(person: Person, page: str, number: str) -> None:
    if form_of(page, "/do/pass-prereview/") is None:
        person.met.behind += 1
        return
    _done(person, await person.press(page, "passing to review", action="/do/pass-prereview/"), number, "prereviewed")


async def decides(person: Person, page: str, number: str) -> None:
    if f"/desk/cases/{number}/review/" not in page:
        person.met.behind += 1
        return
    page = await person.look(f"/desk/cases/{number}/review/", "the review")
    await pause(5, 15)
    page = await person.press(page, "deciding", action="/decide/", approve="yes")
    _done(person, page, number, "decided")


def _done(person: Person, page: str, number: str, kind: str) -> None:
    if "notice-success" in page:
        person.met.acts[kind].append(number)


async def _lives(site: str, met: Met, password: str, username: str, once: Any) -> None:
    """One person from their coming to the end of the time."""
    await asyncio.sleep(random.uniform(0, ARRIVING))
    agent = {"User-Agent": PHONE} if username.startswith("qunzhong") else {}
    async with aiohttp.ClientSession(
        cookie_jar=aiohttp.CookieJar(unsafe=True), headers=agent, timeout=aiohttp.ClientTimeout(total=60)
    ) as session:
        person = Person(site, met, session, password)
        if username:
            await person.sign_in(username)
        while perf_counter() < met.ends:
            await once(person)


async def _together(site: str, seconds: float, county: dict[str, Any]) -> Met:
    met = Met()
    met.begins = perf_counter() + ARRIVING
    met.ends = met.begins + seconds
    turns = [("", reads)] * county["readers"]
    turns += [(name, lambda person: applies(person, county["items"])) for name in county["applicants"]]
    turns += [(name, lambda person: works(person, "accept", accepts)) for name in county["window"]]
    turns += [(name, lambda person: works(person, "prereview", looks_over)) for name in county["looking"]]
    turns += [(name, lambda person: works(person, "review", decides)) for name in county["deciding"]]
    await asyncio.gather(*(_lives(site, met, county["password"], name, once) for name, once in turns))
    return met


def main(site: str, seconds: float) -> None:
    """Read the county from standard input; print what was met and answered."""
    random.seed(20230915)
    met = asyncio.run(_together(site, seconds, json.load(sys.stdin)))
    times = [each for several in met.times.values() for each in several]
    slowest = sorted(((round(_p95(each)), round(median(each)), len(each), what) for what, each in met.times.items()), reverse=True)
    figures = {
        "requests": len(times),
        "errors": met.wrong.total(),
        "p50": round(median(times), 1),
        "p95": round(_p95(times), 1),
        "p99": round(quantiles(times, n=100)[-1], 1),
        "longest": round(max(times), 1),
        "a colleague was first": met.behind,
        "wrong": met.wrong,
        "p95, median, number of each": slowest,
    }
    json.dump({"figures": figures, "answered": {"submitted": met.submitted, "acts": met.acts}}, sys.stdout)


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
