"""When each word of a clip is heard, where the words that are spoken are the ones that are shown."""

from __future__ import annotations

from llais.language import Line
from llais.speech import align
from llais.speech.lexicon import Lexicon
from llais.speech.manifest import Word
from llais.speech.sound import Sound


def timed(heard: Sound, line: Line, tag: str, lexicon: Lexicon) -> tuple[Word, ...]:
    """The words of a finished clip; none where other words are spoken than are shown: the sentence is then lit whole."""
    if line.spoken != line.text or lexicon.spoken(line.text) != line.text:
        return ()
    return align.words(heard, line.text, tag, lexicon.for_espeak(line.text))
