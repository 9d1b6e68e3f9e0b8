"""文件与合法性审核: legality review, filing of documents, major decisions.

The time limits of M25 stand in `time_limits.yaml`.
"""
