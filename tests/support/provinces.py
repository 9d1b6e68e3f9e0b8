"""A province above a county, and people of it."""

from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.units.service import list_active
from support.counties import County

HENAN, GANSU = 41, 62


def build_province(sessions: sessionmaker[Session], tenant_id: int = HENAN) -> County:
    """Give a province an administrator and an auditor."""
    with unit_of_work(sessions, tenant_id) as uow:
        unit = list_active(uow)[0].id
    province = County(sessions, tenant_id, {}, {"administration": unit})
    province.join("admin", "administration", "province_admin")
    province.join("auditor", "administration", "auditor")
    return province
