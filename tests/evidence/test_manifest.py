"""The manifest of a document: its parts, their signals, and what is kept of what a person wrote."""

import pyoxigraph as ox
import pytest

from thbgraph.documents import read
from thbgraph.evidence.copies import Copy
from thbgraph.evidence.manifest import KINDS, account_for, main, written
from thbgraph.names import PREFIXES, THBD

ENCODED = (
    "document/com/answer_2007-10-25",
    "document/oj/c_137_2003-06-12",
    "document/council/16633_06",
    "document/com/2018_777",
    "document/un/sg_report_2008-01-29",
)
DOCUMENT = THBD + "document/letters"
TEXT = """\
REPORT ON LETTERS

1. States should answer every letter. They should do so soon.

2. Ruritania answered 12 letters.

3. Nothing more is known.
"""
GRAPH = """
thb:Recommendation rdfs:subClassOf thb:Norm . thb:Norm rdfs:subClassOf thb:NormativeStatement .
thb:State rdfs:subClassOf thb:Actor .
thbd:rur a thb:State ; skos:prefLabel "Ruritania"@en .
thbd:norm a thb:Recommendation ; thb:hasEvidence thbd:e1 .
thbd:e1 thb:isFoundIn <https://w3id.org/thbgraph/id/document/letters> ; thb:address "point 1" .
"""
KEPT = """
thbd:part thb:isPartOfDocument <https://w3id.org/thbgraph/id/document/letters> ; thb:address "point 2" ;
  thb:hasMark thbd:mark .
thbd:mark thb:coversKind <https://w3id.org/thbgraph/vocabulary/statement-kind/measures> ;
  thb:hasCoverage <https://w3id.org/thbgraph/vocabulary/coverage/elsewhere> ; thb:reason "Point 1 has it"@en .
"""


def accounts(tmp_path, more=""):
    path = tmp_path / "letters.txt"
    path.write_text(TEXT)
    store = ox.Store()
    lines = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    store.load(lines + GRAPH + more, format=ox.RdfFormat.TURTLE)
    return {one.address: one for one in account_for(Copy(read(path)), DOCUMENT, store)}


def test_every_part_with_words_is_there_once_in_order(tmp_path):
    assert list(accounts(tmp_path))[-3:] == ["point 1", "point 2", "point 3"]


def test_statements_are_counted_at_their_address(tmp_path):
    found = accounts(tmp_path)

    assert found["point 1"].marks["norms"].coverage == "carries"
    assert found["point 1"].statements["norms"] == 1
    assert found["point 3"].marks["norms"].coverage == "narrative"


def test_one_statement_does_not_cover_two_verbs(tmp_path):
    assert list(accounts(tmp_path)["point 1"].open_questions()) == [
        "norms: 1 recorded, and the wording has 2 signals"
    ]


def test_a_figure_and_an_actor_without_record_are_questions(tmp_path):
    assert list(accounts(tmp_path)["point 2"].open_questions()) == [
        "measures: none is recorded, and the wording has 1 signals",
        "figures: none is recorded, and the wording has 1 signals",
    ]


def test_a_part_without_signals_needs_no_reason(tmp_path):
    assert list(accounts(tmp_path)["point 3"].open_questions()) == []


def test_what_a_person_wrote_is_kept(tmp_path):
    mark = accounts(tmp_path, KEPT)["point 2"].marks["measures"]

    assert mark == ("elsewhere", "Point 1 has it")


def test_the_manifest_is_a_record_file_that_says_all_this_again(tmp_path, project):
    from thbgraph.records import Context, load_record

    found = accounts(tmp_path, KEPT)
    path = tmp_path / "coverage.yaml"
    path.write_text(written("document/letters", "letters", list(found.values())))
    record = load_record(path, Context.load(project / "build" / "context.jsonld"))
    store = ox.Store()
    store.load(record.nquads, format=ox.RdfFormat.N_QUADS)

    assert not record.problems
    kinds = [quad for quad in store if quad.predicate.value.endswith("#coversKind")]
    assert len(kinds) == len(found) * len(KINDS)
    reasons = [quad.object.value for quad in store if quad.predicate.value.endswith("#reason")]
    assert reasons == ["Point 1 has it"]


@pytest.mark.parametrize("document", ENCODED)
def test_the_manifest_of_each_document_accounts_for_every_part_of_its_copy(document, shared, capsys):
    code = main([document, "--corpus", str(shared / "corpus")])

    assert code == 0, capsys.readouterr().out
