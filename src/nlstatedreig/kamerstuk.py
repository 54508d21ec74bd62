"""Dutch parliamentary citations: find them in a text, parse one, resolve them, link them.

Three verbs, each on its own: `find` yields the citations of a running text with their exact
spans, `resolve` looks their ids up among documents, `annotate` wraps their spans in links.
`parse` reads a single citation, and `str()` prints one in the form of Aanwijzing 3.43 of the
Aanwijzingen voor de regelgeving. Ids are those of the official publications
(`kst-30821-72`, `h-tk-20192020-23-4`, `stb-2018-387`), of the wettenbank (`BWBR0041515`), of
EUR-Lex (CELEX) and of the Tweede Kamer (`2019D16514`).

A citation of which the parts leave room for doubt says so: `certain` is false, `doubt` tells why.
Nothing here touches the network, and the time taken grows linearly with the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Final, Literal, TypeVar

from attrs import evolve, field, frozen

from nlstatedreig.errors import DataError

Kind = Literal[
    "kamerstuk",
    "handelingen",
    "aanhangsel",
    "stb",
    "stcrt",
    "trb",
    "bwb",
    "eu",
    "com",
    "tk",
    "publication",
]
Chamber = Literal["I", "II", "VV"]
Relation = Literal["self", "annex", "also_in", "dossier"]
Form = Literal["html", "markdown"]

D = TypeVar("D")

_OFFICIAL_SITE: Final = "https://zoek.officielebekendmakingen.nl/"
_EUR_LEX: Final = "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri="
_LONGEST_RANGE: Final = 200
# No paper is filed in so many dossiers, no list has so many numbers: a bound on what may be read
# in vain keeps the time linear.
_MOST_DOSSIERS: Final = 8
_LONGEST_LIST: Final = 100


@frozen(kw_only=True)
class Citation:
    """A citation: what it cites, in parts and as ids, and where it stands.

    Two citations are equal when they cite the same: where they stand, how they were printed and
    how certain they are does not count.

    Attributes:
        kind: the kind of document that is cited.
        dossiers: dossier numbers without spaces (`30821`, `35570-VI`, `21501-02`); a paper
            belongs to the first, and is also filed in the others.
        numbers: numbers within the dossier, items of a meeting, numbers of a gazette, or the
            identifier itself.
        chamber: `I` Eerste Kamer, `II` Tweede Kamer, `VV` Verenigde Vergadering.
        session: the parliamentary session (`2018-2019`).
        meeting: the number of a meeting, for Handelingen.
        year: the year of a gazette.
        pages: the pages that are pointed at (`3`, `12-15`).
        location: the place within an act, as a JCI link gives it (`&artikel=3`).
        annex: whether an annex is cited; the ids are then those of the covering paper.
        version: a reprint (`h1`) or a correction (`n1`).
        act: the number of a Kingdom act (`R2114`).
        motion: the members whose motion it is, as far as the text names them.
        doubt: why the citation is not certain; empty when it is.
        start: where it starts in the text.
        end: where it ends in the text.
        text: the citation as printed, `text[start:end]`.

    Example:
        >>> from nlstatedreig.kamerstuk import parse
        >>> citation = parse("Kamerstukken 30 821 en 26 643, nr. 42")
        >>> citation.ids, citation.also_in, citation.relation
        (('kst-30821-42',), ('26643',), 'also_in')
        >>> print(citation)
        Kamerstukken 30821 en 26643, nr. 42
    """

    kind: Kind
    dossiers: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    chamber: Chamber | None = None
    session: str | None = None
    meeting: str | None = None
    year: str | None = None
    pages: str | None = None
    location: str | None = None
    annex: bool = False
    version: str | None = None
    act: str | None = None
    motion: str | None = field(default=None, eq=False)
    doubt: str = field(default="", eq=False)
    start: int = field(default=0, eq=False)
    end: int = field(default=0, eq=False)
    text: str = field(default="", eq=False)

    @property
    def certain(self) -> bool:
        """Whether the parts leave no room for doubt; `doubt` has the reason where they do."""
        return not self.doubt

    @property
    def also_in(self) -> tuple[str, ...]:
        """The further dossiers in which the paper is filed."""
        return self.dossiers[1:] if self.numbers else ()

    @property
    def relation(self) -> Relation:
        """How the citation relates to its ids, as the document itself, its annex, or a dossier."""
        if self.annex:
            return "annex"
        if self.kind == "kamerstuk" and not self.numbers:
            return "dossier"
        return "also_in" if self.also_in else "self"

    @property
    def ids(self) -> tuple[str, ...]:
        """The official ids of what is cited; empty where the parts do not make an id."""
        ids = _IDS[self.kind](self)
        return tuple(f"{one}-{self.version}" for one in ids) if self.version else ids

    @property
    def url(self) -> str | None:
        """The official address of the first document, or `None`."""
        return next(iter(self.urls), None)

    @property
    def urls(self) -> tuple[str, ...]:
        """The official address of each document, or of each dossier where no paper is cited."""
        if self.relation == "dossier":
            return tuple(f"{_OFFICIAL_SITE}dossier/{dossier}" for dossier in self.dossiers)
        return tuple(_address(one, self.location or "") for one in self.ids)

    def __str__(self) -> str:
        return _PRINTERS[self.kind](self)


# --- Ids and addresses -------------------------------------------------------------------------


def _paper_ids(paper: Citation) -> tuple[str, ...]:
    if not paper.numbers or _before(paper.session, 1995):
        return ()
    prefix = "kst-"
    if paper.chamber == "I" and _before(paper.session, 2010) and paper.numbers[0].isalpha():
        prefix += f"{_digits(paper.session)}-"
    return tuple(f"{prefix}{paper.dossiers[0]}-{number}" for number in paper.numbers)


def _item_ids(proceedings: Citation) -> tuple[str, ...]:
    # Before 2011 a publication is known by its pages, which a citation need not give in full.
    if _CHAMBER_IN_ID.get(proceedings.chamber) is None or _before(proceedings.session, 2010):
        return ()
    start = f"h-{_CHAMBER_IN_ID[proceedings.chamber]}-{_digits(proceedings.session)}"
    return tuple(f"{start}-{proceedings.meeting}-{item}" for item in proceedings.numbers)


def _question_ids(question: Citation) -> tuple[str, ...]:
    # From 2025-2026 on the scheme numbers these without regard to chamber and session.
    if _before(question.session, 1995) or not _before(question.session, 2025):
        return ()
    start = f"ah-{_CHAMBER_IN_ID[question.chamber or 'II']}-{_digits(question.session)}"
    return tuple(f"{start}-{number}" for number in question.numbers)


def _gazette_ids(gazette: Citation) -> tuple[str, ...]:
    # Until July 2009 a number of the Staatscourant was an issue, with many publications in it.
    if gazette.kind == "stcrt" and _is_issue_of_staatscourant(gazette):
        return ()
    return tuple(f"{gazette.kind}-{gazette.year}-{number}" for number in gazette.numbers)


def _own_ids(citation: Citation) -> tuple[str, ...]:
    return citation.numbers


def _is_issue_of_staatscourant(gazette: Citation) -> bool:
    year = int(gazette.year or 0)
    return year < 2009 or (year == 2009 and any(int(number) < 200 for number in gazette.numbers))


def _before(session: str | None, year: int) -> bool:
    return session is not None and int(session[:4]) < year


def _digits(session: str | None) -> str:
    return (session or "").replace("-", "")


def _address(one: str, location: str) -> str:
    if one.startswith("BWB"):
        link = f"jci1.3:c:{one}{location}" if location else one
        return f"https://wetten.overheid.nl/{link}"
    if com := _COM_ID.fullmatch(one):
        return f"{_EUR_LEX}{com['series']}:{com['year']}:{com['number']}:FIN"
    if tk := _TK_ID.fullmatch(one):
        key = "did" if tk[1] == "D" else "id"
        return f"https://www.tweedekamer.nl/kamerstukken/detail?{key}={one}"
    if one[0].isdigit():
        return f"{_EUR_LEX}CELEX:{one}"
    return f"{_OFFICIAL_SITE}{one}.html"


_CHAMBER_IN_ID: Final[Mapping[str | None, str]] = {"I": "ek", "II": "tk", "VV": "vv"}
_IDS: Final[Mapping[Kind, Callable[[Citation], tuple[str, ...]]]] = {
    "kamerstuk": _paper_ids,
    "handelingen": _item_ids,
    "aanhangsel": _question_ids,
    "stb": _gazette_ids,
    "stcrt": _gazette_ids,
    "trb": _gazette_ids,
    "bwb": _own_ids,
    "eu": _own_ids,
    "com": _own_ids,
    "tk": _own_ids,
    "publication": _own_ids,
}

# --- The canonical printed form ----------------------------------------------------------------


def _print_paper(paper: Citation) -> str:
    plural = paper.chamber or paper.session or len(paper.dossiers) > 1
    dossiers = [
        dossier.replace("-", " ") if _CHAPTER_END.search(dossier) else dossier
        for dossier in paper.dossiers
    ]
    if paper.act:
        dossiers[0] += f" ({paper.act})"
    bare_letter = paper.chamber == "I" and "".join(paper.numbers).isalpha()
    marker = "" if bare_letter else _plural("nr.", "nrs.", paper.numbers)
    return _join(
        "Bijlage bij" if paper.annex else "",
        "Kamerstukken" if plural else "Kamerstuk",
        _house(paper),
        _listed(dossiers) + _tail(marker, paper),
    )


def _print_proceedings(proceedings: Citation) -> str:
    meeting = f", nr. {proceedings.meeting}" if proceedings.meeting else ""
    items = _tail(_plural("item", "items", proceedings.numbers), proceedings)
    return _join("Handelingen", _house(proceedings).removesuffix(",") + meeting + items)


def _print_question(question: Citation) -> str:
    marker = _plural("nr.", "nrs.", question.numbers)
    return _join(
        "Aanhangsel Handelingen", _house(question).removesuffix(",") + _tail(marker, question)
    )


def _print_gazette(gazette: Citation) -> str:
    return f"{gazette.kind.capitalize()}. {gazette.year}{_tail('', gazette)}"


def _print_european(instrument: Citation) -> str:
    celex = _CELEX_OF_ACT.fullmatch(instrument.numbers[0])
    if celex is None:
        return f"CELEX {instrument.numbers[0]}"
    year, number = int(celex["year"]), int(celex["number"])
    name = _EUROPEAN_NAMES[celex["type"]]
    if year >= 2015:
        return f"{name} (EU) {year}/{number}"
    community = "EEG" if year < 1993 else "EG" if year < 2010 else "EU"
    if celex["type"] == "R":
        return f"{name} ({community}) nr. {number}/{year}"
    return f"{name} {year}/{number}/{community}"


def _print_act(act: Citation) -> str:
    return f"jci1.3:c:{act.numbers[0]}{act.location}" if act.location else act.numbers[0]


def _print_id(citation: Citation) -> str:
    return citation.numbers[0]


def _house(citation: Citation) -> str:
    """The chamber and session, with the comma that follows the latter."""
    chamber = {None: "", "VV": "Verenigde Vergadering"}.get(citation.chamber, citation.chamber)
    first, _, second = (citation.session or "").partition("-")
    short = second if second.endswith("00") else second[2:]
    return _join(chamber or "", f"{first}/{short}," if first else "")


def _tail(marker: str, citation: Citation) -> str:
    numbers = _listed(citation.numbers)
    version = f"-{citation.version}" if citation.version else ""
    pages = f", p. {citation.pages}" if citation.pages else ""
    return (f", {_join(marker, numbers)}{version}" if numbers else "") + pages


def _plural(one: str, more: str, numbers: tuple[str, ...]) -> str:
    return one if len(numbers) == 1 else more


def _listed(parts: tuple[str, ...] | list[str]) -> str:
    return " en ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _join(*parts: str) -> str:
    return " ".join(filter(None, parts))


_PRINTERS: Final[Mapping[Kind, Callable[[Citation], str]]] = {
    "kamerstuk": _print_paper,
    "handelingen": _print_proceedings,
    "aanhangsel": _print_question,
    "stb": _print_gazette,
    "stcrt": _print_gazette,
    "trb": _print_gazette,
    "bwb": _print_act,
    "eu": _print_european,
    "com": _print_id,
    "tk": _print_id,
    "publication": _print_id,
}

# --- The text as the grammar sees it -----------------------------------------------------------


def _re(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern in which `\\d` is an ASCII digit."""
    return re.compile(pattern.replace(r"\d", "[0-9]"), flags)


