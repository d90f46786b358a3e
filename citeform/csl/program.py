"""Program: a style compiled for one locale; what the passes need of it, and nothing else.

Compiled once per style and locale, and kept as long as the style is (`Style` caches it). From here
on nobody looks at nodes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from citeform.csl import mishaps
from citeform.csl.compiler import Compiler
from citeform.csl.elements.decoration import affix, formats
from citeform.csl.facts import POSITIONS, Facts
from citeform.csl.locale import Locale, resolve
from citeform.csl.node import Node
from citeform.csl.passes.disambiguate import Methods
from citeform.csl.passes.sorting import SortKey, compile_sort
from citeform.text.flipflop import Quotes
from citeform.text.marks import END, LEFT_MARGIN, RIGHT_INLINE, SEAM

if TYPE_CHECKING:
    from citeform.csl.compiler import Plan
    from citeform.csl.context import CiteContext
    from citeform.csl.reader import StyleSheet


class Layout(NamedTuple):
    """A cs:layout: its fields in order, and what goes around and between cites."""

    plan: Plan
    prefix: str
    suffix: str
    before: str
    after: str
    delimiter: str
    has_blocks: bool
    """Whether anything in it may have a line, a margin or an indent of its own."""
    is_aligned: bool
    """Whether it is nothing but its first field in the margin and the others beside it, with affixes
    that stay where they are put."""

    def render(self, cite: CiteContext) -> str:
        """The text of one cite or entry, without the layout's affixes."""
        return self.plan.render(cite)

    def bare(self) -> Layout:
        """The same without anything around the cites."""
        return self._replace(prefix="", suffix="", before="", after="")

    def render_aligned(self, cite: CiteContext) -> str:
        """The same with the first field in the margin (second-field-align)."""
        texts = [write(cite) for write in self.plan.writers(cite)]
        first, behind = "".join(texts[:1]), "".join(texts[1:])
        left = LEFT_MARGIN + first + END if first else ""
        return left + (RIGHT_INLINE + behind + END if behind else "")


class CitationArea(NamedTuple):
    """cs:citation, compiled."""

    layout: Layout
    keys: list[SortKey]
    methods: Methods
    givenname_rule: str
    """The rule by which namesakes are told apart everywhere; "" for by-cite or none."""
    collapse: str
    groups: bool
    """Whether cites of one author are brought together."""
    group_delimiter: str
    suffix_delimiter: str
    after_collapse_delimiter: str
    has_after_collapse: bool
    """Whether the style gives that delimiter itself; it then goes behind a locator too."""
    always_after_group: bool
    """Whether that delimiter also goes behind a group of one: in the text, not in notes."""
    near_note_distance: int
    author: Plan
    """The names of a work as the cites print them, where they stand outside the parentheses."""
    prints_numbers: bool
    """Whether a cite shows the number of its work."""
    prints_first_notes: bool
    """Whether a cite shows in which note its work was first cited."""
    heeds_places: bool
    """Whether a cite reads differently where its work was cited before."""
    heeds_works: bool
    """Whether a cite shows anything of its work but the number."""


class BibliographyArea(NamedTuple):
    """cs:bibliography, compiled."""

    layout: Layout
    keys: list[SortKey]
    second_field_align: str
    hanging_indent: bool
    entry_spacing: int
    line_spacing: int
    substitute: str | None
    """subsequent-author-substitute; None where the style has none."""
    substitute_rule: str
    keeps_numbers: bool
    """Whether the list is sorted by the numbers that the cites have already."""


class Program(NamedTuple):
    """A style compiled for one locale."""

    sheet: StyleSheet
    locale: Locale
    facts: Facts
    citation: CitationArea
    bibliography: BibliographyArea | None
    quotes: Quotes
    punctuation_in_quote: bool
    is_note: bool
    tidy: bool = True
    """Whether marks around something empty are printed once ("Doe, 1965", not "Doe, , 1965"), and
    no cite of a bare date is joined to the one before.

    The CSL test suite wants the letter of the style.
    """


def compile_program(sheet: StyleSheet, locale_tag: str, *, tidy: bool = True) -> Program:
    """Compile a style for a locale, tidily or to the letter (`Program.tidy`)."""
    locale = resolve(locale_tag or sheet.default_locale or "en-US", sheet.locales)
    facts = Facts(sheet.root)
    node = sheet.bibliography
    return Program(
        sheet,
        locale,
        facts,
        _citation(sheet, locale, facts, tidy=tidy),
        None if node is None else _bibliography(node, sheet, locale, facts, tidy=tidy),
        Quotes(*locale.quotes),
        locale.punctuation_in_quote,
        sheet.is_note,
        tidy,
    )


def _layout(area: Node, compiler: Compiler) -> Layout:
    node = area.child("layout") or Node("layout")
    has_own = any("display" in each.attributes for each in node.walk())
    if has_own and compiler.in_bibliography and not compiler.tidy:
        node = mishaps.layout(node)
    before, after = formats(node)
    prefix, suffix = affix(node.get("prefix")), affix(node.get("suffix"))
    aligns = bool(area.get("second-field-align"))
    return Layout(
        compiler.plan(*node.children),
        prefix,
        suffix,
        before,
        after,
        affix(node.get("delimiter")),
        aligns or has_own,
        aligns and not has_own and prefix[:1] not in {SEAM, " "} and suffix[-1:] != " ",
    )


