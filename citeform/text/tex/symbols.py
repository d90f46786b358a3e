r"""What TeX commands stand for: letters, accents, punctuation, mathematics; one table each.

From the LaTeX kernel's text encodings (OT1, T1, TS1), `textcomp`, `amssymb` and plain TeX. Rows of
the tables are "name character"; a command of letters and one of a single sign share a table.
"""

from __future__ import annotations

import unicodedata


def _pairs(rows: str) -> dict[str, str]:
    """Read "name character" pairs, white space between all of them."""
    words = rows.split()
    return dict(zip(words[::2], words[1::2], strict=True))


ACCENTS: dict[str, str] = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "h": "\u0309",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "G": "\u030f",
    "f": "\u0311",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
    "textcommabelow": "\u0326",
    "textbelowdot": "\u0323",
    "newtie": "\u0361",
}
"""Accent commands to combining characters."""

STANDALONE: dict[str, str] = {
    "\u0300": "`",
    "\u0301": "´",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "¯",
    "\u0306": "˘",
    "\u0307": "˙",
    "\u0308": "¨",
    "\u030a": "˚",
    "\u030b": "˝",
    "\u030c": "ˇ",
    "\u0327": "¸",
    "\u0328": "˛",
}
"""What an accent over nothing shows."""

LETTERS = _pairs(
    r"""
    aa å  AA Å  ae æ  AE Æ  oe œ  OE Œ  o ø  O Ø  l ł  L Ł  ss ß  SS ẞ  i ı  j ȷ
    dh ð  DH Ð  th þ  TH Þ  dj đ  DJ Đ  ng ŋ  NG Ŋ  ij ĳ  IJ Ĳ
    textordfeminine ª  textordmasculine º  textschwa ə  textsubschwa ₔ
    textdollar $  textpercent %
    """
)
"""Commands for letters; the first spelling of a letter is the one that is written."""

PUNCTUATION: dict[str, str] = {
    **_pairs(
        r"""
        textbackslash \  textasciitilde ~  textasciicircum ^  textbraceleft {  textbraceright }
        textunderscore _  textless <  textgreater >  textbar |  textbardbl ‖  textasciigrave `
        textquotesingle '  textquotedbl "  textquoteleft ‘  textquoteright ’
        textquotedblleft “  textquotedblright ”  quotesinglbase ‚  quotedblbase „
        guillemotleft «  guillemotright »  guillemetleft «  guillemetright »
        guilsinglleft ‹  guilsinglright ›
        textendash –  textemdash —  textellipsis …  ldots …  dots …  textbullet •
        textperiodcentered ·  textexclamdown ¡  textquestiondown ¿
        textsection §  S §  textparagraph ¶  P ¶  textdagger †  dag †  textdaggerdbl ‡  ddag ‡
        textcopyright ©  copyright ©  textregistered ®  texttrademark ™
        textsterling £  pounds £  texteuro €  euro €  EUR €  textyen ¥  textcent ¢
        textcurrency ¤  textdegree °  degree °  textcelsius ℃  textmu µ  textohm Ω
        textonehalf ½  textonequarter ¼  textthreequarters ¾
        textonesuperior ¹  texttwosuperior ²  textthreesuperior ³
        texttimes ×  textdiv ÷  textpm ±  textminus −  textlnot ¬  textnumero №
        textasteriskcentered ∗  textleftarrow ←  textrightarrow →  textuparrow ↑  textdownarrow ↓
        textvisiblespace ␣  textbrokenbar ¦  textasciidieresis ¨  textasciimacron ¯
        textasciiacute ´  textservicemark ℠  textestimated ℮  textperthousand ‰
        textpertenthousand ‱  slash /  colon :  mathdollar $
        mathsemicolon ;  lbrack [  rbrack ]  lq ‘  rq ’  glqq „  grqq “  glq ‚  grq ‘
        flqq «  frqq »  TeX TeX  LaTeX LaTeX  LaTeXe LaTeX2e  BibTeX BibTeX  XeTeX XeTeX
        LuaTeX LuaTeX  bibtex BibTeX  hyphen -  cyrdash —
        """
    ),
    "textcompwordmark": "\u200c",
    "nobreakspace": "\u00a0",
    "space": " ",
    "quad": "\u2003",
    "qquad": "\u2003\u2003",
    "enspace": "\u2002",
    "thinspace": "\u2009",
    "addspace": " ",
    "adddot": ".",
    "addcomma": ",",
    "addcolon": ":",
    "textnonbreakinghyphen": "\u2011",
    "nobreakdash": "",
    "isodash": "-",
    "allowbreak": "",
    "newblock": " ",
    "par": "\n\n",
    "newline": " ",
    "linebreak": " ",
}
"""Commands for signs, spaces and names of programs."""

