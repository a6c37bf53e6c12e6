"""Every screen in every state, in both languages: axe, names, the accessibility tree, sizes, spacing, colours."""

from __future__ import annotations

import json
import os
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from llais.interface.address import PAGES
from tests.browser import axe, screens
from tests.browser.conftest import Server
from tests.browser.screens import Screen, Walker

pytestmark = pytest.mark.browser

SNAPSHOTS = Path(__file__).parent / "snapshots"
RENEW = bool(os.environ.get("RENEW"))
"""`RENEW=1 make test` writes the snapshots anew, to be looked at before they are committed."""

HOME = {"width": 1080, "height": 1920}
"""A portrait kiosk: where axe looks."""
VIEWS: dict[str, tuple[tuple[int, int], dict[str, str]]] = {
    "portrait kiosk": ((1080, 1920), {}),
    "wide kiosk": ((1920, 1080), {}),
    "phone": ((360, 740), {}),
    "phone, 200 %": ((360, 740), {"size": "very_big"}),
    "320 px": ((320, 640), {}),
    "320 px, wide spaces": ((320, 640), {"spacing": "wide"}),
    "320 px, a reader's own spaces": ((320, 640), {"own": "yes"}),
    "320 px, 200 %": ((320, 640), {"size": "very_big"}),
    "320 px, biggest, wide spaces, no pictures": ((320, 640), {"size": "biggest", "spacing": "wide", "pictures": "off"}),
    "landscape phone, biggest": ((740, 320), {"size": "biggest"}),
}
"""Each size of screen, with what is set."""

STOPPED_IN = ("wide kiosk", "320 px, a reader's own spaces", "320 px, 200 %", "landscape phone, biggest")
"""Where each stop of Tab is looked at: what stands fast at the foot must not hide it (WCAG 2.4.11)."""

MONTHS = [date(2026, month, 1) for month in range(1, 13)]
SETS = """look => {
  const root = document.documentElement;
  for (const name of ['size', 'spacing', 'colours', 'pictures', 'own']) look[name] ? root.dataset[name] = look[name] : delete root.dataset[name];
  if (!document.adoptedStyleSheets.length) {  // as a browser's own setting: the policy does not ask about those
    const own = new CSSStyleSheet();
    own.replaceSync('[data-own] * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } [data-own] p { margin-bottom: 2em !important }');
    document.adoptedStyleSheets = [own];
  }
  dispatchEvent(new Event('resize'));
}"""
"""Settings as the settings page makes them; and what WCAG 1.4.12 lets readers ask for by themselves."""
SEES = """() => {
  const told = one => one.outerHTML.slice(0, 120);
  const open = document.querySelector('dialog[open]') ?? document.body;
  const all = [...open.querySelectorAll('button, .option label, input:not([type=radio]), textarea, a[href]:not(.say a, .skip)')].filter(one => one.checkVisibility());
  const small = all.filter(one => { const box = one.getBoundingClientRect(); return box.height < 47.5 || box.width < 47.5; }).map(told);
  const cut = all.filter(one => !one.matches('input, textarea') && one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right > innerWidth + 1).map(told);
  const tight = document.documentElement.hasAttribute('data-tight') || innerHeight < 341;
  const listen = tight ? null : document.querySelector('.listen').getBoundingClientRect();
  const last = [...document.querySelectorAll('.option')].at(-1)?.getBoundingClientRect().bottom ?? 0;
  return { sideways: Math.max(0, document.documentElement.scrollWidth - innerWidth), small, cut,
           place: listen ? [listen.x, listen.y].map(Math.round).join() : '', over: Math.max(0, last + scrollY - document.querySelector('.bar').getBoundingClientRect().top) };
}"""
STOPS = """() => {
  const held = document.activeElement, place = one => one.type === 'radio' ? one.closest('label') : one;
  const open = document.querySelector('dialog[open], :popover-open, .attract:not([hidden])') ?? document.body; // what somebody opened goes away by Escape
  const shown = () => location.href + document.getElementById('page').innerHTML + document.documentElement.lang, before = shown(), top = scrollY;
  const all = [...open.querySelectorAll('a[href], button, summary, input:not([type=hidden]), textarea')].filter(one => !one.disabled && one.checkVisibility({visibilityProperty: true}));
  const hidden = all.filter(one => {
    document.activeElement.blur(); // else it does not come into sight
    one.focus();
    const boxes = [...place(one).getClientRects()]; // a link may be on two lines
    return boxes.length && !boxes.some(box => [.1, .5, .9].some(part => place(one).contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height * part))));
  }).map(one => one.outerHTML.slice(0, 120));
  held === document.body ? document.activeElement.blur() : held.focus();
  scrollTo(0, top);
  return { hidden, changed: shown() !== before };
}"""
"""What is wholly hidden while it has the focus; and whether the page changes when the focus comes (WCAG 3.2.1)."""
MISNAMED = """() => [...document.querySelectorAll('[aria-label]')].filter(one => one.checkVisibility() && one.matches('button, a, input'))
  .filter(one => !one.ariaLabel.toLowerCase().includes(one.innerText.trim().toLowerCase().replace(/^[−+]$/, ''))).map(one => one.outerHTML.slice(0, 120))"""
