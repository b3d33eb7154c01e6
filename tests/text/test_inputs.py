"""Articles are read from wherever they lie: files, folders, patterns, standard input, HTML, old encodings."""

import io
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.errors import TextError
from factcheck.text.inputs import Article, decode, find, from_html, read, read_all

SENTENCE = "« L’été fut très chaud », écrit le préfet à l’évêque ; déjà, les blés séchaient."
PAGE = """<!doctype html>
<html lang="fr-FR"><head><meta charset="{charset}"><title>La sécheresse – Le Courrier du Ponant</title>
<meta property="og:title" content="La sécheresse gagne le Ponant">
<meta property="og:site_name" content="Le Courrier du Ponant">
<link rel="canonical" href="https://courrier.example/secheresse"></head>
<body><nav><a href="/">Accueil</a> <a href="/abonnement">Abonnement</a></nav>
<article><h1>La sécheresse gagne le Ponant</h1>
<p>Le préfet a annoncé mardi de nouvelles restrictions pour tous les cantons de la vallée.</p>
<p>« Nous n’avons plus d’eau que pour deux semaines », a-t-il déclaré devant les maires réunis.</p></article>
<script>alert("publicité")</script><footer>Tous droits réservés</footer></body></html>"""


class TestFinding:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        for name in ("b.txt", "a.txt", "news/c.html", "news/old/d.HTM", "news/picture.png"):
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text("It rains.")

    def test_takes_files_in_the_order_given_and_each_once(self) -> None:
        assert find(["b.txt", "a.txt", "b.txt"]) == ("b.txt", "a.txt")

    def test_takes_the_texts_and_pages_of_a_folder_to_the_bottom(self) -> None:
        assert find(["news"]) == (str(Path("news/c.html")), str(Path("news/old/d.HTM")))

    def test_takes_what_fits_a_pattern(self) -> None:
        assert find(["*.txt"]) == ("a.txt", "b.txt")

    @pytest.mark.parametrize(
        ("name", "fault"),
        [("none.txt", "no such file"), ("*.pdf", "no file matches"), ("bare", "no .txt or .html file")],
    )
    def test_names_what_has_nothing_to_read(self, name: str, fault: str) -> None:
        Path("bare").mkdir()
        with pytest.raises(TextError, match=rf"{name.replace('*', '.')}: {fault}"):
            find([name])


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman"])
    def test_french_comes_through(self, encoding: str) -> None:
        assert decode((SENTENCE * 3).encode(encoding)) == SENTENCE * 3

    def test_a_text_is_kept_exactly(self) -> None:
        assert decode(b"a\r\n\tb \n") == "a\r\n\tb \n"

    @pytest.mark.parametrize(
        ("data", "what"),
        [(b"%PDF-1.7", "a PDF file"), (b"PK\x03\x04..", "a zip archive"), (b"\x7fELF\0\0", "a binary file")],
    )
    def test_what_is_no_text_is_named(self, data: bytes, what: str) -> None:
        with pytest.raises(TextError, match=f"paper.doc: this is {what}"):
            decode(data, "paper.doc")

    @settings(deadline=None)
    @given(st.binary(max_size=80))
    def test_any_bytes_give_a_text_or_our_error(self, data: bytes) -> None:
        with suppress(TextError):
            assert isinstance(decode(data), str)


class TestHtml:
    @pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15"])
    def test_gives_the_article_without_what_is_around_it(self, charset: str) -> None:
        page = PAGE.format(charset=charset).replace("’", "'").replace("–", "-")
        found = from_html(page.encode(charset))
        assert "Le préfet a annoncé mardi" in found.text
        assert "a-t-il déclaré devant les maires" in found.text
        assert not any(word in found.text for word in ("Abonnement", "publicité", "droits réservés"))

    def test_gives_title_outlet_language_and_address(self) -> None:
        found = from_html(PAGE.format(charset="utf-8"), "page.html")
        assert found == Article(
            found.text,
            "page.html",
            "La sécheresse gagne le Ponant",
            "Le Courrier du Ponant",
            "fr",
            "https://courrier.example/secheresse",
        )

    def test_is_known_by_its_first_words_too(self, tmp_path: Path) -> None:
        path = tmp_path / "saved"
        path.write_text(PAGE.format(charset="utf-8"), encoding="utf-8")
        assert read(str(path)).outlet == "Le Courrier du Ponant"

    @pytest.mark.parametrize("page", ["<html></html>", "<p>", "", "<!doctype html><title>Only a title</title>"])
    def test_without_an_article_says_so(self, page: str) -> None:
        with pytest.raises(TextError, match=r"page\.html: no article found"):
            from_html(page, "page.html")

    def test_without_trafilatura_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        with pytest.raises(
            Exception, match=r"reading HTML needs trafilatura; pip install 'factcheck-attribution\[html\]'"
        ):
            from_html(PAGE)


class TestReading:
    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        stream = io.TextIOWrapper(io.BytesIO(SENTENCE.encode("cp1252") * 3))
        monkeypatch.setattr(sys, "stdin", stream)
        assert read("-").text == SENTENCE * 3

    @pytest.mark.parametrize("content", ["", " \n\t\n"])
    def test_an_empty_file_says_so(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "empty.txt"
        path.write_text(content)
        with pytest.raises(TextError, match=r"empty\.txt: no text in it"):
            read(str(path))

    def test_many_files_are_read_one_by_one(self, tmp_path: Path) -> None:
        for name in ("a", "b"):
            (tmp_path / f"{name}.txt").write_text(f"It rains on {name}.")
        assert [article.text for article in read_all([str(tmp_path)])] == ["It rains on a.", "It rains on b."]
