from uuid import UUID

from marshmallow import fields, validate

from liandong.web.fields import ClosedSchema

_LONGEST, _MOST = 2000, 5000


class RoundListSchema(ClosedSchema):
    """The rounds that somebody has a part in, the newest first."""

    items = fields.List(fields.Dict())


class RoundSchema(ClosedSchema):
    """A round as one person may see it."""

    id = fields.UUID()
    year = fields.Integer()
    title = fields.String()
    state = fields.String()
    scheme = fields.Dict(metadata={"description": "Key, edition and digest"})
    days = fields.Dict(metadata={"description": "since, until, self_until, freeze_on, score_until"})
    steps = fields.List(fields.Dict())
    units = fields.List(
        fields.Dict(), metadata={"description": "All for who sees all, else one's own"}
    )


class StepSchema(ClosedSchema):
    """The next step of a round."""

    step = fields.String(required=True)
    reason = fields.String(load_default="", validate=validate.Length(max=_LONGEST))


class MarkSchema(ClosedSchema):
    """What an item of a unit is worth, by input."""

    unit = fields.String(required=True)
    code = fields.String(required=True)
    values = fields.Dict(keys=fields.String(), required=True)
    reason = fields.String(load_default="", validate=validate.Length(max=_LONGEST))


class MarksSchema(ClosedSchema):
    """Several marks: all of them are kept, or none."""

    marks = fields.List(
        fields.Nested(MarkSchema), required=True, validate=validate.Length(min=1, max=_MOST)
    )


class KeptSchema(ClosedSchema):
    """How many events were kept, and where the round stands."""

    kept = fields.Integer()
    state = fields.String()


class ResultSchema(ClosedSchema):
    """What a round comes to: totals and ranks, items where they may be seen."""

    stage = fields.String()
    digest = fields.String()
    units = fields.Dict()


class UnitResultSchema(ClosedSchema):
    """One unit: its points, each item with its sum in both languages."""

    unit = fields.String()
    result = fields.Dict()


class AppealSchema(ClosedSchema):
    """Which item of one's own unit is contested, what is asked for, and why."""

    unit = fields.String(required=True)
    code = fields.String(required=True)
    wanted = fields.String(required=True)
    reason = fields.String(required=True, validate=validate.Length(max=_LONGEST))


class AppealedSchema(ClosedSchema):
    """The appeal that was made."""

    id = fields.UUID()


class DecisionSchema(ClosedSchema):
    """What becomes of an appeal."""

    outcome = fields.String(required=True, metadata={"description": "upheld, partly or rejected"})
    points = fields.String(load_default="", metadata={"description": "Empty where it is rejected"})
    reason = fields.String(required=True, validate=validate.Length(max=_LONGEST))


class EditionSchema(ClosedSchema):
    """A published result with everything it follows from."""

    number = fields.Integer()
    digest = fields.String()
    previous = fields.String()
    content = fields.Dict()


class SaidSchema(ClosedSchema):
    """What was kept: its id and kind."""

    id = fields.UUID()
    kind = fields.String()


class AboutSchema(ClosedSchema):
    """Which unit it is about, and which of its items."""

    unit = fields.String(required=True)
    code = fields.String(required=True)


class _OfUnitSchema(ClosedSchema):
    """Which unit it is about, of one item or, with an empty code, of its whole work."""

    unit = fields.String(required=True)
    code = fields.String(load_default="")


def _reason() -> fields.String:
    return fields.String(load_default="", validate=validate.Length(max=_LONGEST))


def _papers() -> fields.List[UUID]:
    described = {"description": "Files of one's own unit, by their ids"}
    return fields.List(fields.UUID(), load_default=[], metadata=described)


class AssignmentSchema(ClosedSchema):
    """Which units and items are an evaluator's; what was given before is replaced."""

    account = fields.UUID(required=True)
    units = fields.List(fields.String(), required=True)
    codes = fields.List(fields.String(), required=True)


class DeductionSchema(AboutSchema):
    """An entry of the day book."""

    input = fields.String(required=True)
    value = fields.String(load_default="1")
    on = fields.Date(load_default=None)
    reason = _reason()


class StatementSchema(AboutSchema):
    """What a unit says of its own work in an item, and the papers that show it."""

    text = fields.String(required=True, validate=validate.Length(max=_LONGEST))
    values = fields.Dict(keys=fields.String(), load_default={})
    papers = _papers()


class RecusalSchema(ClosedSchema):
    """Who stands aside from which unit, and why."""

    unit = fields.String(required=True)
    account = fields.UUID(required=True)
    reason = _reason()


class WhySchema(ClosedSchema):
    """Why something is done."""

    reason = _reason()


class SettledSchema(AboutSchema):
    """What an item is worth on which the evaluators differ, and why."""

    values = fields.Dict(keys=fields.String(), required=True)
    reason = _reason()


