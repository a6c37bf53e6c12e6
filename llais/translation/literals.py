"""The literals of the product's code: Python and templates by their syntax trees, scripts by their quotes.

A literal that is put together (f"inbox.state_{one}", "error." + key) has HOLE where its parts are not known.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

HOLE = "\ue000"
Found = Iterator[tuple[int, str, bool]]
Reader = Callable[[str], Found]
TOLD = ("print", "Field", "add_argument", "ArgumentParser", "PlainTextResponse")
LOG = ("info", "warning", "error")
TEMPLATES = "llais/interface/templates"
SCRIPTS = "llais/interface/web"
_JINJA = Environment(autoescape=True)
_SCRIPT = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?P<double>(?:\\.|[^"\\\n])*)"|'(?P<single>(?:\\.|[^'\\\n])*)'|`(?P<template>(?:\\.|[^`\\])*)`""",
    re.DOTALL,
)


@dataclass(frozen=True)
class Literal:
    """A literal and where it stands. `told` marks what goes to staff or a log: an error's words, a command's help."""

    file: str
    line: int
    text: str
    told: bool = False


def literals(root: Path) -> list[Literal]:
    """Every literal of the product below a folder."""
    python = [file for name in ("app.py", "reviewer.py") if (file := root / name).exists()]
    python += [file for folder in ("llais", "pages") for file in sorted((root / folder).rglob("*.py"))]
    templates = sorted((root / TEMPLATES).glob("*.html"))
    scripts = sorted((root / SCRIPTS).glob("*.js"))
    read = ((python, _python), (templates, _template), (scripts, _script))
    return [one for files, reader in read for file in files for one in _of(file, root, reader)]


def _of(file: Path, root: Path, reader: Reader) -> Iterator[Literal]:
    name = file.relative_to(root).as_posix()
    return (Literal(name, line, text, told) for line, text, told in _read(reader, file.read_text("utf-8")))


@cache
def _read(reader: Reader, text: str) -> tuple[tuple[int, str, bool], ...]:
    return tuple(reader(text))


def _python(text: str) -> Found:
    tree = ast.parse(text)
    told = {id(node) for one in ast.walk(tree) if _is_told(one) for node in ast.walk(one)}
    parts: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            parts.add(id(node.value))  # a docstring
        if id(node) in parts:
            continue
        if isinstance(node, ast.JoinedStr):
            parts |= {id(one) for one in node.values}
        whole = _composed(node)
        if whole is not None:
            yield node.lineno, whole, id(node) in told


def _composed(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(one.value if isinstance(one, ast.Constant) else HOLE for one in node.values)
    return None


def _is_told(node: ast.AST) -> bool:
    """Errors, logs and the commands' own words are for staff, in English."""
    if isinstance(node, ast.Raise):
        return True
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    logged = name in LOG and getattr(getattr(node.func, "value", None), "id", "") == "log"
    return logged or name in TOLD or name.endswith("Error")


def _template(text: str) -> Found:
    parts: set[int] = set()
    for node in tree(text).find_all((nodes.Const, nodes.Add, nodes.Concat, nodes.Mod)):
        parts |= {id(part) for part in node.find_all((nodes.Const, nodes.Add, nodes.Concat, nodes.Mod))}
        whole = composed(node)
        if id(node) not in parts and whole.strip(HOLE):
            yield node.lineno, whole, False


@cache
def tree(text: str) -> nodes.Template:
    """The syntax tree of a template."""
    return _JINJA.parse(text)


def composed(node: nodes.Node) -> str:
    """The text of an expression, with HOLE for what is not known."""
    if isinstance(node, nodes.Const):
        return node.value if isinstance(node.value, str) else HOLE
    if isinstance(node, nodes.Add):
        return re.sub(f"{HOLE}+", HOLE, composed(node.left) + composed(node.right))
    if isinstance(node, nodes.Concat):
        return re.sub(f"{HOLE}+", HOLE, "".join(map(composed, node.nodes)))
    if isinstance(node, nodes.Mod) and isinstance(node.left, nodes.Const):
        return re.sub(r"%\w", HOLE, str(node.left.value))
    return HOLE


def _script(text: str) -> Found:
    for found in _SCRIPT.finditer(text):
        inside = next((one for one in found.groupdict().values() if one is not None), None)
        if inside is not None:
            line = text.count("\n", 0, found.start()) + 1
            yield line, re.sub(r"\$\{.*?\}", HOLE, inside), False
