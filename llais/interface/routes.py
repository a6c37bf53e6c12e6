"""What the browser asks for beside pages: sound, scripts, recordings on their way in, health."""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from llais.answers import correspondence
from llais.answers.answer import Recording
from llais.interface import forgetting
from llais.interface.address import FORMS
from llais.interface.gate import BUSY
from llais.interface.kit import Kit
from llais.interface.limits import device
from llais.interface.upload import SIZE_LIMIT, Upload, UploadRefused
from llais.interface.visit import Visit
from llais.interface.web import WEB
from llais.journey import MORE
from llais.speech.album import album

PATHS = (
    r"/healthz|/visit|/ui/[^/]+/.+|/sound/(human/)?[^/]+/[^/]+|/leaflet[.]mp3"
    r"|/recordings/[^/]+(/[^/]+/[0-9]{1,6})?|/replies/[0-9]{1,6}"
)
"""What these routes answer, as a regular expression: Streamlit would answer anything else with its own page."""
FOREVER = "public, max-age=31536000, immutable"
TOKEN = "x-llais-visit"
"""The header in which a tab's own script names its visit."""
LISTENED = "x-llais-listened"
"""With this header the tab says, as it leaves, that its page was read aloud."""


def routes(kit: Kit) -> list[Route]:
    """Every route of this file, for one kit."""
    desk = _Requests(kit)
    return [
        Route("/healthz", desk.health),
        *web_routes(),
        Route("/sound/{language}/together.mp3", desk.together),
        Route("/sound/{file:path}", desk.sound),
        Route("/leaflet.mp3", desk.album),
        Route("/recordings/{question}/{take}/{number:int}", desk.chunk, methods=["POST"]),
        Route("/recordings/{question}", desk.delete, methods=["DELETE"]),
        Route("/recordings/{question}", desk.hear, methods=["GET"]),
        Route("/replies/{number:int}", desk.reply),
        Route("/visit", desk.wipe, methods=["DELETE"]),
    ]


def web_routes() -> list[Route]:
    """Scripts, styles and fonts: for both apps."""
    return [Route("/ui/{version}/{name:path}", web_file)]


def web_file(request: Request) -> Response:
    """A script, style or font. Only under today's hash may it be kept for ever."""
    file = WEB.files.get(request.path_params["name"])
    if file is None:
        return Response(status_code=404)
    current = request.url.path.startswith(WEB.url + "/")
    headers = {"cache-control": FOREVER if current else "no-store"}
    accepts = "" if file.media_type.startswith("font/") else request.headers.get("accept-encoding", "")  # a woff2 is compressed
    return file.answer(accepts, headers)