_ONE_FOR_ONE: Final = (("\u2010", "-"), ("\u2011", "-"), ("\u2012", "-"), ("\u2013", "-"),
                       ("\u2014", "-"), ("\u2212", "-"), ("\u00a0", " "), ("\u2009", " "),
                       ("\u202f", " "))  # fmt: skip
_SIGNS: Final = "⁰¹²³⁴-⁹"
_UNSEEN: Final = "\u00ad\u200b-\u200d\u2060\ufeff«»"
_BLANK: Final = r"(?:\s|&nbsp;|&\#160;)"
# The first character is matched on its own and looked back at, so that the search can run to the
# next one of that set; a plain alternation would be tried at every letter.
_NOISE: Final = re.compile(
    rf"""
    [<\[*_&\s{_SIGNS}{_UNSEEN}-] (?:
      (?P<mark>    (?<=<) sup>[^<>\n]{{0,12}}</sup> | (?<=[{_SIGNS}]) [{_SIGNS}]*
                 | (?<=\[) \^[0-9]{{1,4}}\] )
    | (?P<drop>    (?<=[{_UNSEEN}]) | (?<=\*) \*{{0,2}} | (?<=<) /?(?:i|b|em|strong|u)>
                 | (?<=_)(?<!\w_) _{{0,2}}(?=\w) | (?<=\w_) _{{0,2}}(?!\w) )
    | (?P<wrapped> (?<=\w-) [ \t]*\r?\n[ \t]*(?=\w) )
    | (?P<dash>    (?<=&) (?:ndash|\#8211); )
    | (?P<blank>   (?<=\s) {_BLANK}+ | (?<=[^\S ]) | (?<=&) (?:nbsp|\#160);{_BLANK}* ) )
    """,
    re.VERBOSE,
)


class _View:
    """A text without what typesetting put into it, that can tell where each character stood.

    In it, a run of white space is one space (an empty line is a line break), every dash is a
    hyphen, and footnote marks, soft hyphens, emphasis and guillemets are gone.
    """

    def __init__(self, text: str) -> None:
        for printed, plain in _ONE_FOR_ONE:
            text = text.replace(printed, plain)
        pieces: list[str] = []
        self._starts = [0]
        self._shifts = [0]
        done = length = 0
        for noise in _NOISE.finditer(text):
            kept = text[done : noise.start()]
            stands = _in_place_of(noise, text)
            pieces += (kept, stands)
            length += len(kept) + len(stands)
            done = noise.end()
            self._starts.append(length)
            self._shifts.append(done - length)
        self.text = "".join([*pieces, text[done:]])

    def origin(self, position: int) -> int:
        """Where the character at this position stood in the text."""
        return position + self._shifts[bisect_right(self._starts, position) - 1]


def _in_place_of(noise: re.Match[str], text: str) -> str:
    following = text[noise.end() : noise.end() + 1]
    match noise.lastgroup:
        case "drop":
            return ""
        case "mark":
            return " " if following.isalnum() else ""
        case "wrapped":
            before = text[noise.start() - 1]
            # Where a figure or a capital meets the hyphen it belongs to the number or the name.
            return "" if before.isalpha() and following.islower() else "-"
        case "dash":
            return "-"
        case _:
            return "\n" if noise[0].count("\n") > 1 else " "


class _Cursor:
    """A place in the view, which a pattern that matches there moves on."""

    def __init__(self, view: str, at: int, floor: int, lenient: bool) -> None:
        self.view = view
        self.at = at
        self.floor = floor  # where the citation before this one ended
        self.lenient = lenient  # whether numbers are known to be papers

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.view, self.at)
        if found:
            self.at = found.end()
        return found

    def take_first(self, patterns: tuple[re.Pattern[str], ...]) -> re.Match[str] | None:
        return next(filter(None, map(self.take, patterns)), None)

    def sees(self, pattern: re.Pattern[str]) -> bool:
        return pattern.match(self.view, self.at) is not None

    def before(self, length: int) -> str:
        """The end of the paragraph so far, at most this long."""
        return _paragraph_before(self.view, max(self.floor, self.at - length), self.at)


def _paragraph_before(view: str, start: int, end: int) -> str:
    return view[start:end].rpartition("\n")[2]


# --- Named pieces ------------------------------------------------------------------------------

