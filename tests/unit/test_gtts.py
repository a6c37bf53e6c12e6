"""gTTS against a server that answers as Google's does, well and badly."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from llais import paths
from llais.language import Words
from llais.speech import sound
from llais.speech.engine import EngineError
from llais.speech.engines import Cast
from llais.speech.espeak import Espeak
from llais.speech.gtts import Gtts
from llais.speech.manifest import Manifest
from tests.unit import tls, translate
from tests.unit.once import Once, line
from tests.unit.translate import Reply, Translate, answer, voice

CLIP = paths.AUDIO / "cy" / "button.listen.0.mp3"
MP3 = CLIP.read_bytes()
BUSY = answer(429)
Serve = Callable[..., Translate]


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    return tls.served(tls.certificate(tmp_path_factory.mktemp("tls"), "DNS:translate.google.co.uk"))


@pytest.fixture
def serve(context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Starts a server with its replies and sends the library there, as a proxy is set: by the environment."""
    with ExitStack() as servers:

        def start(*replies: Reply) -> Translate:
            served = servers.enter_context(translate.running(context, *replies))
            monkeypatch.setenv("https_proxy", served.proxy)
            return served

        yield start


def gtts(language: str = "cy", waits: tuple[float, ...] = (0.01, 0.02), timeout: tuple[float, float] = (2.0, 5.0)) -> Gtts:
    return Gtts(language, waits, timeout)


def test_a_welsh_sentence_comes_back_as_sound(serve: Serve) -> None:
    served = serve(voice(MP3))
    heard = gtts().say("Mae’r adolygydd yn gwrando.")
    assert served.asked == [("Mae’r adolygydd yn gwrando.", "cy")] and served.hosts == ["translate.google.co.uk:443"]
    assert abs(heard.seconds - sound.read(CLIP).seconds) < 0.1


def test_a_long_sentence_is_asked_for_in_pieces_and_joined(serve: Serve) -> None:
    served = serve(voice(MP3))
    heard = gtts("en").say("The reviewer listens to what you say, and writes down what you say, so that all who help children can learn from it.")
    assert len(served.asked) == 3 and heard.seconds > 2.8 * sound.read(CLIP).seconds


def test_after_a_refusal_it_waits_and_asks_again(serve: Serve) -> None:
    served = serve(BUSY, answer(503), voice(MP3))
    assert gtts().say("Helo.").seconds > 0.3 and len(served.asked) == 3


def test_it_waits_as_long_as_the_service_asks_for(serve: Serve) -> None:
    serve(answer(429, Retry_After="1"), voice(MP3))
    begun = time.monotonic()
    gtts().say("Helo.")
    assert time.monotonic() - begun >= 1


def test_it_stops_asking_in_the_end_and_says_what_to_do(serve: Serve) -> None:
    served = serve(BUSY)
    with pytest.raises(EngineError, match="429.*Wait some hours.*kept"):
        gtts().say("Helo.")
    assert len(served.asked) == 3


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (answer(403), "403"),
        (answer(200, translate.wrapped(b"QUJD" * 9)[:30], promised=4000), "did not answer"),
        (answer(200, translate.wrapped(b"QUJD" * 900)[:900]), "sent no sound"),
        (answer(200, translate.wrapped(b"QUJDQ")), "cannot say"),
        (answer(200, b"<html>Are you a robot?</html>"), "sent no sound"),
        (voice(b""), "sent no sound"),
        (voice(b"\x00" * 2000), "sent no sound"),
    ],
    ids=["forbidden", "hung-up", "cut", "broken", "a-page", "empty", "not-sound"],
)
def test_an_answer_that_is_no_sound_stops_at_once_and_is_explained(serve: Serve, reply: Reply, told: str) -> None:
    served = serve(reply)
    with pytest.raises(EngineError, match=told):
        gtts().say("Helo.")
    assert len(served.asked) == 1


def test_no_answer_is_not_waited_for_for_ever(serve: Serve) -> None:
    serve(translate.silence(20))
    begun = time.monotonic()
    with pytest.raises(EngineError, match="did not answer"):
        gtts(timeout=(2.0, 0.3)).say("Helo.")
    assert time.monotonic() - begun < 5


def test_without_a_network_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    with pytest.raises(EngineError, match="Failed to connect.*Is there a network"):
        gtts().say("Helo.")


def test_a_build_that_is_refused_keeps_what_it_made_and_goes_on_from_there(serve: Serve, tmp_path: Path, words: dict[str, Words]) -> None:
    serve(voice(MP3), voice(MP3), BUSY)
    engine = gtts()
    once = Once(tmp_path, words["cy"], *(line(f"Helo {key}.", key) for key in "abcd"), cast=Cast(engine, engine))
    with pytest.raises(ValueError, match=r"cy/c\.0\.mp3: translate\.google\.co\.uk refused with 429"):
        once.build()
    assert [clip.key for clip in Manifest.load(tmp_path / "manifest.json")] == ["a", "b"]
    assert sorted(file.name for file in (tmp_path / "cy").iterdir()) == ["a.0.mp3", "b.0.mp3"]
    served = serve(voice(MP3))
    assert once.build() == 2 and [text for text, _ in served.asked] == ["Helo c.", "Helo d."]


def test_a_refused_build_leaves_the_clips_that_were_there(serve: Serve, tmp_path: Path, words: dict[str, Words]) -> None:
    espeak, engine = Espeak("cy"), gtts()
    Once(tmp_path, words["cy"], line("Helo."), cast=Cast(espeak, espeak)).build()
    before = (tmp_path / "cy" / "k.0.mp3").read_bytes(), (tmp_path / "manifest.json").read_bytes()
    serve(BUSY)
    with pytest.raises(ValueError, match="429"):
        Once(tmp_path, words["cy"], line("Helo."), cast=Cast(engine, engine)).build()
    assert ((tmp_path / "cy" / "k.0.mp3").read_bytes(), (tmp_path / "manifest.json").read_bytes()) == before


def test_a_gtts_that_knows_no_welsh_is_refused_with_the_command_that_brings_a_newer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert gtts().lacks() == []
    old = tmp_path / "gTTS-2.5.1.dist-info"
    old.mkdir()
    (old / "METADATA").write_text("Metadata-Version: 2.1\nName: gTTS\nVersion: 2.5.1\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert "gTTS 2.5.2 or newer" in gtts().lacks()[0] and "pip install" in gtts().lacks()[0]
