"""The papers of a monthly report."""

import liandong.mechanisms as lm

information_table = lm.DocumentType("information_table", label="案件信息表")
nil_table = lm.DocumentType("nil_table", label="零报告")
filing_receipt = lm.DocumentType("filing_receipt", label="备案回执")
