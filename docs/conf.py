"""How Sphinx builds these pages; warnings are errors (`sphinx-build -n -W`)."""

from nlstatedreig import __version__, catalogue, editions, history, network

# Modules that only name these in annotations do not import them, so that the package loads fast.
# Here annotations are read: a `Citation` is then that of the module, and not one of two.
for module in (editions, history, network):
    vars(module).update(Catalogue=catalogue.Catalogue, Collection=catalogue.Collection)
    for name, held in [*vars(module).items()]:
        if getattr(held, "__module__", None) == module.__name__:
            vars(catalogue).setdefault(name, held)

project = "nlstatedreig"
author = "the nlstatedreig contributors"
project_copyright = "the nlstatedreig contributors; code MIT, data CC0 1.0"
version = release = __version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.doctest", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"nlstatedreig {__version__}"
myst_heading_anchors = 3

autodoc_default_options = {"members": True, "show-inheritance": True}
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_type_aliases = {"Sequence": "collections.abc.Sequence"}
napoleon_use_ivar = True

nitpicky = True
nitpick_ignore_regex = [
    (r"py:.*", r"(.*\.)?(T|T_co|D)"),  # type variables have no page
    (r"py:.*", r"collections\.abc\..*|typing\..*"),  # of the standard library, which has its own
    (
        r"py:.*",
        r"(datetime|decimal|enum|importlib|pathlib|types)\..*|date|Decimal|Path|Traversable",
    ),
]


def setup(app):
    """Keep napoleon from reading the `word: rest` of a member's docstring as its type."""
    kept = {}

    def take(_, what, name, __, ___, lines):
        if what == "attribute":
            kept[name], lines[:] = list(lines), []

    def give_back(_, what, name, __, ___, lines):
        if what == "attribute":
            lines[:] = kept.pop(name)

    # Napoleon listens with the usual priority, 500.
    app.connect("autodoc-process-docstring", take, priority=400)
    app.connect("autodoc-process-docstring", give_back, priority=600)
