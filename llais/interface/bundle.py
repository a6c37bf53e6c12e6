"""The browser's modules as one script, linked when the app starts: a phone on a poor line asks once, not fourteen times.

The modules stay plain ES modules without a build step. They may import one another in circles, but only so:
`import * as page from "./page.js"` or `import { say } from "./page.js"`, and only functions may be named in braces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_WHOLE = re.compile(r'^import \* as (\w+) from "\./(\w+)\.js";$', re.M)
_NAMED = re.compile(r'^import \{ ([\w, ]+) \} from "\./(\w+)\.js";$', re.M)
_EXPORT = re.compile(r"^export (default )?((?:async )?function|const|let) (\w+)", re.M)
_OTHER = re.compile(r"^(import|export)\b.*$", re.M)


def link(modules: Mapping[str, str], first: str) -> str:
    """One script of all modules by name; `first` runs last, when the others are there. Raises ValueError for another form."""
    names = [*(name for name in modules if name != first), first]
    heads = "".join(f"const ${name} = {{}};\n" for name in names)
    return heads + "".join(_wrapped(name, modules[name]) for name in names)


def _wrapped(name: str, source: str) -> str:
    """A module in a function of its own; others see its exports as they are at that moment, as ES modules do."""
    exported = [found[3] for found in _EXPORT.finditer(source)]
    getters = ", ".join(f"{one}: {{ get: () => {one} }}" for one in exported)
    body = _EXPORT.sub(r"\2 \3", _NAMED.sub(_stubs, _WHOLE.sub(r"const \1 = $\2;", source)))
    if other := _OTHER.search(body):
        raise ValueError(f"{name}.js: the bundle cannot link this line: {other[0]}")
    return f"// {name}.js\n(() => {{\nObject.defineProperties(${name}, {{ {getters} }});\n{body}}})();\n"


def _stubs(found: re.Match[str]) -> str:
    """Functions by their own names, looked up when they are called: the other module may not have run yet."""
    return "\n".join(f"const {one} = (...given) => ${found[2]}.{one}(...given);" for one in found[1].split(", "))
