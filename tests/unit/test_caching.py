"""What is kept and for how long, what is compressed, and that a page needs nothing but a few files of this very host."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import brotli
import pytest
from fontTools.ttLib import TTFont
from starlette.testclient import TestClient

from llais.content import FORMS
from llais.interface import bundle, family, first_answer, packing, streamlit_files
from llais.interface.address import START, Address
from llais.interface.packing import Packed
from llais.interface.scene import Scene
from llais.interface.visit import Visit
from llais.interface.web import FOLDER, FONTS, WEB, Web
from llais.speech.manifest import Manifest
from pages.family import PAGES as FAMILY
from tests.asked import families
from tools import fonts

PAGES = ("/", "/home?lang=cy", "/leaflet?lang=cy&form=easy&section=how", "/question?lang=en&question=q1", "/nowhere")
EVERYTHING = {"accept-encoding": "gzip, deflate, br, zstd"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The families' app, asked without a browser."""
    with families(tmp_path_factory.mktemp("data")) as asked:
        yield asked


@pytest.mark.parametrize("path", [*PAGES, "/healthz", "/visit", "/recordings/q1", "/replies/0", "/draft/words", "/_stcore/health"])
def test_pages_and_whatever_is_personal_are_never_kept(client: TestClient, path: str) -> None:
    assert client.get(path).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", PAGES[:-1])
@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_a_page_travels_as_the_browser_would_have_it(client: TestClient, path: str, coding: str) -> None:
    answer = client.get(path, headers={"accept-encoding": coding or "identity"})
    assert answer.headers.get("content-encoding", "") == coding and "accept-encoding" in answer.headers["vary"]
    assert answer.text == client.get(path, headers={"accept-encoding": "identity"}).text
    small = int(answer.headers["content-length"]) < 0.7 * len(answer.content)  # a font in it is compressed already
    assert small is bool(coding)


