"""Papers: composed, numbered and rendered; files: sniffed and stored. No database here."""

from liandong.features.documents.service.composing import compose
from liandong.features.documents.service.docx import to_docx
from liandong.features.documents.service.errors import (
    FileNameError,
    FileRefusedError,
    FileTooBigError,
    MissingValuesError,
    StructureError,
    SystemPackagesError,
    UndrawnError,
    UnknownPlaceholderError,
)
from liandong.features.documents.service.files import FileStore, StoredFile
from liandong.features.documents.service.letters import (
    Heading,
    Items,
    Letter,
    Paragraph,
    Run,
    Table,
    Text,
)
from liandong.features.documents.service.numbering import (
    chinese_ordinal,
    format_number,
    open_number,
)
from liandong.features.documents.service.pdf import to_pdf
from liandong.features.documents.service.picturing import PagePicture, picture_of
from liandong.features.documents.service.preview import to_html_blocks
from liandong.features.documents.service.structures import placeholders, read_structure
from liandong.features.documents.service.values import Open, legible

__all__ = [
    "FileNameError",
    "FileRefusedError",
    "FileStore",
    "FileTooBigError",
    "Heading",
    "Items",
    "Letter",
    "MissingValuesError",
    "Open",
    "PagePicture",
    "Paragraph",
    "Run",
    "StoredFile",
    "StructureError",
    "SystemPackagesError",
    "Table",
    "Text",
    "UndrawnError",
    "UnknownPlaceholderError",
    "chinese_ordinal",
    "compose",
    "format_number",
    "legible",
    "open_number",
    "picture_of",
    "placeholders",
    "read_structure",
    "to_docx",
    "to_html_blocks",
    "to_pdf",
]
