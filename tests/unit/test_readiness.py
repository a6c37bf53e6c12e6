"""Readiness: each thing is not done until it is, and done when it is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from llais import content, paths, readiness, signing
from llais.answers import audit, drill, trial
from llais.answers.vault import Letter, Vault, VaultUnavailable
from llais.commands import check, sign
from llais.content import Content
from llais.language import SOURCE, Words
from llais.readiness import TYPED, Readiness
from llais.service import FACTS, Fact, Prepared, Service, Signature
from llais.settings import Settings
from llais.speech.soundbank import Soundbank
from tests.voices import soundbank

NOW = datetime.now(UTC)
UNIT, REVIEWER, RECOVERY = (str(pyrage.x25519.Identity.generate().to_public()) for _ in range(3))
BY = "Welsh Language Officer"


@dataclass
class Place:
    """An installation in which everything is done; a test undoes one thing."""

    found: Readiness
    vault: Vault
    folder: Path

    def check(self, key: str) -> readiness.Check:
        return {one.key: one for one in replace(self.found).checks()}[key]

    def set(self, **settings: object) -> None:
        self.found.settings = self.found.settings.model_copy(update=settings)

    def facts(self, **facts: object) -> None:
        self.found.source = replace(self.found.source, service=replace(self.found.source.service, **facts))


@pytest.fixture(scope="module")
def equal(tmp_path_factory: pytest.TempPathFactory, source: Content, words: dict[str, Words]) -> Soundbank:
    """Sound that is as good in Welsh as in English."""
    return soundbank(tmp_path_factory.mktemp("audio"), source, words, {"cy": "espeak-ng", "en": "espeak-ng"})


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: Content, words: dict[str, Words], equal: Soundbank) -> Place:
    monkeypatch.setattr(readiness, "LOCALES", tmp_path / "locales")
    own = {"recipients": UNIT, "reviewers": REVIEWER, "recovery": RECOVERY, "public_url": "https://llais.example"}
    mail = {"smtp_url": "smtps://mail.example", "mail_from": "llais@board.example", "mail_unit": "unit@board.example"}
    chosen = Settings(data_dir=tmp_path, database_url="", place="web", **own, **mail)
    vault = Vault(chosen.vault_url)
    with vault.store.changing() as connection:
        audit.write(connection, drill.EVENT, drill.keys([RECOVERY]))
        audit.write(connection, trial.EVENT, "backup.llais")
    done = replace(source, service=everything(source, words, tmp_path), papers=named(source))
    done = replace(done, service=replace(done.service, papers=prepared(done, words)))
    return Place(Readiness(chosen, done, words, equal, lambda: vault), vault, tmp_path)


def everything(source: Content, words: dict[str, Words], folder: Path) -> Service:
    """The service with all confirmed and Welsh signed off."""
    names = {id_: replace(one, confirmed=True) for id_, one in source.service.names.items()}
    facts = {fact: Fact(True, BY, NOW.date()) for fact in FACTS if fact != "fetched"} | {"fetched": Fact(False)}
    return replace(source.service, names=names, facts=facts, signed={"cy": signature(source, words, folder)})


def signature(source: Content, words: dict[str, Words], folder: Path) -> Signature:
    texts = signing.texts(source, words["cy"])
    record = signing.record(folder / "locales", "cy")
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(texts))
    return Signature(BY, NOW.date(), signing.list_digest(texts))


def named(source: Content) -> dict[str, content.Leaflet]:
    """The papers, with a sentence that names the controller."""
    paper = source.papers["privacy"]
    last = paper.full[-1]
    says = replace(last, sentences=(*last.sentences, replace(last.sentences[0], when="controller")))
    return {**source.papers, "privacy": replace(paper, full=(*paper.full[:-1], says))}


def prepared(source: Content, words: dict[str, Words]) -> dict[str, Prepared]:
    digests = {name: {tag: signing.paper(source.papers[name], one) for tag, one in words.items()} for name in signing.DATED}
    return {name: Prepared(NOW.date(), True, one) for name, one in digests.items()}


def test_with_everything_done_everything_is_done(place: Place, words: dict[str, Words]) -> None:
    checks = list(place.found.checks())
    assert [one.key for one in checks if not one.done] == []
    assert len({one.key for one in checks}) == len(checks) == 17
    assert {one.key for one in checks} == {key.split(".")[1] for key in place.found.source.texts if key.startswith("ready.") and key.endswith(".what")}
    for one in checks:
        for tag in words:
            assert one.what(words[tag])


def broken() -> Vault:
    raise VaultUnavailable("the vault does not answer")


def undrilled(place: Place) -> None:
    place.set(recovery=UNIT)  # a recovery key that was never tried


def old(place: Place) -> None:
    place.found.now = NOW + timedelta(days=366)


def pepperless(place: Place) -> None:
    place.vault.keep(Letter("one", b"c" * 32, "age1abc", b"sealed"))


def unnamed(place: Place) -> None:
    names = dict(place.found.source.service.names)
    place.facts(names=names | {"panel": replace(names["panel"], confirmed=False)})


def nameless(place: Place) -> None:
    place.found.source = replace(place.found.source, papers=content.load(paths.CONTENT).papers)


def unconfirmed(fact: str) -> Callable[[Place], None]:
    return lambda place: place.facts(facts={**place.found.source.service.facts, fact: Fact(False)})


def unsigned(place: Place) -> None:
    place.facts(signed={})


def forged(place: Place) -> None:
    record = signing.record(place.folder / "locales", "cy")
    record.write_text(record.read_text().replace('"button.listen": "', '"button.listen": "0'))


def changed_after(place: Place) -> None:
    text = place.found.source.texts["button.listen"]
    place.found.source = replace(place.found.source, texts={**place.found.source.texts, text.key: replace(text, english="Hear")})


def undated(place: Place) -> None:
    place.facts(papers={})


def unequal(place: Place) -> None:
    found = place.found
    found.soundbank = soundbank(place.folder / "better", found.source, found.words, {"cy": "espeak-ng", "en": "kokoro"})


def silent(place: Place) -> None:
    found, same = place.found, {"cy": "espeak-ng", "en": "espeak-ng"}
    found.soundbank = soundbank(place.folder / "silent", found.source, found.words, same, without=["button.listen"])


@pytest.mark.parametrize(
    ("key", "undo", "told"),
    [
        ("practice", lambda place: place.set(recipients=""), "LLAIS_RECIPIENTS"),
        ("keys", lambda place: place.set(reviewers="age1wrong"), "LLAIS_REVIEWERS: key 1"),
        ("reviewers", lambda place: place.set(reviewers=""), "LLAIS_REVIEWERS"),
        ("recovery", lambda place: place.set(recovery=""), "LLAIS_RECOVERY"),
        ("drilled", lambda place: place.set(recovery=""), "keys drill"),
        ("drilled", undrilled, "keys drill"),
        ("drilled", old, "keys drill"),
        ("vault", lambda place: setattr(place.found, "vault", broken), "does not answer"),
        ("vault", pepperless, "pepper"),
        ("backup", old, "restore --try"),
        ("backup", lambda place: setattr(place.found, "vault", broken), "restore --try"),
        ("names", unnamed, "Panel Adolygu"),
        ("contact", unconfirmed("contact"), "[facts.contact]"),
        ("controller", unconfirmed("controller"), "[facts.controller]"),
        ("controller", nameless, 'when = "controller"'),
        ("process", unconfirmed("process"), "[facts.process]"),
        ("signed", unsigned, "cy: all texts"),
        ("signed", changed_after, "cy: button.listen"),
        ("signed", forged, "cy: leaflet.t1"),
        ("sound", unequal, "Not equal"),
        ("sound", silent, "cannot be heard"),
        ("papers", undated, "sign papers"),
        ("papers", old, "sign papers"),
        ("papers", unequal, "Accessibility statement"),
        ("https", lambda place: place.set(public_url="http://llais.example"), "LLAIS_PUBLIC_URL"),
        ("https", lambda place: place.set(public_url=""), "LLAIS_PUBLIC_URL"),
        ("mail", lambda place: place.set(smtp_url=""), "LLAIS_SMTP_URL"),
        ("mail", lambda place: place.set(mail_unit=" "), "LLAIS_MAIL_UNIT"),
        ("mail", lambda place: place.set(mail_from="nobody"), "LLAIS_MAIL_FROM"),
        ("times", lambda place: place.set(test_times=True), "LLAIS_TEST_TIMES"),
        ("times", lambda place: place.set(place="kiosk", idle=False), "LLAIS_IDLE"),
    ],
)
def test_each_thing_undone_is_said_with_how_it_is_done(place: Place, key: str, undo: Callable[[Place], None], told: str) -> None:
    assert place.check(key).done
    undo(place)
    one = place.check(key)
    assert not one.done and told in one.how(place.found.words[SOURCE])
    assert "%(" not in one.how(place.found.words["cy"])


def test_a_disk_that_is_nearly_full_is_said(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "SPACE", 1 << 62)
    assert "1 GB" in place.check("vault").how(place.found.words[SOURCE])


def test_a_kiosk_without_a_network_needs_no_https_and_no_mail_when_the_board_says_who_fetches(place: Place) -> None:
    place.set(place="kiosk", public_url="", smtp_url="", mail_unit="")
    assert place.check("https").done and not place.check("mail").done
    place.facts(facts={**place.found.source.service.facts, "fetched": Fact(True, BY, NOW.date())})
    assert place.check("mail").done


def test_all_that_is_typed_is_asked_for_by_some_text(source: Content) -> None:
    said = " ".join(text.english for key, text in source.texts.items() if key.startswith("ready."))
    assert {name for name in TYPED if f"%({name})s" not in said} == set()


@pytest.fixture
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what `sign` writes into."""
    for name in ("content", "locales", "pictures"):
        shutil.copytree(paths.ROOT / name, tmp_path / name)
    monkeypatch.setattr(paths, "CONTENT", tmp_path / "content")
    monkeypatch.setattr(paths, "LOCALES", tmp_path / "locales")
    monkeypatch.setattr(readiness, "LOCALES", tmp_path / "locales")
    return tmp_path


