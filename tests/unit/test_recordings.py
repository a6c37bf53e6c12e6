"""People's recordings: over the engines' clips as long as they say today's words, carried in one file, never lost by themselves."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from llais.content import Content
from llais.desk.studio import Studio
from llais.language import Line, Words
from llais.paths import AUDIO, LOCALES
from llais.speech import bundle, report
from llais.speech.bundle import BundleError
from llais.speech.manifest import Clip
from llais.speech.recordings import Recordings, file_of
from llais.speech.script import script
from llais.speech.soundbank import Soundbank
from tests.unit.once import line

SOUND = (AUDIO / "cy" / "button.listen.0.mp3").read_bytes()
LISTEN = Line("button.listen", 0, "Gwrando", "Gwrando")


def recorded(line: Line = LISTEN, tag: str = "cy", source: str = "s" * 32) -> Clip:
    return Clip(tag, line.key, line.part, line.text, line.spoken, file_of(tag, line), "human", 1.0, source)


def keeps(recordings: Recordings, clip: Clip, sound: bytes = SOUND) -> None:
    recordings.put(clip, lambda path: path.write_bytes(sound))


@pytest.fixture
def recordings(tmp_path: Path) -> Recordings:
    (tmp_path / "human").mkdir()
    return Recordings(tmp_path / "human")


@pytest.fixture
def soundbank(recordings: Recordings, source: Content, words: dict[str, Words]) -> Soundbank:
    return Soundbank(AUDIO, recordings, {tag: script(source, one) for tag, one in words.items()})


def test_a_persons_recording_is_heard_instead_of_the_engines_clip(soundbank: Soundbank) -> None:
    assert soundbank.manifest.clip("cy", "button.listen").engine != "human"
    keeps(soundbank.recordings, recorded())
    assert soundbank.refresh() and not soundbank.refresh()
    clip = soundbank.manifest.clip("cy", "button.listen")
    assert clip.engine == "human" and soundbank.path(clip).read_bytes() == SOUND
    assert soundbank.clip_of("human/cy/button.listen.0.mp3") == clip
    assert soundbank.clip_of("cy/button.listen.0.mp3"), "a page that is open still asks for what it was given"
    assert soundbank.clip_of("human/../../etc/passwd") is None


def test_a_recording_of_other_words_is_stale_and_the_engine_is_heard_and_nothing_is_deleted(soundbank: Soundbank) -> None:
    keeps(soundbank.recordings, recorded(Line("button.listen", 0, "Gwrandewch", "Gwrandewch")))
    soundbank.refresh()
    assert soundbank.manifest.clip("cy", "button.listen").engine != "human"
    assert soundbank.recordings.standing("cy", LISTEN) == "stale"
    assert report.standing(soundbank, "cy").stale == 1
    assert (soundbank.recordings.folder / "cy" / "button.listen.0.mp3").read_bytes() == SOUND


def test_a_write_that_fails_leaves_the_recording_before(recordings: Recordings) -> None:
    keeps(recordings, recorded())

    def fails(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        recordings.put(recorded(source="t" * 32), fails)
    assert recordings.manifest.clip("cy", "button.listen").source == "s" * 32
    assert [file.read_bytes() for file in (recordings.folder / "cy").iterdir()] == [SOUND]


def test_a_recording_whose_file_is_gone_does_not_count(recordings: Recordings) -> None:
    keeps(recordings, recorded())
    recordings.path(recorded()).unlink()
    assert recordings.standing("cy", LISTEN) == "none"


def test_all_sentences_recorded_in_both_languages_are_equal_and_one_language_alone_is_not(soundbank: Soundbank) -> None:
    soundbank.scripts = {tag: lines[:20] for tag, lines in soundbank.scripts.items()}
    for one in soundbank.scripts["cy"]:
        keeps(soundbank.recordings, recorded(one))
    soundbank.refresh()
    every = report.standings(soundbank)
    assert every["cy"].kinds["human"] == 20 and report.verdict(every) == "unequal"
    for one in soundbank.scripts["en"]:
        keeps(soundbank.recordings, recorded(one, "en"))
    soundbank.refresh()
    assert report.verdict(report.standings(soundbank)) == "equal"


def test_the_studio_goes_from_the_leaflet_on_to_what_is_missing_and_comes_to_an_end(
    soundbank: Soundbank, source: Content, words: dict[str, Words]
) -> None:
    soundbank.scripts = {"cy": soundbank.scripts["cy"][::12]}
    studio = Studio(source, words["cy"], soundbank, LOCALES)
    keys = [one.key.split(".")[0] for one in studio.lines]
    assert keys[0] == "leaflet" and keys.index("leaflet") < keys.index("button") and len(keys) == len(soundbank.scripts["cy"])
    assert studio.pictures[studio.lines[1].key]
    for one in studio.lines[1:]:
        keeps(soundbank.recordings, recorded(one))
    assert studio.missing_after(5) == 0 and studio.progress().human == len(studio.lines) - 1
    keeps(soundbank.recordings, recorded(studio.lines[0]))
    assert studio.missing_after(0) is None
    studio.delete(studio.lines[3])
    assert studio.missing_after(-1) == 3 and studio.standing(studio.lines[3]) == "none"


def test_a_bundle_brings_every_recording_and_twice_is_once(soundbank: Soundbank, tmp_path: Path) -> None:
    keeps(soundbank.recordings, recorded())
    keeps(soundbank.recordings, recorded(line("Hen eiriau.", "button.back")))
    assert bundle.export(soundbank.recordings, tmp_path / "voices.zip") == 2
    (tmp_path / "there").mkdir()
    there = Recordings(tmp_path / "there")
    assert bundle.bring(there, tmp_path / "voices.zip", soundbank.scripts) == bundle.Brought(taken=2, stale=1, same=0)
    assert there.standing("cy", LISTEN) == "human" and there.path(recorded()).read_bytes() == SOUND
    assert bundle.bring(there, tmp_path / "voices.zip", soundbank.scripts) == bundle.Brought(0, 0, 2)


def test_an_export_overwrites_nothing(soundbank: Soundbank, tmp_path: Path) -> None:
    keeps(soundbank.recordings, recorded())
    (tmp_path / "voices.zip").write_text("dear")
    with pytest.raises(FileExistsError):
        bundle.export(soundbank.recordings, tmp_path / "voices.zip")
    assert (tmp_path / "voices.zip").read_text() == "dear"


def spoilt(clip: Clip, name: str = "", sound: bytes = SOUND, cut: int = 0) -> bytes:
    """A bundle with something wrong in it."""
    from io import BytesIO

    from llais.speech.manifest import Manifest

    made = BytesIO()
    with zipfile.ZipFile(made, "w") as one:
        one.writestr("manifest.json", Manifest([clip]).text())
        one.writestr(name or clip.file, sound)
    return made.getvalue()[: -cut or None]


@pytest.mark.parametrize(
    "data",
    [
        b"no zip at all",
        spoilt(recorded(), cut=40),
        spoilt(recorded(), sound=b"no sound"),
        spoilt(recorded(), sound=b"\xff\xf3\x80\xc0" + bytes(2_000_001)),
        spoilt(recorded(), name="other.mp3"),
        spoilt(Clip(**{**vars(recorded()), "file": "human/cy/../../../evil.mp3"}), name="human/cy/../../../evil.mp3"),
        spoilt(Clip(**{**vars(recorded()), "key": "../../evil", "file": "human/cy/../../evil.0.mp3"})),
        spoilt(Clip(**{**vars(recorded()), "engine": "espeak-ng"})),
    ],
)
def test_a_bundle_that_is_not_whole_or_leads_out_of_its_folder_is_refused_and_nothing_changes(
    data: bytes, soundbank: Soundbank, tmp_path: Path
) -> None:
    (tmp_path / "voices.zip").write_bytes(data)
    with pytest.raises(BundleError):
        bundle.bring(soundbank.recordings, tmp_path / "voices.zip", soundbank.scripts)
    assert list(soundbank.recordings.folder.iterdir()) == []
    assert not (tmp_path / "evil.0.mp3").exists() and not (tmp_path / "evil.mp3").exists()
