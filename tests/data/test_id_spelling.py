"""The words of the ids are spelt right, or stand in the list of exceptions."""

import re
from pathlib import Path

from spellchecker import SpellChecker

from nlstatedreig.catalogue import load

EXCEPTIONS = Path(__file__).with_name("id-words.txt")


def words() -> dict[str, list[str]]:
    """The words of all ids with the ids that use them; official numbers are no words."""
    used: dict[str, list[str]] = {}
    for _, held in load().collections():
        for key, record in held.items():
            slug = key.partition(":")[2] or key
            names = [
                slug,
                *(
                    element.id
                    for element in getattr(record, "elements", ())
                    if hasattr(element, "id")
                ),
            ]
            for name in names:
                for word in re.split(r"[-.]", name):
                    if len(word) > 2 and word.isalpha() and word.islower():
                        used.setdefault(word, []).append(key)
    return used


def test_every_word_of_an_id_is_a_dutch_word_or_a_listed_exception() -> None:
    """An id cannot be renamed after a release, so a misspelt one would stay for good."""
    listed = set(EXCEPTIONS.read_text(encoding="utf-8").split())
    dutch = SpellChecker(language="nl")
    unknown = {
        word: ids[0] for word, ids in words().items() if word not in dutch and word not in listed
    }
    assert unknown == {}


def test_every_exception_is_in_use() -> None:
    """The list holds no word that no id needs."""
    assert set(EXCEPTIONS.read_text(encoding="utf-8").split()) <= words().keys()


def test_the_exceptions_are_sorted_and_told_once() -> None:
    """A diff of the list shows what came and went."""
    listed = EXCEPTIONS.read_text(encoding="utf-8").split()
    assert listed == sorted(set(listed))