def _citation(sheet: StyleSheet, locale: Locale, facts: Facts, *, tidy: bool) -> CitationArea:
    area = sheet.citation
    compiler = Compiler(sheet.root, area, locale, facts, tidy=tidy)
    layout = _layout(area, compiler)
    options = area.attributes
    adds_givens = options.get("disambiguate-add-givenname") == "true"
    rule = options.get("givenname-disambiguation-rule", "by-cite") if adds_givens else ""
    collapse = options.get("collapse", "")
    raw_delimiter = (area.child("layout") or Node("layout")).get("delimiter")
    suffixes = options.get("disambiguate-add-year-suffix") == "true"
    adds_names = options.get("disambiguate-add-names") == "true"
    by_cite = options.get("givenname-disambiguation-rule", "by-cite") == "by-cite"
    has_conditions = _has_conditions(sheet.root)
    prints_first_notes = facts.prints(area, "first-reference-note-number")
    return CitationArea(
        layout,
        compile_sort(area, sheet.root, locale, facts),
        Methods(
            names=adds_names,
            givens_by_cite=rule == "by-cite",
            # citeproc-js looks at them where it may come back to a cite, for a condition.
            first_notes=has_conditions
            and prints_first_notes
            and by_cite
            and (adds_names or adds_givens),
            year_suffix=suffixes,
            # "only … when all other disambiguation methods have failed", and suffixes never fail.
            conditions=not suffixes and has_conditions,
        ),
        "" if rule == "by-cite" else rule,
        collapse,
        collapse in {"year", "year-suffix", "year-suffix-ranged"}
        or "cite-group-delimiter" in options,
        affix(options.get("cite-group-delimiter", raw_delimiter if sheet.is_note else ", ")),
        affix(
            options.get("year-suffix-delimiter")
            or options.get("cite-group-delimiter", raw_delimiter)
        ),
        affix(options.get("after-collapse-delimiter", raw_delimiter)),
        "after-collapse-delimiter" in options,
        not sheet.is_note,
        _integer(options, "near-note-distance", 5),
        compiler.plan(_AUTHOR),
        facts.prints(area, "citation-number"),
        prints_first_notes,
        _heeds_places(area, sheet.root, facts),
        _heeds_works(area, facts) or facts.prints(area, "citation-label"),
    )


def _heeds_places(area: Node, style: Node, facts: Facts) -> bool:
    """Whether a condition asks for the position, or later cites name fewer people."""
    mask = facts.mask(area.child("layout") or Node("layout"))
    asked = [("position", position) for position in POSITIONS]
    asked.append(("variable", "first-reference-note-number"))
    if any(mask & facts.bit(*question) for question in asked):
        return True
    options = (option for node in style.walk() for option in node.attributes)
    return any(option.startswith("et-al-subsequent") for option in options)


def _heeds_works(area: Node, facts: Facts) -> bool:
    """Whether the layout asks anything that only the work can answer."""
    mask = facts.mask(area.child("layout") or Node("layout"))
    for bit, _ in facts.of_cite(mask) + facts.of_locator(mask):
        mask &= ~bit
    return mask > 0


def _bibliography(
    area: Node, sheet: StyleSheet, locale: Locale, facts: Facts, *, tidy: bool
) -> BibliographyArea:
    compiler = Compiler(sheet.root, area, locale, facts, tidy=tidy)
    options = area.attributes
    return BibliographyArea(
        _layout(area, compiler),
        compile_sort(area, sheet.root, locale, facts),
        options.get("second-field-align", ""),
        options.get("hanging-indent") == "true",
        _integer(options, "entry-spacing", 1),
        _integer(options, "line-spacing", 1),
        options.get("subsequent-author-substitute"),
        options.get("subsequent-author-substitute-rule", "complete-all"),
        _sorts_by_number(area),
    )


_AUTHOR = Node(
    "names",
    {"variable": "author"},
    (
        Node("name", {"form": "short", "and": "text"}),
        Node(
            "substitute",
            {},
            (
                Node("names", {"variable": "editor"}),
                Node("names", {"variable": "translator"}),
                Node("text", {"variable": "title", "form": "short"}),
            ),
        ),
    ),
)
"""For styles whose cites print no names."""


def _sorts_by_number(area: Node) -> bool:
    sort = area.child("sort")
    key = sort.child("key") if sort else None
    return (
        key is not None
        and key.get("variable") == "citation-number"
        and key.get("sort") != "descending"
    )


def _has_conditions(root: Node) -> bool:
    return any(node.get("disambiguate") == "true" for node in root.walk())


def _integer(options: Mapping[str, str], name: str, default: int) -> int:
    value = options.get(name, "")
    return int(value) if value.isdigit() else default
