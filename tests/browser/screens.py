"""Every screen and every state of the families' app, in the order in which a person can bring them about.

A walk is one tab; each `Screen` is reached from the one before it, by what a person does. What is asked of each is in
test_every_screen.py; there a page that a URL can open and that no walk passes is a failure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from llais.answers import identity, recipients
from llais.answers.answer import TEXT_LIMIT, Recording
from llais.answers.recipients import PRACTICE_FILE
from llais.answers.vault import Vault
from llais.desk import inbox
from llais.desk.work import Work
from tests.browser.conftest import Server
from tests.browser.person import Person
from tests.browser.tone import wav

REFUSES = "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError')); 0"
MINUTES = 19 * 60_000 + 40_000  # ms: on the web a visit may rest for 20 minutes


class Walker(Person):
    """A person with the server they are served by, and the code they were given."""

    def __init__(self, page: Page, server: Server, tag: str) -> None:
        super().__init__(page, server.url, tag)
        self.server, self.code = server, ""


Do = Callable[[Walker], None]


@dataclass(frozen=True)
class Screen:
    """A screen in a state. `kept`: its accessibility tree is kept in snapshots/. `bilingual`: it is in every language.

    `fresh`: a new document, in which nobody has been anywhere yet. `whole`: all choices are seen at once, without scrolling, but on the narrowest screens.
    """

    name: str
    reach: Do
    kept: bool = False
    bilingual: bool = False
    whole: bool = False
    fresh: bool = False


def at(page: str, item: str = "", form: str = "full") -> Do:
    """Go to a page."""
    return lambda walker: walker.goes(page, item, form)


def settings(walker: Walker) -> None:
    walker.touches("settings.title")
    walker.is_on("settings.title")


def opened(path: str) -> Do:
    """In a new document."""
    return lambda walker: walker.opens(path.format(tag=walker.tag))


def listens(walker: Walker) -> None:
    walker.touches("button.listen")
    expect(walker.page.locator(".lit")).to_have_count(1)


def pauses(walker: Walker) -> None:
    walker.touches("button.pause")
    expect(walker.button("button.resume")).to_be_visible()


def sets_a_ruler(walker: Walker) -> None:
    walker.touches("button.stop")
    walker.page.get_by_role("radio", name=walker.words("settings.ruler.on"), exact=True).check()
    expect(walker.page.locator("#line")).to_be_visible()


def sets_it_back(walker: Walker) -> None:
    walker.touches("settings.reset")
    expect(walker.page.locator("#line")).to_be_hidden()


def touches_a_hard_word(walker: Walker) -> None:
    walker.page.locator(".hard").first.click()
    expect(walker.page.locator(".hard-word:popover-open .lit")).to_have_count(1)


def is_in_full_again(walker: Walker) -> None:
    walker.page.keyboard.press("Escape")
    walker.touches("paper.full")
    expect(walker.page.locator(".hard")).to_have_count(0)


def types_a_wrong_card(walker: Walker) -> None:
    walker.page.locator("#card").fill("7777 7777")
    walker.touches("button.continue")
    walker.sees("error.card")


def answers(walker: Walker) -> None:
    walker.goes("question", "q4")
    walker.chooses("question.q4.yes")
    expect(walker.page.locator("#text")).to_be_visible()


def records(walker: Walker) -> None:
    walker.touches("button.record")
    expect(walker.page.locator("#time")).to_have_text("0:01")


def loses_a_recording(walker: Walker) -> None:
    refusal = {"status": 409, "json": {"problem": "error.recording_broken"}}
    walker.page.route("**/recordings/**", lambda route: route.fulfill(**refusal))
    walker.touches("button.stop_recording")
    expect(walker.button("button.try_again")).to_be_visible()


def has_recorded(walker: Walker) -> None:
    walker.page.unroute("**/recordings/**")
    walker.touches("button.try_again")
    expect(walker.button("button.delete_recording")).to_be_visible()


def may_not_record(walker: Walker) -> None:
    walker.page.evaluate(REFUSES)
    walker.touches("button.record_again")
    walker.sees("error.microphone")


def types_too_much(walker: Walker) -> None:
    walker.types("a" * (TEXT_LIMIT + 1))
    walker.touches("button.continue")
    expect(walker.page.locator("#problem")).to_be_focused()
    told = re.compile(re.escape(walker.words("error.text_too_long")))
    expect(walker.page.locator("#text[aria-invalid=true]")).to_have_accessible_description(told)


def is_asked_for_contact(walker: Walker) -> None:
    walker.types("zxq")
    walker.goes("you")


def checks(walker: Walker) -> None:
    walker.page.locator("#how").fill("07000 000000")
    walker.page.locator("[name=may_reach][value=yes]").check()
    walker.goes("check")
    walker.sees("check.recorded")


def sends(walker: Walker) -> None:
    walker.touches("button.send")
    walker.is_on("sent.title")
    walker.code = walker.page.inner_text("#code")
    walker.page.evaluate("getSelection().selectAllChildren(document.getElementById('code'))")
    walker.page.keyboard.press("Control+c")


def finishes(walker: Walker) -> None:
    walker.touches("button.finish")
    expect(walker.page.locator("dialog#keep[open]")).to_be_visible()


def comes_back(walker: Walker) -> None:
    walker.touches("button.not_kept")
    walker.goes("come-back")


def types_a_wrong_code(walker: Walker) -> None:
    walker.page.locator("#code").fill("0000 1111")
    walker.touches("button.check_code")
    walker.sees("error.code_form")


def is_found(walker: Walker) -> None:
    """With the code as it was copied: nobody has to type it."""
    walker.page.locator("#code").clear()
    walker.page.locator("#code").press("Control+v")
    expect(walker.page.locator("#code")).to_have_value(walker.code)
    walker.touches("button.check_code")
    walker.sees("come_back.no_reply")


def has_a_reply(walker: Walker) -> None:
    """The reviewer reads and replies, at the desk."""
    vault, data = Vault(f"sqlite:///{walker.server.data / 'llais.sqlite'}"), walker.server.data
    keys = identity.read((data / PRACTICE_FILE).read_bytes())
    mine = next(one for one in inbox.look(vault, keys).letters if one.answers.language == walker.tag and one.can_reply)
    work = Work(vault, keys, recipients.load("", data))
    work.read(mine)
    work.reply(mine, walker.tag, "zxq", Recording("audio/wav", wav(1), 1.0))
    vault.close()
    walker.goes("withdraw")
    walker.goes("come-back")
    walker.sees("come_back.reply")


def withdraws(walker: Walker) -> None:
    walker.touches("button.withdraw")
    walker.sees("withdraw.done")


def stops(walker: Walker) -> None:
    """In a new visit: somebody answers, and will come back later."""
    walker.page.evaluate("sessionStorage.clear(); 0")
    walker.opens(f"/question?lang={walker.tag}&question=q1")
    walker.chooses("question.q1.yes")
    walker.touches("button.later")
    walker.is_on("later.title")
    walker.code = walker.page.inner_text("#code")


def stops_at_the_kiosk(walker: Walker) -> None:
    walker.goes("question", "q1")
    walker.touches("button.later")
    walker.is_on("later.title")


def takes_up(walker: Walker) -> None:
    walker.page.evaluate("sessionStorage.clear(); 0")
    walker.opens(f"/come-back?lang={walker.tag}")
    walker.page.locator("#code").fill(walker.code)
    walker.touches("button.check_code")
    walker.sees("come_back.waits")


def is_away(walker: Walker) -> None:
    """From the page that is not there to a visit in which nobody does anything for long."""
    walker.page.get_by_role("link", name=walker.words("button.home"), exact=True).click()
    walker.is_ready()
    walker.goes("home")
    walker.page.clock.install()
    walker.page.clock.fast_forward(MINUTES)
    expect(walker.page.locator("dialog#idle[open]")).to_be_visible()


def finds_it_closed(walker: Walker) -> None:
    walker.opens(f"/home?lang={walker.tag}")
    walker.touches("home.voice")
    walker.is_on("closed.title")
    walker.sees("phone.number")


def finds_it_closed_in_easy_read(walker: Walker) -> None:
    walker.touches("leaflet.easy")
    expect(walker.page.locator("h1 .beside")).to_be_visible()


def reads_on(walker: Walker) -> None:
    walker.touches("home.leaflet")
    walker.is_on("leaflet.t1")


def loses_the_line(walker: Walker) -> None:
    """When what will be said of it is there already."""
    walker.page.wait_for_function("() => performance.getEntriesByType('resource').filter(one => one.name.includes('error.connection')).length === 3")
    walker.server.kill()
    expect(walker.page.locator("#alert")).to_have_text(walker.words("error.connection"))
    expect(walker.page.locator("#alert .beside svg")).to_be_visible()


def is_not_found(walker: Walker) -> None:
    assert walker.page.goto(walker.url + "/dim-yma").status == 404
    expect(walker.page.locator("h1")).to_be_visible()


def rests(walker: Walker) -> None:
    """The screen of a kiosk where nobody is."""
    walker.opens("/")
    walker.page.clock.install()
    walker.page.clock.fast_forward(25_000)
    expect(walker.page.locator("#attract")).to_be_visible()


WEB = (
    Screen("start", opened("/"), kept=True, bilingual=True, fresh=True),
    Screen("home", at("home"), kept=True),
    Screen("settings", settings, kept=True),
    Screen("settings, read aloud", listens),
    Screen("settings, with a ruler", sets_a_ruler, kept=True),
    Screen("settings, set back", sets_it_back),
    Screen("contents", at("leaflet"), kept=True),
    Screen("leaflet", at("leaflet", "how"), kept=True),
    Screen("leaflet in Easy Read", at("leaflet", "how", "easy"), kept=True),
    Screen("leaflet in Easy Read, read aloud", listens, kept=True),
    Screen("leaflet in Easy Read, paused", pauses),
    Screen("leaflet, your voice", at("leaflet", "voice")),
    Screen("leaflet, contact", at("leaflet", "contact")),
    Screen("before", at("before"), kept=True),
    Screen("before in Easy Read", at("before", form="easy"), kept=True),
    Screen("before in Easy Read, a hard word", touches_a_hard_word, kept=True),
    Screen("before, in full again", is_in_full_again),
    Screen("privacy", at("privacy"), kept=True),
    Screen("card", at("card"), kept=True),
    Screen("card, not known", types_a_wrong_card, kept=True),
    Screen("check, nothing answered", at("check")),
    Screen("check in Easy Read", at("check", form="easy"), kept=True),
    Screen("you in Easy Read", at("you", form="easy")),
    Screen("first question", at("question", "q1"), whole=True),
    Screen("question", at("question", "q4"), kept=True),
    Screen("question in Easy Read", at("question", "q6", "easy")),
    Screen("question, answered", answers, kept=True),
    Screen("question, recording now", records, kept=True),
    Screen("question, recording not kept", loses_a_recording, kept=True),
    Screen("question, recorded", has_recorded, kept=True),
    Screen("question, no microphone", may_not_record, kept=True),
    Screen("question, too long", types_too_much, kept=True),
    Screen("you", is_asked_for_contact, kept=True),
    Screen("check", checks, kept=True),
    Screen("sent", sends, kept=True),
    Screen("sent, is the code kept?", finishes, kept=True),
    Screen("come back", comes_back, kept=True),
    Screen("come back, wrong code", types_a_wrong_code, kept=True),
    Screen("come back, found", is_found),
    Screen("come back, with a reply", has_a_reply, kept=True),
    Screen("more", at("more"), kept=True),
    Screen("reach", at("reach")),
    Screen("withdraw", at("withdraw"), kept=True),
    Screen("withdrawn", withdraws, kept=True),
    Screen("later", stops, kept=True),
    Screen("come back, answers wait", takes_up, kept=True),
    Screen("help", at("help")),
    Screen("about", at("about")),
    Screen("accessibility", at("accessibility")),
    Screen("accessibility, in Easy Read", at("accessibility", form="easy")),
    Screen("not found", is_not_found, kept=True, bilingual=True, fresh=True),
    Screen("is somebody there?", is_away, kept=True),
)
"""On the web, in practice."""

KIOSK = (
    Screen("kiosk, nobody there", rests, kept=True, bilingual=True, fresh=True),
    Screen("kiosk, home", opened("/home?lang={tag}"), kept=True, fresh=True),
    Screen("kiosk, settings", settings),
    Screen("kiosk, contact", at("leaflet", "contact", "easy")),
    Screen("kiosk, before", at("before")),
    Screen("kiosk, question", answers, kept=True),
    Screen("kiosk, check", at("check")),
    Screen("kiosk, later", stops_at_the_kiosk),
)
"""On a shared screen, with an address for taking the leaflet home."""

CLOSED = (
    Screen("closed", finds_it_closed, kept=True),
    Screen("closed, in Easy Read", finds_it_closed_in_easy_read),
    Screen("closed, the leaflet in Easy Read", reads_on),
    Screen("no connection, in Easy Read", loses_the_line, kept=True),
)
"""Where nothing can be accepted; then the server goes, too."""