"""Controls whose name does not hold the words that are seen on them."""
TOOLS = "['[data-do=exit]', '.set button'].filter(one => ![...document.querySelectorAll(one)].some(it => it.checkVisibility()))"
"""What must be at hand on every screen and is not."""
LACKS = {"start": ["[data-do=exit]"], "settings": [".set button"]}
"""From the start there is nothing to leave yet; and one is in the settings already."""


class Findings(list[str]):
    """What is wrong, each with its screen: one walk tells all of it."""

    def __init__(self, walker: Walker) -> None:
        super().__init__()
        self.walker, self.where = walker, ""
        self.places: dict[str, set[str]] = {}
        """Where Listen is, by view: Back and Continue stand beside it."""

    def note(self, what: str, *found: object) -> None:
        """Something is wrong if there is anything here."""
        self.extend(f"{self.where}: {what}: {one}" for one in found if one)


def walk(walker: Walker, listed: tuple[Screen, ...], views: dict[str, tuple[tuple[int, int], dict[str, str]]]) -> set[str]:
    """Reach each screen and look at it in every way. Returns the pages that were passed."""
    findings, passed = Findings(walker), set()
    for screen in listed:
        findings.where = f"{walker.tag}: {screen.name}"
        screen.reach(walker)
        passed.add(walker.page.evaluate("document.getElementById('page').dataset.page"))
        looks_at(screen, walker, findings)
        looks_in_every_size(screen, walker, findings, views)
        if walker.tag == "cy":
            looks_in_every_colour(walker, findings)
        walker.page.set_viewport_size(HOME)
        walker.page.evaluate(SETS, {})
    findings.extend(f"{view}: Listen is in {found}" for view, found in findings.places.items() if len(found - {""}) > 1)
    assert not findings, "\n".join(findings)
    return passed


def looks_at(screen: Screen, walker: Walker, findings: Findings) -> None:
    page = walker.page
    findings.note("axe", *axe.told(axe.run(page)))
    findings.note("script", *walker.faults)
    shown = page.evaluate("[document.documentElement.lang, document.title]")
    findings.note("language", shown[0] != ("cy" if screen.bilingual else walker.tag))
    findings.note("title", not shown[1])
    findings.note("focus is lost", not screen.fresh and page.evaluate("document.activeElement === document.body"))
    on = page.evaluate("document.getElementById('page').dataset.page")
    findings.note("not at hand", *(one for one in page.evaluate(TOOLS) if one not in LACKS.get(on, [])))
    findings.note("foreign words", walker.foreign_english(screen.bilingual))
    tree = page.locator("body").aria_snapshot()
    findings.note("a name twice", *twice(tree))
    findings.note("the seen words are not in the name", *page.evaluate(MISNAMED))
    if screen.kept:
        findings.note("accessibility tree", kept(screen, walker, tree))


