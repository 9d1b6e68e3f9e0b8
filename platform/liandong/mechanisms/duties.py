"""The duties an account may hold, as `duties.handler`; keys equal those of `policies/duties`."""

from liandong.mechanisms.parties import Duty

liaison = Duty("liaison", "联络员")
handler = Duty("handler", "承办人")
unit_head = Duty("unit_head", "单位负责人")
office_clerk = Duty("office_clerk", "联动办工作人员")
convener = Duty("convener", "召集人")
prosecutor = Duty("prosecutor", "承办检察官")
chief_procurator = Duty("chief_procurator", "检察长")
reviewer = Duty("reviewer", "审核人")
desk = Duty("desk", "收发岗")
evaluator = Duty("evaluator", "考评员")
tenant_admin = Duty("tenant_admin", "县级管理员")
province_admin = Duty("province_admin", "省级管理员")
auditor = Duty("auditor", "审计员")

ALL = (
    liaison,
    handler,
    unit_head,
    office_clerk,
    convener,
    prosecutor,
    chief_procurator,
    reviewer,
    desk,
    evaluator,
    tenant_admin,
    province_admin,
    auditor,
)
