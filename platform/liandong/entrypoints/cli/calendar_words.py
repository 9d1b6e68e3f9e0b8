"""What the calendar commands print for a person; pure."""

from typing import Any

Plain = dict[str, Any]
_STATUS = {
    "published": "已公布 / published",
    "provisional": "未公布，只有法定假日 / provisional",
    "imported": "已导入 / imported",
}


def imported_words(found: Plain) -> str:
    """Return what was kept, and what its reader ought to look at."""
    kept = "已导入 / imported" if found["is_new"] else "早已导入，没有变化 / imported before"
    off, worked = found["holidays"], found["makeup"]
    notice = f"{found['year']} {found['notice']}（{found['published_on']}）"
    days = f"休 {off} 天、补班 {worked} 天 / {off} days off, {worked} make-up days"
    lines = [f"{kept}：{notice}，{days}"]
    lines += [f"  ! {each['where']}: {each['zh']} / {each['en']}" for each in found["warnings"]]
    return "\n".join([*lines, f"下一步 / next: liandong calendar preview {found['year']}"])


def changed_words(county: Plain) -> str:
    """Return a county with a line for each deadline that moves, and how many become certain."""
    moved, settled = county["moved"], county["settled"]
    before = "，早已接受 / accepted before" if county["accepted_before"] else ""
    n, certain = len(moved), len(settled)
    zh, en = f"改期 {n} 件，只去掉“预计” {certain} 件", f"{n} moved, {certain} only certain"
    lines = [f"{county['tenant']} {county['name']}：{zh} / {en}{before}"]
    lines += [f"  {_line(each)}：{_why(each)}" for each in moved]
    lines += [f"  {_line(each)}：去掉“预计” / no longer provisional" for each in settled]
    lines += [f"  {_line(each)}：只改提醒日 / reminders alone" for each in county["reminders"]]
    lines += [
        f"  {each['limit']} {each['period']} {each['unit']} {each['from']} → {each['to']}："
        "报送任务 / owed without a case"
        for each in county["owed"]
    ]
    kept = "不能重算，保持原样 / stays as it is"
    for each in county["stuck"]:
        where = f"{each['case']} {each['limit']} {each['from']}"
        lines.append(f"  ! {where} {kept}：{_why(each)}")
    return "\n".join(lines)


def _why(each: Plain) -> str:
    return f"{each['why_zh']} / {each['why_en']}"


def _line(each: Plain) -> str:
    days = f"{each['from']} → {each['to']}" if each["kind"] == "moved" else each["to"]
    return f"{each['case']} {each['limit']} {days}"


def shown_words(found: Plain) -> str:
    """Return a line for each year and each county; of one year its holidays too."""
    lines = []
    for each in found["years"]:
        notice = f"{each['notice']}（{each['published_on']}）" if each["notice"] else ""
        lines.append(
            f"{each['year']}  {_STATUS[each['status']]}  {notice}"
            f"  {each['working_days']} 个工作日 / working days"
        )
        if "holidays" in each and each["id"]:
            lines.append(f"  {each['id']}")
        for holiday in each.get("holidays", ()):
            names = f"{holiday['name']} / {holiday['name_en']}"
            lines.append(f"  {holiday['from']} – {holiday['until']}  休 {names}")
        lines += [f"  {day}  补班 / worked" for day in each.get("makeup", ())]
    lines += [f"{each['year']}  {each['zh']} / {each['en']}" for each in found["discarded"]]
    return "\n".join([*lines, *map(_counts_by, found["tenants"])])


def _counts_by(county: Plain) -> str:
    waiting = "、".join(map(str, county["waiting"]))
    mark = f"，{waiting} 年待接受 / waits for acceptance" if waiting else ""
    return f"{county['tenant']} {county['name']}：{county['version']}{mark}"