SIGNS: dict[str, str] = {
    "\\": " ",
    " ": " ",
    "\n": " ",
    "\t": " ",
    "\r": " ",
    ",": "\u2009",
    ";": "\u2004",
    ":": "\u2004",
    "!": "",
    "-": "",
    "/": "",
    "@": "",
    "*": "",
    "+": "",
    "": "\\",
}
"""Commands of one sign that stand for a space or nothing; the others stand for themselves."""

MATH = _pairs(
    r"""
    alpha α  beta β  gamma γ  delta δ  epsilon ϵ  varepsilon ε  zeta ζ  eta η  theta θ
    vartheta ϑ  iota ι  kappa κ  lambda λ  mu μ  nu ν  xi ξ  omicron ο  pi π  varpi ϖ  rho ρ
    varrho ϱ  sigma σ  varsigma ς  tau τ  upsilon υ  phi ϕ  varphi φ  chi χ  psi ψ  omega ω
    Gamma Γ  Delta Δ  Theta Θ  Lambda Λ  Xi Ξ  Pi Π  Sigma Σ  Upsilon Υ  Phi Φ  Psi Ψ  Omega Ω
    textalpha α  textbeta β  textgamma γ  textdelta δ  textepsilon ε  textlambda λ  textpi π
    textsigma σ  textomega ω  upmu μ  upalpha α  upbeta β  upgamma γ  updelta δ
    times ×  div ÷  pm ±  mp ∓  cdot ·  ast ∗  star ⋆  circ ∘  bullet •  oplus ⊕  otimes ⊗
    odot ⊙  wedge ∧  vee ∨  cap ∩  cup ∪  setminus ∖  amalg ⨿  dagger †  ddagger ‡
    le ≤  leq ≤  leqslant ⩽  ge ≥  geq ≥  geqslant ⩾  ll ≪  gg ≫  ne ≠  neq ≠  equiv ≡
    sim ∼  simeq ≃  approx ≈  cong ≅  propto ∝  lesssim ≲  gtrsim ≳  less <  greater >  lt <
    gt >  in ∈  ni ∋  notin ∉  subset ⊂  supset ⊃  subseteq ⊆  supseteq ⊇  mid ∣  parallel ∥
    perp ⊥  models ⊨  vdash ⊢  dashv ⊣  prec ≺  succ ≻  ltimes ⋉  rtimes ⋊
    forall ∀  exists ∃  neg ¬  lnot ¬  emptyset ∅  varnothing ∅  infty ∞  partial ∂  nabla ∇
    hbar ℏ  ell ℓ  Re ℜ  Im ℑ  aleph ℵ  wp ℘  angle ∠  degree °  prime ′  sum ∑  prod ∏  int ∫
    oint ∮  surd √  top ⊤  bot ⊥  triangle △  square □  Box □  Diamond ◇  clubsuit ♣
    diamondsuit ♢  heartsuit ♡  spadesuit ♠  flat ♭  natural ♮  sharp ♯
    to →  rightarrow →  leftarrow ←  gets ←  leftrightarrow ↔  uparrow ↑  downarrow ↓
    Rightarrow ⇒  Leftarrow ⇐  Leftrightarrow ⇔  mapsto ↦  longrightarrow ⟶  longleftarrow ⟵
    rightleftharpoons ⇌  hookrightarrow ↪  nearrow ↗  searrow ↘  implies ⟹  iff ⟺
    langle ⟨  rangle ⟩  lfloor ⌊  rfloor ⌋  lceil ⌈  rceil ⌉  ldots …  cdots ⋯  dots …  vdots ⋮
    lvert |  rvert |  lVert ‖  rVert ‖  vert |  Vert ‖  backslash \  colon :
    sun ☉  astrosun ☉  earth ♁  male ♂  female ♀  checkmark ✓
    textbackslash \  textless <  textgreater >  textasciitilde ~
    """
)
"""Commands of mathematics that one character shows."""


def _invert(*tables: dict[str, str]) -> dict[str, str]:
    """Character to command; the first command of a character wins."""
    inverse: dict[str, str] = {}
    for table in tables:
        for name, character in table.items():
            if len(character) == 1:
                inverse.setdefault(character, name)
    return inverse


TEXT_COMMANDS = {
    character: name
    for character, name in _invert(LETTERS, PUNCTUATION).items()
    if ord(character) > 0x7F
}
"""Characters beyond ASCII to the text command that is written for them."""

MATH_COMMANDS = {
    character: name
    for character, name in _invert(MATH).items()
    if ord(character) > 0x7F and character not in TEXT_COMMANDS
}
"""Characters beyond ASCII to the mathematical command that is written for them."""

ACCENT_COMMANDS: dict[str, str] = {}
"""Combining characters to the accent command that is written for them."""
for _name, _mark in ACCENTS.items():
    ACCENT_COMMANDS.setdefault(_mark, _name)


def accented(letter: str, mark: str) -> str:
    """The letter with the combining character over (or under) it, as one character if there is one."""
    base = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    return unicodedata.normalize("NFC", base + mark)
