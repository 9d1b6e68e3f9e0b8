"""What the page about access shows; pure."""

from collections.abc import Iterable

from flask import g

from liandong.authz.vocabulary import OBLIGATION, PAGE, PLATFORM
from liandong.calendars import Text
from liandong.features.access.service import (
    Answer,
    Asked,
    Trial,
    acts_of_mechanism,
    change_words,
    cut_words,
    mechanism_words,
    sentences,
)
from liandong.features.cases.pages.words import Plain, in_words
from liandong.features.tenants.service import installed
from liandong.web.languages import language, say


def access_page(
    accounts: Iterable[tuple[str, str]], enabled: Iterable[str], asked: Asked, parts: Plain
) -> Plain:
    """Return both forms, and below them what `parts` holds of answer, trial and errors.

    `accounts` are logins with the name, where who asks may hear it.
    """
    known = [key for key in enabled if key in installed().registry.keys]
    places = [*known, PAGE, PLATFORM, OBLIGATION]
    chosen = asked.mechanism if asked.mechanism in places else places[0]
    logins = [{"value": login, "label": f"{name} {login}".strip()} for login, name in accounts]
    labels = [{"value": key, "label": _said(mechanism_words(key))} for key in places]
    acts = acts_of_mechanism(chosen)
    return {
        "title": say("权限说明"),
        "sentence": say("一个账号能不能办一件事，依据哪一行、哪一层、哪个岗位；只说明，不改变。"),
        "action": f"/t/{g.tenant_code}/access",
        "form": [
            _choice("account", say("账号"), asked.login, logins),
            _choice("mechanism", say("机制、页面或者接口"), chosen, labels),
            _choice(
                "action",
                say("动作"),
                asked.action if asked.action in acts else "",
                [{"value": key, "label": _said(words)} for key, words in acts.items()],
            ),
            {
                "name": "case",
                "label": say("文号或者案件编号"),
                "kind": "text",
                "value": asked.case,
                "required": False,
                "help": say("看不到的案件和没有的案件，回答一样：只说明岗位权限。"),
            },
        ],
        "trial_form": [
            {
                "name": "policy",
                "label": say("权限补充（policy.csv）"),
                "kind": "long_text",
                "value": parts.get("typed", ""),
                "rows": 8,
                "required": False,
                "help": say("写一行一条，或者选一个文件；只试算，不保存。"),
            },
            {
                "name": "file",
                "label": say("或者选一个文件"),
                "kind": "file",
                "accept": ".csv,text/csv",
                "required": False,
            },
        ],
        "error_title": say("有内容要改"),
        "errors": parts.get("errors", []),
        "answer": parts.get("answer"),
        "trial": parts.get("trial"),
    }


def answer_part(answer: Answer) -> Plain:
    """Return the verdict and the sentences behind it."""
    verdict, *rest = (_said(each) for each in sentences(answer))
    return {
        "badge": {
            "label": say("可以") if answer.allowed else say("不可以"),
            "tone": "green" if answer.allowed else "amber",
        },
        "verdict": verdict,
        "lines": rest,
    }


def trial_part(trial: Trial) -> Plain:
    """Return what an unsaved policy would do, each line a sentence."""
    return {
        "problems": [f"{each.where}：{in_words(each)}" for each in trial.problems],
        "cuts": [_said(each) for each in cut_words(trial.cuts)],
        "changes": [_said(each) for each in change_words(trial.changes)],
        "accounts": [
            {
                "name": each.name,
                "login": each.login,
                "unit": each.unit,
                "gains": len(each.gains),
                "losses": len(each.losses),
            }
            for each in trial.accounts
        ],
    }


def _choice(name: str, label: str, value: str, choices: list[Plain]) -> Plain:
    return {"name": name, "label": label, "kind": "choice", "value": value, "choices": choices}


def _said(words: Text) -> str:
    return words.pick(language())
