"""区县, from which a province enters a county, and 省级进入记录, where the county reads of it."""

from liandong.features.visits.pages.county import blp as county_blp
from liandong.features.visits.pages.province import blp as province_blp
from liandong.features.visits.pages.province import visit_cookie

__all__ = ["county_blp", "province_blp", "visit_cookie"]
