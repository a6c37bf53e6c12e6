"""Makes the two small fonts that every page loads: the letters our words need, in the weights that are used.

`python -m tools.fonts` writes them anew, from the two whole ones beside it. A test says when that is due.
"""

from __future__ import annotations

import string
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from llais import content, language, paths
from llais.interface.web import FOLDER, FONTS

WHOLE = ("latin", "latin-ext")
WEIGHTS = (400, 700)
ALWAYS = string.printable.strip() + " \N{NO-BREAK SPACE}âêîôûŵŷÂÊÎÔÛŴŶáéíóúẃýÁÉÍÓÚẂÝàèìòùẁỳäëïöüẅÿÄËÏÖÜ‘’“”–—…−£€✓×·•"
"""What people write in both languages, whether our words have it or not."""


def letters() -> set[int]:
    """The characters of all words in all languages, and ALWAYS."""
    source = content.load(paths.CONTENT)
    every = [language.Words.load(one, source, paths.LOCALES) for one in language.languages(paths.LOCALES)]
    shown = "".join(words.marked(key) for words in every for key in source.texts)
    return {ord(one) for one in shown + ALWAYS}


def whole(part: str) -> TTFont:
    """One of the two whole fonts."""
    return TTFont(FOLDER / "fonts" / f"atkinson-hyperlegible-next-{part}-wght-normal.woff2")


def ranges(codes: set[int]) -> str:
    """Characters as a style sheet's unicode-range."""
    ordered, runs = sorted(codes), []
    for code in ordered:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{first:04X}" + (f"-{last:04X}" if last > first else "") for first, last in runs)


def cut(part: str, codes: set[int], target: Path) -> None:
    """Write the font of these characters."""
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
    font = whole(part)
    cutter = Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    font = instantiateVariableFont(font, {"wght": WEIGHTS})
    font.flavor = "woff2"
    font.save(target)


def main() -> int:
    """Write both, and say what the style sheet must name."""
    wanted = letters()
    for part, target in zip(WHOLE, FONTS, strict=True):
        found = wanted & set(whole(part).getBestCmap())
        wanted -= found
        cut(part, found, FOLDER / target)
        print(f"{target}: {len(found)} letters, {(FOLDER / target).stat().st_size} bytes. unicode-range:\n  {ranges(found)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
