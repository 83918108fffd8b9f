"""The letters the line reader tells apart: capitals only, and one of those that look alike.

Print in Kyrgyz, Russian and English shares a dozen shapes (А A, В B, Н H …); a small network spends nothing
on telling which script a lone shape is of. Labels are compared folded, so nothing is lost for them.
"""

import unicodedata

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZБГДЖИЙЛПФЦЧШЩЪЫЬЭЮЯ .-/:<()№"
LOOK_ALIKE = str.maketrans("АВЕЁЗІКМНОӨРСТУҮХҢҒҚҺӘ", "ABEE3IKMHOOPCTYYXHГKHA")
SIGNS = str.maketrans(",;–—‐−_\\|«»[]{}", ".:-----/I<<()()")
STROKES = str.maketrans("ØŁĐÞŒÆıß", "OLDPOAIB")


def fold(text: str) -> str:
    """A text in the reader's letters: capitals, no accents, look-alikes as one, other signs as blanks."""
    plain = unicodedata.normalize("NFD", text.upper().replace("Й", "\0"))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("\0", "Й")
    known = bare.translate(LOOK_ALIKE).translate(SIGNS).translate(STROKES)
    return " ".join("".join(letter if letter in ALPHABET else " " for letter in known).split())
