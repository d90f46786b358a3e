"""Alphabetical order: texts as keys that sort as a language has it (CLDR's collations, in brief).

A key is made of weights, one string for each letter. What a weight is, in this order:

1. a letter with a place of its own in the language's alphabet has that place (`_ALPHABETS`);
2. one that Unicode takes apart, as "é" or "ﬁ", is its parts; accents count for nothing;
3. punctuation counts for nothing, a blank comes before all else, then symbols, digits, letters;
4. a Chinese character stands where the character sets of the language have it (`_HAN`);
5. all others stand where Unicode has them, the scripts of the language before others (`_SCRIPTS`).

Left out is what CLDR does beyond that: rare Chinese characters by sound or stroke, Chinese
characters among the Korean syllables they are read as.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from citeform.text.case import lower

_ROOT = """i<ı n<ŋ t<ŧ z<þ d=ð=đ h=ħ l=ł o=ø
 а<ә г=ґ<ғ д<ђ е<є з<ѕ и<і=ї<й<ј к<қ л<љ н<ң<њ о<ө т<ћ у<ү<ұ х<һ ч<џ
 ء<آ<أ<ؤ<إ<ئ ب<پ<ة ج<چ ز<ژ ك<ک<گ ه<ە و<ۆ
 כ=ך מ=ם נ=ן פ=ף צ=ץ"""
"""Letters that Unicode does not take apart, or not as CLDR does, in all languages."""
_LIGATURES = {"æ": "ae", "œ": "oe"}
_THORN = {"da", "nb", "nn", "sv"}
"""Where "þ" is another spelling of "th"."""
_ALPHABETS = {
    "af": "n=ŉ",
    "ar": "ء=أ=ؤ=إ=ئ=ا<آ ت=ة ى=ي=ی",
    "be": "е<ё<є у<ў",
    "cs": "c<č h<ch r<ř s<š z<ž",
    "cy": "c<ch d<dd f<ff g<ng l<ll p<ph r<rh t<th",
    "da": "d=đ=ð y=ü=ű z<ä=æ<ö=ø=ő<å=aa",
    "es": "n<ñ",
    "et": "s<š<z<ž w<õ<ä<ö<ü",
    "fa": "آ<ا<ء=أ=ؤ=إ=ئ ك=ک<گ و<ه=ة ى=ي=ی",
    "fi": "n=ŋ t=ŧ y=ü z<å<ä=æ<ö=ø",
    "hr": "c<č<ć d<dž<đ l<lj n<nj s<š z<ž",
    "hu": "c<cs d<dz<dzs g<gy l<ly n<ny o<ö=ő s<sz t<ty u<ü=ű z<zs",
    "is": "a<á d<ð e<é i<í o<ó u<ú y<ý z<þ<ä=æ<ö=ø<å",
    "kk": "е<ё у<ұ<ү ы<і=ї",
    "ky": "е<ё",
    "lt": "c<č i=y s<š z<ž",
    "lv": "a<ā c<č e<ē g<ģ i<y<ī k<ķ l<ļ n<ņ o<ō r<ŗ s<š u<ū z<ž",
    "mk": "г=ґ<ғ д<ђ<ѓ и=й<і=ї т<ћ<ќ",
    "nb": "d=đ=ð y=ü=ű z<ä=æ=ę<ö=ø=ő=œ<å=aa",
    "pl": "a<ą c<ć e<ę l<ł n<ń o<ó s<ś z<ź<ż",
    "ro": "a<ă<â i<î s<ș=ş t<ț=ţ",
    "sk": "a<ä c<č h<ch o<ô r<ř s<š z<ž",
    "sl": "c<č<ć d<đ s<š z<ž",
    "sr": "c<č<ć d<dž<đ l<lj n<nj s<š z<ž и=й",
    "sv": "d=đ=ð y=ü=ű z<å<ä=æ=ę<ö=ø=ő=œ=ô",
    "tr": "c<ç g<ğ h<ı o<ö s<ş u<ü",
    "uk": "г<ґ<ғ и<і<ї<й",
    "vi": "a<ă<â d<đ e<ê o<ô<ơ u<ư",
}
"""Letters with places of their own: "z<å<ä=æ" puts å behind z, then ä and æ as one letter."""
for _language, _same in (("nn", "nb"), ("gl", "es"), ("eu", "es"), ("tl", "es"), ("az", "tr")):
    _ALPHABETS[_language] = _ALPHABETS[_same]

_LATIN = ((0x61, 0x24F), (0x1E00, 0x1EFF))
_CYRILLIC = ((0x400, 0x52F),)
_ARABIC = ((0x600, 0x6FF), (0x750, 0x77F))
_DEVANAGARI = ((0x900, 0x97F),)
_HANGUL = ((0x1100, 0x11FF), (0xAC00, 0xD7A3))
_KANA = ((0x3041, 0x30FF),)
_IDEOGRAPHS = ((0x3400, 0x9FFF), (0x20000, 0x3FFFF))
_SCRIPTS = {
    **dict.fromkeys("be bg kk ky mk mn ru sr uk".split(), (_CYRILLIC,)),
    **dict.fromkeys("ar bal brh fa pa ur".split(), (_ARABIC,)),
    "el": (((0x370, 0x3FF),),),
    "he": (((0x590, 0x5FF),),),
    "hi": (_DEVANAGARI,),
    "hr": (_LATIN, _CYRILLIC),
    "hy": (((0x530, 0x58F),),),
    "ja": (_LATIN, _KANA, _IDEOGRAPHS),
    "ka": (((0x10A0, 0x10FF),),),
    "km": (((0x1780, 0x17FF),),),
    "ko": (_HANGUL, _IDEOGRAPHS),
    "sr-Latn": (_LATIN, _CYRILLIC),
    "th": (((0xE00, 0xE7F),),),
    "zh": (_IDEOGRAPHS,),
}
"""The scripts that a language is written in: they come before all others, in this order."""

_HAN = {
    "ja": ("euc_jp", 0xB0A1, 0xF4A6),
    "ko": ("euc_kr", 0xCAA1, 0xFDFE),
    "zh": ("gb2312", 0xB0A1, 0xD7F9),
    "zh-TW": ("big5", 0xA440, 0xC67E),
}
"""Character sets whose order is the language's, and from where to where: the common ones of GB 2312
are by pinyin, those of Big5 by strokes, and Japanese collation is that of JIS X 0208."""

_BLANK, _SYMBOL = "\x01", "\x02"
_OWN_PLACE = 0x10F000  # above all letters: what comes behind "c" and whatever follows it
_DIGRAPH = 0xE000
_PREPOSED_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
"""A Thai vowel that is written before its consonant and sorted behind it."""
_DIGITS = re.compile(r"\d+")
_SMALL_KANA = dict.fromkeys(map(ord, "ぁぃぅぇぉっゃゅょゎ"), 1)


def collation_key(text: str, language: str) -> str:
    """What a text sorts by in a language ("de-AT"); "" where it holds nothing to sort by.

    Small and capital letters, accents and punctuation make no difference, numbers sort by value:
    as CLDR's collations do at their first level, with punctuation ignored.
    """
    order = _order(language)
    text = lower(text, language).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = _PREPOSED_VOWEL.sub(r"\2\1", text)
    if order.digraphs is not None:
        text = order.digraphs.sub(order.as_one, text)
    if _DIGITS.search(text):
        text = _DIGITS.sub(lambda match: match[0].zfill(12), text)
    return _BLANK.join(text.translate(order).split())


class _Order(dict[int, "str | None"]):
    """The weights of a language, each made when it is first asked for.

    None is that of a character that counts for nothing: texts with "" take thrice the time.
    """

    def __init__(self, language: str) -> None:
        code = language.partition("-")[0]
        self.scripts = _SCRIPTS.get(language[:7]) or _SCRIPTS.get(code, ())
        self.han = _HAN.get("zh-TW" if language in _STROKES else code)
        self.digraph_codes: dict[str, str] = {}
        self.own: set[int] = set()
        self.doubles = code == "hu"  # "ssz" is "sz" twice
        for letters in _ROOT.split():
            self._place(letters)
        ligatures = {**_LIGATURES, "þ": "th"} if code in _THORN else _LIGATURES
        for letter, parts in ligatures.items():
            self[ord(letter)] = parts.translate(self)
        for letters in _ALPHABETS.get(code, "").split():
            self._place(letters)
        pattern = "|".join(sorted(self.digraph_codes, key=len, reverse=True))
        self.digraphs = re.compile(pattern) if pattern else None

    def as_one(self, match: re.Match[str]) -> str:
        """What stands for a digraph."""
        return self.digraph_codes[match[0]]

    def _place(self, letters: str) -> None:
        """Give places to the letters of one entry: "z<å<ä=æ"."""
        base, *groups = letters.split("<")
        first, *same = base.split("=")
        weight = self.weight(ord(first))
        for letter in same:
            self[self._code(letter)] = weight
        for rank, group in enumerate(groups):
            for letter in group.split("="):
                self.own.add(self._code(letter))
                self[self._code(letter)] = weight + chr(_OWN_PLACE + rank)

    def _code(self, letter: str) -> int:
        if len(letter) == 1:
            return ord(letter)
        stand_in = self.digraph_codes.setdefault(letter, chr(_DIGRAPH + len(self.digraph_codes)))
        if self.doubles:
            self.digraph_codes[letter[0] + letter] = stand_in * 2
        return ord(stand_in)

    def weight(self, code: int) -> str:
        """What a character counts for; "" where it counts for nothing."""
        return self[code] or ""

    def __missing__(self, code: int) -> str | None:
        self[code] = weight = self._weight(chr(code)) or None
        return weight

    def _weight(self, letter: str) -> str:
        category = unicodedata.category(letter)
        if category == "Nd":
            return str(unicodedata.decimal(letter))
        if letter.isspace():
            return " "
        base, *marks = list(unicodedata.normalize("NFD", letter))
        for mark in marks if len(marks) > 1 else ():  # "ậ" is "â" with a dot
            simpler = unicodedata.normalize("NFC", base + mark)
            if len(simpler) == 1 and ord(simpler) in self.own:
                return self.weight(ord(simpler))
        parts = unicodedata.decomposition(letter).split()
        if parts:
            codes = [int(part, 16) for part in parts if not part.startswith("<")]
            return "".join([self.weight(each) for each in codes])
        if category[0] in "PC" or unicodedata.combining(letter):
            return ""
        if category[0] == "S" or category == "Lm":
            return _SYMBOL + letter
        return self._in_plane(ord(letter))

    def _in_plane(self, code: int) -> str:
        """A letter in its script's place: each script has three planes of Unicode's to itself."""
        if 0x30A1 <= code <= 0x30F6:  # katakana are hiragana
            code -= 0x60
        code += _SMALL_KANA.get(code, 0)
        plane = 1
        for script in self.scripts:
            if any(first <= code <= last for first, last in script):
                break
            plane += 3
        else:
            if 0xAC00 <= code <= 0xD7A3:  # Hangul comes before kana and Chinese
                return "".join(
                    [self.weight(ord(part)) for part in unicodedata.normalize("NFD", chr(code))]
                )
            if not self.scripts:
                return chr(code)
        if self.han is not None and code >= 0x3400:
            codec, first, last = self.han
            coded = int.from_bytes(chr(code).encode(codec, "ignore"), "big")
            if first <= coded <= last:
                return chr(plane * 0x10000 + coded)
            plane += 1 if code <= 0xFFFF else 2
        return chr(plane * 0x10000 + (code & 0xFFFF))


_STROKES = frozenset({"zh-TW", "zh-HK", "zh-MO", "zh-Hant"})
_order = lru_cache(maxsize=64)(_Order)