_GAP: Final = r"[ ,]{0,4}"  # a comma, a space, both, or one too many
_YEAR: Final = r"(?:18|19|20)\d\d"
_SESSION: Final = (
    r"(?i:(?:vergader|zittings)jaar|zitting|vj\.?)? ?"
    rf"(?P<first>{_YEAR}) ?[-/] ?(?P<second>{_YEAR}|\d\d)(?![0-9/])"
)
_CHAMBER: Final = (
    r"(?P<chamber>II|I|Tweede Kamer|Eerste Kamer|TK|EK|VV|Verenigde Vergadering)(?![A-Za-z])"
)
_BASE: Final = r"(?P<base>\d\d[ .]?\d{3}|\d ?\d{4}|\d{3} \d\d)(?!\d)"
_NR: Final = (
    r"(?i:(?:stuk|onder|Kamerstuk)?[ -]?(?:nr(?P<nrs>s?)|nummer(?P<numbers>s?)|no)"
    r"(?![a-z])\.{0,2}:? ?)"
)
# What follows a number that counts something else: `12 maart`, `5%`, `35 570`, `2019/20`.
_COUNTS_ELSE: Final = (
    r"(?! ?(?i:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november"
    r"|december|jan\b|feb\b|mrt|apr\b|jun\b|jul\b|aug\b|sep|okt|nov\b|dec\b"
    r"|%|procent|miljoen|miljard|mln|mld|euro|keer|maal|jaar|uur|dagen|weken|maanden|leden))"
    r"(?![ .]\d{3}(?!\d))(?!/\d)(?!-(?:19|20)\d\d)"
)
_FIGURE: Final = rf"\d{{1,5}}(?!\d)[a-z]?(?![A-Za-z]){_COUNTS_ELSE}"
# The dossier or the year of a next citation may follow a list of numbers.
_NO_DOSSIER: Final = r"(?!\d{5}(?:,? ?nr|-| [IVX]))"
_NO_YEAR: Final = rf"(?!{_YEAR},? \d)"
_LETTER: Final = r"[A-Z]{1,3}(?![A-Za-z0-9])"
_NUMBER: Final = rf"(?P<number>{_FIGURE}|{_LETTER})"
# A number counts what the next word names ("en 12 stukken"), unless that word cannot be counted.
_UNCOUNTED: Final = (
    "en|t/m|van|over|bij|op|uit|in|met|naar|door|voor|aan|tot|om|als|die|dat|ook|niet|is|zijn|was"
    "|waren|wordt|worden|werd|werden|heeft|hebben|gaat|gaan|geeft|geven|meldt|melden|bevat|bevatten"
)
_CLOSES: Final = rf"(?= ?(?:[,.;:)\]\n/-]|$)| (?:{_UNCOUNTED}) )"
_AND: Final = r"(?:, ?(?:en )?|,? en | ?& ?)"

_take_session: Final = _re(_GAP + _SESSION + _GAP)
_take_chamber: Final = _re(rf"[ ,(]{{0,3}}{_CHAMBER}(?: der Staten-Generaal)?\)?")
_take_base: Final = _re(_GAP + _BASE)
_take_addition: Final = _re(r" ?- ?(?P<addition>\d\d)(?!\d)")
_makes_addition: Final = _re(r",? ?(?i:nrs?)(?![a-z])|-(?:\d|[A-Z]{1,2}(?!\w))|, [A-Z]{1,2}(?!\w)")
_take_chapter: Final = _re(
    r"[ -]{0,3}(?P<roman>[IVX]{1,6}[A-E]?)(?!\w)"
    r"|[ -](?P<fund>[A-Z])(?=,? ?(?i:nrs?)(?![a-z])|, ?[A-Z]{1,2}(?!\w)|-\d)"
)
_take_act: Final = _re(r"[ -]{0,2}\(?R ?(?P<act>\d{3,4})(?!\d)\)?")
_take_also: Final = _re(r"(?:, ?(?:en )?|,? en | ?/ ?| ?& ?)(?=\d)")

_take_nr: Final = _re(_GAP + _NR + rf"(?={_NUMBER})")
_take_number: Final = _re(_NUMBER)
_take_hyphen: Final = _re(r" ?-(?P<number>\d{1,4}(?!\w)|[A-Z]{1,2}(?!\w))(?![.,]\d)")
_take_letter_of_senate: Final = _re(r"[ ,]{1,3}EK (?=[A-Z]{1,2}(?!\w))")
_take_unmarked: Final = _re(
    rf"[ ,]{{1,3}}(?!(?:EU|EK|TK|VN|VS|NL|EG|UK)\b)"
    rf"(?=(?:(?!{_YEAR})\d{{1,4}}(?!\d){_COUNTS_ELSE}|[A-Z]{{1,2}}(?!\w)) ?(?:[,.;:)\]\n]|$|en ))"
)
_take_letter: Final = _re(r"[ ,]{1,3}(?!EU|TK)(?=[A-Z]{1,3}(?![\w-])|\d{1,4}[a-z]?(?=[,.;)]|$))")
_take_range: Final = _re(rf"(?: ?- ?| ?t/m | tot en met )(?:{_NR})?{_NUMBER}")
_take_more: Final = _re(rf"{_AND}(?:{_NR})?{_NO_DOSSIER}{_NUMBER}")
_take_marked_more: Final = _re(rf"{_AND}{_NR}{_NUMBER}")
_take_last: Final = _re(rf"(?:,? en | ?& ?){_NO_DOSSIER}{_NO_YEAR}{_NUMBER}{_CLOSES}")
_LISTED: Final = r"(?:\d{1,5}|[A-Z]{1,3})(?!\w)"
_take_listed: Final = _re(
    rf", ?{_NO_YEAR}(?P<number>{_LISTED})(?=(?:, ?{_LISTED}){{0,40}} en {_LISTED}{_CLOSES})"
)
_take_version: Final = _re(
    r"[-/ ](?P<version>[hn]\d)(?!\w)"
    r"|(?i:,? (?P<reprint>herdruk)(?!\w)| \((?P<reprinted>herdruk)\))"
    r"|(?i:,? (?:gecorrigeerde versie|verbeterblad)(?!\w)"
    r"| \((?:gecorrigeerde versie|verbeterblad)\))"
)
_take_pages: Final = _re(
    rf"{_GAP}(?i:pp?|blz|bladz|pag|pagina(?:'s)?)(?![a-z])\.? ?"
    r"(?P<pages>\d{1,5}(?: ?- ?\d{1,5})?(?: en \d{1,5}(?! ?\d{3})(?!\w))?)(?!\d)"
)
_take_annex: Final = _re(
    r"(?i:, bijlagen?(?: \d{1,2})?(?= ?[).,;\n]|$)| \(bijlagen?(?: \d{1,2})?\))"
)
_take_title: Final = _re(rf"[^\n;()]{{1,160}}?, ?(?={_BASE}[^\n;()]{{0,24}}?[ ,]{_NR}\d)")
_take_next: Final = _re(
    r"(?: ?[,;] ?(?:en |alsmede |resp(?:ectievelijk|\.) )?| ?/ ?|,? (?:en|alsmede|evenals|&) "
    r"|,? resp(?:ectievelijk|\.) )(?=\d|II? \d)"
)
_take_appendix: Final = _re(_GAP + r"(?i:Aanhangsel(?: van de Handelingen)?)[ ,]{1,3}")
_closes_bracket: Final = _re(r" ?\)")

_ANNEX_BEFORE: Final = _re(
    r"\b(?i:bijlagen?)(?: \d{1,2}| [A-Z])?,? (?:behorende? )?(?:bij|van)(?: de| het)? $"
)
_MOTION_BEFORE: Final = _re(
    r"\b(?i:motie|amendement)(?:-| (?:van )?(?:het (?:voormalig )?lid |de leden )?)"
    r"(?P<name>(?:(?i:van|de|den|der|ten|ter|'t) )*[A-Z][^\n()]{1,80}?)"
    r"(?: (?:over|om|inzake|die|dat|waarin|met|voor|op|tot) [^\n()]{0,120})? ?\([^()\n]{0,20}$"
)
_SPEAKS_OF_PAPERS: Final = _re(
    r"\b(?i:(?:burger|deel)?motie|amendement|(?:Kamer)?brie(?:f|ven)|(?:wets)?voorstel|stuk"
    r"|agenda|verslag|nota|Kamerst|dossier|besluitenlijst|toezegging|stemming|ingediend"
    r"|aangehouden|aangenomen|verworpen)"
)
_SPEAKS_OF_BILLS: Final = _re(
    r"\b(?i:\w{0,30}wet|wijziging|wetsvoorstel|voorstel|initiatief|begroting|goedkeuring|dossier)"
)
_CHAPTER_END: Final = _re(r"-[A-Z]+$")
_COM_ID: Final = _re(r"(?P<series>[A-Z]{3,4})\((?P<year>\d{4})\)(?P<number>\d+)")
_TK_ID: Final = _re(r"\d{4}([DZ])\d{5}")
_CELEX_OF_ACT: Final = _re(r"3(?P<year>\d{4})(?P<type>[RLDFH])0{0,3}(?P<number>[1-9]\d*)")
_EUROPEAN_NAMES: Final[Mapping[str, str]] = {
    "R": "Verordening",
    "L": "Richtlijn",
    "D": "Besluit",
    "F": "Kaderbesluit",
    "H": "Aanbeveling",
}
_CHAMBERS: Final[Mapping[str, Chamber]] = {
    "I": "I",
    "EK": "I",
    "Eerste Kamer": "I",
    "II": "II",
    "TK": "II",
    "Tweede Kamer": "II",
    "VV": "VV",
    "Verenigde Vergadering": "VV",
}

