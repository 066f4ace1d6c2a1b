"""The words that are looked for: how they are read, folded, and asked for in both databases.

A word finds every word that begins as it does, and every word that begins as its stem does: who
writes ``behandlingarna`` finds ``behandling``. The stems are taken here, of what is asked, and not
in the index, since PostgreSQL has stems for Swedish and SQLite has not. Accents that are no letters
of their own in Swedish are folded away: ``idé`` and ``ide`` are one word, ``å`` is not ``a``.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import snowballstemmer

# SQLite folds by this in the index itself, letter for letter; so does PostgreSQL. A dozen at most:
# SQLite has no other way than one replacement in the other, and reads some thirty of them.
ACCENTED, PLAIN = "éèêëáàíóüçñ", "eeeeaaioucn"
# What PostgreSQL would take for parts of addresses, numbers and marks, and SQLite for spaces.
BETWEEN = "/._:@+-\\&#<>~?=%*|"
MOST_WORDS, SHORTEST_STEM = 8, 4
_WORD = re.compile(r"\w+")
_FOLDING = str.maketrans(ACCENTED + ACCENTED.upper(), PLAIN + PLAIN.upper())


def folded(text: str) -> str:
    """The text with accents taken away, as long as it was."""
    return text.translate(_FOLDING)


def words_of(text: str) -> tuple[str, ...]:
    """What is looked for: each word, or the beginning of one, in small letters."""
    found = _WORD.findall(folded(text).casefold().replace("_", " "))
    return tuple(dict.fromkeys(found))[:MOST_WORDS]


@lru_cache(maxsize=1024)
def stem_of(word: str) -> str:
    """The stem of a Swedish word (Porter's Snowball), as short as it may be and no shorter."""
    stem = str(snowballstemmer.stemmer("swedish").stemWord(word))
    return stem if len(stem) >= SHORTEST_STEM else word


def beginnings(words: Sequence[str]) -> tuple[str, ...]:
    """How a word that is found begins: as one of these, folded."""
    return tuple(dict.fromkeys(each for word in words for each in (word, stem_of(word))))


def asked(words: Sequence[str], vendor: str) -> str:
    """The same in the language of the database's full-text search: all of the words."""
    if vendor == "sqlite":
        parts = (" OR ".join(f'"{each}"*' for each in beginnings([word])) for word in words)
        return " AND ".join(f"({part})" for part in parts)
    parts = (" | ".join(f"'{each}':*" for each in beginnings([word])) for word in words)
    return " & ".join(f"({part})" for part in parts)
