"""The glossary: is each term there once, in order, in both languages, with a definition and its chapter?"""

import re

import pytest

from autograder.course import CHAPTERS

TEXT = (CHAPTERS / "glossary.md").read_text()
ENTRIES = [
    entry.splitlines() for entry in TEXT.split(":::{glossary}\n")[1].removesuffix(":::\n").strip("\n").split("\n\n")
]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry[0])


@every_entry
def test_has_the_entry_an_english_and_a_chinese_term_one_sentence_and_a_chapter(entry):
    terms = [line for line in entry if not line.startswith(" ")]
    definition = " ".join(line.strip() for line in entry if line.startswith(" "))
    assert not any(CHINESE.search(term) for term in terms[:-1])
    assert CHINESE.search(terms[-1])
    sentence, chapters = re.fullmatch(r"(.*\.) \(((?:\{doc\}`\w+`(?:, )?)+)\)", definition).groups()
    assert ". " not in sentence
    assert [name for name in re.findall(r"`(\w+)`", chapters) if not (CHAPTERS / f"{name}.md").is_file()] == []


def test_are_the_terms_in_order_and_each_there_once():
    words = [re.sub(r"\W", "", entry[0]).lower() for entry in ENTRIES]
    assert words == sorted(set(words))
    assert len(words) >= 50


def test_is_the_bias_called_by_its_name():
    chinese = {line for entry in ENTRIES for line in entry if CHINESE.search(line) and not line.startswith(" ")}
    assert "偏置" in chinese
    assert not any("偏执" in term for term in chinese)
