"""The build of the sound: stopped and gone on with, what is heard in the end, words espeak gets wrong."""

from __future__ import annotations

import ctypes
import fcntl
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from llais import paths
from llais.content import Content
from llais.language import Words
from llais.speech import build as building
from llais.speech import numbers, sound
from llais.speech.espeak import LONGEST_PATH, Espeak, reachable
from llais.speech.lexicon import Lexicon
from llais.speech.manifest import Manifest
from llais.speech.script import script
from llais.speech.sound import Sound
from tests.unit.once import Once, line


def lead(heard: Sound) -> float:
    """Seconds before the first sound."""
    level = np.abs(heard.samples)
    return float(np.flatnonzero(level > 0.02 * level.max())[0] / heard.rate)


def test_committed_clips_start_in_time_even_in_loudness_and_unclipped() -> None:
    for clip in list(Manifest.load(paths.AUDIO / "manifest.json"))[::40]:
        heard = sound.read(paths.AUDIO / clip.file)
        assert abs(heard.seconds - clip.seconds) < 0.01 and heard.rate == 22050, clip
        assert abs(lead(heard) - sound.LEAD_SECONDS) < 0.03, clip  # a soft Th or F begins before it is loud
        assert abs(sound.loudness(heard) - sound.LOUDNESS) < 0.6 and sound.true_peak_decibels(heard) <= -0.75, clip


def test_no_clip_is_too_short_or_too_long_for_its_words() -> None:
    """From 2 characters a second (one slow word) to 22: a clip that is cut off or hangs is outside."""
    for clip in Manifest.load(paths.AUDIO / "manifest.json"):
        assert 2 < len(clip.spoken) / (clip.seconds - sound.LEAD_SECONDS - sound.TAIL_SECONDS) < 22, clip


def test_a_build_with_nothing_to_do_loads_no_numerics() -> None:
    code = (
        "import sys; from llais import content, language, paths; from llais.language import Words;"
        "from llais.speech.build import missing; from llais.speech.manifest import Manifest;"
        "source, manifest = content.load(paths.CONTENT), Manifest.load(paths.AUDIO / 'manifest.json');"
        "[missing(source, Words.load(one, source, paths.LOCALES), manifest) for one in language.languages(paths.LOCALES)];"
        "print(*{'numpy', 'scipy', 'soundfile', 'tqdm'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=paths.ROOT, check=True)
    assert done.stdout.strip() == ""


def test_a_build_killed_at_any_clip_goes_on_where_it_stopped(tmp_path: Path, words: dict[str, Words]) -> None:
    lines, file = tuple(line(f"{numbers.day('en', n + 1)}.", f"k{n:02}") for n in range(30)), tmp_path / "manifest.json"
    code = (
        "import sys; from pathlib import Path; from llais import content, language, paths;"
        "from llais.language import Line, Words; from llais.speech.build import Build; from llais.speech.engines import by_name;"
        "from llais.speech.manifest import Manifest;"
        "english = [one for one in language.languages(paths.LOCALES) if one.tag == 'en'][0];"
        "words, folder = Words.load(english, content.load(paths.CONTENT), paths.LOCALES), Path(sys.argv[1]);"
        f"Build(words, {lines!r}, folder, by_name('espeak-ng', 'en')).run(Manifest.load(folder / 'manifest.json'))"
    )
    for stop in sorted(random.sample(range(1, 30), 3)):
        running = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=paths.ROOT, stderr=subprocess.DEVNULL)
        while len(Manifest.load(file)) < stop and running.poll() is None:
            time.sleep(0.005)
        running.kill()
        running.wait()
        kept, made = Manifest.load(file), {one.name for one in (tmp_path / "en").glob("[!.]*")}
        assert stop <= len(kept) and len(made) - len(kept) in (0, 1), f"killed at {stop}"
        assert all(abs(sound.read(tmp_path / clip.file).seconds - clip.seconds) < 0.01 for clip in kept)
    assert Once(tmp_path, words["en"], *lines).build() == len(lines) - len(kept)
    assert [clip.text for clip in Manifest.load(file)] == [one.text for one in lines]


