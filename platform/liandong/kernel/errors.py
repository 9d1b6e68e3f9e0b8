"""Every error the platform raises on purpose.

LiandongError
├── InvalidInputError        422  the request, a file or a declaration is wrong; names each place
│   └── ConfigurationError        a declaration, package or policy stops the start
├── NotFoundError            404  unknown and foreign are the same
├── ForbiddenError           403  known, but not to be done by this person
├── UnauthenticatedError     401
├── ConflictError            409  the state, or a guard, refuses
├── StaleError               412  somebody else was quicker
├── PreconditionRequiredError 428
├── TooLargeError            413
└── TooManyRequestsError     429
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong and where: a field path, or `file:line`."""

    where: str
    message_zh: str
    message_en: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message_zh} / {self.message_en}"


class LiandongError(Exception):
    """Root of the tree; the class fixes the HTTP status, the leaf its stable code."""

    status = 500
    code = "internal"
    title_zh = "平台出错了"
    title_en = "Something went wrong on the platform"

    def __init__(self, zh: str = "", en: str = "", *, code: str = "") -> None:
        self.message_zh = zh or self.title_zh
        self.message_en = en or self.title_en
        self.code = code or type(self).code
        super().__init__(f"{self.message_zh} / {self.message_en}")


class InvalidInputError(LiandongError):
    """Something handed in is wrong; every place is named."""

    status = 422
    code = "input.invalid"
    title_zh = "有内容要改"
    title_en = "Something in the input has to be changed"

    def __init__(
        self, problems: list[Problem], zh: str = "", en: str = "", *, code: str = ""
    ) -> None:
        self.problems = problems
        super().__init__(zh, en, code=code)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *map(str, self.problems)])


class ConfigurationError(InvalidInputError):
    """A declaration, package or policy is wrong; the process does not start."""

    code = "configuration.invalid"
    title_zh = "配置有误，没有启动"
    title_en = "The configuration is wrong; nothing was started"


class NotFoundError(LiandongError):
    """There is no such thing, or this person may not know of it: one answer for both."""

    status = 404
    code = "not_found"
    title_zh = "没有这一件，或者您看不到"
    title_en = "There is no such item, or you cannot see it"


class ForbiddenError(LiandongError):
    """The person may know of the thing but not do this."""

    status = 403
    code = "forbidden"
    title_zh = "没有这一件，或者您看不到"
    title_en = "There is no such item, or you cannot see it"


class UnauthenticatedError(LiandongError):
    """Nobody is signed in."""

    status = 401
    code = "unauthenticated"
    title_zh = "要先登录"
    title_en = "Sign in first"


class ConflictError(LiandongError):
    """The state of the thing, or a guard, refuses."""

    status = 409
    code = "conflict"
    title_zh = "现在不能这样办"
    title_en = "This cannot be done now"


class StaleError(LiandongError):
    """The thing changed since the caller read it."""

    status = 412
    code = "stale"
    title_zh = "没有保存。别人刚改过，您填的内容还在"
    title_en = "Not saved. Somebody has just changed this; what you typed is still there"


class PreconditionRequiredError(LiandongError):
    """A write must say which version it saw."""

    status = 428
    code = "precondition.required"
    title_zh = "缺少 If-Match"
    title_en = "If-Match is required"


class TooLargeError(LiandongError):
    """The body or file is over the limit."""

    status = 413
    code = "file.too_big"
    title_zh = "文件太大，每个不超过 20 MB"
    title_en = "The file is too big; 20 MB at most each"


class TooManyRequestsError(LiandongError):
    """Tried too often; `retry_after` says in how many seconds to come back."""

    status = 429
    code = "too_many"
    title_zh = "试得太多了，过一会儿再来"
    title_en = "Too many tries; come back later"

    def __init__(self, zh: str = "", en: str = "", *, code: str = "", retry_after: int = 0) -> None:
        self.retry_after = retry_after
        super().__init__(zh, en, code=code)
