"""Units that come in with a move though nobody names them: the county's rules do."""

from dataclasses import replace

from liandong.features.cases.service.commands import FireTransition, PartyCommand
from liandong.features.cases.service.copies import (
    COPY_BASIS,
    COPY_KIND,
    COPY_RULE,
    copies_for,
    once_each,
)
from liandong.features.cases.service.viewing import Opened
from liandong.mechanisms import Transition


def with_brought(
    opened: Opened, move: Transition | None, command: FireTransition
) -> FireTransition:
    """Return the act with whom its move brings: each unit that a mandatory rule copies, once.

    It takes the part that the move says, as far as it holds a role for it and has none already.
    """
    taken = {*(party.unit_id for party in opened.parties), *(p.unit_id for p in command.parties)}
    facts = {**opened.case.facts, **command.facts}
    triggers = tuple(key for key, value in facts.items() if value is True)
    advice = once_each(copies_for(opened.config, opened.mechanism.key, triggers))
    found = [
        PartyCommand(
            each.unit_id,
            party.key,
            {COPY_KIND: each.binding, COPY_RULE: each.rule, COPY_BASIS: each.basis},
        )
        for party in (move.brings if move else ())
        for each in advice
        if each.binding == "mandatory"
        and each.unit_id not in taken
        and {role.key for role in party.roles} & opened.config.roles_of(each.unit_id)
    ]
    return replace(command, parties=(*command.parties, *found)) if found else command
