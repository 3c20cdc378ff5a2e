from publish.typesetting.hyphenation import hyphenation_points


def test_a_word_is_parted_by_its_own_language() -> None:
    assert [*hyphenation_points("international", "en")] == [2, 5, 7]
    assert hyphenation_points("Silbentrennung", "de") == hyphenation_points("Silbentrennung", "de-DE")


def test_short_words_and_what_is_no_word_are_whole() -> None:
    assert hyphenation_points("there", "en") == ()
    assert hyphenation_points("abc123def", "en") == ()


def test_a_language_without_a_dictionary_parts_nothing() -> None:
    assert hyphenation_points("international", "zh-Hans") == ()
    assert hyphenation_points("international", "") == ()
