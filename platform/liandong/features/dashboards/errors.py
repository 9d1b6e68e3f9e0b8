from liandong.kernel.errors import ConflictError, InvalidInputError


class SnapshotEmptyError(ConflictError):
    """There is nothing in the figures that could be published."""

    code = "snapshot.empty"
    title_zh = "没有保存。这个期间没有可统计的"
    title_en = "Not saved. There is nothing to count in this period"


class SnapshotStepError(ConflictError):
    """The snapshot does not stand where this step leads on from."""

    code = "snapshot.step_refused"
    title_zh = "没有保存。这份统计现在不能这样办"
    title_en = "Not saved. This cannot be done with these figures now"


class SnapshotOwnError(ConflictError):
    """Whoever submitted figures does not approve them."""

    code = "snapshot.own_work"
    title_zh = "没有保存。报批的人不能自己批准"
    title_en = "Not saved. Who submitted the figures does not approve them"


class SnapshotReasonError(InvalidInputError):
    """A return and a withdrawal need a reason."""

    code = "snapshot.reason_missing"
    title_zh = "没有保存。要写明理由"
    title_en = "Not saved. A reason is needed"
