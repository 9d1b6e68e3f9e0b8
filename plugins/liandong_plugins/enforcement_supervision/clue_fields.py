"""Who takes part in the transfer of a clue, what is entered, and its papers."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common, duties, roles

issuer = lm.Party(lm.Part.ISSUER, held_by=(
    roles.procuratorate, roles.justice_bureau, roles.legal_unit))  # fmt: skip
receiver = lm.Party(lm.Part.ADDRESSEE, held_by=(roles.discipline, roles.superior_unit))
finders = (duties.prosecutor @ issuer, duties.handler @ issuer)
leaders = (duties.chief_procurator @ issuer, duties.unit_head @ issuer)
receivers = (duties.handler @ receiver, duties.unit_head @ receiver)
RECEIVERS = "discipline.receivers"

# fmt: off
subject_unit = Field("subject_unit", FieldKind.UNIT, label="线索所涉单位",
                     help="这个单位看不到这件事，也不能接收")
found_in = Field("found_in", FieldKind.LONG_TEXT, label="线索来源",
                 secrecy=lm.Secrecy.INFORMANT)
nature = Field("nature", FieldKind.CHOICE, label="线索性质", choices=lm.choices(
    discipline="涉嫌违纪", duty_violation="涉嫌职务违法", duty_crime="涉嫌职务犯罪"))
kept = Field("kept", FieldKind.CHOICE, label="线索内容", choices=lm.choices(
    offline="线下移交，平台只登记编号", online="随函移交"))
subject = Field("subject", FieldKind.TEXT, label="所涉人员", required=False,
                secrecy=lm.Secrecy.PRIVACY)
clue_facts = Field("clue_facts", FieldKind.LONG_TEXT, label="线索事实", required=False,
                   secrecy=lm.Secrecy.PRIVACY)
delivery_mode = common.delivery_mode(receivers, (*finders, *leaders))
material = Field("material", FieldKind.TEXT, label="材料名称、份数",
                 secrecy=lm.Secrecy.PRIVACY)
material_files = Field("material_files", FieldKind.FILE, label="材料文件", required=False,
                       multiple=True, secrecy=lm.Secrecy.PRIVACY,
                       help="能线下移交的不要上传；上传的加密保存，列表里不显示文件名")
note = Field("feedback_note", FieldKind.LONG_TEXT, label="反馈内容（以接收机关允许的为限）",
             secrecy=lm.Secrecy.PRIVACY)
contents = (common.title, subject_unit, found_in, nature, kept, subject, clue_facts)

letter = lm.DocumentType("clue_letter", label="线索移送函", fields=(found_in, nature, kept,
                         subject, clue_facts), approval=lm.Approval(finders, None, leaders))
receipt = lm.DocumentType("clue_receipt", label="回执")
