"""Why somebody does what others are affected by: it is asked for in one way."""

from liandong.kernel.errors import InvalidInputError, Problem

LONGEST = 500


def require_reason(stated: str) -> str:
    """Return a reason without the blanks around it.

    Raises:
        InvalidInputError: It is missing, or longer than `LONGEST`.
    """
    reason = stated.strip()
    if not 0 < len(reason) <= LONGEST:
        zh, en = f"请写明理由，最多 {LONGEST} 个字", f"say why, in {LONGEST} characters at most"
        raise InvalidInputError([Problem("reason", zh, en)])
    return reason
