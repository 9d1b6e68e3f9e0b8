"""Letters as PDF: the same letter gives the same bytes on the same machine."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, NoReturn

from jinja2 import Environment, StrictUndefined

from liandong.features.documents.service.errors import SystemPackagesError
from liandong.features.documents.service.layout import (
    LineKind,
    is_title_spaced,
    issuer_pt,
    lines,
    sign_off_indents,
)
from liandong.features.documents.service.letters import Letter, plain
from liandong.kernel.errors import Problem

# What stands in requirements/system.txt for WeasyPrint; a test compares the two.
SYSTEM_PACKAGES = (
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz0b",
    "libharfbuzz-subset0",
    "libfontconfig1",
    "fonts-noto-cjk",
)
# A letter's own date stands in its text; the file's date must not change its digest.
STAMP = "2000-01-01T00:00:00Z"


def to_pdf(letter: Letter) -> bytes:
    """Return the letter as PDF.

    Raises:
        SystemPackagesError: The machine lacks the libraries that shape text.
    """
    weasyprint = _weasyprint()
    html = to_html(letter)
    page = weasyprint.HTML(string=html, url_fetcher=_fetch_nothing)
    pdf: bytes = page.write_pdf(
        stylesheets=[weasyprint.CSS(string=_resource("letter.css"), url_fetcher=_fetch_nothing)],
        pdf_identifier=sha256(html.encode()).hexdigest()[:32].encode(),
    )
    return pdf


def to_html(letter: Letter) -> str:
    """Return the page that becomes the PDF."""
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(
        _resource("letter.html")
    )
    return template.render(
        title=plain(letter.title),
        issuer=plain(letter.issuer_name),
        stamp=STAMP,
        draft=letter.draft,
        lines=list(_lines(letter)),
    )


def _lines(letter: Letter) -> Iterator[dict[str, Any]]:
    signature, day = sign_off_indents(letter)
    styles = {
        LineKind.ISSUER: f"font-size: {issuer_pt(letter)}pt",
        LineKind.SIGNATURE: f"padding-right: {signature:g}em",
        LineKind.DATE: f"padding-right: {day:g}em",
        LineKind.SEAL_NOTE: f"padding-right: {day:g}em",
    }
    for line in lines(letter):
        yield {
            "kind": line.kind.value,
            "label": line.label,
            "runs": line.text,
            "style": styles.get(line.kind, ""),
            "gap": line.gap,
            "table": line.table,
            "is_spaced": line.kind is LineKind.TITLE and is_title_spaced(letter),
        }


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as error:
        packages = " ".join(SYSTEM_PACKAGES)
        zh = f"不能生成 PDF：服务器缺少文字排版库。请安装 requirements/system.txt 所列：{packages}"
        en = (
            "PDF cannot be made: this machine lacks the libraries that shape text. "
            f"Install what requirements/system.txt lists: {packages}"
        )
        problem = Problem("requirements/system.txt", str(error), str(error))
        raise SystemPackagesError([problem], zh, en) from error
    return weasyprint


def _fetch_nothing(url: str, *_: object, **__: object) -> NoReturn:
    raise ValueError(f"A letter fetches nothing: {url}")


@cache
def _resource(name: str) -> str:
    return (files("liandong.features.documents.service") / name).read_text(encoding="utf-8")
