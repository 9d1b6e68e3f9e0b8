from liandong.kernel.errors import ConflictError, InvalidInputError


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
