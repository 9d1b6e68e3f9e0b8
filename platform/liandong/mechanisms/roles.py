"""The roles a unit may hold, as `roles.procuratorate`; any number of them per unit."""

from liandong.mechanisms.parties import Role

any_unit = Role("any_unit")
"""Never granted: every unit holds it."""

county_gov = Role("county_gov")
gov_office = Role("gov_office")
procuratorate = Role("procuratorate")
justice_bureau = Role("justice_bureau")
enforcement_unit = Role("enforcement_unit")
legal_unit = Role("legal_unit")
competent_unit = Role("competent_unit")
key_enforcement_unit = Role("key_enforcement_unit")
supervision_body = Role("supervision_body")
reconsideration_body = Role("reconsideration_body")
police = Role("police")
court = Role("court")
discipline = Role("discipline")
congress = Role("congress")
cppcc = Role("cppcc")
township = Role("township")
office = Role("office")
convener = Role("convener")
deputy_convener = Role("deputy_convener")
attendee = Role("attendee")
"""It attends each meeting and has no vote: whether it came is noted, and counts in no rate."""
hotline_12345 = Role("hotline_12345")
center_12309 = Role("center_12309")
superior_unit = Role("superior_unit")
federation = Role("federation")
relief_unit = Role("relief_unit")
expert = Role("expert")
enterprise = Role("enterprise")
school = Role("school")
