"""The reference page of the words that labels are made of, written from the list."""

from collections import defaultdict
from typing import Any

from liandong.kernel.yamlfile import load
from support.declared import REPO, register

PAGE = REPO / "docs/reference/terms.md"
PAGE_TEXT = """# Words of labels

What a mechanism, a part, a state, a move, a paper or a row is called consists of words of the law: of the summaries and quotes in the [clause register](clauses) and the time limits, and of these. `tests/plugins/test_labels.py` names what is left over of a label. The list is [terms.yaml](terms.yaml); `python -m support.terms_page` in `tests/` writes this page anew.

| Word | From |
|---|---|
{law}
Names of practice for what a provision demands; the provision may say it in other words:

| Word | Provision |
|---|---|
{named}
Everyday words of office work, which no provision gives a meaning of its own: {office}

Words that only join others: {joints}
"""  # noqa: E501  # a paragraph of Markdown is one line


def page() -> str:
    """Return the reference page."""
    terms = load(REPO / "docs/reference/terms.yaml").data
    tables = {key: _table(terms[key]) for key in ("law", "named")}
    lists = {key: "、".join(terms[key]) for key in ("office", "joints")}
    return PAGE_TEXT.format(**tables, **lists)


def _table(sources: Any) -> str:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for term, source in sources.items():
        found[_said(source)].append(term)
    return "".join(f"| {'、'.join(found[said])} | {said} |\n" for said in sorted(found))


def _said(source: Any) -> str:
    if "statute" in source:
        return f"《{source['statute']}》{source['clause']}"
    title = register().instruments[source["instrument"]].title
    return f"《{title}》{source.get('clause', '')}"


if __name__ == "__main__":
    PAGE.write_text(page())
