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
