"""What acts are called in the audit; Chinese, message ids."""

from liandong.features.cases.models import Case
from liandong.features.cases.service.papers import LABELS
from liandong.features.tenants.service import installed

#: Acts that are no acts in a case, one by one.
ACTIONS = {
    "account.asked": "请另一机关确认账号事项",
    "account.close": "停用账号",
    "account.confirmed": "确认账号事项",
    "account.declined": "不同意账号事项",
    "account.end": "结束岗位",
    "account.give": "给岗位",
    "account.invite": "邀请新账号",
    "account.lend": "安排代办",
    "account.link": "发一次性链接",
    "account.locked": "密码或者验证码多次有误，账号锁定",
    "account.move": "账号调到其他单位",
    "account.password_changed": "修改密码",
    "account.password_set": "用一次性链接设密码",
    "account.recovery_code_used": "使用恢复码登录",
    "account.recovery_codes_renewed": "重新生成恢复码",
    "account.rename": "账号改名称",
    "account.reopen": "恢复账号",
    "account.second_factor_off": "关闭两步验证",
    "account.second_factor_on": "开启两步验证",
    "account.sessions_revoked": "结束其他登录",
    "account.signed_in": "登录平台",
    "account.take_back": "结束代办",
    "account.unlink": "收回链接",
    "account.unlocked": "解除账号锁定",
    "assessment.adjudication": "裁决评分分歧",
    "assessment.appeal": "申诉考核得分",
    "assessment.appeal_decision": "复核考核申诉",
    "assessment.appeal_post": "在申诉里说明",
    "assessment.assignment": "分配评分人",
    "assessment.ballot": "满意度投票",
    "assessment.check": "登记督导检查",
    "assessment.deduction": "登记日常扣分",
    "assessment.deduction_cancelled": "撤销日常扣分",
    "assessment.edition": "封存考核结果",
    "assessment.electorate": "选测评人",
    "assessment.figures": "冻结考核数据",
    "assessment.flag_answer": "说明异常提示",
    "assessment.flag_verdict": "判断异常提示",
    "assessment.flags": "列出异常提示",
    "assessment.letter": "发出考核文书",
    "assessment.letter_receipt": "签收考核文书",
    "assessment.mark": "考核评分",
    "assessment.mark_cancelled": "撤回考核评分",
    "assessment.participants": "列出考核单位",
    "assessment.planned": "计划考核",
    "assessment.recusal": "考核回避",
    "assessment.reported": "上报考核结果",
    "assessment.result": "计算考核结果",
    "assessment.scheme": "保存考核方案",
    "assessment.statement": "考核自评",
    "assessment.step": "考核进入下一步",
    "assessment.task": "布置整改任务",
    "assessment.task_step": "整改任务进展",
    "audit.algorithm": "审计算法变更",
    "audit.anchored": "写入审计锚点",
    "audit.exported": "导出审计链",
    "audit.taken": "导出审计记录",
    "audit.verified": "核对审计链",
    "calendar.accept": "按放假安排重新计算期限",
    "calendar.own_days": "按本县日历重新计算期限",
    "client.called": "程序经接口请求办理",
    "client.created": "建接口凭证",
    "client.revoked": "停用接口凭证",
    "deadline.reminded": "期限提醒",
    "escalation.suggested": "提出督促建议",
    "feed.created": "建日历订阅",
    "feed.revoked": "撤日历订阅",
    "identity.linked": "绑定统一身份",
    "identity.unlinked": "解除统一身份绑定",
    "obligation.filed": "报送",
    "obligation.met_by_case": "由案件完成报送",
    "obligation.nil": "零报告",
    "obligation.owed": "产生报送任务",
    "obligation.recounted": "重新计算报送期限",
    "obligation.reminded": "提醒报送",
    "obligation.returned": "退回报送",
    "obligation.waived": "免予报送",
    "secret.exported": "全量导出涉密内容",
    "seat.approved": "批准席位调整",
    "seat.declined": "不批准席位调整",
    "seat.proposed": "提出席位调整",
    "seat.withdrawn": "撤回席位调整",
    "secret.read": "查看涉密内容",
    "secret.taken": "下载涉密附件",
    "snapshot.approved": "批准统计公布",
    "snapshot.returned": "退回统计公布",
    "snapshot.submitted": "提请统计公布",
    "snapshot.withdrawn": "撤回统计公布",
    "tenant.applied": "应用资料包",
    "tenant.compared": "上级比较配置",
    "tenant.exported": "全量导出",
    "tenant.mode": "暂停、恢复或者归档",
    "tenant.opened": "新建区县",
    "tenant.removal_announced": "预告注销",
    "tenant.removal_called_off": "撤销注销预告",
    "tenant.removed": "区县已经注销",
    "transfer.accepted": "接收跨县移交",
    "transfer.offered": "提出跨县移交",
    "transfer.received": "收到跨县移交",
    "transfer.rejected": "不接收跨县移交",
    "transfer.resulted": "反馈跨县移交结果",
    "transfer.revoke_asked": "请求撤回跨县移交",
    "transfer.revoke_refused": "不同意撤回跨县移交",
    "transfer.revoked": "撤回跨县移交",
    "visit.ended": "省级进入结束",
    "visit.entered": "省级进入本县",
    "visit.requested": "省级进入期间打开页面",
}
#: Kinds of acts, by the beginning of their keys: what is searched for.
FAMILIES = {
    "case.": "办理案件",
    "secret.": "查看涉密内容",
    "deadline.": "期限提醒",
    "escalation.": "督促",
    "transfer.": "跨县移交",
    "obligation.": "报送任务",
    "snapshot.": "统计公布",
    "account.": "账号管理",
    "assessment.": "年度考核",
    "identity.": "统一身份认证",
    "client.": "接口凭证",
    "seat.": "席位调整",
    "visit.": "省级进入",
    "feed.": "日历订阅",
    "calendar.": "日历",
    "audit.": "审计",
    "tenant.": "资料包",
}
#: Acts in a case that are no moves of its mechanism.
_IN_CASES = {
    "given": "已移交其他县",
    "offered": "提出移交其他县，暂停办理",
    "purge": "清除涉密信息",
    "recount": "重新计算期限",
    "rejected": "其他县没有接收，恢复办理",
    "revoked": "移交已经撤回，恢复办理",
}
_LINES = {"add": "填写一行", "correct": "更正一行", "strike": "删去一行", "upload": "导入多行"}
_RUNGS = {
    "confirmed": "确认督促",
    "declined": "决定不督促",
    "ended": "督促建议自动结束",
    "moved": "督促建议改由其他单位决定",
    "resumed": "重新提出督促建议",
    "suggested": "提出督促建议",
}


def action_labels(action: str, case: Case | None) -> tuple[str, ...]:
    """Return what an act is called: one word for it, or a step and what it was about."""
    family, _, key = action.partition(".")
    found = _in_case(key, case) if family == "case" and case is not None else ()
    return found or (ACTIONS.get(action) or FAMILIES.get(f"{family}.", action),)


def _in_case(key: str, case: Case) -> tuple[str, ...]:
    mechanism = installed().registry[case.mechanism, case.version]
    rows = (move for row in mechanism.rows for move in row.transitions)
    moves = {each.key: each.label for each in (*rows, *mechanism.transitions)}
    papers = {each.key: each.label for each in mechanism.documents}
    tables = {each.key: each.label for each in mechanism.tables}
    if key in moves:
        return (moves[key],)
    step, is_step, about = key.partition(":")
    if is_step:
        return tuple(filter(None, (LABELS.get(step), (papers | moves).get(about))))
    of, _, how = key.rpartition(".")
    if of in tables and how in _LINES:
        return _LINES[how], tables[of]
    return tuple(filter(None, (_IN_CASES.get(key) or (of and _RUNGS.get(how)),)))
