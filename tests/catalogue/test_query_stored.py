"""Stored queries: reading them, finding them by name, and what the contract refuses."""

from __future__ import annotations

import pytest
import small_graph

from thbgraph import data
from thbgraph.catalogue.check import check_folder, faults
from thbgraph.catalogue.folder import Catalogue
from thbgraph.catalogue.query import StoredQuery
from thbgraph.errors import QuerySyntaxError, UnknownQueryError

GOOD = small_graph.ACTIONS_OF


def query(text: str = GOOD, name: str = "actions-of") -> StoredQuery:
    return StoredQuery(name, text)


def changed(old: str, new: str) -> StoredQuery:
    assert old in GOOD
    return query(GOOD.replace(old, new))


def test_every_part_of_the_header_is_read():
    good = query()
    actor, date = good.parameters.values()

    assert (good.summary, good.question) == (
        "What a body was to do.",
        "What was this body to do, and by when?",
    )
    assert (good.tags, good.key, good.as_of) == (("actors", "deadlines"), "norm", "date")
    assert good.columns["due"].meaning == "The last day: of the action."
    assert (actor.name, actor.type, actor.required, actor.several) == ("actor", "actor", True, True)
    assert actor.class_iri == "https://w3id.org/thbgraph/ontology#Actor"
    assert (date.class_iri, date.default, date.day, date.option) == ("", None, "last", "--date")
    assert date.description == "Actions due until that day only; a year means its end."


def test_class_of_the_header_comes_before_that_of_the_type():
    narrowed = changed("type: actor\n", "type: actor\n#+     class: thb:Body\n")

    assert narrowed.parameters["actor"].class_iri == "https://w3id.org/thbgraph/ontology#Body"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("summary:", "sumary:", "unknown key 'sumary'"),
        ("#+ question: What was this body to do, and by when?\n", "", "'question'"),
        ("type: date", "type: day", "unknown type 'day'"),
        ("required: true", "required: perhaps", "true or false"),
        ("tags: [actors, deadlines]", "tags: actors", "list"),
        ("example: Europol", "sample: Europol", "unknown key 'sample'"),
        ("type: date\n", "type: date\n#+     class: thb:Actor\n", "cannot have the class"),
        ("type: actor\n", "type: actor\n#+     class: nope:Actor\n", "cannot have the class"),
        ("#+     meaning: Where the passage stands.\n", "", "'meaning'"),
        ("name: date", "name: actor", "repeats"),
        ("VALUES (?actor ?date) { (UNDEF UNDEF) }", "", "one VALUES block"),
        ("(?actor ?date) { (UNDEF UNDEF) }", "(?actor) { (UNDEF) }", "one VALUES block"),
        ("(UNDEF UNDEF)", "(UNDEF)", "one VALUES block"),
        (
            "VALUES (?actor ?date) { (UNDEF UNDEF) }",
            "VALUES (?actor ?date) { (UNDEF UNDEF) } VALUES (?actor ?date) { (UNDEF UNDEF) }",
            "one VALUES block",
        ),
    ],
)
def test_unusable_file_is_refused(old, new, what):
    with pytest.raises(QuerySyntaxError, match=what):
        changed(old, new)


def test_good_queries_have_no_faults():
    assert check_folder([StoredQuery(name, text) for name, text in small_graph.QUERIES.items()]) == []


def test_stored_queries_of_the_project_have_no_faults():
    assert check_folder(Catalogue(data.queries_dir()).values()) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("SELECT ?norm ?normLabel ?due ?document ?documentLabel ?address", "SELECT *", "SELECT *"),
        ("ORDER BY ?norm ?address", "", "ORDER BY is missing"),
        ("ORDER BY ?norm ?address", "# ORDER BY ?norm", "ORDER BY is missing"),
        ("?due ?document ", "?due ?evidence ?document ", "column 'evidence' is not documented"),
        ("?normLabel ?due", "?normLabel", "column 'due' is documented and not selected"),
        ("?documentLabel ?address", "?documentLabel", "column 'address' is missing"),
        ("key: norm", "key: action", "key names no column"),
        ("as_of: date", "as_of: day", "as_of names 'day'"),
        ("#+     example: Europol\n", "", "'actor' has no example"),
        ("#+     description: The body, by its label or IRI.\n", "", "'actor' has no description"),
        ("required: true", "required: true\n#+     default: Europol", "required and has a default"),
        ("PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n", "", "does not parse"),
    ],
)
def test_broken_contract_is_a_fault(old, new, fault):
    assert any(fault in found for found in faults(changed(old, new)))


def test_option_of_the_command_is_no_name_for_a_parameter():
    taken = query(GOOD.replace("name: actor", "name: format").replace("?actor", "?format"))

    assert any("'format' cannot be an option" in fault for fault in faults(taken))


def test_construct_is_no_stored_query():
    construct = "#+ summary: s\n#+ question: q\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?s"

    assert "the query is not a SELECT query" in faults(query(construct))


def test_name_with_capitals_is_a_fault():
    assert faults(query(GOOD, "actionsOf")) == ["the name is not lower-case words joined by hyphens"]


def test_count_must_name_a_query_that_lists_what_is_counted():
    alone = StoredQuery("actions-by-body", small_graph.ACTIONS_BY_BODY)

    assert check_folder([alone]) == ["actions-by-body: derived_from names no stored query"]


def test_catalogue_lists_queries_by_name(home, places):
    catalogue = Catalogue(places[1] / "queries")

    assert list(catalogue) == ["actions-by-body", "actions-of"]
    assert (len(catalogue), "actions-of" in catalogue) == (2, True)
    assert catalogue.listing()[1]["parameters"] == [
        {"name": "actor", "type": "actor", "required": True, "default": None, "example": "Europol"},
        {"name": "date", "type": "date", "required": False, "default": None, "example": "end of 2006"},
    ]


@pytest.mark.parametrize("name", ["actions", "../queries/actions-of", "", "actions-of.rq"])
def test_unknown_name_is_refused(places, name):
    with pytest.raises(UnknownQueryError):
        Catalogue(places[1] / "queries")[name]


def test_near_name_is_suggested(places):
    with pytest.raises(UnknownQueryError) as raised:
        Catalogue(places[1] / "queries")["action-of"]

    assert raised.value.hint.startswith("did you mean actions-of")
