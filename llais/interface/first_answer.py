"""The first answer of the server is the page: words, pictures and sound, before any script runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from llais.interface import family, packing
from llais.interface.address import PAGES, START, Address, parse
from llais.interface.idle import Idle
from llais.interface.kit import Kit
from llais.interface.packing import Packed
from llais.interface.scene import Scene, View, template
from llais.interface.visit import Visit
from llais.interface.web import FONTS, NO_SCRIPT, SCRIPT, WEB
from llais.speech.manifest import Manifest

LIGHT = ("start", "home", "leaflet")
"""Pages that need nothing of later.css: where people come in, and what they read."""


class Shelf:
    """Pages that are the same for all who come, each made once; all of them anew when the sounds change."""

    def __init__(self, make: Callable[[Address], Packed]) -> None:
        self._make, self._lock = make, Lock()
        self._pages: dict[Address, Packed] = {}
        self._sounds: Manifest | None = None

    def page(self, address: Address, sounds: Manifest) -> Packed:
        """The page of an address with these sounds."""
        with self._lock:  # many who come at once have one made for all
            if sounds is not self._sounds:
                self._pages, self._sounds = {}, sounds
            if address not in self._pages:
                self._pages[address] = self._make(address)
            return self._pages[address]


def routes(pages: family.Pages, kit: Kit) -> list[Route]:
    """A route for every page that a URL can open."""

    def made(address: Address) -> str:
        return document(kit, family.paint(pages, Scene(kit, Visit(address=address), address)))

    shelf = Shelf(lambda address: Packed(made(address).encode(), packing.HTML))

    def answer(request: Request) -> Response:
        address = parse(f"{request.url.path}?{request.url.query}", kit.tags) or START
        page = shelf.page(address, kit.manifest) if _for_all(kit, address) else packing.page(made(address))
        return page.answer(request.headers.get("accept-encoding", ""), {})

    paths = ["/" if page == "start" else f"/{page}" for page in PAGES]
    return [Route(path, answer, methods=["GET", "HEAD"]) for path in paths]


def _for_all(kit: Kit, address: Address) -> bool:
    """Whether a page changes with the sounds only and is one of ours: of these there are some twenty in each language."""
    sections = (one.id for one in kit.content.leaflet.sections(address.form))
    return address.page in LIGHT and address.item in ("", *sections)


def not_found(pages: family.Pages, kit: Kit) -> str:
    """The document for a path that is not there, in every language."""
    address = Address("not-found")
    return document(kit, pages["not-found"].show(Scene(kit, Visit(), address)), enhance=False)


def busy(pages: family.Pages, kit: Kit) -> Callable[[str], str]:
    """The document that says that too many are here, by the tag of a language; in every one where it is unknown."""

    @cache
    def made(tag: str) -> str:
        return document(kit, pages["busy"].show(Scene(kit, Visit(), Address("busy", tag))), enhance=False)

    return lambda tag: made(tag if tag in kit.tags else "")


def document(kit: Kit, view: View, enhance: bool = True) -> str:
    """A whole HTML document around a view. Without `enhance` it opens no line to the server."""
    return template("document.html").render(
        view=view,
        web=WEB,
        fonts=[f"{WEB.url}/{font}" for font in FONTS],
        script=f"{WEB.url}/{SCRIPT}",
        place=kit.settings.place,
        exit=kit.content.service.exit_page if kit.settings.place == "web" else "/",
        idle=Idle.of(kit.settings),
        live=enhance,
        light=enhance and kit.settings.place == "web" and view.address.page in LIGHT,
        no_script=NO_SCRIPT,
    )
