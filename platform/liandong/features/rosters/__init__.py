"""The roster of a county from a workbook: units, and who sits there."""
