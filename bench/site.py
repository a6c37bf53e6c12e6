"""The limit: the same words and sound as hand-written pages, each one small file, served compressed from memory.

Run as `python -m bench.site SCREENS.json AUDIO PORT`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from html import escape
from pathlib import Path
from typing import Any

import brotli
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

PAGE = """<!DOCTYPE html>
<html lang="cy">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>
body {{ margin: 0 auto; max-width: 46rem; padding: 1rem; background: #fbf7ef; color: #16243f }}
body {{ font: 18px/1.5 Verdana, sans-serif }}
button, a {{ font: inherit; display: inline-block; padding: 1rem; min-height: 56px; border: 2px solid; border-radius: 12px }}
.lit {{ background: #ffdf7e }}
</style>
<header>{tools}</header>
<h1>{title}</h1>
{body}
<nav><a href="/{before}">Yn ôl</a> <button class="listen">Gwrando</button> <a class="onward" href="/{after}">Parhau</a></nav>
<script>
const sounds = {sounds};
function play(n) {{
  if (n === sounds.length) return;
  const audio = new Audio(sounds[n]);
  audio.onended = () => play(n + 1);
  audio.play();
}}
document.querySelector(".listen").onclick = () => play(0);
document.body.dataset.ready = "";
</script>
"""


def page(screens: list[dict[str, Any]], at: int) -> bytes:
    """One screen's whole document."""
    one, before, after = screens[at], screens[at - 1], screens[(at + 1) % len(screens)]
    body = "\n".join(f"<p>{escape(sentence)}</p>" for sentence in one["sentences"])
    if one["options"]:
        radios = "".join(f'<p><label><input type="radio" name="choice">{escape(text)}</label></p>' for text in one["options"])
        body += f"<form>{radios}<textarea></textarea></form>"
    sounds = json.dumps([f"/audio/{file}" for file in one["sounds"]])
    tools = " ".join(f"<button>{escape(text)}</button>" for text in one["tools"])
    title = escape(one["title"])
    return PAGE.format(title=title, tools=tools, body=body, before=before["id"], after=after["id"], sounds=sounds).encode()


def routes(screens: list[dict[str, Any]], audio: str) -> list[Route | Mount]:
    """The pages by their ids, and the sound."""
    pages = {one["id"]: page(screens, at) for at, one in enumerate(screens)}
    packed = {id_: (brotli.compress(html), hashlib.sha256(html).hexdigest()[:16]) for id_, html in pages.items()}

    async def answer(request: Request) -> Response:
        data, tag = packed[request.path_params["id"]]
        headers = {"content-encoding": "br", "cache-control": "no-cache", "etag": f'"{tag}"'}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(data, media_type="text/html", headers=headers)

    return [Mount("/audio", StaticFiles(directory=audio)), Route("/{id}", answer)]


def main(argv: list[str]) -> None:
    """Serve until stopped."""
    screens = json.loads(Path(argv[0]).read_text("utf-8"))
    uvicorn.run(Starlette(routes=routes(screens, argv[1])), host="127.0.0.1", port=int(argv[2]), log_level="warning")


if __name__ == "__main__":
    main(sys.argv[1:])
