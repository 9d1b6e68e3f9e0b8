"""What seats are called: a duty, and the kind or role of a unit it is held in."""

from liandong.authz.vocabulary import ANY_UNIT
from liandong.calendars import Text
from liandong.mechanisms import duties
from liandong.web.languages import english

_DUTIES = {duty.key: duty.label for duty in duties.ALL}
HOLDER_WORDS = {
    ANY_UNIT: Text("各单位", "any unit"),
    "government_office": Text("政府办公室", "the government office"),
    "department": Text("政府部门", "a department"),
    "enforcement_department": Text("行政执法部门", "an enforcement department"),
    "justice_bureau": Text("司法局", "the justice bureau"),
    "procuratorate": Text("检察院", "the procuratorate"),
    "police": Text("公安机关", "the police"),
    "court": Text("法院", "the court"),
    "discipline": Text("纪委监委", "the discipline commission"),
    "congress": Text("人大", "the people's congress"),
    "cppcc": Text("政协", "the consultative conference"),
    "township": Text("乡镇街道", "a township"),
    "federation": Text("群团组织", "a federation"),
    "hotline_center": Text("热线中心", "the hotline centre"),
    "service_center": Text("服务中心", "a service centre"),
    "public_institution": Text("事业单位", "a public institution"),
    "vertical_agency": Text("垂直管理机构", "a vertical agency"),
    "enterprise": Text("企业", "an enterprise"),
    "school": Text("学校", "a school"),
    "other": Text("其他单位", "another body"),
    "county_gov": Text("县级政府", "the county government"),
    "gov_office": Text("政府办", "the office of the government"),
    "enforcement_unit": Text("行政执法单位", "an enforcement unit"),
    "legal_unit": Text("法制机构", "a legal unit"),
    "competent_unit": Text("主管单位", "a competent unit"),
    "key_enforcement_unit": Text("重点执法单位", "a key enforcement unit"),
    "supervision_body": Text("行政执法监督机构", "the supervision body"),
    "reconsideration_body": Text("行政复议机构", "the reconsideration body"),
    "office": Text("联席会议办公室", "the office of the joint meeting"),
    "convener": Text("召集单位", "the convening unit"),
    "deputy_convener": Text("副召集单位", "a deputy convening unit"),
    "attendee": Text("常态列席单位", "a standing attendee"),
    "hotline_12345": Text("12345热线", "hotline 12345"),
    "center_12309": Text("12309中心", "centre 12309"),
    "superior_unit": Text("上级单位", "a superior unit"),
    "relief_unit": Text("救助单位", "a relief unit"),
    "expert": Text("专家", "an expert"),
}


def seat_words(seat: str) -> Text:
    """Return 政府部门的联络员."""
    duty, _, holder = seat.partition("@")
    return Text(
        f"{HOLDER_WORDS[holder].zh}的{_DUTIES[duty]}",
        f"{english(_DUTIES[duty])} of {HOLDER_WORDS[holder].en}",
    )


def duty_words(duty: str) -> Text:
    """Return 联络员."""
    return Text(_DUTIES[duty], english(_DUTIES[duty]))
