"""Reading .bib files: what every ordinary export needs."""

import citeform
from citeform.model.dates import Date
from citeform.model.names import Name


def read(text, format="bibtex"):
    return citeform.loads(text, format)


def codes(library):
    return [found.code for found in library.diagnostics]


def test_an_ordinary_article():
    (article,) = read(
        """
        @article{curie1898,
          author  = {Curie, Marie and Pierre Curie},
          title   = {Sur une substance nouvelle},
          journal = {Comptes rendus},
          volume  = 127, number = {4},
          pages   = {175--178},
          year    = 1898, month = jul,
          doi     = {https://doi.org/10.1000/CR.127},
        }
        """
    )
    assert article.id == "curie1898"
    assert article.type == "article-journal"
    assert article.author == (Name("Curie", "Marie"), Name("Curie", "Pierre"))
    assert article.title == "Sur une substance nouvelle"
    assert article.container_title == "Comptes rendus"
    assert (article.volume, article.issue, article.page) == ("127", "4", "175-178")
    assert article.issued == Date(1898, 7)
    assert article.doi == "10.1000/CR.127"
    assert not article.custom


def test_macros_and_concatenation():
    library = read(
        """
        @string{cup = "Cambridge"}
        @STRING(full = cup # { University } # "Press")
        @book{a, publisher = Full, title = "A " # {B}, year = 2001, month = "4~" # mar}
        """
    )
    assert library[0].publisher == "Cambridge University Press"
    assert library[0].title == "A B"
    assert library[0].issued == Date(2001, 3, 4)
    assert codes(library) == []


def test_an_undefined_macro_is_reported_and_kept_as_a_word():
    library = read("@book{a,\n  publisher = nosuch,\n}")
    assert library[0].publisher == "nosuch"
    assert codes(library) == ["bibtex.undefined-string"]
    assert (library.diagnostics[0].line, library.diagnostics[0].column) == (2, 15)


def test_parentheses_comments_and_preamble():
    library = read(
        """text between entries
        @preamble{"\\newcommand{\\x}{y}"}
        @comment{ anything }
        @book(a, title = {One (1)}, year = 1999)
        % @book{not, title={x}}
        """
    )
    assert [each.title for each in library][:1] == ["One (1)"]


def test_entries_within_a_comment_are_comments():
    library = read("@comment{\n@book{a, title={A}}\n@book{b, title={B}}\n}\n@book{c, title={C}}")
    assert library.ids == ["c"]


def test_group_authors_and_others():
    (article,) = read("@misc{a, author = {{World Health Organization} and Doe, Jo and others}}")
    assert article.author == (
        Name(literal="World Health Organization"),
        Name("Doe", "Jo"),
        Name.others(),
    )


def test_markup_and_protection():
    (article,) = read(
        r"@article{a, title = {{\"U}ber \emph{E.~coli}, {DNA} and CO$_2$: 50\% \& more --- $\alpha$}}"
    )
    assert article.title == (
        'Über <i>E.\u00a0coli</i>, <span class="nocase">DNA</span> and CO<sub>2</sub>: 50% & more — α'
    )


def test_unknown_fields_and_types_are_kept():
    library = read("@strange{a, title = {T}, mood = {good {very}}}")
    assert library[0].custom["bibtex"] == {"mood": "good {very}", "@type": "strange"}
    assert codes(library) == ["type.unknown"]


def test_a_chapter_inherits_its_books_title():
    library = read(
        """
        @incollection{part, title = {Part}, author = {A}, crossref = {Whole}}
        @collection{whole, title = {Whole}, editor = {E}, year = 2000, publisher = {P}}
        """
    )
    part = library[0]
    assert part.container_title == "Whole"
    assert part.editor == (Name("E"),)
    assert part.issued == Date(2000)
    assert part.publisher == "P"


def test_crossref_to_nothing_and_to_itself():
    library = read(
        "@book{a, title={A}, crossref={b}}\n@book{b, crossref={a}}\n@book{c, crossref={x}}"
    )
    assert library[1].title == "A"
    assert codes(library) == ["bibtex.crossref"] * 3
