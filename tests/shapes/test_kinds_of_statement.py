"""The shape that counts the statements of a part names the classes one by one; none may be forgotten."""

import re
from pathlib import Path

from rdflib import RDFS, Graph, Namespace

THB = Namespace("https://w3id.org/thbgraph/ontology#")


def test_every_class_of_norms_and_rules_is_counted(project: Path) -> None:
    ontology = Graph()
    for path in (project / "ontology").glob("*.ttl"):
        ontology.parse(path)
    below = set(ontology.transitive_subjects(RDFS.subClassOf, THB.NormativeStatement))
    leaves = {str(one) for one in below if (None, RDFS.subClassOf, one) not in ontology}
    text = (project / "shapes/data/document-part.ttl").read_text(encoding="utf-8")
    (counted,) = set(re.findall(r"\?class IN \(([^)]*)\), <[^>]*/norms>", text))

    assert {str(THB) + name.removeprefix("thb:") for name in counted.split(", ")} == leaves