_take_gap: Final = _re(_GAP)
_take_old_base: Final = _re(_GAP + r"(?P<base>\d{4})(?!\d)(?=[ ,]{1,3}nr)")
_take_glued_mark: Final = _re(r"\d{1,3}(?= )")
_take_number_word: Final = _re(r"\.?[ ,:]{0,3}(?i:met )?(?:(?i:nrs?|nummers?)\.? )?(?! )")
_take_item: Final = _re(rf"{_AND}items? {_NUMBER}")
_take_plain_more: Final = _re(rf"{_AND}(?:items? )?{_NUMBER}")
_sees_marked_paper: Final = _re(rf"{_BASE}[^\n;()]{{0,24}}?[ ,]{_NR}[0-9A-Z]")
_DOSSIER: Final = (
    rf"{_BASE}(?: ?- ?\d\d(?!\d)|[ -]{{0,3}}[IVX]{{1,6}}[A-E]?(?!\w)|[ -][A-Z](?!\w))?"
    r"(?: ?\(?R ?\d{3,4}\)?)?"
).replace("?P<base>", "?:")
_sees_bare_paper: Final = _re(
    rf"{_DOSSIER}(?:(?:, ?|,? en | ?[/&] ?){_DOSSIER}){{0,{_MOST_DOSSIERS}}}"
    rf"(?:{_GAP}{_NR}|-[0-9A-Z]|(?:[ ,]{{1,3}}(?:\d{{1,4}}|[A-Z]{{1,2}}))? ?\))"
    r"|\d{5}-\d"
)
_is_about: Final = _re(
    r"[ :,-]{1,3}(?i:(?:gewijzigde )?motie|amendement|brief|voorstel|nota|verslag|wijziging)"
)
_take_link_to_dossier: Final = _re(
    r" ?(?P<open>\() ?(?P<word>(?i:Kamerstuk(?:ken)?|(?:Kamer)?dossier) )?(?=\d)"
    r"|,? (?:van|in|op|uit|bij) (?:het )?(?=(?i:Kamerstuk|(?:Kamer)?dossier))"
    r"(?i:Kamerstuk(?:ken|dossier)?|(?:Kamer)?dossier)(?:nummer)? (?=\d)"
)
_sees_dossier_after_number: Final = _re(r"[^\n()]{1,60}?(?:\(|(?i:dossier|Kamerstuk))")
_take_of: Final = _re(r" (?:van|der)(?: de)?(?= )")
_take_meeting_and_item: Final = _re(
    rf"{_GAP}(?:{_NR})?(?P<meeting>\d{{1,3}})-(?P<item>\d{{1,5}})(?:-(?P<page>\d{{1,5}}))?(?![0-9-])"
)
_take_meeting: Final = _re(
    rf"{_GAP}(?:{_NR}|(?=\d{{1,3}},? items?))(?P<meeting>\d{{1,3}})(?!\d){_COUNTS_ELSE}"
)
_take_items: Final = _re(r"[ ,]{1,3}(?i:item(?P<s>s?)) ?(?=\d)")
_take_next_meeting: Final = _re(rf"(?:,|;)?(?: en)? (?={_NR}\d{{1,3}}, ?item)")
_take_year_of_gazette: Final = _re(
    rf"\.?(?: van het Koninkrijk)?(?: van)?[ ,]{{0,3}}(?P<year>{_YEAR})(?!\d)"
    rf"(?:[ ,/]{{0,3}}{_NR}|[ ,/]{{1,3}}|-(?!{_YEAR}))(?=\d)(?={_NUMBER})"
)
_take_jci: Final = _re(
    r"(?P<bwb>BWB[RVW]\d{7})(?!\d)"
    r"(?P<place>(?:&(?:amp;)?[a-z]{1,20}=[0-9A-Za-z:/%+~-]{1,80}(?:\.[0-9A-Za-z]{1,8})*)*)"
)
_take_rest_of_id: Final = _re(r"[0-9A-Za-z]{1,20}(?:-[0-9A-Za-z]{1,20}){0,6}")
_take_commission: Final = _re(
    r" ?[(/] ?(?P<year>(?:19|20)?\d\d)[)/][ ,]{0,2}(?:nr\.? ?)?(?P<number>\d{1,4})(?!\d)"
    r"(?:[ /,]{1,2}(?i:final|def(?:initief|\.)?)(?!\w))?"
)
_COMMUNITY: Final = r"(?:EU|EG|EEG|EGKS|Euratom|GBVB|JBZ|EC|EEC|CFSP)"
_take_european_act: Final = _re(
    r"(?:en|s)?(?: van (?:de Raad|de Commissie|het Europees Parlement en de Raad))? ?"
    rf"(?:\(?(?P<by>{_COMMUNITY}(?:, ?{_COMMUNITY})?)\)? ?)?(?P<numbered>(?i:nr|no)s?\.? ?)?"
    rf"(?P<one>\d{{1,4}})/(?P<two>\d{{1,4}})(?:/(?P<suffix>{_COMMUNITY})(?!\w))?(?![0-9/])"
)
_take_joint: Final = _re(r"(?:,| en|, en) ?(?=\(|(?:nr\. ?)?\d)")
_take_further_act: Final = _re(
    rf"(?:\((?P<by>{_COMMUNITY})\) ?)?(?P<numbered>(?i:nr|no)\.? ?)?"
    rf"(?P<one>\d{{1,4}})/(?P<two>\d{{1,4}})(?:/(?P<suffix>{_COMMUNITY})(?!\w))?(?![0-9/])"
)
_LETTER_OF_ACT: Final = (
    ("verordening", "R"),
    ("regulation", "R"),
    ("richtlijn", "L"),
    ("directive", "L"),
    ("kaderbesluit", "F"),
    ("besluit", "D"),
    ("beschikking", "D"),
    ("decision", "D"),
    ("aanbeveling", "H"),
)
_ACT_BEFORE: Final = _re(r"(?i:\b(?:gedelegeerde |uitvoerings))$")

_PAPER_ID: Final = _re(
    r"kst-(?:(?P<session>\d{8})-)?"
    r"(?P<dossier>\d{4,5}(?:-(?:\d\d|[IVX]{1,6}[A-E]?|[A-Z])(?=-(?:\d|[A-Z])))?)"
    r"-(?P<number>\d{1,5}[a-z]?|[A-Z]{1,3})(?:-(?P<version>[hn]\d))?"
)
_ITEM_ID: Final = _re(
    r"h-(?P<chamber>tk|ek|vv)-(?P<first>\d{4})(?P<second>\d{4})-(?P<meeting>\d+)-(?P<number>\d+)"
)
_QUESTION_ID: Final = _re(
    r"ah-(?P<chamber>tk|ek)-(?P<first>\d{4})(?P<second>\d{4})-(?P<number>\d+)"
    r"(?:-(?P<version>[hn]\d))?"
)
_GAZETTE_ID: Final = _re(
    r"(?:stb|stcrt|trb)-(?P<year>\d{4})-(?P<number>\d+)(?:-(?P<version>[hn]\d))?"
)

