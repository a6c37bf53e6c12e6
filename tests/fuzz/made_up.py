"""Inputs that nobody would send who means well."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

DIGITS = st.one_of(st.integers(0, 12).map(str), st.integers(0, 10**30).map(str), st.just("9" * 4400), st.just("٣"), st.just("1e9"), st.just("-1"))
NASTY = st.sampled_from(["", "..", "%2e%2e", "\x00", "<zxq>", "'\"<zxq>", "[", "//[", "http://[", "null", "NaN", "\ud800", "a" * 3000, "🌧", "\r\nx: y"])
TEXT = st.one_of(st.text(max_size=40), NASTY, DIGITS)
NUMBERS = st.one_of(st.integers(), st.floats(), st.just(10**400), st.just(-(10**400)), st.booleans())
JSON: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), NUMBERS, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)),
    max_leaves=8,
)


@st.composite
def changed(draw: st.DrawFn, document: dict[str, Any]) -> Any:
    """A document with something in it changed, put in, doubled or taken out, once or a few times."""
    made: Any = _copied(document)
    for _ in range(draw(st.integers(1, 4))):
        made = _changed_once(draw, made)
    return made


def _changed_once(draw: st.DrawFn, here: Any) -> Any:
    if isinstance(here, dict) and here:
        name = draw(st.sampled_from(sorted(here, key=str)))
        return _in_dict(draw, here, name)
    if isinstance(here, list) and here:
        index = draw(st.integers(0, len(here) - 1))
        here[index] = _changed_once(draw, here[index])
        return draw(st.sampled_from([here, here + here, here[1:]]))
    return draw(JSON)


def _in_dict(draw: st.DrawFn, here: dict[str, Any], name: str) -> Any:
    how = draw(st.sampled_from(["deep", "deep", "deep", "out", "in", "whole"]))
    if how == "deep":
        here[name] = _changed_once(draw, here[name])
    elif how == "out":
        del here[name]
    elif how == "in":
        here[draw(TEXT)] = draw(JSON)
    else:
        return draw(JSON)
    return here


def _copied(one: Any) -> Any:
    if isinstance(one, dict):
        return {name: _copied(value) for name, value in one.items()}
    return [_copied(value) for value in one] if isinstance(one, (list, tuple)) else one