@pytest.mark.parametrize("path", ["/leaflet?lang=en&form=easy&section=who", "/question?lang=en&form=easy&question=q2"])
def test_the_same_page_is_compressed_once_and_not_for_every_request(client: TestClient, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    packing.page.cache_clear()
    monkeypatch.setattr(family.kit().soundbank, "manifest", Manifest())  # and nothing that is made once is made yet
    real, counted = brotli.compress, []
    monkeypatch.setattr(packing.brotli, "compress", lambda data, **given: counted.append(1) or real(data, **given))
    for _ in range(3):
        client.get(path, headers=EVERYTHING)
    assert counted == [1]


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One for each page that is painted from now on."""
    real, counted = family.paint, []
    monkeypatch.setattr(family, "paint", lambda *given: counted.append(1) or real(*given))
    return counted


def test_a_page_of_the_leaflet_is_painted_once_until_the_sounds_change(client: TestClient, monkeypatch: pytest.MonkeyPatch, painted: list[int]) -> None:
    path, kit = "/leaflet?lang=en&form=full&section=who", family.kit()
    pages = [client.get(path).text for _ in range(3)]
    assert painted == [1] and len(set(pages)) == 1 and "/sound/en/leaflet" in pages[0]
    monkeypatch.setattr(kit.soundbank, "manifest", Manifest())
    assert "/sound/en/leaflet" not in client.get(path).text


def test_what_is_made_once_is_what_would_be_made_now(client: TestClient) -> None:
    kit = family.kit()
    pages = [Address(page, tag, form) for page in ("home", "leaflet") for tag in kit.tags for form in FORMS]
    sections = [one.to("leaflet", section.id) for one in pages for section in kit.content.leaflet.sections(one.form)]
    for address in (START, *pages, *sections):
        made = first_answer.document(kit, family.paint(FAMILY, Scene(kit, Visit(address=address), address)))
        assert client.get(address.url).text == made == client.get(address.url).text


def test_many_who_come_at_once_have_one_page_made_for_all() -> None:
    made: list[Address] = []

    def make(address: Address) -> Packed:
        time.sleep(0.02)
        made.append(address)
        return Packed(b"", packing.HTML)

    shelf, sounds = first_answer.Shelf(make), Manifest()
    with ThreadPoolExecutor(8) as threads:
        pages = list(threads.map(lambda _: shelf.page(START, sounds), range(8)))
    assert made == [START] and len(set(map(id, pages))) == 1
    shelf.page(START, Manifest())
    assert made == [START, START]


@pytest.mark.parametrize("made_up", ["'" * 9000, "a" * 65, "\U0001f600", "<b>", "who "])
def test_an_address_that_somebody_made_up_leaves_nothing_in_the_page(client: TestClient, made_up: str) -> None:
    usual = client.get("/leaflet?lang=en").text
    assert client.get("/leaflet", params={"lang": "en", "section": made_up}).text == usual


def test_the_script_in_the_page_itself_has_lost_its_comments_and_nothing_else() -> None:
    kept = [line for line in (FOLDER / "early.js").read_text("utf-8").splitlines() if line.strip() and not re.match(r"\s*(//|/?\*)", line)]
    assert [line for line in WEB.early.splitlines() if line.strip()] == kept and not re.search(r"//|/\*", WEB.early)


def test_pages_that_are_none_of_ours_are_not_kept_in_place_of_ours(client: TestClient, painted: list[int]) -> None:
    for _ in range(2):
        client.get("/leaflet?lang=en&form=full&section=none-of-ours")
    assert painted == [1, 1]


def script_of(page: str) -> str:
    return re.findall(r'<body data-script="([^"]+)"', page)[0]


def test_scripts_and_fonts_are_named_by_what_is_in_them_and_kept_for_ever(client: TestClient) -> None:
    page = client.get("/question?lang=cy&question=q1").text
    named = [script_of(page), *re.findall(r'url\("([^"]+/used-[^"]+)"\)', page)]
    assert [name.rsplit("/", 1)[1] for name in named] == ["llais.js", "used-latin.woff2", "used-latin-ext.woff2"]
    for path in named:
        assert client.get(path, headers=EVERYTHING).headers["cache-control"] == "public, max-age=31536000, immutable"
        assert client.get(path.replace(WEB.url, "/ui/000000000000")).headers["cache-control"] == "no-store"


def test_a_kiosk_fetches_its_font_before_the_first_paint(client: TestClient) -> None:
    kit = family.kit()
    kiosk = replace(kit, settings=kit.settings.model_copy(update={"place": "kiosk"}))
    page = first_answer.document(kiosk, family.paint(FAMILY, Scene(kiosk, Visit(), START)))
    named = re.findall(r'rel="preload" href="([^"]+)" as="font"', page)
    assert [name.rsplit("/", 1)[1] for name in named] == ["used-latin.woff2", "used-latin-ext.woff2"]


def test_another_content_has_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = Web()
    changed.__dict__["files"] = WEB.files | {"llais.js": Packed(b"// changed", "text/javascript")}
    assert changed.url != WEB.url == Web().url


def test_a_script_travels_by_brotli_and_a_font_as_it_is(client: TestClient) -> None:
    script = client.get(f"{WEB.url}/llais.js", headers=EVERYTHING)
    assert script.headers["content-encoding"] == "br" and int(script.headers["content-length"]) < 0.35 * len(script.content)
    font = client.get(f"{WEB.url}/{FONTS[0]}", headers=EVERYTHING)
    assert "content-encoding" not in font.headers and font.content == (FOLDER / FONTS[0]).read_bytes()


def test_sound_of_a_known_content_is_kept_for_ever_and_other_sound_is_asked_for_again(client: TestClient) -> None:
    url = re.findall(r'data-say="([^" ]+)', client.get("/home?lang=cy").text)[0]
    assert "?v=" in url and "immutable" in client.get(url).headers["cache-control"]
    assert client.get(url.split("?")[0]).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_for_one_script_and_two_small_fonts_and_nothing_off_this_host(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert not re.search(r"(?:src|href|action|url\()\s*=?\s*[\"']?(?:https?:)?//", page)
    assert "<img" not in page and "<link rel=\"stylesheet\"" not in page
    assert "preload" not in page.replace('preload="none"', "")  # the words do not wait for what is fetched after them
    assert page.count("data-script=") == 1 and page.count("<script") == 1
    sizes = [len(WEB.files["llais.js"].brotli), *((FOLDER / font).stat().st_size for font in FONTS)]
    assert int(client.get(path, headers=EVERYTHING).headers["content-length"]) + sum(sizes) < 64_000  # with styles, and when each word is spoken


@pytest.mark.parametrize("path", PAGES)
def test_only_what_the_policy_names_by_its_hash_stands_in_a_page_itself(client: TestClient, path: str) -> None:
    answer = client.get(path)
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert "unsafe" not in answer.headers["content-security-policy"] and "blob:" not in policy["script-src"]
    for kind, within in (("script", policy["script-src"]), ("style", policy["style-src"])):
        inline = re.findall(rf"<{kind}>(.*?)</{kind}>", answer.text, re.S)
        named = [f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in inline]
        assert named and all(one in within for one in named)
    assert not re.search(r"\s(?:style|on[a-z]+)=[\"']", answer.text)


def test_the_next_sections_sound_is_named_where_this_one_is_read(client: TestClient) -> None:
    sections = family.kit().content.leaflet.easy
    for this, after in zip(sections, sections[1:], strict=False):
        page = client.get(f"/leaflet?lang=cy&form=easy&section={this.id}").text
        named = re.findall(r'data-next="([^"]*)"', page)[0].split()
        there = client.get(f"/leaflet?lang=cy&form=easy&section={after.id}").text
        assert named and all(url in there for url in named)
    assert 'data-next=""' in client.get(f"/leaflet?lang=cy&form=easy&section={sections[-1].id}").text


def test_the_small_fonts_have_every_letter_of_our_words_and_of_welsh() -> None:
    within = set().union(*(set(TTFont(FOLDER / font).getBestCmap()) for font in FONTS))
    whole = set().union(*(set(fonts.whole(part).getBestCmap()) for part in fonts.WHOLE))
    assert {ord(one) for one in "ŵŷŴŶâêîôûáëïö’"} <= within
    assert fonts.letters() & whole <= within, "run python -m tools.fonts, and give later.css the ranges it prints"


def test_the_style_sheet_names_the_letters_of_the_small_fonts_exactly() -> None:
    sheet = (FOLDER / "later.css").read_text("utf-8")
    for font in FONTS:
        named = sheet.split(f'url("{font}")')[1].split("unicode-range: ")[1].split(";")[0]
        assert named == fonts.ranges(set(TTFont(FOLDER / font).getBestCmap()))


@pytest.mark.parametrize(
    ("accepts", "coding"),
    [("gzip, deflate, br", "br"), ("br;q=0, gzip", "gzip"), ("GZIP", "gzip"), ("br ; q=0.5", "br"), ("identity", ""), ("", ""), ("*", "")],
)
def test_the_best_coding_that_a_browser_takes_is_chosen(accepts: str, coding: str) -> None:
    assert packing.best(accepts) == coding


def test_streamlits_scripts_for_the_desk_travel_compressed_and_are_kept_for_ever() -> None:
    (entry,) = (streamlit_files.FOLDER / "static" / "js").glob("index.[A-Z]*.js")
    packed = streamlit_files.packed(entry)
    for coding, unpack in (("br", brotli.decompress), ("", bytes)):
        answer = packed.answer(coding, streamlit_files.FOREVER)
        assert unpack(answer.body) == entry.read_bytes() and "immutable" in answer.headers["cache-control"]
    assert len(packed.brotli) < 0.3 * entry.stat().st_size and streamlit_files.packed(entry) is packed
    assert streamlit_files.answer("/static/js/../../../../app.py", "br") is None


def test_a_module_that_cannot_be_linked_is_refused() -> None:
    with pytest.raises(ValueError, match="one.js: the bundle cannot link this line: import two"):
        bundle.link({"one": 'import two from "./two.js";\n', "app": ""}, "app")
    linked = bundle.link({"app": 'import * as one from "./one.js";\none.go();\n', "one": "export const go = () => 1;\n"}, "app")
    assert linked.index("const go") < linked.index("one.go()") and "import" not in linked and "export" not in linked
