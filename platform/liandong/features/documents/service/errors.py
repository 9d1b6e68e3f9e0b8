"""What can be wrong with a paper's structure, its values, or a file handed in."""

from liandong.kernel.errors import (
    ConfigurationError,
    ConflictError,
    InvalidInputError,
    Problem,
    TooLargeError,
)


class StructureError(ConfigurationError):
    """The declared structure of a paper cannot be read."""

    code = "document.structure"
    title_zh = "文书结构声明有误"
    title_en = "The declared structure of the document is wrong"


class UnknownPlaceholderError(StructureError):
    """A template names a field that nobody offers."""

    code = "document.placeholder"
    title_zh = "文书模板用了没有声明的字段"
    title_en = "The document template names a field that is not declared"


class MissingValuesError(InvalidInputError):
    """A paper is to be signed, and something in it is still open."""

    code = "document.incomplete"
    title_zh = "还有内容没填，不能签发"
    title_en = "Something is still open; the document cannot be signed"


class FileRefusedError(InvalidInputError):
    """The file is not of a kind that is taken, whatever its name says."""

    code = "file.type"


class UndrawnError(ConflictError):
    """A page of a file cannot be shown as a picture; the file itself is what it is."""

    code = "file.undrawn"
    title_zh = "这一页画不出来"
    title_en = "This page cannot be drawn"


class FileTooBigError(TooLargeError):
    """The file is over the size limit."""

    code = "file.too_big"


class FileNameError(InvalidInputError):
    """The file has no name that could be kept."""

    code = "file.name"


class SystemPackagesError(ConfigurationError):
    """The machine lacks what shapes text for PDF."""

    code = "documents.system_packages"


def refusal(*, zh: str, en: str, code: str) -> FileRefusedError:
    """Return the error that refuses a file, in both languages."""
    return FileRefusedError([Problem("file", zh, en)], zh, en, code=code)


def wrong_type(name: str, limit_mb: int) -> FileRefusedError:
    """Return the refusal of a file whose kind is not taken."""
    zh = f"“{name}”不能上传。可以传 PDF、Word、Excel、图片，每个不超过 {limit_mb} MB"
    en = (
        f"“{name}” cannot be uploaded. PDF, Word, Excel and pictures can be, "
        f"{limit_mb} MB at most each"
    )
    return refusal(zh=zh, en=en, code="file.type")


def too_big(name: str, limit_mb: int) -> FileTooBigError:
    """Return the refusal of a file over the limit."""
    return FileTooBigError(
        f"“{name}”太大，不能上传。每个文件不超过 {limit_mb} MB",
        f"“{name}” is too big to upload; {limit_mb} MB at most each",
    )
