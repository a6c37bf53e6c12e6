"""Every theme's contrast, computed from the style sheet that is served: words 7:1, edges of controls and the focus ring 3:1."""

from __future__ import annotations

import re

import pytest

from llais.interface.web import FOLDER
from pages.family.settings import SETTINGS

CSS = re.sub(r"/\*.*?\*/", "", "".join(file.read_text("utf-8") for file in sorted(FOLDER.glob("*.css"), reverse=True)), flags=re.S)
BLOCK = re.compile(r'(?:^:root, )?\[data-colours="(\w+)"\] \{(.*?)\}', re.S | re.M)
WORDS = [
    *(("ink", ground) for ground in ("ground", "card", "soft")),
    *(("faint", ground) for ground in ("ground", "card", "soft")),
    *(("accent", ground) for ground in ("ground", "card")),
    *(("stop", ground) for ground in ("ground", "card")),
    *((f"on-{fill}", fill) for fill in ("accent", "lit", "stop", "warn")),
]
"""What is written in which colour on which."""
SHAPES = [
    *((edge, ground) for edge in ("line", "accent", "stop") for ground in ("ground", "card")),
    *(("ink", ground) for ground in ("ground", "card", "soft")),
]
"""Edges of controls, pictures that mean something, and the focus ring (ink)."""


def themes() -> dict[str, dict[str, str]]:
    """The variables of each theme."""
    return {name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body)) for name, body in BLOCK.findall(CSS)}


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_theme_that_can_be_chosen_has_all_colours() -> None:
    assert list(themes()) == list(SETTINGS["colours"])
    assert len({frozenset(colours) for colours in themes().values()}) == 1


@pytest.mark.parametrize("theme", SETTINGS["colours"])
def test_words_have_seven_to_one(theme: str) -> None:
    colours = themes()[theme]
    ratios = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in WORDS}
    assert min(ratios.values()) >= 7, ratios


@pytest.mark.parametrize("theme", SETTINGS["colours"])
def test_edges_of_controls_and_the_focus_ring_have_three_to_one(theme: str) -> None:
    colours = themes()[theme]
    ratios = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in SHAPES}
    assert min(ratios.values()) >= 3, ratios


def test_every_colour_is_one_of_the_themes() -> None:
    rest = BLOCK.sub("", CSS)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\s*[{.,:\[>)])|rgba?\(|hsla?\(|:\s*(?:white|black|red|yellow)\b", rest) == []


def test_every_variable_that_is_used_is_defined() -> None:
    assert set(re.findall(r"var\(--([\w-]+)", CSS)) <= set(re.findall(r"--([\w-]+):", CSS))
