"""How each line of a letter is set in Word."""

from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from liandong.features.documents.service.layout import (
    BODY_PT,
    NOTE_COLOUR,
    PITCH_PT,
    RED,
    SMALL_PT,
    TEXT_WIDTH_PT,
    TITLE_PITCH_PT,
    TITLE_PT,
    TRACKING_PT,
    LineKind,
)

FANG = "仿宋_GB2312"
KAI = "楷体_GB2312"
HEI = "黑体"
TITLE_FONT = "方正小标宋简体"
LATIN = "Times New Roman"

# Side, width in eighths of a point, colour, gap to the text in points.
Rule = tuple[str, int, str, int]


@dataclass(frozen=True)
class Style:
    """Type, size and place of one kind of line; indents are in characters."""

    font: str = FANG
    size: float = BODY_PT
    pitch: float = PITCH_PT
    align: str = "both"
    first: float = 0
    hanging: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    colour: str = "000000"
    tracking: float = TRACKING_PT
    keeps_next: bool = False
    label_font: str = ""
    label_pad: str = ""
    rules: tuple[Rule, ...] = ()


_BODY = Style(first=2)
_COPY_RULES: tuple[Rule, ...] = (("top", 8, "000000", 2), ("bottom", 8, "000000", 4))

STYLES: dict[LineKind, Style] = {
    LineKind.ISSUER: Style(
        font=TITLE_FONT, align="center", colour=RED, tracking=0, keeps_next=True
    ),
    LineKind.NUMBER: Style(
        align="center", before=22, after=28, keeps_next=True, rules=(("bottom", 16, RED, 9),)
    ),
    LineKind.TITLE: Style(
        font=TITLE_FONT,
        size=TITLE_PT,
        pitch=TITLE_PITCH_PT,
        align="center",
        after=28,
        tracking=0,
        keeps_next=True,
    ),
    LineKind.ADDRESSEE: Style(),
    LineKind.HEADING: Style(font=HEI, first=2, keeps_next=True),
    LineKind.SUBHEADING: Style(font=KAI, first=2, keeps_next=True),
    LineKind.PARAGRAPH: _BODY,
    LineKind.ITEM: Style(first=2, label_font=HEI),
    LineKind.CLOSING: _BODY,
    LineKind.ATTACHMENT: Style(align="left", left=5, hanging=3),
    LineKind.SIGNATURE: Style(align="right", keeps_next=True),
    LineKind.DATE: Style(align="right", keeps_next=True),
    LineKind.SEAL_NOTE: Style(size=SMALL_PT, align="right", colour=NOTE_COLOUR, keeps_next=True),
    LineKind.COPIES: Style(
        size=SMALL_PT,
        align="left",
        left=4,
        hanging=4,
        tracking=0,
        label_pad="\u3000",
        rules=_COPY_RULES,
    ),
}


def style_run(
    run: Any,
    style: Style,
    *,
    font: str = "",
    size: float | None = None,
    tracking: float | None = None,
) -> None:
    """Set a run's fonts, size, colour and the distance of its characters."""
    run.font.size = Pt(style.size if size is None else size)
    run.font.color.rgb = RGBColor.from_string(style.colour)
    set_fonts(run._r.get_or_add_rPr(), font or style.font)  # noqa: SLF001  # no east Asian font
    spread = style.tracking if tracking is None else tracking
    if spread:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(round(spread * 20)))
        run._r.get_or_add_rPr().insert_element_before(  # noqa: SLF001  # python-docx has none
            spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:shd"
        )


def set_fonts(properties: Any, east_asian: str, latin: str = LATIN) -> None:
    """Name both fonts; the hint keeps “ ” and — in the Chinese one."""
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    named = {"ascii": latin, "hAnsi": latin, "eastAsia": east_asian, "hint": "eastAsia"}
    for key, value in named.items():
        fonts.set(qn(f"w:{key}"), value)


def shade(run: Any, fill: str) -> None:
    """Lay a colour behind a run."""
    shading = OxmlElement("w:shd")
    for key, value in {"val": "clear", "color": "auto", "fill": fill}.items():
        shading.set(qn(f"w:{key}"), value)
    run._r.get_or_add_rPr().append(shading)  # noqa: SLF001  # python-docx has no shading


def stand_at_foot(paragraph: Any) -> None:
    """Frame a paragraph at the foot of its page: 版记 stands there, whatever is above it."""
    frame = OxmlElement("w:framePr")
    place = {"w": str(round(TEXT_WIDTH_PT * 20)), "wrap": "notBeside", "vAnchor": "margin"}
    for key, value in (place | {"hAnchor": "margin", "xAlign": "left", "yAlign": "bottom"}).items():
        frame.set(qn(f"w:{key}"), value)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # python-docx has no frames
    properties.insert_element_before(
        frame, "w:widowControl", "w:pBdr", "w:autoSpaceDE", "w:spacing", "w:ind", "w:jc"
    )


def close_up(paragraph: Any) -> None:
    """Set digits and letters without the gap that Word puts between them and Chinese."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # python-docx has no such switch
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        switch = OxmlElement(name)
        switch.set(qn("w:val"), "0")
        properties.insert_element_before(
            switch, "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc"
        )
