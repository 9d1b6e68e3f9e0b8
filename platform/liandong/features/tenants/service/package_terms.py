"""Whether what a county calls things can be told apart: a known term, one word for one thing."""

from collections.abc import Iterator

from liandong.features.tenants.service.package_parts import mapping, text
from liandong.features.tenants.service.terminology import terms
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded


def check_terms(file: Loaded) -> Iterator[Problem]:
    """Yield terms that nobody knows, and labels that another thing bears already."""
    borne: dict[str, str] = {each.label.zh: key for key, each in terms().items()}
    stated = mapping(mapping(file.data).get("terminology"))
    for key, entry in stated.items():
        if key not in terms():
            listed = ", ".join(terms())
            zh, en = (
                f"没有用语“{key}”，只有：{listed}",
                f"unknown term '{key}'; known are: {listed}",
            )
            yield Problem(file.where("terminology", key), zh, en)
            continue
        for day, value in mapping(mapping(entry).get("values")).items():
            label = text(mapping(value).get("label"))
            other = borne.setdefault(label, key) if label else key
            if other != key:
                zh = f"“{label}”已是“{terms()[other].label.zh}”的叫法"
                en = f"'{label}' is what '{other}' is called already"
                yield Problem(file.where("terminology", key, "values", day, "label"), zh, en)