# Every citation has a figure in it, and figures are few: a citation starts at one, or at a word at
# most so far before it.
_FIGURES: Final = _re(r"\d+")
_REACH: Final = 72
_STARTS_AT_FIGURE: Final = _re(
    r"(?P<tk>\b(?:19|20)\d\d[DZ]\d{5}(?!\w))"
    r"|(?P<celex>(?:\b|(?<=%3A))\d(?:19|20)\d\d[A-Z]{1,2}\d{4}(?:-\d{8})?(?!\w))"
    r"|(?P<bare>(?<![\w.,/&=-])(?<!€ )(?<!€)(?<!EUR )(?<!\$)(?<!bus )(?<!tel\. )"
    r"(?:1[7-9]|[23]\d)[ .]?\d{3}(?!\d)(?![.,]\d))"
    r"|(?P<number>(?<=\bmotie )\d(?=\d{0,3} \())"
)
# A word of `_STARTS_AT_WORD` holds one of these; to look for them first is many times faster.
_STEMS: Final = (
    "kamer", "kst", "dossier", "wetsvoorstel", "tk", "ek", "handelingen", "hand.", "aanhangsel",
    "stb", "stcrt", "trb", "staats", "tractaten", "h-", "blg", "nds", "kv-", "celex", "nr", "bwb",
    "jci", "com", "join", "swd", "sec", "verordening", "regulation", "richtlijn", "directive",
    "besluit", "beschikking", "decision", "aanbeveling",
)  # fmt: skip
_STARTS_AT_WORD: Final = _re(
    # A footnote's own number may be glued to its first word.
    r"(?P<paper>(?<![^\W0-9])(?i:Kamerst(?:uk(?:ken|dossiers?|nummers?)?|\.)|Kst(?=[. ])"
    r"|Kamerdossiers?|dossier(?:s|nummers?)?|wetsvoorstel(?:len)?)(?![^\W0-9]))"
    r"|(?P<chamber>(?<![^\W0-9])(?:(?:Tweede|Eerste) Kamer(?: der Staten-Generaal)?|[TE]K)(?=[ ,]))"
    r"|(?P<appendix>\b(?i:Aanhangsel(?: (?:van|bij|tot|der)(?: de)?)? Handelingen"
    r"|Kamervragen \(Aanhangsel\))(?!\w))"
    r"|(?P<proceedings>\b(?i:Handelingen\b|Hand\.))"
    r"|(?P<gazette>\b(?:(?:Stb|Stcrt|Trb)(?!\w)|(?i:staatsblad|staatscourant|tractatenblad)))"
    r"|(?P<official>(?<![\w-])(?i:kst-|a?h-(?:tk|ek|vv)-|stb-|stcrt-|trb-|blg-|nds-|kv-)"
    r"(?=[0-9a-z]))"
    r"|(?P<celex>\bCELEX(?:-nummer)?[ :]{1,2}\d(?:19|20)\d\d[A-Z]{1,2}\d{4}(?:-\d{8})?(?!\w))"
    r"|(?P<number>\b(?i:nr)(?=s?\.? ?\d))"
    r"|(?P<bwb>\bBWB[RVW]\d{7}(?!\d))"
    r"|(?P<jci>\bjci1\.\d{1,2}:[cv]:(?=BWB))"
    r"|(?P<commission>\b(?:COM|JOIN|SWD|SEC)(?= ?[(/]))"
    r"|(?P<european>(?i:verordening|regulation|richtlijn|directive|kaderbesluit|besluit"
    r"|beschikking|decision|aanbeveling))"
)

_NAMES_MOTION: Final = _re(
    r"(?i:(?:(?:de|het|nader|gewijzigde) )*\b(?:motie|amendement)\b)[^\n]{0,200}\(\s*$"
)
_AROUND_LEFT: Final = re.compile(r"[\s(\[«“„\"'*_]*")
_AROUND_RIGHT: Final = re.compile(r"[\s)\]»”\"'*_.;,]*")
_MARKDOWN_TAKEN: Final = re.compile(
    r"^(?:```|~~~)[\s\S]*?(?:^(?:```|~~~)|\Z)"  # a fenced block
    r"|`[^`\n]{1,500}`"
    r"|!?\[[^\[\]\n]{0,500}\](?:\([^()\s]{0,500}\)|\[[^\[\]\n]{0,100}\]|:[^\n]{0,500})"
    r"|<(?![/\w]{1,8}>)[^<>\n]{1,500}>"
    r"|https?://[^\s<>]{1,2000}",
    re.MULTILINE,
)
_EMPHASIS: Final = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")
_NO_PAPER_WORD: Final = "no word nearby says that this is a parliamentary paper"

# --- Numbers, dossiers, sessions ---------------------------------------------------------------

_Patterns = tuple[re.Pattern[str], ...]

# After a plural mark, any number that follows belongs to the list; after a singular one it needs
# a mark of its own, or an end to the list.
_AFTER_PLURAL: Final[_Patterns] = (_take_more,)
_AFTER_SINGULAR: Final[_Patterns] = (_take_marked_more, _take_last, _take_listed)
_AFTER_ITEMS: Final[_Patterns] = (_take_plain_more,)
_AFTER_ITEM: Final[_Patterns] = (_take_item, _take_last)


def _numbers(cursor: _Cursor, more: _Patterns) -> tuple[tuple[str, ...], str]:
    """Read a list of numbers; the second value is the doubt that a range leaves."""
    first = cursor.take(_take_number)
    if first is None:
        return (), ""
    numbers = [first["number"]]
    doubt = ""
    for _ in range(_LONGEST_LIST):
        if end := cursor.take(_take_range):
            run = _run(numbers[-1], end["number"])
            doubt = doubt or ("" if run else "the range of numbers cannot be counted out")
            numbers += run or [end["number"]]
        elif further := cursor.take_first(more):
            numbers.append(further["number"])
        else:
            break
    else:
        doubt = "the list of numbers is too long to be read to its end"
    return tuple(dict.fromkeys(numbers)), doubt


def _run(first: str, last: str) -> list[str]:
    """What follows the first number up to the last; nothing where that makes no sense."""
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= _LONGEST_RANGE:
        return [str(number) for number in range(int(first) + 1, int(last) + 1)]
    if first.isalpha() and last.isalpha() and len(first) == len(last) == 1:
        return [chr(letter) for letter in range(ord(first) + 1, ord(last) + 1)]
    return []


def _after(marker: re.Match[str]) -> _Patterns:
    return _AFTER_PLURAL if marker["nrs"] or marker["numbers"] else _AFTER_SINGULAR


def _dossier(cursor: _Cursor, session: str | None = None) -> tuple[str, str | None] | None:
    """Read a dossier number; the second value is the number of a Kingdom act."""
    base = cursor.take(_take_base)
    if base is None and _before(session, 1970):
        base = cursor.take(_take_old_base)
    if base is None:
        return None
    name = re.sub("[ .]", "", base["base"])
    at = cursor.at
    if (addition := cursor.take(_take_addition)) and (
        addition["addition"].startswith("0") or name == "21501" or cursor.sees(_makes_addition)
    ):
        return f"{name}-{addition['addition']}", None
    cursor.at = at
    if chapter := cursor.take(_take_chapter):
        return f"{name}-{chapter['roman'] or chapter['fund']}", None
    act = cursor.take(_take_act)
    return name, act and f"R{act['act']}"


def _house_of(cursor: _Cursor) -> tuple[Chamber | None, str | None]:
    """Read a chamber and a session, each if it is there."""
    chamber = cursor.take(_take_chamber)
    session = cursor.take(_take_session)
    return chamber and _CHAMBERS[chamber["chamber"]], session and _session(session)


def _session(match: re.Match[str]) -> str:
    first, second = match["first"], match["second"]
    if len(second) == 2:
        # `1999/00` runs into the next century.
        second = str(int(first[:2]) + (second < first[2:])) + second
    return f"{first}-{second}"


# --- Kamerstukken ------------------------------------------------------------------------------

_Style = Literal["marked", "hyphen", "unmarked", "none"]


@frozen
class _Head:
    """What the words before a dossier say of all the papers that follow them."""

    named: bool = False  # a word says that these are papers
    chamber: Chamber | None = None
    session: str | None = None


def _paper(cursor: _Cursor, head: _Head) -> tuple[Citation, _Style] | None:
    """Read dossiers, and the numbers of the papers in the first of them."""
    cursor.take(_take_gap)
    start = cursor.at
    first = _dossier(cursor, head.session)
    if first is None:
        return None
    dossiers = [first[0], *_further_dossiers(cursor)]
    session = head.session
    if later := cursor.take(_take_session):
        session = _session(later)
        cursor.at = later.end("second")
    chamber = head.chamber
    style: _Style = "none"
    numbers: tuple[str, ...] = ()
    doubt = ""
    if marker := cursor.take(_take_nr):
        style = "marked"
        numbers, doubt = _numbers(cursor, _after(marker))
    elif hyphen := cursor.take(_take_hyphen):
        style = "hyphen"
        numbers = (hyphen["number"],)
    elif head.named and cursor.take(_take_letter_of_senate):
        style, chamber = "unmarked", "I"
        numbers, doubt = _numbers(cursor, _AFTER_SINGULAR)
    elif head.named and cursor.take(_take_letter if chamber == "I" else _take_unmarked):
        style = "unmarked"
        numbers, doubt = _numbers(cursor, _AFTER_SINGULAR)
        if chamber != "I" and numbers[0].isalpha():
            doubt = "a letter without a mark may be a paper or a chapter of the budget"
    paper = Citation(
        kind="kamerstuk",
        dossiers=tuple(dict.fromkeys(dossiers)),
        numbers=numbers,
        chamber=chamber,
        session=session,
        act=first[1],
        doubt=doubt,
        start=start,
    )
    return _with_details(cursor, paper), style


