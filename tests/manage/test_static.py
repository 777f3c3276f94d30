"""The one style sheet that stands for those every page has."""

from __future__ import annotations

import re
from pathlib import Path

from django.contrib.staticfiles.finders import find

from closeknit.design import faces
from closeknit.manage import static

LISTED = Path(faces.__file__).parent / "templates/parts/styles.html"


def test_no_listed_sheet_is_left_out() -> None:
    named = re.findall(r"closeknit/css/[a-z-]+\.css", LISTED.read_text())
    assert [name for name, _paper in static.PART.findall(static.template())] == named
    assert len(named) > 20


def test_the_order_of_layers_comes_first_and_paper_last() -> None:
    css = static.joined(static.template())
    assert css.startswith("@layer reset, base, components, pages, utilities;")
    paper = css.index("@media print {\n@layer utilities {\n@page")
    assert paper > css.index(".unseen:not(:focus)")
    assert css.count("{") == css.count("}")


def test_only_remarks_and_indents_are_left_out() -> None:
    name = "closeknit/css/fonts.css"
    css = static.joined(f"""<link rel="stylesheet" href="{{% static '{name}' %}}">""")
    whole = re.sub(r"/\*.*?\*/", "", Path(str(find(name))).read_text(), flags=re.DOTALL)
    assert css.split() == whole.split()
    assert "/*" not in css
