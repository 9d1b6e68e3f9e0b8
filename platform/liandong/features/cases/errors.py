from uuid import UUID

from liandong.kernel.errors import ConflictError, InvalidInputError, LiandongError, Problem


class TransitionNotAllowedError(ConflictError):
    """The case's state, or the guard, refuses."""

    code = "case.transition_refused"


class OneByOneError(ConflictError):
    """The move asks something of each case that is its own: it is made of one case at a time."""

    code = "case.one_by_one"
    title_zh = "这一步要逐件办，不能一起办"
    title_en = "This has to be done case by case, not of several together"


class NotInCustodyError(ConflictError):
    """The matter is on its way to another county, or is there."""

    code = "case.not_in_custody"
    title_zh = "这一件正在移交或者已经移交其他县，这里不能再办"
    title_en = "This matter is offered or given to another county: nothing can be done here"


class NotTransferableError(ConflictError):
    """The matter stands where it cannot go to another county."""

    code = "case.not_transferable"


class OccurredOnError(InvalidInputError):
    """The day is out of bounds."""

    code = "case.occurred_on"


class FactsError(InvalidInputError):
    """The move asks for fields that are missing or wrong."""

    code = "case.facts"


class PartiesError(InvalidInputError):
    """A unit cannot take the part it is given."""

    code = "case.parties"


class SimilarError(ConflictError):
    """A matter that is about to begin looks like one that is there; a person has to look."""

    code = "case.similar"
    title_zh = "可能是同一件"
    title_en = "This may be the same matter"

    def __init__(self, named: str, mechanism: str, case_id: UUID) -> None:
        self.named, self.mechanism, self.case_id = named, mechanism, case_id
        super().__init__()


class DraftDiffersError(TransitionNotAllowedError):
    """A signature states something else than what was drafted and reviewed."""

    code = "case.draft_differs"
    title_zh = "签发的内容与拟稿、审核的不一致，请退回修改"
    title_en = "what is signed differs from what was drafted and reviewed; return it"

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__()


class CasePurgedError(ConflictError):
    """The secrets of the case were purged: no further one can be entered."""

    code = "case.purged"
    title_zh = "本案的涉密信息已经清除，不能再填涉密的内容"
    title_en = "the secrets of this case were purged; no further one can be entered"


class NotPurgeableError(ConflictError):
    """There is nothing to purge, or the case is not over."""

    code = "case.not_purgeable"


class SecretsKeyError(LiandongError):
    """The installation's key does not open the secrets of the case."""

    status = 503
    code = "case.secrets_key"
    title_zh = "打不开涉密信息：本平台的密钥不是当初的那一把"
    title_en = "the secrets cannot be read: the installation's key is another one"


class FilePurgedError(ConflictError):
    """The file was purged: nobody can open it any more."""

    code = "file.purged"
    title_zh = "这个涉密文件已经清除，不能再打开"
    title_en = "this sealed file was purged; nobody can open it any more"


class FileDamagedError(LiandongError):
    """What lies in the file store is not what was handed in."""

    code = "file.damaged"
    title_zh = "文件库里的这个文件与收到时不一致"
    title_en = "what the file store holds is not what was handed in"


class TooFewToDrawError(ConflictError):
    """The county has no such pool of people, or too few in it can be drawn."""

    code = "case.too_few_to_draw"


class OwnDraftError(ConflictError):
    """A deputy passes or signs what they wrote themselves."""

    code = "case.own_draft"
    title_zh = "自己写的文书，不能再代别人审核或者签发"
    title_en = "nobody reviews or signs, for a colleague, what they wrote themselves"
