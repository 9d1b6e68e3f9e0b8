from liandong.kernel.errors import ConflictError, InvalidInputError, LiandongError, Problem


class TransitionNotAllowedError(ConflictError):
    """The case's state, or the guard, refuses."""

    code = "case.transition_refused"


class OccurredOnError(InvalidInputError):
    """The day is out of bounds."""

    code = "case.occurred_on"


class FactsError(InvalidInputError):
    """The move asks for fields that are missing or wrong."""

    code = "case.facts"


class PartiesError(InvalidInputError):
    """A unit cannot take the part it is given."""

    code = "case.parties"


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
