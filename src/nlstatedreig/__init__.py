"""What the Dutch government wrote about threats by state actors, as data.

Importing the package reads nothing. `from nlstatedreig import measures` loads on first use.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # type checkers take it as true; importing typing would cost more than this
if TYPE_CHECKING:
    from nlstatedreig.catalogue import Catalogue, Collection, load
    from nlstatedreig.errors import NlstatedreigError
    from nlstatedreig.records import (
        Actor,
        Assessment,
        Citation,
        Commitment,
        Definition,
        Document,
        Erratum,
        Figure,
        Framework,
        Incident,
        Interest,
        Measure,
        Section,
        Threat,
        Uncoded,
    )
    from nlstatedreig.sources import Sources
    from nlstatedreig.values import Evidence, PartialDate, Quantity, Text

    actors: Collection[Actor]
    assessments: Collection[Assessment]
    citations: Collection[Citation]
    commitments: Collection[Commitment]
    definitions: Collection[Definition]
    documents: Collection[Document]
    errata: Collection[Erratum]
    figures: Collection[Figure]
    frameworks: Collection[Framework]
    incidents: Collection[Incident]
    interests: Collection[Interest]
    measures: Collection[Measure]
    sections: Collection[Section]
    threats: Collection[Threat]
    uncoded: Collection[Uncoded]

# The collections of the catalogue, and the modules in which the other public names live.
_COLLECTIONS = (
    "actors", "assessments", "citations", "commitments", "definitions", "documents", "errata",
    "figures", "frameworks", "incidents", "interests", "measures", "sections", "threats", "uncoded",
)  # fmt: skip
_HOMES = {
    "catalogue": ("Catalogue", "Collection", "load"),
    "errors": ("NlstatedreigError",),
    "records": (
        "Actor", "Assessment", "Citation", "Commitment", "Definition", "Document", "Erratum",
        "Figure", "Framework", "Incident", "Interest", "Measure", "Section", "Threat", "Uncoded",
    ),
    "sources": ("Sources",),
    "values": ("Evidence", "PartialDate", "Quantity", "Text"),
}  # fmt: skip

__all__ = [
    "Actor",
    "Assessment",
    "Catalogue",
    "Citation",
    "Collection",
    "Commitment",
    "Definition",
    "Document",
    "Erratum",
    "Evidence",
    "Figure",
    "Framework",
    "Incident",
    "Interest",
    "Measure",
    "NlstatedreigError",
    "PartialDate",
    "Quantity",
    "Section",
    "Sources",
    "Text",
    "Threat",
    "Uncoded",
    "actors",
    "assessments",
    "citations",
    "commitments",
    "definitions",
    "documents",
    "errata",
    "figures",
    "frameworks",
    "incidents",
    "interests",
    "load",
    "measures",
    "sections",
    "threats",
    "uncoded",
]


# A type checker would take any name for a public one.
if not TYPE_CHECKING:  # pragma: no branch - it is never true at run time

    def __getattr__(name):
        from importlib import import_module

        if name in _COLLECTIONS:
            value = getattr(import_module("nlstatedreig.catalogue").load(), name)
        elif home := next((home for home, names in _HOMES.items() if name in names), None):
            value = getattr(import_module(f"nlstatedreig.{home}"), name)
        else:
            raise AttributeError(f"module 'nlstatedreig' has no attribute {name!r}")
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
