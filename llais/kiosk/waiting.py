"""The calm page while the app is not there yet, in every language: it needs no server, no font and no picture."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

STYLE = (
    "body{margin:0;min-height:100vh;display:flex;flex-direction:column;gap:2rem;align-items:center;justify-content:center;"
    "background:#fbf7ef;color:#16243f;font:2rem/1.5 Verdana,sans-serif;text-align:center}"
)


def address(words: Iterable[tuple[str, str]]) -> str:
    """A data: address of the page with these texts, each with its language tag. The first one's is the page's own."""
    texts = list(words)
    lines = "".join(f'<p lang="{escape(tag)}" dir="auto">{escape(text)}</p>' for tag, text in texts)
    head = f'<html lang="{escape(texts[0][0])}"><meta charset="utf-8"><title>Llais</title><style>{STYLE}</style>'
    return "data:text/html;charset=utf-8," + quote(f"<!DOCTYPE html>{head}<main>{lines}</main></html>")
