"""What can go wrong with the embedded server, in words a user can act on."""

from liandong.kernel.errors import LiandongError


class EmbeddedServerError(LiandongError):
    """The embedded PostgreSQL cannot be started or used; the text says why and what to do."""

    code = "database.embedded"
    title_zh = "内嵌数据库不可用"
    title_en = "The embedded database cannot be used"