def test_two_builds_at_once_do_not_write_over_each_other(tmp_path: Path, words: dict[str, Words], source: Content) -> None:
    other = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    with pytest.raises(ValueError, match="another build is making sound"):
        building.build(source, words, tmp_path)
    os.close(other)
    assert list(tmp_path.iterdir()) == []


def test_a_build_stopped_on_the_way_never_leaves_old_words_beside_a_new_sound(
    tmp_path: Path, words: dict[str, Words], monkeypatch: pytest.MonkeyPatch
) -> None:
    Once(tmp_path, words["en"], line("Yes.", "a"), line("Good.", "b")).build()
    with monkeypatch.context() as stopped:
        stopped.setattr(Manifest, "put", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            Once(tmp_path, words["en"], line("No.", "a"), line("Good.", "b")).build()
    assert [clip.key for clip in Manifest.load(tmp_path / "manifest.json")] == ["b"]
    assert Once(tmp_path, words["en"], line("Yes.", "a"), line("Good.", "b")).build() == 1


def test_a_manifest_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"version": 1, "clips": [{"language": "cy"}]}')
    with pytest.raises(ValueError, match=r"manifest\.json cannot be read.*Delete it"):
        Manifest.load(tmp_path / "manifest.json")


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_no_bare_digit_and_no_sign_reaches_a_voice(source: Content, words: dict[str, Words], tag: str) -> None:
    lexicon = Lexicon.load(paths.LOCALES / tag / "lexicon.toml")
    assert [one.key for one in script(source, words[tag]) if re.search(r"[\d&@*%]", lexicon.spoken(one.spoken))] == []


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_espeak_knows_every_phoneme_of_the_lexicon(tag: str) -> None:
    Espeak(tag).say("a")  # so that the library is there, in this voice
    library = Espeak._shared._library
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    for word, phonemes in Lexicon.load(paths.LOCALES / tag / "lexicon.toml").phonemes.items():
        text = ctypes.create_string_buffer(f"[[{phonemes}]]".encode())
        heard = library.espeak_TextToPhonemes(ctypes.byref(ctypes.c_void_p(ctypes.addressof(text))), 1, 0)
        assert heard.decode().replace("'", "") == phonemes.replace("'", ""), word


def test_welsh_words_that_espeak_gets_wrong_are_spelt_out() -> None:
    lexicon = Lexicon.load(paths.LOCALES / "cy" / "lexicon.toml")
    said = lexicon.for_espeak("Beth sy’n digwydd, a phwy wnaeth glywed? Gwneud’r clywed.")
    assert said == "Beth [[s@n]] digwydd, a phwy [[Un'AYT]] [[gl'VwEd]]? Gwneud'r [[kl'VwEd]]."


def test_data_too_deep_for_espeak_is_reached_by_a_short_link(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 120) / ("y" * 60)
    deep.mkdir(parents=True)
    short = reachable(deep)
    assert len(str(short)) <= LONGEST_PATH and short.resolve() == deep.resolve() and reachable(tmp_path.parent) == tmp_path.parent


@pytest.mark.parametrize(
    ("tag", "text"), [("cy", "Oes"), ("en", "No"), ("cy", "Maen nhw’n gofyn cwestiynau."), ("en", "It is your choice.")]
)
def test_what_is_heard_starts_in_time_as_loud_as_the_rest_and_does_not_clip(tmp_path: Path, tag: str, text: str) -> None:
    sound.keep(Espeak(tag).say(text), tmp_path / "k.mp3")
    heard = sound.read(tmp_path / "k.mp3")
    assert abs(lead(heard) - sound.LEAD_SECONDS) < 0.01
    assert abs(sound.loudness(heard) - sound.LOUDNESS) < 0.6 and sound.true_peak_decibels(heard) <= -0.8
