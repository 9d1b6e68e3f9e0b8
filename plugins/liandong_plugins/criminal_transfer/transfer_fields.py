"""Who takes part in the transfer of a suspected crime, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common, duties, roles

unit = lm.Party(lm.Part.ISSUER, held_by=roles.enforcement_unit)
police = lm.Party(lm.Part.ADDRESSEE, held_by=roles.police)
procuratorate = lm.Party(lm.Part.SUPERVISOR, held_by=roles.procuratorate)
officer, head = duties.handler @ unit, duties.unit_head @ unit
policeman, chief_of_police = duties.handler @ police, duties.unit_head @ police
of_unit, of_police = (officer, head), (policeman, chief_of_police)
to_police = common.delivery_mode(of_police, of_unit)
to_unit = common.delivery_mode(of_unit, of_police)

# fmt: off
variant = Field("variant", FieldKind.CHOICE, label="案件类别", required=False, choices=lm.choices(
    economic="经济犯罪案件", safety="安全生产案件"))
suspected_crime = Field("suspected_crime", FieldKind.TEXT, label="涉嫌罪名")
found_facts = Field("found_facts", FieldKind.LONG_TEXT, label="案件来源和涉嫌犯罪事实",
                    help="到处可见：不写举报人的姓名、身份")
amount = Field("amount", FieldKind.AMOUNT, label="涉案金额", required=False)
team = Field("team", FieldKind.LONG_TEXT, label="专案组成员")
team_size = Field("team_size", FieldKind.NUMBER, label="专案组人数", minimum=2)  # 第五条
findings = Field("findings", FieldKind.LONG_TEXT, label="核实情况",
                 secrecy=lm.Secrecy.PRIVACY)
proposal = Field("proposal", FieldKind.LONG_TEXT, label="移送意见")
refusal_reason = Field("refusal_reason", FieldKind.LONG_TEXT, label="不批准移送的理由")
penalty_number = Field("penalty_number", FieldKind.TEXT, label="处罚决定书文号")
penalised_on = Field("penalised_on", FieldKind.DATE, label="作出处罚的日期",
                     not_after=lm.DayOf.EVENT)
penalty_copy = Field("penalty_copy", FieldKind.FILE, label="处罚决定书副本", required=False,
                     secrecy=lm.Secrecy.PRIVACY)
told_holder = Field("told_holder", FieldKind.LONG_TEXT, label="书面告知权利人的情况",
                    required=False, secrecy=lm.Secrecy.BUSINESS_SECRET)
follows_opinion = Field("follows_opinion", FieldKind.BOOLEAN, label="依检察意见移送",
                        required=False)
opinion_number = Field("opinion_number", FieldKind.TEXT, label="检察意见书文号", required=False)
materials = Field("materials", FieldKind.LONG_TEXT, label="附送材料",
                  help="调查报告、涉案物品清单、检验报告或者鉴定意见、其他材料")
material_files = Field("material_files", FieldKind.FILE, label="附送材料文件", required=False,
                       multiple=True, secrecy=lm.Secrecy.PRIVACY)
incompetence = Field("incompetence", FieldKind.LONG_TEXT, label="不属于本机关管辖的情况")
competent = Field("competent", FieldKind.TEXT, label="有管辖权的机关")
missing = Field("missing", FieldKind.LONG_TEXT, label="需要补正的材料")
supplement = Field("supplement", FieldKind.LONG_TEXT, label="补正情况")
longer_paper = Field("longer_paper", FieldKind.FILE, label="批准文书", multiple=True)
approved_by = Field("approved_by", FieldKind.TEXT, label="批准人")
filing_number = Field("filing_number", FieldKind.TEXT, label="立案决定书文号")
non_filing_reason = Field("non_filing_reason", FieldKind.LONG_TEXT, label="不予立案的理由")
grounds = Field("grounds", FieldKind.LONG_TEXT, label="认为应当立案的理由")
reconsidered = Field("reconsidered", FieldKind.LONG_TEXT, label="复议决定的理由")
item_name = Field("item_name", FieldKind.TEXT, label="涉案物品、材料")
quantity = Field("quantity", FieldKind.TEXT, label="数量和特征")
handover_note = Field("handover_note", FieldKind.LONG_TEXT, label="交接情况")
outcome = Field("outcome", FieldKind.CHOICE, label="办理结果", choices=lm.choices(
    prosecuted="移送审查起诉", not_prosecuted="不起诉", convicted="判决有罪",
    acquitted="判决无罪"))
outcome_note = Field("outcome_note", FieldKind.LONG_TEXT, label="结果说明", required=False,
                     secrecy=lm.Secrecy.PRIVACY)
return_reason = Field("return_reason", FieldKind.LONG_TEXT, label="不需要追究刑事责任的理由")
handling = Field("handling", FieldKind.LONG_TEXT, label="依法处理的情况")
reminded = Field("reminded", FieldKind.LONG_TEXT, label="提醒内容")
letter = (common.title, suspected_crime, found_facts, amount, follows_opinion, opinion_number,
          materials, material_files)
