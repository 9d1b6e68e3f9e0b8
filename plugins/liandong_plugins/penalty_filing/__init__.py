"""涉企处罚备案与裁量: filing of major penalties on enterprises and their results.

The time limits of M28 stand in `time_limits.yaml`.
"""