def test_welsh_is_signed_off_by_a_role_and_void_only_for_what_changes_after(product: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sign.main(["language", "cy", "--by", BY]) == 0 and BY in capsys.readouterr().out
    service = content.load(product / "content").service
    assert service.signed["cy"].by == BY and isinstance(service.signed["cy"].on, date)
    chosen = Settings(data_dir=product / "data")
    assert {one.key: one.done for one in check.readiness(chosen).checks()}["signed"]
    catalog = product / "locales" / "cy" / "LC_MESSAGES" / "interface.po"
    catalog.write_text(catalog.read_text("utf-8").replace('msgstr "Gwrando"', 'msgstr "Clywed"'), "utf-8")
    found = check.readiness(chosen)
    one = {one.key: one for one in found.checks()}["signed"]
    assert not one.done and one.values["left"] == "cy: button.listen"


@pytest.mark.parametrize(("arguments", "told"), [(("language", "en", "--by", "x"), "no translation en"), (("language", "cy", "--by", " "), "the role")])
def test_what_cannot_be_signed_is_said(product: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str) -> None:
    before = (product / "content" / "service.toml").read_text("utf-8")
    assert sign.main(list(arguments)) == 2 and told in capsys.readouterr().err
    assert (product / "content" / "service.toml").read_text("utf-8") == before


def test_a_paper_that_changed_is_dated_anew_and_the_others_are_left(product: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sign.main(["papers", "--again"]) == 0
    assert sign.main(["papers"]) == 0 and "Nothing has changed" in capsys.readouterr().out
    file = product / "content" / "service.toml"
    file.write_text(file.read_text("utf-8").replace(f"on = {NOW.date()}", "on = 2026-01-02"), "utf-8")
    catalog = product / "locales" / "cy" / "LC_MESSAGES" / "papers.po"
    catalog.write_text(catalog.read_text("utf-8").replace("Does dim iaith arwyddion yma eto.", "Does dim iaith arwyddion eto."), "utf-8")
    assert sign.main(["papers"]) == 0
    dated = content.load(product / "content").service.papers
    assert (dated["accessibility"].on, dated["privacy"].on) == (datetime.now(UTC).date(), date(2026, 1, 2))


def test_the_command_lists_what_is_done_and_what_is_not_and_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(check, "settings", lambda: Settings(data_dir=tmp_path, recipients=UNIT))
    assert check.main([]) == 2
    told = capsys.readouterr()
    assert "not ready for real families" in told.err
    done, to_do = told.out.split("Still to do")
    assert "Practice mode off" in done and "The recovery key" in to_do and "LLAIS_RECOVERY" in to_do


def test_content_that_cannot_be_used_is_said_and_no_traceback(product: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (product / "content" / "papers.toml").write_text("broken", "utf-8")
    assert check.main([]) == 2 and "content/papers.toml: cannot be read" in capsys.readouterr().err
