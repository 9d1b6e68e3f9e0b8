"""Invented papers of the demo year: minutes, and the letters that hold a period."""

from datetime import date
from io import BytesIO
from typing import IO

from liandong.features.documents.service import Letter, to_docx
from liandong.features.documents.service.letters import Paragraph, Run


def paper(unit: str, title: str, text: str, day: date) -> tuple[IO[bytes], str]:
    """Return a paper of a unit with one paragraph, and the name of its file."""
    letter = Letter(
        issuer_name=(Run(unit),),
        number=None,
        title=(Run(title),),
        addressee=None,
        blocks=(Paragraph((Run(text),)),),
        signature_unit=(Run(unit),),
        date=(Run(f"{day.year}年{day.month}月{day.day}日"),),
    )
    return BytesIO(to_docx(letter)), f"{title}.docx"
