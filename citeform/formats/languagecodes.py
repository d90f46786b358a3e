"""Codes of languages with three letters (ISO 639-2, both of its sets) to BCP 47's two letters."""

from __future__ import annotations

_ROWS = """
    afr af  alb sq  sqi sq  ara ar  arm hy  hye hy  baq eu  eus eu  bel be  ben bn  bos bs  bul bg
    cat ca  chi zh  zho zh  hrv hr  cze cs  ces cs  dan da  dut nl  nld nl  eng en  epo eo  est et
    fin fi  fre fr  fra fr  glg gl  geo ka  kat ka  ger de  deu de  gre el  ell el  heb he  hin hi
    hun hu  ice is  isl is  ind id  gle ga  ita it  jpn ja  kaz kk  kor ko  lat la  lav lv  lit lt
    ltz lb  mac mk  mkd mk  may ms  msa ms  mlt mt  mon mn  nor no  nob nb  nno nn  per fa  fas fa
    pol pl  por pt  rum ro  ron ro  rus ru  srp sr  slo sk  slk sk  slv sl  spa es  swa sw  swe sv
    tam ta  tel te  tha th  tur tr  ukr uk  urd ur  uzb uz  vie vi  wel cy  cym cy
"""
_WORDS = _ROWS.split()
TWO_LETTERS: dict[str, str] = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
"""Three letters to two; BCP 47 (RFC 5646, section 2.2.1) asks for the shortest code there is."""

_NAMES = """
    afrikaans af  albanian sq  arabic ar  armenian hy  basque eu  belarusian be  bengali bn
    bosnian bs  bulgarian bg  catalan ca  chinese zh  croatian hr  czech cs  danish da  dutch nl
    english en  esperanto eo  estonian et  finnish fi  french fr  galician gl  georgian ka
    german de  greek el  hebrew he  hindi hi  hungarian hu  icelandic is  indonesian id  irish ga
    italian it  japanese ja  kazakh kk  korean ko  latin la  latvian lv  lithuanian lt
    macedonian mk  malay ms  maltese mt  mongolian mn  norwegian no  persian fa  polish pl
    portuguese pt  romanian ro  russian ru  serbian sr  slovak sk  slovenian sl  spanish es
    swahili sw  swedish sv  tamil ta  telugu te  thai th  turkish tr  ukrainian uk  urdu ur
    uzbek uz  vietnamese vi  welsh cy  deutsch de  español es  français fr  italiano it
    português pt  русский ru  中文 zh  日本語 ja
"""
_NAME_WORDS = _NAMES.split()
_BY_NAME: dict[str, str] = dict(zip(_NAME_WORDS[::2], _NAME_WORDS[1::2], strict=True))


def language_tag(text: str) -> str:
    """The BCP 47 tag of a language given by a code of three letters or by its name, else the text.

    >>> language_tag("ger"), language_tag("English"), language_tag("pt-BR"), language_tag("Klingon")
    ('de', 'en', 'pt-BR', 'Klingon')
    """
    folded = text.strip().rstrip(".").lower()
    return TWO_LETTERS.get(folded) or _BY_NAME.get(folded, text)
