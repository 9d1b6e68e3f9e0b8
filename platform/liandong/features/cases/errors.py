from liandong.kernel.errors import ConflictError, InvalidInputError, Problem


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


class TooFewToDrawError(ConflictError):
    """The county has no such pool of people, or too few in it can be drawn."""

    code = "case.too_few_to_draw"
