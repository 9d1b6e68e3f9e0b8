import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest

from liandong.features.documents.service import FileStore, open_number

Members = dict[str, bytes]
Values = dict[str, object]


@pytest.fixture
def structure() -> Values:
    return {
        "title": "检察建议书",
        "seal_note": "签发后加盖院印",
        "blocks": [
            {"kind": "heading", "text": "一、发现的问题"},
            {"kind": "paragraph", "text": "{facts}"},
            {"kind": "paragraph", "text": "根据{basis}，现提出如下检察建议："},
            {"kind": "items", "of": "items", "text": "{text}"},
            {"kind": "paragraph", "text": "如有异议，请在收到之日起{days}日内书面提出。"},
            {"kind": "signature", "text": "{issuer}"},
            {"kind": "date", "text": "{issued_on}"},
            {"kind": "copies"},
        ],
    }


@pytest.fixture
def values() -> Values:
    return {
        "issuer": "郑州市惠济区人民检察院",
        "number": open_number("惠检建", 2026),
        "addressee": "惠济区城市管理局",
        "facts": "2026年3月，本院在履行职责中发现，惠济区5处地铁站口盲道被占用。",
        "basis": "《中华人民共和国无障碍环境建设法》第二十六条",
        "items": ["划定5处地铁站口停放区域。", "督促运营企业清理。"],
        "days": None,
        "issued_on": date(2026, 4, 27),
        "copies": ["惠济区人民政府", "惠济区司法局"],
    }


@pytest.fixture
def signed(values: Values) -> Values:
    return {**values, "number": "惠检建〔2026〕12号", "days": 15}


@pytest.fixture
def store() -> FileStore:
    return FileStore.at("memory://documents", limit_mb=1)


@pytest.fixture
def create_zip() -> Callable[[Members], bytes]:
    def create(members: Members) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    return create
