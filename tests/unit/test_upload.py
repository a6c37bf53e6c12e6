"""A recording on its way in: whole, of the right kind and size, or refused with a clear reason."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llais.interface.upload import SECONDS_LIMIT, SIZE_LIMIT, Upload, UploadRefused

WEBM = b"\x1a\x45\xdf\xa3"


@given(st.lists(st.binary(min_size=1, max_size=200), min_size=1, max_size=8), st.data())
def test_chunks_in_order_make_the_take_even_when_some_come_twice(chunks: list[bytes], data: st.DataObject) -> None:
    chunks[0] = WEBM + chunks[0]
    upload = Upload("t", "audio/webm")
    for number, chunk in enumerate(chunks):
        upload.add(number, chunk)
        again = data.draw(st.integers(0, number))
        upload.add(again, chunks[again])
    recording = upload.finish(2.04)
    assert recording.data == b"".join(chunks) and recording.seconds == 2.0
    assert upload.digest() == hashlib.sha256(recording.data).hexdigest()


@pytest.mark.parametrize(
    ("media_type", "data", "status"),
    [
        ("audio/webm", b"OggS", 415),
        ("audio/mp4", WEBM, 415),
        ("text/html", b"<html>", 415),
        ("", WEBM, 415),
        ("audio/webm", WEBM + b"x" * SIZE_LIMIT, 413),
    ],
)
def test_the_wrong_kind_and_the_too_big_are_refused(media_type: str, data: bytes, status: int) -> None:
    with pytest.raises(UploadRefused) as refused:
        Upload("t", media_type).add(0, data)
    assert refused.value.status == status


def test_a_gap_is_refused_and_what_came_before_is_still_there() -> None:
    upload = Upload("t", "audio/webm")
    upload.add(0, WEBM)
    with pytest.raises(UploadRefused, match="409"):
        upload.add(2, b"later")
    assert upload.data == WEBM and upload.count == 1


@pytest.mark.parametrize(("seconds", "status"), [(0, 422), (-1, 422), (SECONDS_LIMIT + 1, 413), (float("nan"), 422)])
def test_no_time_and_too_much_time_are_refused(seconds: float, status: int) -> None:
    upload = Upload("t", "audio/webm")
    upload.add(0, WEBM)
    with pytest.raises(UploadRefused) as refused:
        upload.finish(seconds)
    assert refused.value.status == status


def test_an_empty_take_is_refused() -> None:
    with pytest.raises(UploadRefused, match="recording_empty"):
        Upload("t", "audio/webm").finish(1)
