"""Where a tab keeps its draft: parts that it encrypted itself, under an id that only it knows and no URL holds."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from llais.answers.drafts import PART_LIMIT, DraftTooBig
from llais.answers.vault import VaultUnavailable
from llais.interface.kit import Kit

DRAFT = "x-llais-draft"
"""The header with the draft's id: whoever knows it may read the ciphertext, and nothing more."""
PATHS = r"/draft(/[A-Za-z0-9_-]{1,40}(/[0-9]{1,6})?)?"
MOST_NUMBER = 2**31 - 1
MOST_VERSION = 2**53


def routes(kit: Kit) -> list[Route]:
    """Keep a part, read the parts of a name, destroy."""
    desk = _Drafts(kit)
    return [
        Route("/draft/{name}/{number:int}", desk.put, methods=["PUT"]),
        Route("/draft/{name}", desk.read, methods=["GET"]),
        Route("/draft/{name}", desk.drop, methods=["DELETE"]),
        Route("/draft", desk.drop, methods=["DELETE"]),
    ]


class _Drafts:
    def __init__(self, kit: Kit) -> None:
        self.kit = kit

    async def put(self, request: Request) -> Response:
        """204 when it is on the disk; 413 when there is no room for it."""
        draft, version = _id(request), request.query_params.get("version", "0")
        if not draft or not re.fullmatch("[0-9]{1,16}", version) or int(version) > MOST_VERSION:
            return Response(status_code=400)
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > PART_LIMIT:
                return Response(status_code=413)
        self._somebody_is_there(request)
        number = min(request.path_params["number"], MOST_NUMBER)
        name = request.path_params["name"]
        return await _done(lambda: self.kit.vault.drafts.put(draft, name, number, int(version), bytes(body)))

    async def read(self, request: Request) -> Response:
        """The parts of a name as [[number, base64], ...]."""
        draft, name = _id(request), request.path_params["name"]
        if not draft:
            return Response(status_code=400)
        try:
            parts = await run_in_threadpool(self.kit.vault.drafts.parts, draft, name)
        except VaultUnavailable:
            return Response(status_code=503)
        told = [[number, base64.b64encode(sealed).decode()] for number, sealed in parts]
        return JSONResponse(told, headers={"cache-control": "no-store"})

    async def drop(self, request: Request) -> Response:
        """Destroy the draft, or its parts of one name."""
        draft, name = _id(request), request.path_params.get("name", "")
        return await _done(lambda: self.kit.vault.drafts.drop(draft, name)) if draft else Response(status_code=400)

    def _somebody_is_there(self, request: Request) -> None:
        """Somebody who types is not idle, though nothing else is told while they do."""
        visit = self.kit.visits.find(request.headers.get("x-llais-visit", ""))
        if visit:
            visit.touch()


async def _done(work: Callable[[], None]) -> Response:
    try:
        await run_in_threadpool(work)
    except DraftTooBig:
        return Response(status_code=413)
    except VaultUnavailable:
        return Response(status_code=503)
    return Response(status_code=204)


def _id(request: Request) -> str:
    """The id in the header; empty when there is none of the right form."""
    given = request.headers.get(DRAFT, "")
    return given if re.fullmatch(r"[A-Za-z0-9_-]{20,80}", given) else ""