def twice(tree: str) -> list[str]:
    """Names that more than one control has: by voice, nobody could tell them apart."""
    names = re.findall(r'^\s*- (?:button|link|radio|textbox) "((?:[^"\\]|\\.)*)"', tree, re.M)
    return sorted({one for one in names if names.count(one) > 1})


def kept(screen: Screen, walker: Walker, tree: str) -> str:
    """What differs from the snapshot of this screen; empty where nothing does."""
    file = SNAPSHOTS / walker.tag / f"{re.sub(r'[^a-z]+', '-', screen.name.lower()).strip('-')}.yaml"
    today = masked(tree, walker)
    if RENEW:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(today, "utf-8")
    before = file.read_text("utf-8") if file.exists() else ""
    pairs = (f"{file.name}: {one!r} is not in the other" for one in set(before.splitlines()) ^ set(today.splitlines()))
    return "" if before == today else next(pairs, f"{file.name}: the order is another")


def masked(tree: str, walker: Walker) -> str:
    """Without what is new each time: codes, dates and the seconds of a clock."""
    tree = re.sub(r"\d{4} \d{4} \d{4} \d{4}", "(code)", re.sub("a{100,}", "(too much)", tree))
    months = "|".join(sorted({walker.words.date(day).split()[1] for day in MONTHS}))
    tree = re.sub(rf"\d{{1,2}} (?:{months}) 20\d\d", "(date)", tree)
    return re.sub(r"\d+:\d\d(?! /)|(?<=status: )\d+ \w+", "(time)", tree) + "\n"


def looks_in_every_size(screen: Screen, walker: Walker, findings: Findings, views: dict[str, tuple[tuple[int, int], dict[str, str]]]) -> None:
    where = findings.where
    for name, ((width, height), look) in views.items():
        findings.where = f"{where}: {name}"
        walker.page.set_viewport_size({"width": width, "height": height})
        walker.page.evaluate(SETS, look)
        seen = walker.page.evaluate(SEES)
        findings.note("scrolls sideways by px", seen["sideways"])
        findings.note("smaller than 48 px", *seen["small"])
        findings.note("cut off", *seen["cut"])
        findings.note("must be scrolled to by px", seen["over"] if screen.whole and not look and height > 700 else 0)
        findings.places.setdefault(name, set()).add(seen["place"])
        if name in STOPPED_IN:
            stops = walker.page.evaluate(STOPS)
            findings.note("hidden when it has the focus", *stops["hidden"])
            findings.note("it changes when the focus comes", stops["changed"])
    findings.where = where


def looks_in_every_colour(walker: Walker, findings: Findings) -> None:
    where = findings.where
    walker.page.set_viewport_size(HOME)
    for theme in ("cream", "dark", "contrast"):
        findings.where = f"{where}: {theme}"
        walker.page.evaluate(SETS, {"colours": theme})
        findings.note("axe", *axe.told(axe.run(walker.page, ["color-contrast"])))
    findings.where = where


@pytest.fixture
def tab(chrome: Browser) -> Iterator[Page]:
    """A tab the size of a portrait kiosk that may use the microphone."""
    context = chrome.new_context(viewport=HOME, permissions=["microphone"])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_every_screen_on_the_web(tab: Page, server: Server, tag: str) -> None:
    passed = walk(Walker(tab, server, tag), screens.WEB, VIEWS)
    assert passed == {*PAGES, "not-found"}


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_every_screen_on_a_kiosk(tab: Page, serve: Callable[..., Server], tag: str) -> None:
    server = serve(LLAIS_PLACE="kiosk", LLAIS_PUBLIC_URL="https://llais.example.wales")
    walk(Walker(tab, server, tag), screens.KIOSK, {name: view for name, view in VIEWS.items() if "kiosk" in name})


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_every_screen_where_nothing_can_be_accepted(tab: Page, serve: Callable[..., Server], tag: str) -> None:
    server = serve(LLAIS_RECIPIENTS="age1wrong")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server.url}/healthz")
    assert refused.value.code == 503 and "age1wrong" in json.loads(refused.value.read())["reason"]
    walk(Walker(tab, server, tag), screens.CLOSED, VIEWS)
