"""Press releases as the wires build their pages: the list of highlights on top is the news."""

from __future__ import annotations

import pytest

from bot.articles import key_facts
from bot.articles.boilerplate import without_links
from bot.articles.page import parse_page

BODY = """<ul type="disc"><li>Net loss of $51.2 million, or $0.21 per share, compared with $66.3 million, or $0.32 per share</li>
<li>Cash of $246.3 million as of September 30, 2026; cash runway into the second half of 2028</li></ul>
<p>Acme Bio, Inc. (Nasdaq: ACME) today reported results for the quarter ended September 30, 2026.</p>
<p><b>Financial results</b></p>
<ul><li>Research and development expenses were $38.6 million for the third quarter of 2026.</li></ul>
""" + "".join(
    f"<p>The company went on with its plan number {number} during the quarter as before.</p>" for number in range(12)
)

WIRES = (
    ("https://www.globenewswire.com/news-release/2026/11/05/1/0/en/x.html",
     '<div id="main-body-container" class="main-body-container article-body">{}</div>'),
    ("https://www.businesswire.com/news/home/20261105/en/x",
     '<div id="bw-release-story" class="bw-release-story">{}</div>'),
    ("https://www.prnewswire.com/news-releases/x-3.html",
     '<section class="release-body container"><div class="row"><div class="col-lg-10">{}</div></div></section>'),
)  # fmt: skip


@pytest.mark.parametrize(("url", "frame"), WIRES)
def test_the_lists_of_a_release_are_read(url, frame):
    """Highlights and result lists are in the text and among the facts."""
    title = "Acme Bio Reports Third Quarter 2026 Results"
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{frame.format(BODY)}<p>Read more</p></body></html>"
    article = parse_page(page, url)
    for words in ("- Net loss of $51.2 million", "- Cash of $246.3 million", "- Research and development expenses"):
        assert words in article.text, words
    facts = [fact.text for fact in key_facts(article.text, article.title)]
    assert any("$66.3 million" in fact for fact in facts)
    assert any("$246.3 million" in fact for fact in facts)


def test_links_to_other_stories_are_no_part_of_the_story():
    """Lists under "Related stories" and lines "Related: ..." are left out, the story around them stays."""
    paragraphs = "".join(
        f"<p>Novo Nordisk said that plan number {number} went on as before.</p>" for number in range(9)
    )
    page = f"""<html><head><title>Novo Nordisk cuts its outlook again</title></head><body><article>
    <h1>Novo Nordisk cuts its outlook again</h1>{paragraphs}<p>Related: Bristol Myers pays $1.5B for Orbital</p>
    <p>The related costs were $9 million.</p><h3>Related stories</h3>
    <ul><li>Eli Lilly raises forecast after revenue jumps 54% to $17.6 billion</li></ul></article></body></html>"""
    text = parse_page(page, "https://news.example/a").text
    assert "number 8" in text
    assert "$9 million" in text
    assert "Orbital" not in text
    assert "Lilly" not in text


@pytest.mark.parametrize(
    "line",
    [
        "Disclosure: The author holds shares of Apple.",
        "Jo Doe has no position in any of the stocks mentioned. The Motley Fool recommends Moderna.",
        "The Motley Fool has positions in and recommends Vertex Pharmaceuticals.",
    ],
)
def test_what_the_author_owns_is_no_part_of_the_story(line: str):
    """Companies of a disclosure are not touched by the news; a disclosure of results is news."""
    story = "Viking said that plan number nine went on.\nThe disclosure of the results sent shares up 3%."
    assert without_links(f"{story}\n{line}") == story
