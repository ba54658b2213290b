"""Is all of a student's HTML that acts shown, and not run?"""

import pytest
from bs4 import BeautifulSoup

from autograder.feedback.clean_html import clean_html, clean_markdown
from unrolled.picture import Picture
from unrolled.verdict import Aspect, Section, Verdict


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a List<int> <!-- b -->", "a List&lt;int&gt; &lt;!-- b --&gt;"),
        ("<svg><style>p {}</style></svg>", "&lt;svg&gt;&lt;style&gt;p {}&lt;/style&gt;&lt;/svg&gt;"),
        ("<scr<script>ipt>", "&lt;scr&lt;script&gt;ipt&gt;"),
        ("<abbrx> <a:b>", "&lt;abbrx&gt; &lt;a:b&gt;"),
        ("x < y <B>and</B> <br/>", "x &lt; y <b>and</b> <br>"),
        ('<img src="x.png" onerror="alert(1)">', '<img src="x.png">'),
        (b"<p>caf\xe9</p>", "<p>caf\ufffd</p>"),
    ],
)
def test_is_what_is_no_mark_of_a_text_made_visible(written: str | bytes, shown: str):
    assert clean_html(written) == shown


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "file:///etc/passwd"])
def test_does_a_link_lead_only_to_pages(address: str):
    assert address.lower() not in clean_html(f'<a href="{address}">here</a>').lower()
    assert 'href="https://a.b/"' in clean_html('<a href="https://a.b/">here</a>')


@pytest.mark.parametrize(
    "text",
    ['<p title="<img src=x onerror=alert(1)>">', "<a class='\"><img onerror=x>'>", "<table><td><style>*</style>"],
)
def test_is_nothing_left_that_acts_when_it_is_read_again(text: str):
    again = clean_html(clean_html(text))
    assert "<style" not in again
    assert "<img" not in again


def test_is_a_table_as_pandas_writes_it_kept():
    head, body = '<thead><tr><th colspan="2">a</th></tr></thead>', "<tbody><tr><td>7</td></tr></tbody>"
    table = f'<table class="dataframe">{head}{body}</table>'
    assert clean_markdown(table) == table


def test_is_all_of_a_verdict_kept_but_its_alignment():
    section = Section("Halves & wholes", "Halving", "https://book.example/chapters/halves.html#halving")
    aspects = (Aspect("half", 2), Aspect("sum", 1, "its value differs"))
    verdict = Verdict("halve", aspects, (), "Look at the sum.", Picture("A picture.", "<svg/>", "Two tables."), section)
    written, kept = (
        BeautifulSoup(text, "html.parser") for text in (verdict._repr_html_(), clean_html(verdict._repr_html_()))
    )
    for tag in written.find_all(style=True):
        del tag["style"]
    for tag in kept.find_all(rel=True):
        del tag["rel"]
    assert [(tag.name, tag.attrs) for tag in kept.find_all()] == [(tag.name, tag.attrs) for tag in written.find_all()]
    assert kept.text == written.text
