"""Texts of any length without meaning, each number another, the same on every run."""

from random import Random

SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprst" for vowel in "aeiou"]


def han(number: int, length: int) -> str:
    """Common Han characters, with a full stop now and then."""
    random = Random(number)
    signs = [chr(random.randrange(0x4E00, 0x5A00)) for _ in range(length)]
    return "".join("。" if at % 23 == 22 else sign for at, sign in enumerate(signs))


def latin(number: int, words: int) -> str:
    """Words of two to four syllables out of a vocabulary of 600, as a small language has it."""
    random = Random(number)
    vocabulary = ["".join(Random(word).choices(SYLLABLES, k=2 + word % 3)) for word in range(600)]
    return " ".join(random.choices(vocabulary, k=words))