def _further_dossiers(cursor: _Cursor) -> Iterator[str]:
    for _ in range(_MOST_DOSSIERS):
        at = cursor.at
        further = _dossier(cursor) if cursor.take(_take_also) else None
        if further is None or cursor.sees(_take_hyphen):
            cursor.at = at
            return
        yield further[0]


def _with_details(cursor: _Cursor, citation: Citation) -> Citation:
    """Read what may follow the numbers: a reprint, pages, the word `bijlage`."""
    doubt = citation.doubt
    version = cursor.take(_take_version) if len(citation.numbers) == 1 else None
    name = None
    if version:
        name = version["version"]
        if name is None:
            name = "h1" if version["reprint"] or version["reprinted"] else "n1"
            doubt = doubt or "the number of the reprint or correction is taken to be the first"
    pages = cursor.take(_take_pages)
    annex = cursor.take(_take_annex)
    return evolve(
        citation,
        version=name,
        pages=pages and pages["pages"].replace(" ", "").replace("en", " en "),
        annex=annex is not None,
        doubt=doubt,
        end=cursor.at,
    )


def _papers(cursor: _Cursor, head: _Head) -> Iterator[tuple[Citation, _Style]]:
    """Read one paper after another, joined by commas and `en`, from the same head."""
    if first := _paper(cursor, head):
        yield first
        while True:
            at = cursor.at
            if not cursor.take(_take_next):
                return
            start = cursor.at
            chamber, session = _house_of(cursor)
            again = evolve(head, chamber=chamber or head.chamber, session=session or head.session)
            further = _paper(cursor, again)
            if further is None or further[1] not in ("marked", "hyphen"):
                cursor.at = at
                return
            paper, style = further
            yield evolve(paper, start=start), style


def _named_papers(cursor: _Cursor, trigger: re.Match[str]) -> list[Citation]:
    """`Kamerstuk 30 821, nr. 72`, `Kamerstukken II 2018/19, 30821, nr. 72`, `dossier 36 280`."""
    cursor.take(_take_glued_mark)
    cursor.take(_take_number_word)
    chamber, session = _house_of(cursor)
    cursor.take(_take_number_word)
    head = _Head(named=True, chamber=chamber, session=session)
    papers = [paper for paper, _ in _papers(cursor, head)]
    return _starting_at(trigger.start(), papers)


def _papers_of_chamber(cursor: _Cursor, trigger: re.Match[str]) -> list[Citation]:
    """`Tweede Kamer, vergaderjaar 2018-2019, 30 821, nr. 51`, `TK 30 821, nr. 72`."""
    chamber = _CHAMBERS[trigger[0].removesuffix(" der Staten-Generaal")]
    session = cursor.take(_take_session)
    if session is None:
        cursor.take(_take_gap)
        if not cursor.sees(_sees_marked_paper):
            return []
        head = _Head(named=True, chamber=chamber)
    else:
        head = _Head(named=True, chamber=chamber, session=_session(session))
        if cursor.take(_take_appendix):
            return _questions(cursor, trigger.start(), head)
        if not cursor.sees(_take_base):
            # A title may stand between the session and the dossier.
            cursor.take(_take_title)
    return _starting_at(trigger.start(), [paper for paper, _ in _papers(cursor, head)])


def _bare_papers(cursor: _Cursor, trigger: re.Match[str]) -> list[Citation]:
    """`30 821, nr. 72`, `34722-1; 33997-95`, `(35 570 VI, 38)`, `(36 154)`: no word before it."""
    cursor.at = trigger.start()
    if not (cursor.lenient or cursor.sees(_sees_bare_paper)):
        return []
    before = cursor.before(200)
    in_brackets = before.endswith("(")
    speaks = _SPEAKS_OF_PAPERS.search(before) is not None
    found = list(_papers(cursor, _Head(named=in_brackets and speaks)))
    styles = {style for _, style in found}
    papers = [paper for paper, _ in found]
    if styles == {"none"}:
        bill = in_brackets and cursor.sees(_closes_bracket) and _SPEAKS_OF_BILLS.search(before)
        return papers if bill or cursor.lenient else []
    if styles != {"hyphen"} or speaks or cursor.lenient or cursor.sees(_is_about):
        return papers
    return [_doubted(paper, _NO_PAPER_WORD) for paper in papers] if len(papers) > 1 else []


def _number_first(cursor: _Cursor, trigger: re.Match[str]) -> list[Citation]:
    """`nr. 12 (36 200 VI)`, `motie 12 (36 200)`, `nr. 3 van dossier 36 280`."""
    cursor.at = trigger.start()
    if not cursor.sees(_sees_dossier_after_number):
        return []
    before = cursor.before(80)
    marker = cursor.take(_take_nr)
    numbers, doubt = _numbers(cursor, _after(marker) if marker else _AFTER_SINGULAR)
    link = cursor.take(_take_link_to_dossier)
    dossier = _dossier(cursor) if link and numbers else None
    if dossier is None or link is None or (link["open"] and not cursor.take(_closes_bracket)):
        return []
    paper = Citation(
        kind="kamerstuk",
        dossiers=dossier[:1],
        numbers=numbers,
        act=dossier[1],
        doubt=doubt,
        start=trigger.start(),
        end=cursor.at,
    )
    named = not link["open"] or link["word"] or cursor.lenient or _SPEAKS_OF_PAPERS.search(before)
    return [paper if named else _doubted(paper, _NO_PAPER_WORD)]


def _starting_at(start: int, citations: list[Citation]) -> list[Citation]:
    return [evolve(citations[0], start=start), *citations[1:]] if citations else []


def _doubted(citation: Citation, doubt: str) -> Citation:
    return evolve(citation, doubt=citation.doubt or doubt)


# --- Handelingen, Aanhangsel, gazettes ---------------------------------------------------------


def _proceedings(cursor: _Cursor, trigger: re.Match[str]) -> list[Citation]:
    """`Handelingen II 2019/20, nr. 23, items 4 en 7`."""
    cursor.take(_take_of)
    chamber, session = _house_of(cursor)
    if session is None:
        return []
    head = _Head(named=True, chamber=chamber, session=session)
    if cursor.take(_take_appendix):
        return _questions(cursor, trigger.start(), head)
    start = trigger.start()
    found: list[Citation] = []
    while one := _meeting(cursor, head):
        found.append(evolve(one, start=start, end=cursor.at))
        if not (joint := cursor.take(_take_next_meeting)):
            break
        start = joint.end()
    return found


def _meeting(cursor: _Cursor, head: _Head) -> Citation | None:
    numbers: tuple[str, ...] = ()
    doubt = ""
    meeting = pages = None
    if short := cursor.take(_take_meeting_and_item):
        meeting, pages = short["meeting"], short["page"]
        if _before(head.session, 2010):
            pages = short["item"]  # until then the second number was a page
        else:
            numbers = (short["item"],)
    elif long := cursor.take(_take_meeting):
        meeting = long["meeting"]
        if items := cursor.take(_take_items):
            numbers, doubt = _numbers(cursor, _AFTER_ITEMS if items["s"] else _AFTER_ITEM)
    if pointed := cursor.take(_take_pages):
        pages = pointed["pages"].replace(" ", "").replace("en", " en ")
    if meeting is None and pages is None:
        return None
    return Citation(
        kind="handelingen",
        numbers=numbers,
        chamber=head.chamber,
        session=head.session,
        meeting=meeting,
        pages=pages,
        doubt=doubt,
    )


def _appendix(cursor: _Cursor, trigger: re.Match[str]) -> list[Citation]:
    """`Aanhangsel Handelingen II 2019/20, nr. 4046`."""
    chamber, session = _house_of(cursor)
    if session is None:
        # The number may come before the session.
        marker = cursor.take(_take_nr)
        numbers, doubt = _numbers(cursor, _after(marker)) if marker else ((), "")
        chamber, session = _house_of(cursor)
        return (
            [
                Citation(
                    kind="aanhangsel",
                    numbers=numbers,
                    chamber=chamber,
                    session=session,
                    doubt=doubt,
                    start=trigger.start(),
                    end=cursor.at,
                )
            ]
            if numbers and session
            else []
        )
    return _questions(cursor, trigger.start(), _Head(chamber=chamber, session=session))


