"""citeform and citeproc-js side by side: every style, real records, whole documents.

::

    records      which real records, of which types
    locales      which locales there are to compare
    documents    how they are cited: alone, again, in groups, with locators
    engines      the same document through both engines
    folding      one spelling for HTML that looks the same
    causes       why two texts differ, each with its reason
    clusters     the differences that no cause explains, brought together by what they are
    outcomes     what was found, a line of JSON a style, so that a run can go on
    report       agreement by style and by cause
"""
