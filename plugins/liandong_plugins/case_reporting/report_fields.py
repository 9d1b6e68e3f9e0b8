"""Who takes part in a monthly report, and what is entered beside its lines."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, duties, roles

unit = lm.Party(lm.Part.ISSUER, held_by=roles.key_enforcement_unit, label="报送单位")
bureau = lm.Party(lm.Part.ADDRESSEE, held_by=roles.justice_bureau, label="备案单位")
procuratorate = lm.Party(  # by the county's rule
    lm.Part.SUPERVISOR, held_by=roles.procuratorate, label="抄送单位"
)
clerks = (duties.handler @ unit, duties.liaison @ unit, duties.unit_head @ unit)
checkers = (duties.handler @ bureau, duties.unit_head @ bureau)
prosecutor = duties.prosecutor @ procuratorate
every_part = (unit, bureau, procuratorate)

# fmt: off
month = Field("month", FieldKind.MONTH, label="报送月份", help="案件信息所属的月份，不是报送的月份")
penalty_lines = Field("penalty_lines", FieldKind.NUMBER, label="行政处罚案件（件）", required=False)
execution_lines = Field("execution_lines", FieldKind.NUMBER, label="行政非诉执行案件（件）",
                        required=False)
is_nil = Field("is_nil", FieldKind.CHOICE, label="零报告", choices=lm.choices(
    nothing="确认本月没有行政处罚和行政非诉执行案件"))
opinion = Field("opinion", FieldKind.LONG_TEXT, label="备案意见", required=False)
correction = Field("correction", FieldKind.LONG_TEXT, label="更正的内容和理由")
corrected_by = Field("corrected_by", FieldKind.UNIT, label="更正单位")
# What the procuratorate notes of a line
of_table = Field("of_table", FieldKind.CHOICE, label="哪一张表", choices=lm.choices(
    penalty="行政处罚案件", execution="行政非诉执行案件"))
line_number = Field("line_number", FieldKind.NUMBER, label="第几行", minimum=1)
remark = Field("remark", FieldKind.LONG_TEXT, label="批注")
clue_title = Field("clue_title", FieldKind.TEXT, label="线索标题（不写人名）", maximum=200)
clue_source = Field("clue_source", FieldKind.LONG_TEXT, label="线索来源")
suspected_crime = Field("suspected_crime", FieldKind.TEXT, label="涉嫌罪名", maximum=200)
