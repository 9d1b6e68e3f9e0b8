from marshmallow import fields, validate

from liandong.web.fields import ClosedSchema

_LONGEST = 200
_MOST = 2000


class CorrectionSchema(ClosedSchema):
    """What is written into one row; cells by the names of the columns, `_2` for a second person."""

    number = fields.Integer(required=True, validate=validate.Range(min=1))
    cells = fields.Dict(
        keys=fields.String(), values=fields.String(validate=validate.Length(max=_LONGEST)),
        load_default=dict,
    )  # fmt: skip
    unit = fields.String(
        load_default="",
        metadata={"description": "Key of the unit it speaks of, `new` for none of the roster"},
    )
    is_out = fields.Boolean(load_default=False, metadata={"description": "Leave the row out"})


class CorrectionsSchema(ClosedSchema):
    """Rows put right, absent units that leave, people of absent rows that stay; each as a whole."""

    rows = fields.List(
        fields.Nested(CorrectionSchema), load_default=list, validate=validate.Length(max=_MOST)
    )
    leaving = fields.List(fields.String(), load_default=None, allow_none=True)
    staying = fields.List(fields.String(), load_default=None, allow_none=True)


class PreviewSchema(ClosedSchema):
    """An upload with a verdict for every row; nothing of it is in force."""

    id = fields.UUID()
    name = fields.String()
    position = fields.Integer(metadata={"description": "The ETag"})
    counts = fields.Dict()
    rows = fields.List(fields.Dict())
    changes = fields.List(fields.Dict())
    absent_units = fields.List(fields.Dict())
    absent_people = fields.List(fields.Dict())


class ChangesSchema(ClosedSchema):
    """What the roster was changed by."""

    changes = fields.List(fields.Dict())
    absent_units = fields.List(fields.Dict())
    absent_people = fields.List(fields.Dict())


class UploadListSchema(ClosedSchema):
    """The uploads that wait."""

    items = fields.List(fields.Dict())
