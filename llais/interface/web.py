"""The browser's part: scripts, styles and fonts, served under the hash of all of them, so that they never go stale."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from llais.interface import bundle
from llais.interface.packing import Packed

FOLDER = Path(__file__).parent / "web"
SCRIPT = "llais.js"
"""All modules of the families' app in one."""
FONTS = ("fonts/used-latin.woff2", "fonts/used-latin-ext.woff2")
"""The letters that our own words need (tools/fonts.py): every page needs them at once, the whole fonts hardly ever."""
NO_SCRIPT = ".needs-script{display:none!important}"
"""What cannot work without a script is not shown without one."""
DESK = ("desk", "studio", "words")
"""The modules that the desk loads by themselves; families' pages have `words` too."""
_APART = ("desk", "studio", "early")
"""What is no part of the families' one script: the desk's, and the one that stands in the page itself."""

_COMMENT = re.compile(r"^\s*(?://.*|/\*\*(?:(?!\*/)[\s\S])*\*/)\n", re.M)
"""A comment that has its lines to itself."""


class Web:
    """All files of the folder, read once."""

    @cached_property
    def files(self) -> dict[str, Packed]:
        """By their path below the folder."""
        scripts = {SCRIPT: self._bundle.encode()} | {f"{name}.js": (FOLDER / f"{name}.js").read_bytes() for name in DESK}
        fonts = {f"fonts/{font.name}": font.read_bytes() for font in sorted(FOLDER.glob("fonts/*.woff2"))}
        packed = {name: Packed(data, "text/javascript") for name, data in scripts.items()}
        return packed | {name: Packed(data, "font/woff2") for name, data in fonts.items()}

    @cached_property
    def url(self) -> str:
        """The path they are served under."""
        digest = hashlib.sha256(b"".join(name.encode() + file.data for name, file in self.files.items()))
        return f"/ui/{digest.hexdigest()[:12]}"

    @cached_property
    def styles(self) -> str:
        """The style sheet, which stands in the page itself: a page that waited for it would paint a round trip later."""
        return _plain("llais.css")

    @cached_property
    def later(self) -> str:
        """The style sheet of what no first screen needs, as it stands in a page that needs it, or is put there by the script."""
        return _plain("later.css").replace('url("', f'url("{self.url}/')

    @cached_property
    def early(self) -> str:
        """The script that stands in the page itself, for touches that come before the other one is there."""
        return _COMMENT.sub("", (FOLDER / "early.js").read_text("utf-8"))

    @property
    def early_hash(self) -> str:
        """How the security policy names that script."""
        return _named(self.early)

    @property
    def style_hashes(self) -> tuple[str, ...]:
        """How it names the style sheets, and the one of a browser in which no script runs."""
        return _named(self.styles), _named(self.later), _named(NO_SCRIPT)

    @cached_property
    def icon(self) -> str:
        """The icon as an address that holds it."""
        return "data:image/svg+xml," + quote((FOLDER / "icon.svg").read_text("utf-8").strip())

    @cached_property
    def _bundle(self) -> str:
        modules = {file.stem: file.read_text("utf-8") for file in sorted(FOLDER.glob("*.js")) if file.stem not in _APART}
        modules["styles"] = modules["styles"].replace('SHEET = ""', f"SHEET = {json.dumps(_plain('later.css'))}")
        return bundle.link(modules, "app")


def _plain(sheet: str) -> str:
    """A style sheet without comments and indents."""
    text = (FOLDER / sheet).read_text("utf-8")
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.S))


def _named(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


WEB = Web()
