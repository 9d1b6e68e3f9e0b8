import builtins
import re
import sys
import zlib
from typing import Any

import pytest

from liandong.features.documents.service import SystemPackagesError, compose, to_pdf
from liandong.features.documents.service.pdf import SYSTEM_PACKAGES, to_html
from liandong.kernel.resources import data_root

Values = dict[str, Any]

AWKWARD = "张䶮、李垚等“经营者”A & B <公司>"


def unpack(pdf: bytes) -> bytes:
    streams = re.findall(rb"/FlateDecode.*?stream\n(.*?)\nendstream", pdf, re.DOTALL)
    return b"".join(zlib.decompressobj().decompress(stream) for stream in streams)


def test_the_same_letter_gives_the_same_bytes(structure: Values, signed: Values) -> None:
    letter = compose(structure, signed, draft=False)

    first = to_pdf(letter)

    assert first == to_pdf(letter)
    assert first.startswith(b"%PDF-")
    assert b"/CreationDate (D:20000101000000Z" in unpack(first)


def test_another_letter_gives_other_bytes(structure: Values, signed: Values) -> None:
    one = compose(structure, signed, draft=False)
    other = compose(structure, {**signed, "days": 20}, draft=False)

    assert to_pdf(one) != to_pdf(other)


def test_a_long_item_runs_over_pages(structure: Values, signed: Values) -> None:
    long = compose(structure, {**signed, "items": [AWKWARD * 80]}, draft=False)

    pages = re.search(rb"/Count (\d+)", unpack(to_pdf(long)))
    assert pages
    assert int(pages[1]) > 2


def test_what_was_typed_is_text_and_never_markup(structure: Values, signed: Values) -> None:
    html = to_html(compose(structure, {**signed, "items": [AWKWARD]}, draft=False))

    assert "张䶮、李垚等“经营者”A &amp; B &lt;公司&gt;" in html


def test_a_draft_is_marked_and_a_signed_letter_is_not(
    structure: Values, values: Values, signed: Values
) -> None:
    draft = to_html(compose(structure, values, draft=True))
    final = to_html(compose(structure, signed, draft=False))

    assert '<body class="draft">' in draft
    assert "<mark>待填</mark>" in draft
    assert "<body>" in final
    assert "<mark>" not in final


def test_a_missing_library_is_told_with_the_packages_to_install(
    structure: Values, signed: Values, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = compose(structure, signed, draft=False)
    real = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(SystemPackagesError, match=r"requirements/system\.txt.*libpango-1\.0-0"):
        to_pdf(letter)


def test_the_packages_that_are_named_are_those_that_are_listed() -> None:
    text = (data_root() / "requirements" / "system.txt").read_text(encoding="utf-8")

    listed = {line.split("#")[0].strip() for line in text.splitlines()} - {""}
    assert set(SYSTEM_PACKAGES) <= listed