def _questions(cursor: _Cursor, start: int, head: _Head) -> list[Citation]:
    cursor.take(_take_gap)
    marker = cursor.take(_take_nr)
    numbers, doubt = _numbers(cursor, _after(marker) if marker else _AFTER_SINGULAR)
    if not numbers:
        return []
    question = Citation(
        kind="aanhangsel",
        numbers=numbers,
        chamber=head.chamber,
        session=head.session,
        doubt=doubt,
        start=start,
    )
    return [_with_details(cursor, question)]


def _gazette(cursor: _Cursor, trigger: re.Match[str]) -> list[Citation]:
    """`Stb. 2018, 387`, `Staatscourant 2025, nr. 39538`, `Trb. 2019, 12`."""
    year = cursor.take(_take_year_of_gazette)
    if year is None:
        return []
    numbers, doubt = _numbers(cursor, _after(year))
    gazette = Citation(
        kind=_gazette_kind(trigger[0]),
        numbers=numbers,
        year=year["year"],
        doubt=doubt,
        start=trigger.start(),
    )
    return [_with_details(cursor, gazette)]


def _gazette_kind(name: str) -> Literal["stb", "stcrt", "trb"]:
    if name[0] in "Tt":
        return "trb"
    return "stcrt" if name.casefold().startswith(("stc", "staatsc")) else "stb"


# --- Identifiers, and the European Union -------------------------------------------------------


def _whole(kind: Kind) -> Callable[[_Cursor, re.Match[str]], list[Citation]]:
    """A form that is nothing but an identifier."""

    def read(cursor: _Cursor, trigger: re.Match[str]) -> list[Citation]:
        return [
            Citation(kind=kind, numbers=(trigger[0],), start=trigger.start(), end=trigger.end())
        ]

    return read


def _celex(cursor: _Cursor, trigger: re.Match[str]) -> list[Citation]:
    """`CELEX:32019R0452`, `52020PC0829`."""
    number = re.split("[ :]", trigger[0])[-1]
    return [Citation(kind="eu", numbers=(number,), start=trigger.start(), end=trigger.end())]


def _jci(cursor: _Cursor, trigger: re.Match[str]) -> list[Citation]:
    """`jci1.3:c:BWBR0005288&boek=5&artikel=20`."""
    link = cursor.take(_take_jci)
    if link is None:
        return []
    return [
        Citation(
            kind="bwb",
            numbers=(link["bwb"],),
            location=link["place"].replace("&amp;", "&") or None,
            start=trigger.start(),
            end=cursor.at,
        )
    ]


def _official(cursor: _Cursor, trigger: re.Match[str]) -> list[Citation]:
    """`kst-30821-72`, `h-tk-20192020-23-4`, `blg-929493`: an id of the official publications."""
    cursor.take(_take_rest_of_id)
    citation = _from_id(trigger[0].lower() + cursor.view[trigger.end() : cursor.at])
    return [evolve(citation, start=trigger.start(), end=cursor.at)] if citation else []


def _from_id(one: str) -> Citation | None:
    if one.startswith("kst-"):
        if paper := _PAPER_ID.fullmatch(one):
            return Citation(
                kind="kamerstuk",
                dossiers=(paper["dossier"],),
                numbers=(paper["number"],),
                chamber="I" if paper["session"] and paper["number"].isalpha() else None,
                session=paper["session"] and f"{paper['session'][:4]}-{paper['session'][4:]}",
                version=paper["version"],
            )
        return None
    if item := _ITEM_ID.fullmatch(one):
        session = f"{item['first']}-{item['second']}"
        if not _before(session, 2010):
            return Citation(
                kind="handelingen",
                chamber=_CHAMBERS[item["chamber"].upper()],
                session=session,
                meeting=item["meeting"],
                numbers=(item["number"],),
            )
    if (question := _QUESTION_ID.fullmatch(one)) and question["first"] < "2025":
        return Citation(
            kind="aanhangsel",
            chamber=_CHAMBERS[question["chamber"].upper()],
            session=f"{question['first']}-{question['second']}",
            numbers=(question["number"],),
            version=question["version"],
        )
    if gazette := _GAZETTE_ID.fullmatch(one):
        return Citation(
            kind=_gazette_kind(one),
            year=gazette["year"],
            numbers=(gazette["number"],),
            version=gazette["version"],
        )
    return Citation(kind="publication", numbers=(one,))


def _commission(cursor: _Cursor, trigger: re.Match[str]) -> list[Citation]:
    """`COM(2020) 829 final`, `JOIN (2016) 18`."""
    found = cursor.take(_take_commission)
    if found is None:
        return []
    number = f"{trigger[0]}({_full_year(found['year'])}){int(found['number'])}"
    return [Citation(kind="com", numbers=(number,), start=trigger.start(), end=cursor.at)]


def _european(cursor: _Cursor, trigger: re.Match[str]) -> list[Citation]:
    """`Richtlijn (EU) 2016/1148`, `Verordening (EG) nr. 428/2009`, `Besluit 2010/413/GBVB`."""
    name = trigger[0].casefold()
    letter = next(letter for start, letter in _LETTER_OF_ACT if name.startswith(start))
    act = cursor.take(_take_european_act)
    start = trigger.start()
    found: list[Citation] = []
    while act:
        said = act["by"] or act["suffix"]
        parts = _year_and_number(letter, act)
        if parts is None or not (said or (letter in "RL" and parts[0] == act["one"])):
            break
        year, number = parts
        citation = Citation(
            kind="eu",
            numbers=(f"3{_full_year(year)}{letter}{int(number):04}",),
            doubt="" if said else "it does not say that it is an act of the European Union",
            start=start,
            end=cursor.at,
        )
        found.append(citation)
        if (joint := cursor.take(_take_joint)) is None:
            break
        start = joint.end()
        if (act := cursor.take(_take_further_act)) is None:
            cursor.at = joint.start()
    return found


def _year_and_number(letter: str, act: re.Match[str]) -> tuple[str, str] | None:
    """Tell the year from the number: either may be first, and until 1998 a year had two figures."""
    one, two = act["one"], act["two"]
    if not act["numbered"]:
        if _is_year(one):
            return one, two
        if len(one) == 2 and letter != "R" and not _is_year(two):
            return one, two
    return (two, one) if len(two) == 2 or _is_year(two) else None


def _is_year(figures: str) -> bool:
    return len(figures) == 4 and "1952" <= figures < "2100"


def _full_year(year: str) -> str:
    return year if len(year) == 4 else f"{19 if year > '50' else 20}{year}"


# --- Find, parse, resolve, annotate ------------------------------------------------------------

_FORMS: Final[Mapping[str, Callable[[_Cursor, re.Match[str]], list[Citation]]]] = {
    "paper": _named_papers,
    "chamber": _papers_of_chamber,
    "bare": _bare_papers,
    "number": _number_first,
    "appendix": _appendix,
    "proceedings": _proceedings,
    "gazette": _gazette,
    "official": _official,
    "tk": _whole("tk"),
    "bwb": _whole("bwb"),
    "jci": _jci,
    "celex": _celex,
    "commission": _commission,
    "european": _european,
}


def find(text: str) -> Iterator[Citation]:
    """Find the citations in a running text, in the order in which they stand in it.

    White space, line breaks, hyphenation, dashes, emphasis and footnote marks within a citation do
    not matter. The forms and their ids are those of Aanwijzing 3.43 of the Aanwijzingen voor de
    regelgeving and of the official publications; see the reference page of the grammar.

    Args:
        text: any text, plain or lightly marked up.

    Yields:
        Citations of which `text[citation.start:citation.end]` is `citation.text`. A list of
        numbers in one dossier is one citation with several ids.

    Example:
        >>> from nlstatedreig.kamerstuk import find
        >>> text = "Zie Kamerstuk 24 095, nrs. 487 en 504, en Stb. 2018, 387."
        >>> [(citation.text, citation.ids) for citation in find(text)]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('Kamerstuk 24 095, nrs. 487 en 504', ('kst-24095-487', 'kst-24095-504')),
         ('Stb. 2018, 387', ('stb-2018-387',))]
    """
    return _find(text, lenient=False)


