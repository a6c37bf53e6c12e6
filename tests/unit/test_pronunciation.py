"""How it sounds, by figures: Welsh as a dictionary has it, numbers as a person says them, a calm voice."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from pathlib import Path

import espeakng_loader
import numpy as np
import pytest

from llais import language, paths
from llais.content import Content
from llais.language import Words
from llais.speech.espeak import VOICES, Espeak
from llais.speech.lexicon import Lexicon
from llais.speech.script import script
from llais.speech.sound import LEAD_SECONDS, TAIL_SECONDS, Sound, trim
from tests.unit.bangor import Sounds, heard, wanted

TAGS = [one.tag for one in language.languages(paths.LOCALES)]
LETTERS = {"b", "k", "r", "s", "u", "gov"}
"""Of the Board’s address: said by their names, and as in English."""
OTHERWISE = {
    "long: as i and u are before l, n or r in a word of one syllable, and as chwe, chwech, nes and cod are": [
        *("chwe", "chwech", "fil", "god", "hir", "llun", "mil", "nes", "sgrin", "un"),
    ],
    "strong at the end of a phrase, where the dictionary has only the weak form": ["chi", "fi", "mi", "nhw", "ni"],
    "the weight is on the last syllable but one, or on the verb's -hau": [
        *("anghywir", "arhoswch", "asiantaethau", "blychau", "bydwragedd", "cyrhaeddodd", "gyrhaeddon", "parhau", "perygl", "pethau"),
    ],
    "gw and w before n or r do not bear the stress": [
        *("gwnaeth", "gwneud", "gwnewch", "gwrando", "wnaeth", "wneud", "wrando"),
    ],
    "i before a vowel is j, and with s it is sh": ["cwestiynau", "gwestiynau", "proffesiynol", "siŵr"],
    "-iwch is iu in every word that the dictionary has": ["pwyntiwch", "recordiwch"],
    "a slip of the dictionary: it spells out an ending, or stresses both parts": ["a'ch", "cadw'r", "e-bost", "gyda'ch", "nhw'n"],
    "said with care, as ei is; the dictionary's y is that of quick speech": ["eu"],
    "the m is said with the word that follows": ["ym"],
    "of the papers and the settings: as espeak's own rules have them, until somebody has looked at each": [
        "aml", "anabl", "axe", "cadarnhau'r", "comisiwn", "cuddio", "cynghori", "cywiro", "d", "dechnegol",
        "deuluoedd", "deyrnas", "dilyn", "diwedd", "dwbl", "f", "faich", "fersiwn", "fuan", "funud", "gofynnwch",
        "gwefannau", "gwyno", "gymraeg", "gywiro", "honni", "llinell", "lluniau", "lluniau'n", "newydd", "p",
        "paratoi'r", "profi'r", "rhannol", "rhestr", "sgriniau", "sgrolio", "sicrhau", "tudalennau",
        "unig", "unol", "weithdrefn", "yng"
    ],
    "not in the dictionary, and its rules do not fit: y before w; an English word": ["ddywedoch", "dywedoch", "shift"],
}
"""Why, and the words where the dictionary is not followed."""
_ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = {"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16}
_WELSH = ("dim", "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw")
_MUTATED = {"ddau": 2, "dri": 3, "bedwar": 4, "bump": 5, "pum": 5, "bum": 5, "chwe": 6, "deuddeg": 12, "ddeuddeg": 12}
VALUES = {
    "en": {**{word: value for value, word in enumerate(_ENGLISH)}, **_TEENS},
    "cy": {**{word: value for value, word in enumerate(_WELSH)}, **_MUTATED},
}
TIMES = {"en": {"hundred": 100, "thousand": 1000}, "cy": {"deg": 10, "ddeg": 10, "cant": 100, "mil": 1000, "fil": 1000}}
TALK = {
    "cy": "Mae adolygiad yn ffordd o edrych yn fanwl ar beth ddigwyddodd, er mwyn dysgu. Gallwch chi siarad â’r adolygydd.",
    "en": "A review is a way of looking carefully at what happened, so that people can learn. You can talk to the reviewer.",
}


def phonemes(text: str) -> list[str]:
    """What espeak makes of a Welsh text, word by word."""
    Espeak("cy").say("a")  # so that the library is there, in this voice
    convert = Espeak._shared._library.espeak_TextToPhonemes
    convert.restype = ctypes.c_char_p
    buffer = ctypes.create_string_buffer(text.encode())
    place, found = ctypes.c_void_p(ctypes.addressof(buffer)), []
    while place.value:
        found += convert(ctypes.byref(place), 0x101, 0).decode().split()
    return found


def said(source: Content, welsh: Words) -> Iterator[tuple[str, Sounds]]:
    """Every Welsh word with how it is heard where it stands, and every word of the lexicon."""
    lexicon = Lexicon.load(paths.LOCALES / "cy" / "lexicon.toml")
    for line in script(source, welsh):
        text = lexicon.for_espeak(lexicon.spoken(line.spoken))
        tokens = re.findall(r"\[\[.*?\]\]|[\w'-]+", text)
        words = [word for token in tokens for word in (token.split() if token.startswith("[[") else [token])]
        found = phonemes(text)
        assert len(found) == len(words), f"{line.key}: espeak joins words: {found}"
        yield from ((word.lower().strip("'"), heard(one)) for word, one in zip(words, found, strict=True) if not re.search(r"[][]", word))
    yield from ((word, heard(one)) for word, one in lexicon.phonemes.items() if " " not in word)


def differing(source: Content, welsh: Words) -> set[str]:
    """The words that are not said as the dictionary has it."""
    return {word for word, one in said(source, welsh) if not any(one.agrees(other) for other in wanted(word))}


def test_every_welsh_word_is_said_as_bangors_dictionary_has_it(source: Content, words: dict[str, Words]) -> None:
    otherwise = {word for group in OTHERWISE.values() for word in group}
    found = differing(source, words["cy"]) - otherwise - LETTERS
    assert found == set(), "give its phonemes in locales/cy/lexicon.toml, or say in OTHERWISE why not"


def test_no_word_is_excused_that_is_said_as_in_the_dictionary(source: Content, words: dict[str, Words]) -> None:
    excused = {word for group in OTHERWISE.values() for word in group}
    assert excused - differing(source, words["cy"]) == set()


@pytest.mark.parametrize("wrong", ["kl'YuEd", "klVw'Ed", "kl'VwId", "kl'VwET"])
def test_a_wrong_sound_or_stress_is_found(wrong: str) -> None:
    assert heard("kl'VwEd").agrees(*wanted("clywed")) and not heard(wrong).agrees(*wanted("clywed"))


def numbers_of(text: str, tag: str) -> list[str]:
    """The numbers that are said: digits one after the other make a string of digits."""
    text = re.sub(r"(\w+) (\w+) ar ddeg", r"un deg \1 \2", text.lower())
    runs: list[list[str]] = [[]]
    for word in re.findall(r"\w+|[^\w\s]", text):
        if word in VALUES[tag] or word in TIMES[tag]:
            runs[-1].append(word)
        else:
            runs.append([])
    return [number(run, tag) for run in runs if run]


def number(run: list[str], tag: str) -> str:
    """un deg chwech: 16; naw naw naw: 999."""
    values = [VALUES[tag].get(one, 10) for one in run]
    if max(values) < 10:
        return "".join(map(str, values))
    total = 0
    for one in run:
        total = max(total, 1) * TIMES[tag][one] if one in TIMES[tag] else total + VALUES[tag][one]
    return str(total)


REFERENCES = ("accessibility.ehrc", "accessibility.desk_regions", "accessibility.desk_edges", "accessibility.desk_recordings", "accessibility.pdf")
"""Names of rules: their year is said as years are, and the numbers of criteria are for the eye."""


@pytest.mark.parametrize("tag", TAGS)
def test_a_spoken_form_has_the_numbers_that_the_text_shows(source: Content, words: dict[str, Words], tag: str) -> None:
    for text in source.texts.values():
        for line in words[tag].lines(text.key) if text.spoken and not text.silent and text.key not in REFERENCES else ():
            shown = [one.replace(",", "") for one in re.findall(r"\d[\d,]*", line.text)]
            assert numbers_of(line.spoken, tag) == shown, line


@pytest.mark.parametrize("tag", TAGS)
def test_wherever_the_phone_number_is_shown_each_digit_is_spoken_in_its_order(source: Content, words: dict[str, Words], tag: str) -> None:
    shown = [line for key, text in source.texts.items() if not text.silent for line in words[tag].lines(key) if source.service.phone in line.text]
    assert len(shown) >= 3
    for line in shown:
        assert "".join(numbers_of(line.spoken, tag)) == re.sub(r"\D", "", source.service.phone), line


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_but_words_and_rests_reaches_a_voice(source: Content, words: dict[str, Words], tag: str) -> None:
    lexicon = Lexicon.load(paths.LOCALES / tag / "lexicon.toml")
    for line in script(source, words[tag]):
        assert not re.search(r"\d", line.spoken), f"{line.key}: give it a spoken form"
        assert re.fullmatch(r"(?:[^\W\d_]|[ ,.?!:()‘’'-])+", lexicon.spoken(line.spoken)), line
        assert not re.search(r"\w\.\w|\w@|[A-Z]{2}", lexicon.spoken(line.spoken)), line


@pytest.mark.parametrize(("typed", "heard_as"), [("Ffoniwch 999.", "Ffoniwch naw naw naw."), ("Am 14:15", "Am un deg pedwar:un deg pump")])
def test_figures_in_a_welsh_reply_are_said_in_words(typed: str, heard_as: str) -> None:
    assert Lexicon.load(paths.LOCALES / "cy" / "lexicon.toml").spoken(typed) == heard_as


def silences(sound: Sound) -> list[float]:
    """The rests within, in seconds."""
    step = sound.rate // 100
    moments = sound.samples[: len(sound.samples) // step * step].reshape(-1, step)
    level = np.sqrt((moments**2).mean(axis=1))
    quiet = "".join("." if one < level.max() / 150 else "#" for one in level).strip(".")
    return [len(run) / 100 for run in re.findall(r"\.+", quiet) if len(run) > 12]


def pitch(sound: Sound) -> float:
    """The middle of the voice's fundamental, in hertz."""
    width, found = sound.rate // 25, []
    for start in range(0, len(sound.samples) - width, width):
        moment = sound.samples[start : start + width] - sound.samples[start : start + width].mean()
        alike = np.correlate(moment, moment, "full")[width - 1 :]
        lag = sound.rate // 250 + int(alike[sound.rate // 250 : sound.rate // 60].argmax())
        if alike[lag] > 0.5 * alike[0] > 0.5:
            found.append(sound.rate / lag)
    return float(np.median(found))


