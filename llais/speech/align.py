"""When each word is said, in any clip: it is laid against espeak-ng's own rendering of the words, whose times are known.

Dynamic time warping (Sakoe and Chiba, IEEE Transactions on Acoustics, Speech, and Signal Processing 26 (1), 1978, 43 to 49),
with room for a pause before every word."""

from __future__ import annotations

import re

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.spatial.distance import cdist

from llais.speech.cepstra import above_silence, bands, cepstra
from llais.speech.espeak import VOICES, Espeak, Mark
from llais.speech.lexicon import Lexicon
from llais.speech.manifest import Word
from llais.speech.sound import Sound

Span = tuple[int, int]
"""The first character, and the one after the last."""
STEP_SECONDS = 0.01
MOST_STEPS = 4000
"""A longer clip is measured in longer steps: the memory taken grows with the square of their number."""
FASTEST = 3
"""Moments of the model that may go by in one of the clip."""
HURRY = 0.5
"""What it costs to be one moment ahead of or behind the model's pace. Two moments of different sounds are about 1 apart."""
FAST = 2
"""Of a clip this much shorter than the model, a moment is laid against a longer one of the model."""
_WORD = re.compile(r"\S+")
_SAID = re.compile(r"(?:\[\[.*?\]\]|\S)+")


def words(sound: Sound, text: str, tag: str, given: str = "") -> tuple[Word, ...]:
    """When each word of a shown text is said; () in a language that espeak-ng is not set up for. Raises EspeakError.

    `given` is the wording for espeak-ng where it has phonemes; one with more or fewer words than the text is not used.
    A word lasts until the next begins, pauses and all; the last one until the speaker is silent."""
    shown = _spans(_WORD, text)
    if tag not in VOICES or not shown:
        return ()
    said, places = _said(text, given, shown)
    model, marks = Espeak(tag).marked(said)
    starts = _starts(marks, places, [text[first:last] for first, last in shown], model.seconds)
    times = _warped(starts, model, sound).tolist()
    return tuple((start, end, *span) for start, end, span in zip(times[:-1], times[1:], shown, strict=True))


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [found.span() for found in pattern.finditer(text)]


def _said(text: str, given: str, shown: list[Span]) -> tuple[str, list[Span]]:
    """What espeak-ng is to say, and where the shown words are in it."""
    places = _spans(_SAID, given)
    if len(places) == len(shown):
        return given, places
    return Lexicon({}, {}).for_espeak(text), shown


def _starts(marks: tuple[Mark, ...], places: list[Span], shown: list[str], seconds: float) -> np.ndarray:
    """When each word starts in the model, and when the last one ends. Words that share a mark share its time by letters."""
    letters = np.cumsum([0, *(sum(map(str.isalnum, word)) for word in shown)])
    starts = np.full(len(letters), np.nan)
    starts[0], starts[-1] = 0, seconds
    for number, (first, last) in enumerate(places):
        starts[number] = next((start for start, place in marks if first <= place < last), starts[number])
    known = ~np.isnan(starts)
    return np.where(known, starts, np.interp(letters, letters[known], starts[known]))


def _warped(starts: np.ndarray, model: Sound, clip: Sound) -> np.ndarray:
    """The same moments in the clip, in seconds."""
    step = max(STEP_SECONDS, clip.seconds / MOST_STEPS)
    stride = step * max(1, model.seconds / FAST / max(clip.seconds, step))
    heard, said = above_silence(bands(clip, step), bands(model, stride))
    heard, said = cepstra(heard, said[: len(np.trim_zeros(said.sum(axis=1), "b"))])
    edges = np.minimum(np.round(starts / stride), len(said)).astype(int)
    pauses = edges + np.arange(len(edges))
    path = _path(heard, np.insert(said, edges, 0, axis=0), pauses)
    return np.round(np.searchsorted(path, np.append(pauses[:-1] + 1, pauses[-1])) * step, 3)


def _path(clip: np.ndarray, model: np.ndarray, pauses: np.ndarray) -> np.ndarray:
    """For each moment of the clip the moment of the model that it is. `pauses` may last or be left out at no cost."""
    costs, fees = cdist(clip, model) / np.sqrt(clip.shape[1]), _fees(len(model), pauses)
    totals = np.full(FASTEST + len(model), np.inf)
    totals[FASTEST] = 0
    reached = sliding_window_view(totals, len(model))[::-1]
    steps = np.empty(costs.shape, np.uint8)
    for moment, cost in enumerate(costs):
        ways = reached + fees
        steps[moment] = ways.argmin(axis=0)
        totals[FASTEST:] = ways.min(axis=0) + cost
    return _back(steps)


def _fees(length: int, pauses: np.ndarray) -> np.ndarray:
    """What it costs to come to each moment of the model from itself, from the one before it, from the second before it..."""
    pause = np.isin(np.arange(length), pauses)
    before = np.cumsum([0, *pause])
    fees = np.full((FASTEST + 1, length), np.inf)
    fees[0] = np.where(pause, 0, HURRY)
    for step in range(1, FASTEST + 1):
        fees[step, step:] = HURRY * (step - 1 - (before[step:length] - before[1 : length - step + 1]))
    return fees


def _back(steps: np.ndarray) -> np.ndarray:
    """The way that was taken, from its end at the model's last moment."""
    path = np.empty(len(steps), int)
    place = steps.shape[1] - 1
    for moment in range(len(steps) - 1, -1, -1):
        path[moment] = place
        place -= int(steps[moment, place])
    return path
