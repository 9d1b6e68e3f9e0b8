from liandong.kernel.errors import ConflictError, InvalidInputError


class UnassignedError(ConflictError):
    """The county does not say who assesses whom."""

    code = "assessment.unassigned"
    title_zh = "本地还没有写明考核由谁组织、由谁审定"
    title_en = "The county does not say who assesses and who confirms"


class NotYoursError(ConflictError):
    """The part in the assessment belongs to another unit."""

    code = "assessment.not_yours"
    title_zh = "这一步由本地考核分工里的其他单位办"
    title_en = "Another unit has this part in the assessment"


class StepError(ConflictError):
    """The round is not where this can be done."""

    code = "assessment.step"
    title_zh = "这一轮考核现在办不了这一步"
    title_en = "The round is not at the point where this can be done"


class TooLateError(ConflictError):
    """The day until which it could be done is over."""

    code = "assessment.too_late"
    title_zh = "已经过了期限"
    title_en = "The last day for it is over"


class ConflictOfInterestError(ConflictError):
    """Nobody scores their own unit, one above or below it, or one they stood aside from."""

    code = "assessment.conflict"
    title_zh = "要回避，不能给这个单位评分"
    title_en = "There is a conflict of interest: this unit cannot be scored by you"


class NothingToTakeBackError(ConflictError):
    """No mark of one's own is left that could be taken back."""

    code = "assessment.nothing_to_take_back"
    title_zh = "没有可以撤回的评分"
    title_en = "There is no mark of yours that could be taken back"


class SchemeError(InvalidInputError):
    """Something in a scheme, or in what is to be scored by it, is wrong."""

    code = "assessment.scheme"
    title_zh = "考核方案有内容要改"
    title_en = "Something in the scheme has to be changed"


class SchemeExistsError(ConflictError):
    """An edition is stated once; what changes is a new edition."""

    code = "assessment.edition"
    title_zh = "这个版次已经有了，改动请用新的版次"
    title_en = "This edition exists; a change is a new edition"


class VotedError(ConflictError):
    """A ballot is cast once: nobody can tell which one it was."""

    code = "assessment.voted"
    title_zh = "您已经投过票，票不记名，不能再改"
    title_en = "You have voted; ballots carry no name and cannot be changed"


class AppealError(ConflictError):
    """There is an open appeal already, or none that could be answered."""

    code = "assessment.appeal"
    title_zh = "这一项的申诉现在办不了"
    title_en = "This appeal cannot be dealt with now"


class TamperedError(ConflictError):
    """A stored edition is not what was published."""

    code = "assessment.tampered"
    title_zh = "这一版结果与发布时的校验值不符，不能使用"
    title_en = "This edition differs from its digest; it is not to be used"


class ReportedError(ConflictError):
    """An edition is reported once; after a correction the new edition is."""

    code = "assessment.reported"
    title_zh = "这一版结果已经上报过"
    title_en = "This edition was reported"