@pytest.mark.parametrize(("tag", "words_a_minute"), [("cy", (125, 150)), ("en", (150, 178))])
def test_a_voice_speaks_calmly(source: Content, words: dict[str, Words], tag: str, words_a_minute: tuple[int, int]) -> None:
    lexicon = Lexicon.load(paths.LOCALES / tag / "lexicon.toml")
    lines = [line for key in source.texts if key.startswith("leaflet.e") for line in words[tag].lines(key) if len(line.spoken.split()) > 4]
    texts = [lexicon.spoken(line.spoken) for line in lines if line.text == line.spoken]
    sounds = [trim(Espeak(tag).say(lexicon.for_espeak(text))) for text in texts]
    seconds = sum(one.seconds - LEAD_SECONDS - TAIL_SECONDS - sum(silences(one)) for one in sounds)
    low, high = words_a_minute
    assert low < 60 * sum(len(text.split()) for text in texts) / seconds < high


@pytest.mark.parametrize("tag", VOICES)
def test_a_voice_rests_at_commas_and_longer_between_sentences(tag: str) -> None:
    comma, stop = silences(Espeak(tag).say(TALK[tag]))
    assert 0.15 < comma < 0.3 and 0.35 < stop < 0.6


@pytest.mark.parametrize("tag", VOICES)
def test_a_voice_is_low_and_does_not_clip(tag: str) -> None:
    sound = Espeak(tag).say(TALK[tag])
    assert 100 < pitch(sound) < 130 and np.abs(sound.samples).max() < 0.999


@pytest.mark.parametrize("tag", VOICES)
def test_a_voices_variant_is_there(tag: str) -> None:
    variant = VOICES[tag].decode().partition("+")[2]
    assert (Path(espeakng_loader.get_data_path()) / "voices" / "!v" / variant).is_file()
