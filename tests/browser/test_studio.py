"""The studio: a colleague without any key records a sentence, hears it as families will, keeps it; and families hear it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from llais.paths import AUDIO
from llais.speech.recordings import Recordings
from tests.browser import axe
from tests.browser.conftest import Server, start
from tests.browser.person import WORDS, Person
from tests.browser.tone import wav

pytestmark = pytest.mark.browser


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the recordings of both apps lie."""
    return tmp_path / "recordings"


@pytest.fixture
def desk(tmp_path: Path, folder: Path) -> Iterator[Server]:
    (tmp_path / "desk").mkdir()
    running = start(tmp_path / "desk", "reviewer.py", LLAIS_RECORDINGS_DIR=str(folder))
    yield running
    running.stop()


def opens(page: Page, desk: Server, tag: str) -> None:
    """The studio, in the language of the desk and for the same language."""
    page.goto(desk.url)
    name = {"cy": "Cymraeg", "en": "English"}[tag]
    page.get_by_text(name, exact=True).first.click()
    page.get_by_text(WORDS[tag]("desk.studio"), exact=True).click()
    expect(page.get_by_role("heading", name=WORDS[tag]("studio.title"), exact=True)).to_be_visible()
    page.get_by_text(name, exact=True).nth(1).click()
    expect(page.locator(f".sentence[lang={tag}]")).to_be_visible()
    expect(page.locator("#studio-file")).to_have_count(1)


def sees(page: Page, tag: str, key: str, **values: object) -> None:
    expect(page.get_by_text(WORDS[tag](key, **values), exact=True).first).to_be_visible()


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_a_colleague_records_hears_keeps_and_goes_on_and_families_hear_it(
    desk: Server, folder: Path, page: Page, context: BrowserContext, tmp_path: Path, tag: str
) -> None:
    t, faults = WORDS[tag], []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text and "inline" not in line.text else None)
    opens(page, desk, tag)
    sees(page, tag, "studio.voice_computer")
    first = page.locator(".sentence").first.inner_text()
    page.get_by_role("button", name=t("studio.record"), exact=True).click()
    expect(page.locator(".time")).to_have_text("2 s")
    page.get_by_role("button", name=t("studio.stop")).click()
    sees(page, tag, "studio.heard")
    assert not list(folder.rglob("*.mp3")), "nothing is kept before somebody says so"
    page.get_by_label(t("studio.heard_label")).evaluate("one => one.play()")
    page.get_by_role("button", name=t("studio.throw_away"), exact=True).click()
    expect(page.get_by_text(t("studio.heard"), exact=True)).to_have_count(0)

    page.locator("#studio-file").set_input_files({"name": "voice.wav", "mimeType": "audio/wav", "buffer": wav(2.5)})
    sees(page, tag, "studio.heard")
    axe.passes_at_the_desk(page)
    keep = [page.get_by_role("button", name=t(key), exact=True) for key in ("studio.keep", "studio.keep_anyway")]
    keep[0].or_(keep[1]).click()
    expect(page.locator(".sentence").first).not_to_have_text(first)
    clip = next(iter(Recordings(folder).manifest))
    assert (clip.language, clip.text, clip.engine) == (tag, first, "human")

    page.reload()
    opens(page, desk, tag)
    expect(page.locator(".sentence").first).not_to_have_text(first)
    page.get_by_role("button", name=t("studio.before"), exact=True).click()
    sees(page, tag, "studio.voice_human")
    assert faults == []
    (tmp_path / "families").mkdir()
    families = start(tmp_path / "families", LLAIS_RECORDINGS_DIR=str(folder))
    person = Person(context.new_page(), families.url, tag)
    person.opens(f"/leaflet?lang={tag}")
    with person.page.expect_response(lambda answer: f"/sound/{clip.file}?" in answer.url) as heard:
        person.touches("button.listen")
    mine, engine = folder / tag / f"{clip.key}.0.mp3", AUDIO / tag / f"{clip.key}.0.mp3"
    assert heard.value.ok and person.page.request.get(heard.value.url).body() == mine.read_bytes() != engine.read_bytes()
    families.stop()


def test_what_is_no_sound_or_too_large_is_said_and_a_recording_is_deleted_only_when_asked_twice(desk: Server, folder: Path, page: Page) -> None:
    t = WORDS["cy"]
    opens(page, desk, "cy")
    chooser = page.locator("#studio-file")
    chooser.set_input_files({"name": "words.mp3", "mimeType": "audio/mpeg", "buffer": b"these are words"})
    sees(page, "cy", "studio.no_sound")
    chooser.set_input_files({"name": "long.wav", "mimeType": "audio/wav", "buffer": bytes(9_000_000)})
    sees(page, "cy", "studio.too_large")
    chooser.set_input_files({"name": "short.wav", "mimeType": "audio/wav", "buffer": wav(0.3)})
    sees(page, "cy", "studio.too_short")
    page.get_by_role("button", name=t("studio.keep_anyway"), exact=True).click()
    page.get_by_role("button", name=t("studio.before"), exact=True).click()
    sees(page, "cy", "studio.voice_human")
    page.get_by_text(t("studio.delete_sure"), exact=True).click()
    page.get_by_role("button", name=t("studio.delete"), exact=True).click()
    sees(page, "cy", "studio.voice_computer")
    assert not list(folder.rglob("*.mp3")) and len(Recordings(folder).manifest) == 0


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_anybody_at_the_desk_sees_how_the_sound_stands(desk: Server, page: Page, tag: str) -> None:
    page.goto(desk.url)
    page.get_by_text({"cy": "Cymraeg", "en": "English"}[tag], exact=True).first.click()
    page.get_by_text(WORDS[tag]("desk.sound"), exact=True).click()
    for key in ("sound.title", "sound.human", "sound.robotic", "sound.stale", "sound.missing", "sound.voices"):
        sees(page, tag, key)
    said = [WORDS[tag](f"sound.{verdict}") for verdict in ("equal", "unequal", "incomplete")]
    assert sum(page.get_by_text(one, exact=True).count() for one in said) == 1
