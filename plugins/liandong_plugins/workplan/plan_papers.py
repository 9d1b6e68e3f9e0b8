"""The papers of a list, and who drafts and signs them."""

import liandong.mechanisms as lm
from liandong_plugins.workplan import plan_fields as f

# fmt: off
task_list = lm.DocumentType("task_list", label="任务清单", fields=f.a_list, approval=lm.Approval(
    drafts=f.clerks, reviews=None, signs=f.heads))
urging = lm.DocumentType("task_urging", label="督办单")
