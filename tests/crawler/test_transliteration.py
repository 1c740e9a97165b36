"""Russian words in Latin letters."""

import pytest

from crawler.transliteration import skeleton, stem_skeleton


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("педагогическ", "pedagogicheskij-sovet"),
        ("педагогическ", "pedagogicheskiy_sovet"),
        ("поощрен", "o-pooschrenii"),
        ("поощрен", "pooshhrenii"),
        ("юных", "dlya-junyx"),
        ("юных", "yunykh"),
        ("секци", "sektcii"),
        ("отчислени", "otchislenija"),
        ("организация питани", "organizatsiya-pitaniya"),
        ("итоги контрол", "Итоги_контроля.pdf"),
    ],
)
def test_a_word_is_found_in_any_table_of_letters(stem: str, name: str) -> None:
    assert stem_skeleton(stem) in skeleton(name)


def test_other_words_are_told_apart() -> None:
    assert stem_skeleton("наставн") not in skeleton("nastolnye-igry")