class InspectionSchema(_OfUnitSchema):
    """What somebody found at a unit; with `mend` and `due` it sets a task as well."""

    on = fields.Date(load_default=None)
    by = fields.String(load_default="")
    found = fields.String(load_default="")
    papers = _papers()
    mend = fields.String(load_default="")
    due = fields.Date(load_default=None)


class TaskSchema(_OfUnitSchema):
    """What a unit has to put right until when."""

    mend = fields.String(load_default="")
    due = fields.Date(load_default=None)


class TaskStepSchema(ClosedSchema):
    """`done` by the unit, with papers; `verified` or `returned` by the assessor, with a reason."""

    step = fields.String(required=True)
    text = fields.String(load_default="", validate=validate.Length(max=_LONGEST))
    papers = _papers()


class DaybookSchema(ClosedSchema):
    """What was noted through the year; of an entry that was taken back, why."""

    deductions = fields.List(fields.Dict())


class InspectionListSchema(ClosedSchema):
    """Inspections and tasks, as far as one hears of the units they are about."""

    inspections = fields.List(fields.Dict())
    tasks = fields.List(fields.Dict())


class FlagListSchema(ClosedSchema):
    """What looks odd, as far as one sees it, with what was said of it."""

    flags = fields.List(fields.Dict())


class VerdictSchema(ClosedSchema):
    """Whether a flag holds: `asked` (the unit), `founded` or `unfounded`."""

    verdict = fields.String(required=True)
    reason = _reason()


class FlagAnswerSchema(ClosedSchema):
    """What a unit says of a flag about it."""

    text = fields.String(required=True, validate=validate.Length(max=_LONGEST))


class BurdenSchema(ClosedSchema):
    """What each unit that one sees had to type and upload."""

    units = fields.List(fields.Dict())


class ElectorateSchema(ClosedSchema):
    """Who rates the units in a group; who was called before and is left out, no longer does."""

    accounts = fields.List(fields.UUID(), required=True)


class BallotSchema(ClosedSchema):
    """Points for each unit by its key; who is left out is not rated."""

    scores = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class TurnoutSchema(ClosedSchema):
    """How each group has voted; never who gave what."""

    groups = fields.List(fields.Dict())


class SchemeListSchema(ClosedSchema):
    """The editions of the county's schemes, the newest first."""

    items = fields.List(fields.Dict())


class SchemeSchema(ClosedSchema):
    """An edition: what it is called, its digest, and what it states."""

    id = fields.UUID()
    key = fields.String()
    edition = fields.String()
    year = fields.Integer()
    title = fields.String()
    digest = fields.String()
    content = fields.Dict()


class SchemeContentSchema(ClosedSchema):
    """A scheme as its published schema has it."""

    content = fields.Dict(required=True)


class LetterListSchema(ClosedSchema):
    """Letters of a round, the newest first, with who has received them."""

    items = fields.List(fields.Dict())


class LetterSchema(ClosedSchema):
    """A letter: which one, for an inspection when, who, what and at whom; what it corrects, why."""

    kind = fields.String(required=True)
    task = fields.UUID(load_default=None, allow_none=True)
    units = fields.List(fields.String(), load_default=list)
    on = fields.Date(load_default=None, allow_none=True)
    by = fields.String(load_default="")
    what = fields.String(load_default="")
    replaces = fields.UUID(load_default=None, allow_none=True)
    reason = fields.String(load_default="")


class TrialSchema(ClosedSchema):
    """A round by a scheme that is not kept: units with both totals, and what has no figures."""

    units = fields.List(fields.Dict())
    not_carried = fields.List(fields.Dict())


class PlanSchema(ClosedSchema):
    """A round: by which edition, over which period, with which days."""

    scheme = fields.UUID(required=True)
    title = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True)
    self_until = fields.Date(required=True)
    freeze_on = fields.Date(required=True)
    score_until = fields.Date(required=True)


class RoundMadeSchema(ClosedSchema):
    """The round that was planned."""

    id = fields.UUID()


class ReplaceSchema(ClosedSchema):
    """Which edition takes the place of the one a round runs by, and why."""

    scheme = fields.UUID(required=True)
    reason = _reason()


class ReportSchema(ClosedSchema):
    """What a county reported of an edition: sums, of no unit."""

    county = fields.String()
    year = fields.Integer()
    digest = fields.String(metadata={"description": "That of the edition"})
    content = fields.Dict(metadata={"description": "Scheme, units, mean, deviation, grades …"})
    reported_at = fields.String()
    stands = fields.Boolean(metadata={"description": "Nothing was reported in its place"})


class ReportListSchema(ClosedSchema):
    """What was reported, the oldest first."""

    items = fields.List(fields.Nested(ReportSchema))