class _Requests:
    """The routes that need the kit."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit

    async def health(self, request: Request) -> JSONResponse:
        """200 when answers can be accepted, 503 when not, on this machine with the reason; the leaflet is served either way."""
        reason = await run_in_threadpool(self.kit.closed)
        here = not device(request.client.host if request.client else "")
        body = {"accepting": not reason, "practice": self.kit.practice} | ({"reason": reason} if reason and here else {})
        return JSONResponse(body, 503 if reason else 200, headers={"cache-control": "no-store"})

    async def sound(self, request: Request) -> Response:
        """A clip, whole or in part. Only files that the manifest knows are served."""
        clip = self.kit.soundbank.clip_of(request.path_params["file"])
        if clip is None or not self.kit.soundbank.path(clip).is_file():
            return Response(status_code=404)
        kept = FOREVER if "v" in request.query_params else "no-cache"
        return FileResponse(self.kit.soundbank.path(clip), media_type="audio/mpeg", headers={"cache-control": kept})

    async def album(self, request: Request) -> Response:
        """The leaflet in a language and form as one sound, to be kept."""
        language, form = request.query_params.get("lang", ""), request.query_params.get("form", "full")
        if language not in self.kit.tags or form not in FORMS:
            return Response(status_code=404)
        words, leaflet = self.kit.words[language], self.kit.content.leaflet
        data = await run_in_threadpool(album, self.kit.soundbank, leaflet, words, form)
        name = quote(f"{words(leaflet.title.key)} - {words(f'leaflet.{form}')}.mp3")
        return Response(data, media_type="audio/mpeg", headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"})

    async def together(self, request: Request) -> Response:
        """Several clips as one sound: frames of the same MP3 format may follow one another."""
        language = request.path_params["language"]
        clips = [clip for key in request.query_params.getlist("key")[:80] for clip in self.kit.manifest.clips(language, key)]
        if not clips:
            return Response(status_code=404)
        data = b"".join(self.kit.soundbank.path(clip).read_bytes() for clip in clips)
        return Response(data, media_type="audio/mpeg", headers={"cache-control": "no-cache"})

    async def chunk(self, request: Request) -> Response:
        """One piece of a recording; the last one closes the take and answers with its length and SHA-256."""
        visit, question = self._visit(request), request.path_params["question"]
        if visit is None or not self._takes(visit, question):
            return Response(status_code=404)
        try:
            self._has_room(request.path_params["number"])
            upload = _upload(visit, question, request)
            upload.add(request.path_params["number"], await _body(request))
            if "last" not in request.query_params:
                return Response(status_code=204)
            return await run_in_threadpool(_finished, visit, question, upload, request)  # it may wait for the visit's lock
        except UploadRefused as refused:
            return JSONResponse({"problem": refused.key}, refused.status)

    def _has_room(self, number: int) -> None:
        """Whether this process can hold one more take. Raises UploadRefused."""
        if number == 0 and self.kit.visits.recorded() > self.kit.settings.most_recordings_mb * 1_000_000:
            self.kit.limits.refused["recordings"] += 1
            raise UploadRefused(503, BUSY)

    def _takes(self, visit: Visit, question: str) -> bool:
        """Whether there is something to record here and now."""
        if question == MORE:
            return visit.key is not None
        return not visit.sent and question in {one.id for one in self.kit.content.questions}

    async def delete(self, request: Request) -> Response:
        """The family deletes its recording of a question."""
        visit = self._visit(request)
        if visit is None:
            return Response(status_code=404)
        question = request.path_params["question"]
        visit.uploads.pop(question, None)
        await run_in_threadpool(_take, visit, question)
        return Response(status_code=204)

    async def hear(self, request: Request) -> Response:
        """The family hears its own recording, after this tab has lost it."""
        visit = self._visit(request)
        takes = visit.journey.answer(request.path_params["question"]).recordings if visit else ()
        if not takes:
            return Response(status_code=404)
        return Response(takes[0].data, media_type=takes[0].media_type)

    async def reply(self, request: Request) -> Response:
        """The sound of a reply, for the tab in which its code was typed."""
        visit = self._visit(request)
        found = await run_in_threadpool(correspondence.look, self.kit.vault, visit.key) if visit and visit.key else None
        number = request.path_params["number"]
        sound = found.replies[number].reply.sound if found and number < len(found.replies) else None
        return Response(sound.data, media_type=sound.media_type) if sound else Response(status_code=404)

    async def wipe(self, request: Request) -> Response:
        """Finish, Exit or idle: forget the visit at once, before the page goes."""
        visit = self._visit(request)
        if visit:
            if LISTENED in request.headers:
                self.kit.tally.listened(visit)
            await forgetting.end(self.kit.visits, visit)
        return Response(status_code=204)

    def _visit(self, request: Request) -> Visit | None:
        visit = self.kit.visits.find(request.headers.get(TOKEN, ""))
        if visit:
            visit.touch()
        return visit


def _upload(visit: Visit, question: str, request: Request) -> Upload:
    take = request.path_params["take"]
    upload = visit.uploads.get(question)
    if upload is None or upload.take != take:
        upload = visit.uploads[question] = Upload(take, request.headers.get("content-type", "").split(";")[0].strip())
    return upload


def _take(visit: Visit, question: str, *recordings: Recording) -> None:
    """Put these in place of the earlier ones, while nothing else changes the visit."""
    with visit.lock:
        visit.journey = visit.journey.recording(question, *recordings)


async def _body(request: Request) -> bytes:
    """The body, read no further than the limit. Raises UploadRefused 413."""
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > SIZE_LIMIT:
            raise UploadRefused(413, "error.recording_long")
    return bytes(data)


def _finished(visit: Visit, question: str, upload: Upload, request: Request) -> Response:
    try:
        seconds = float(request.query_params.get("seconds", "0"))
    except ValueError:
        raise UploadRefused(422, "error.recording_broken") from None
    recording = upload.finish(seconds)
    with visit.lock:
        counts = visit.uploads.get(question)
        if counts is None or (counts is not upload and counts.whole):  # deleted, or recorded anew, while this was on its way
            raise UploadRefused(409, "error.recording_broken")
        _take(visit, question, recording)
    return JSONResponse({"length": len(recording.data), "sha256": upload.digest(), "seconds": recording.seconds})
