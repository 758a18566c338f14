"""The closure is the one that owlrl and reasonable find, both complete for OWL 2 RL.

Compared are the triples that say something in the vocabulary: the predicate is one of the ontology's
properties, or it is rdf:type and the object one of its classes; the subject is a thing of the data. Dropped
of the oracles' results are thereby: all triples about the ontology's own terms (reflexive rdfs:subClassOf,
owl:equivalentClass and the like), the types owl:Thing, rdfs:Resource and those of literals, reflexive
owl:sameAs, and the axiomatic triples of RDF, RDFS and OWL. Domains and ranges are on, as the oracles cannot
leave them out.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
import reasonable
from inference_builders import EX, HEAD, inferred, rules_of, triples
from rdflib.namespace import RDF

DATA = EX + "id/"

# In the shape of the model: bearers under one property, nested provisions, instruments that replace others.
ONTOLOGY = """
ex:Norm rdfs:subClassOf ex:Statement. ex:Obligation rdfs:subClassOf ex:Norm.
ex:Duty owl:equivalentClass ex:Obligation.
ex:Body rdfs:subClassOf ex:Actor. ex:Agency rdfs:subClassOf ex:Body. ex:Actor rdfs:subClassOf ex:Entity.
ex:Provision rdfs:subClassOf ex:LegalResource. ex:LegalResource rdfs:subClassOf ex:Entity.
ex:hasBearer rdfs:domain ex:Norm; rdfs:range ex:Actor; owl:inverseOf ex:bears.
ex:hasNamedBearer rdfs:subPropertyOf ex:hasBearer.
ex:hasImpliedBearer rdfs:subPropertyOf ex:hasBearer.
ex:isOwedBy owl:equivalentProperty ex:hasBearer.
ex:isDirectPartOf rdfs:subPropertyOf ex:isPartOf; rdfs:domain ex:Provision.
ex:isPartOf a owl:TransitiveProperty; rdfs:range ex:LegalResource; owl:inverseOf ex:hasPart.
ex:hasPart rdfs:domain ex:Whole.
ex:replaces a owl:TransitiveProperty; rdfs:subPropertyOf ex:isLinkedTo.
ex:isLinkedTo a owl:TransitiveProperty, owl:SymmetricProperty.
ex:cooperatesWith a owl:SymmetricProperty; rdfs:domain ex:Actor.
ex:title rdfs:subPropertyOf ex:name. ex:name rdfs:domain ex:Named.
"""
CHAINS = {
    "inverse of transitive feeding a domain, in reverse order": (
        "ex:hasPart rdfs:domain ex:Whole; owl:inverseOf ex:isPartOf. "
        "ex:direct rdfs:subPropertyOf ex:isPartOf. ex:isPartOf a owl:TransitiveProperty. "
        "ex:Whole rdfs:subClassOf ex:Thing.",
        "id:a ex:direct id:b. id:b ex:direct id:c. id:c ex:direct id:d.",
    ),
    "transitive below symmetric and transitive": (
        "ex:b a owl:TransitiveProperty, owl:SymmetricProperty; rdfs:range ex:R. "
        "ex:z rdfs:subPropertyOf ex:b; a owl:TransitiveProperty; owl:inverseOf ex:y. ex:y rdfs:domain ex:D.",
        "id:a ex:z id:b. id:b ex:z id:c. id:d ex:y id:c. id:d ex:b id:e.",
    ),
    "two transitive properties that are inverses": (
        "ex:p a owl:TransitiveProperty; owl:inverseOf ex:q. ex:q a owl:TransitiveProperty; rdfs:domain ex:D.",
        "id:a ex:p id:b. id:c ex:q id:b. id:c ex:p id:a.",
    ),
    "circles of classes and of properties": (
        "ex:A rdfs:subClassOf ex:B. ex:B rdfs:subClassOf ex:C. ex:C rdfs:subClassOf ex:A. "
        "ex:p rdfs:subPropertyOf ex:q. ex:q rdfs:subPropertyOf ex:p; rdfs:domain ex:C.",
        "id:a ex:p id:b. id:c a ex:B. id:b ex:q id:b.",
    ),
}


def generated_data(size: int, seed: int = 2006) -> str:
    """Return about `size` triples of norms with bearers, nested provisions, replaced instruments, names."""
    chance = random.Random(seed)
    facts: list[str] = []
    for number in range(size // 8):
        norm, provision, actor = f"id:norm{number}", f"id:prov{number}", f"id:actor{number % 40}"
        facts += [
            f"{norm} a ex:{chance.choice(['Norm', 'Obligation', 'Duty'])}",
            f"{norm} ex:{chance.choice(['hasNamedBearer', 'hasImpliedBearer', 'isOwedBy'])} {actor}",
            f"id:actor{chance.randrange(40)} ex:cooperatesWith {actor}",
            f"{actor} a ex:{chance.choice(['Actor', 'Body', 'Agency'])}",
            f"{provision} ex:isDirectPartOf id:prov{number // 3 if number % 5 else 'Root'}",
            f'{norm} ex:title "title {chance.randrange(100)}"',
            f"{actor} ex:bears id:norm{chance.randrange(size // 8)}",
        ]
        if number % 4 == 0:
            facts.append(f"id:act{number % 48} ex:replaces id:act{(number + 4) % 48}")
    return " .\n".join(facts) + " ."


def by_owlrl(graph: rdflib.Graph) -> set[tuple]:
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return set(graph)


def by_reasonable(graph: rdflib.Graph) -> set[tuple]:
    reasoner = reasonable.PyReasoner()
    reasoner.from_graph(graph)
    return set(reasoner.reason())


ORACLES = [by_owlrl, by_reasonable]


def closure_by(oracle: Callable[[rdflib.Graph], set[tuple]], ontology: str, facts: str) -> set[str]:
    """Return the lines that an oracle adds to the facts, restricted as said above."""
    terms = rdflib.Graph().parse(data=HEAD + ontology, format="turtle")
    given = rdflib.Graph().parse(data=prefixed(facts), format="turtle")
    found = [triple for triple in oracle(terms + given) if is_of_vocabulary(triple)]
    return as_lines(found) - as_lines(given)


def as_lines(graph: Iterable[tuple]) -> set[str]:
    """Return N-Triples lines in one spelling: reasonable writes out the datatype of plain strings."""
    text = "\n".join(" ".join(term.n3() for term in triple) + " ." for triple in graph)
    return {f"{quad.triple} ." for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)}


def is_of_vocabulary(triple: tuple) -> bool:
    subject, predicate, object_ = triple
    said_of_data = isinstance(subject, rdflib.URIRef) and subject.startswith(DATA)
    names = object_ if predicate == RDF.type else predicate
    return said_of_data and isinstance(names, rdflib.URIRef) and names.startswith(EX)


def prefixed(facts: str) -> str:
    return f"{HEAD}PREFIX id: <{DATA}>\n{facts}"


def closure_here(ontology: str, facts: str) -> set[str]:
    return inferred(rules_of(ontology, domains_and_ranges=True), triples(f"PREFIX id: <{DATA}>\n{facts}"))


@pytest.mark.parametrize("oracle", ORACLES)
@pytest.mark.parametrize(("ontology", "facts"), CHAINS.values(), ids=CHAINS)
def test_hand_made_chains_have_the_closure_of_the_oracles(oracle, ontology: str, facts: str):
    found = closure_here(ontology, facts)
    assert found
    assert found == closure_by(oracle, ontology, facts)


@pytest.mark.parametrize("oracle", ORACLES)
def test_two_thousand_generated_triples_have_the_closure_of_the_oracles(oracle):
    facts = generated_data(2000)
    found = closure_here(ONTOLOGY, facts)
    assert len(found) > 2000
    assert found == closure_by(oracle, ONTOLOGY, facts)
