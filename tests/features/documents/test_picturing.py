"""A page of a PDF becomes a picture; what may do harm, or cannot be read, says so and ends."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from liandong.features.documents.service import UndrawnError, picture_of, picturing
from liandong.kernel.errors import NotFoundError


def pdf(*sizes: tuple[float, float]) -> bytes:
    """Empty pages of these widths and heights in points."""
    document, kept = pypdfium2.PdfDocument.new(), BytesIO()
    for width, height in sizes:
        document.new_page(width, height)
    document.save(kept)
    return kept.getvalue()


def size(png: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(png)) as picture:
        assert picture.format == "PNG"
        return picture.size


LOCKED = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj
3 0 obj <</Filter/Standard/V 1/R 2/O(12345678901234567890123456789012)\
/U(12345678901234567890123456789012)/P -4>> endobj
trailer <</Root 1 0 R/Encrypt 3 0 R/ID[(0123456789abcdef)(0123456789abcdef)]>>
%%EOF
"""


def test_a_page_is_as_wide_as_a_screen_and_says_how_many_there_are() -> None:
    drawn = picture_of(pdf((595, 842), (595, 842), (595, 842)), 3)

    assert drawn.pages == 3
    assert size(drawn.png)[0] in {1240, 1241}


@pytest.mark.parametrize("shape", [(14_400.0, 14_400.0), (3.0, 14_400.0), (14_400.0, 3.0)])
def test_no_page_is_drawn_larger_than_the_bounds(shape: tuple[float, float]) -> None:
    width, height = size(picture_of(pdf(shape), 1).png)

    assert width <= 1241
    assert height <= 2481


@pytest.mark.parametrize("page", [0, 2, 10**9])
def test_there_is_no_page_past_the_end(page: int) -> None:
    with pytest.raises(NotFoundError):
        picture_of(pdf((595, 842)), page)


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"%PDF-1.7\n", pdf((595, 842))[:200]],
    ids=["empty", "text", "head", "cut"],
)
def test_what_cannot_be_read_says_so(content: bytes) -> None:
    with pytest.raises(UndrawnError, match="画不出来"):
        picture_of(content, 1)


def test_what_has_a_password_says_so() -> None:
    with pytest.raises(UndrawnError, match="密码"):
        picture_of(LOCKED, 1)


@pytest.mark.parametrize(("limit", "value"), [("_MEMORY", 40_000_000), ("_PATIENCE", 0.01)])
def test_it_ends_where_it_asks_for_too_much(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: float
) -> None:
    monkeypatch.setattr(picturing, limit, value)

    with pytest.raises(UndrawnError):
        picture_of(pdf((595, 842)), 1)