def parse(string: str) -> Citation:
    """Read a string that is one citation, and nothing but that.

    A full stop, quotation marks or brackets around it may stay, and so may the name of a motion
    before a citation in brackets. Where `find` wants a word that says what a number is, `parse`
    takes it as said: `34722-1` is a paper.

    Args:
        string: one citation.

    Returns:
        The citation; `start` and `end` are its span in the string.

    Raises:
        nlstatedreig.errors.DataError: the string is not exactly one citation.

    Example:
        >>> from nlstatedreig.kamerstuk import parse
        >>> parse("Tweede Kamer, vergaderjaar 2018-2019,, 34 952, nr 41, p 21.").ids
        ('kst-34952-41',)
        >>> parse("Kamerstuk 72")
        Traceback (most recent call last):
        nlstatedreig.errors.DataError: 1 problem:
          'Kamerstuk 72': no citation in it; one looks like 'Kamerstuk 30 821, nr. 72'
    """
    found = list(_find(string, lenient=True))
    shown = repr(string if len(string) <= 80 else f"{string[:79]}…")
    if not found:
        example = "no citation in it; one looks like 'Kamerstuk 30 821, nr. 72'"
        raise DataError([f"{shown}: {example}"])
    if len(found) > 1:
        texts = ", ".join(repr(citation.text) for citation in found[:3])
        raise DataError([f"{shown}: {len(found)} citations in it ({texts}); use find"])
    citation = found[0]
    left, right = string[: citation.start], string[citation.end :]
    if citation.motion:
        left = _NAMES_MOTION.sub("", left)
    for rest, around in ((left, _AROUND_LEFT), (right, _AROUND_RIGHT)):
        if not around.fullmatch(rest):
            extra = rest.strip()[:80]
            raise DataError([f"{shown}: {extra!r} is no part of a citation; use find"])
    return citation


def _find(text: str, lenient: bool) -> Iterator[Citation]:
    view = _View(text)
    at = floor = 0
    while trigger := _next_trigger(view.text, at):
        cursor = _Cursor(view.text, trigger.end(), floor, lenient)
        found = _FORMS[trigger.lastgroup or ""](cursor, trigger)
        for citation in found:
            whole = _looked_back(view.text, floor, _doubted(citation, _doubt(citation)))
            start, end = view.origin(whole.start), view.origin(whole.end - 1) + 1
            floor = whole.end
            yield evolve(whole, start=start, end=end, text=text[start:end])
        at = found[-1].end if found else trigger.end()


def _next_trigger(view: str, at: int) -> re.Match[str] | None:
    """Find where the next citation may start."""
    while figures := _FIGURES.search(view, at):
        first, end = figures.span()
        start = max(at, first - _REACH)
        window = view[start:first].lower()
        if any(stem in window for stem in _STEMS):
            word = _STARTS_AT_WORD.search(view, start, end + _REACH)
            if word and word.start() < first:
                return word
        if figure := _STARTS_AT_FIGURE.match(view, first):
            return figure
        at = end
    return None


def _looked_back(view: str, floor: int, citation: Citation) -> Citation:
    """Take in what belongs to a citation and stands before it: `bijlage bij`, a motion's name."""
    if citation.kind == "eu" and (
        prefix := _ACT_BEFORE.search(view, max(floor, citation.start - 20), citation.start)
    ):
        return evolve(citation, start=prefix.start())
    if citation.kind != "kamerstuk":
        return citation
    before = _paragraph_before(view, max(floor, citation.start - 200), citation.start)
    motion = _MOTION_BEFORE.search(before)
    annex = _ANNEX_BEFORE.search(before)
    return evolve(
        citation,
        annex=citation.annex or annex is not None,
        start=citation.start - len(annex[0]) if annex else citation.start,
        motion=motion and motion["name"].rstrip(" ,"),
    )


def _doubt(citation: Citation) -> str:
    """Why the parts of a citation do not settle what it cites; empty when they do."""
    kind, session, chamber = citation.kind, citation.session, citation.chamber
    if session and int(session[:4]) + 1 != int(session[5:]):
        return f"the session {session} does not span two consecutive years"
    if kind == "kamerstuk" and citation.numbers:
        return _doubt_of_paper(citation)
    if kind == "handelingen":
        if chamber is None:
            return "it does not say of which chamber"
        if _before(session, 2010):
            return "before 2010-2011 the id holds the pages of the whole publication"
        return "" if citation.numbers else "it gives no item, and a meeting has several"
    if kind == "aanhangsel":
        if not citation.ids:
            return "for this session the id does not follow from the number"
        return "" if chamber else "it does not say of which chamber; the Tweede Kamer is assumed"
    if kind == "stcrt" and not citation.ids:
        return "until July 2009 the number is that of an issue, with many publications in it"
    return ""


def _doubt_of_paper(paper: Citation) -> str:
    letters = paper.numbers[0].isalpha()
    if _before(paper.session, 1995):
        return "papers from before 1995 are not in the official scheme"
    if paper.chamber == "I" and not letters:
        return "papers of the Eerste Kamer bear letters, not figures"
    if paper.chamber == "II" and letters:
        return "papers of the Tweede Kamer bear figures, not letters"
    if letters and _before(paper.session, 2010):
        return "before 2010-2011 not every id of the Eerste Kamer has the session in it"
    return ""


def resolve(citation: Citation, documents: Mapping[str, D]) -> tuple[D, ...]:
    """Look up what a citation cites.

    Args:
        citation: what `find` or `parse` gave.
        documents: documents by id, such as `Catalogue.documents`. A document that has
            `identifiers` is found by the value of each of them as well.

    Returns:
        The documents that are there, in the order of the ids; for an annex the covering paper.

    Example:
        >>> from nlstatedreig.kamerstuk import parse, resolve
        >>> titles = {"kst-30821-72": "Tegengaan statelijke dreigingen"}
        >>> resolve(parse("Kamerstuk 30 821, nrs. 71 en 72"), titles)
        ('Tegengaan statelijke dreigingen',)
    """
    found: list[D] = []
    for one in citation.ids:
        if one in documents:
            found.append(documents[one])
        else:
            found += (other for other in documents.values() if _has_identifier(other, one))
    return tuple(found)


def _has_identifier(document: object, one: str) -> bool:
    identifiers: tuple[object, ...] = getattr(document, "identifiers", ())
    values = (str(getattr(identifier, "value", "")) for identifier in identifiers)
    return any(value.replace(" ", "") == one for value in values)


def annotate(
    text: str, form: Form = "html", link: Callable[[Citation], str | None] | None = None
) -> str:
    """Wrap the citations of a text in links, and leave the rest as it is.

    Args:
        text: plain text for `html`, Markdown for `markdown`.
        form: `html` escapes the text and wraps spans in `<a href>`; `markdown` wraps spans in
            `[…](…)`, except in code, in links and addresses, and where that would break emphasis.
        link: gives the address for a citation, or `None` to leave it alone; the official address
            unless told otherwise.

    Returns:
        The text with its links; without the mark-up it is the text again.

    Example:
        >>> from nlstatedreig.kamerstuk import annotate
        >>> print(annotate("R&D: zie Stb. 2018, 387", link=lambda citation: citation.ids[0]))
        R&amp;D: zie <a href="stb-2018-387">Stb. 2018, 387</a>
    """
    spans = _markdown_spans(text) if form == "markdown" else _plain_spans(text)
    pieces: list[str] = []
    done = 0
    for citation, start, end in spans:
        address = link(citation) if link else citation.url
        if address is None:
            continue
        before, inside = text[done:start], text[start:end]
        if form == "markdown":
            target = address.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
            pieces.append(f"{before}[{inside}]({target})")
        else:
            pieces.append(f'{escape(before)}<a href="{escape(address)}">{escape(inside)}</a>')
        done = end
    rest = text[done:]
    return "".join([*pieces, rest if form == "markdown" else escape(rest)])


_Span = tuple[Citation, int, int]


def _plain_spans(text: str) -> Iterator[_Span]:
    for citation in find(text):
        yield citation, citation.start, citation.end


def _markdown_spans(text: str) -> Iterator[_Span]:
    """Spans that can be wrapped in a Markdown link without breaking other mark-up."""
    taken = [match.span() for match in _MARKDOWN_TAKEN.finditer(text)]
    starts = [start for start, _ in taken]
    done = 0
    for citation in find(text):
        nearest = bisect_right(starts, citation.end - 1) - 1
        free = nearest < 0 or taken[nearest][1] <= citation.start
        span = _balanced(text, citation) if free else None
        if span and span[0] >= done:
            done = span[1]
            yield citation, *span


def _balanced(text: str, citation: Citation) -> tuple[int, int] | None:
    """The span, widened by a mark of emphasis of which it holds only the other half."""
    start, end = citation.start, citation.end
    if "[" in citation.text or "]" in citation.text:
        return None
    open_marks: list[str] = []
    for mark in _EMPHASIS.findall(citation.text):
        if open_marks and open_marks[-1] == mark:
            open_marks.pop()
        else:
            open_marks.append(mark)
    if not open_marks:
        return start, end
    mark = open_marks.pop()
    if open_marks:
        return None
    if text.endswith(mark, 0, start):
        return start - len(mark), end
    return (start, end + len(mark)) if text.startswith(mark, end) else None
