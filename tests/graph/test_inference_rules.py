"""Custom rules: their contract, their common fixpoint with the ontology, and record by record."""

from __future__ import annotations

from pathlib import Path

import pytest
from inference_builders import INFERRED, in_parts, inferred, lines, lines_of, rules_of, store_of, triples

from thbgraph import data
from thbgraph.graph.rules import RuleError, read_rule
from thbgraph.names import THB

RULE = """\
#+ summary: What is owed is owed by somebody.
#+ why: A test needs a rule that feeds a transitive property.
#+ scope: {scope}
PREFIX ex: <http://example.org/>
PREFIX thb: <https://w3id.org/thbgraph/ontology#>
CONSTRUCT {{ {template} }} WHERE {{ {pattern} }}
"""


def rule(
    folder: Path,
    name: str = "rule",
    *,
    template: str = "?x thb:owes ?y",
    pattern: str = "?x ex:a ?y",
    scope: str = "record",
) -> Path:
    path = folder / f"{name}.rq"
    path.write_text(RULE.format(template=template, pattern=pattern, scope=scope))
    return path


def facts(turtle: str) -> list:
    return triples(f"PREFIX thb: <{THB}>\n{turtle}")


def owed(turtle: str) -> set[str]:
    return lines(f"PREFIX thb: <{THB}>\n{turtle}")


def axioms(turtle: str) -> str:
    return f"PREFIX thb: <{THB}>\n{turtle}"


@pytest.mark.parametrize("scope", ["record", "global"])
def test_a_rule_adds_what_it_constructs(tmp_path: Path, scope: str):
    rules = rules_of("", custom=[rule(tmp_path, scope=scope)])
    assert inferred(rules, facts("ex:i ex:a ex:j.")) == owed("ex:i thb:owes ex:j.")


def test_rules_and_ontology_reach_one_fixpoint(tmp_path: Path):
    first = rule(tmp_path, "first", pattern="?x ex:b ?y", template="?x thb:owes ?y")
    second = rule(tmp_path, "second", pattern="?x thb:sees ?y", template="?y thb:owes ?x")
    ontology = axioms("thb:owes rdfs:subPropertyOf thb:sees. thb:sees a owl:TransitiveProperty.")
    rules = rules_of(ontology, custom=[second, first])
    given = facts("ex:i ex:b ex:j. ex:j ex:b ex:k.")
    pairs = [f"ex:{one} thb:owes ex:{other}; thb:sees ex:{other} ." for one in "ijk" for other in "ijk"]
    assert inferred(rules, given) == owed("".join(pairs))


def test_record_rules_give_file_by_file_what_they_give_at_once(tmp_path: Path):
    named = rule(tmp_path, pattern="?x ex:a ?y . ?y a ex:B . ?x thb:sees ?y", template="?x thb:owes ?y")
    ontology = axioms(
        "ex:a rdfs:subPropertyOf thb:sees. ex:A rdfs:subClassOf ex:B. thb:owes owl:inverseOf thb:by."
    )
    rules = rules_of(ontology, custom=[named])
    files = facts("ex:i ex:a ex:j. ex:j a ex:A."), facts("ex:k ex:a ex:i, ex:l. ex:l a ex:A.")
    found = in_parts(rules, *files)
    assert owed("ex:i thb:owes ex:j. ex:j thb:by ex:i.") <= found
    assert found == inferred(rules, *files)


def test_a_record_rule_may_look_into_the_ontology(tmp_path: Path):
    named = rule(tmp_path, pattern="?x ex:a ?y . ?y ex:isBelow ex:top")
    rules = rules_of(
        "ex:isBelow a owl:TransitiveProperty. ex:c ex:isBelow ex:b. ex:b ex:isBelow ex:top.", custom=[named]
    )
    assert rules.local(facts("ex:i ex:a ex:c, ex:d.")) == owed("ex:i thb:owes ex:c.")


def test_one_file_leaves_no_trace_in_the_next(tmp_path: Path):
    rules = rules_of("", custom=[rule(tmp_path, pattern="?x ex:a ?y . ?x ex:c ?z")])
    assert rules.local(facts("ex:i ex:c ex:j.")) == set()
    assert rules.local(facts("ex:i ex:a ex:j.")) == set()


def test_global_rules_complete_the_parts_to_the_whole(tmp_path: Path):
    named = rule(tmp_path, scope="global", pattern="?x ex:a ?y . ?y ex:a ?z", template="?x thb:owes ?z")
    rules = rules_of(axioms("thb:owes owl:inverseOf thb:by."), custom=[named])
    files = facts("ex:i ex:a ex:j."), facts("ex:j ex:a ex:k.")
    assert rules.needs_completion
    store = store_of(*files)
    assert in_parts(rules, *files) == set()
    assert rules.complete(store, INFERRED) == 2
    assert lines_of(store) == inferred(rules, *files) == owed("ex:i thb:owes ex:k. ex:k thb:by ex:i.")


def test_only_global_rules_need_completion(tmp_path: Path):
    assert not rules_of("").needs_completion
    assert not rules_of("", custom=[rule(tmp_path)]).needs_completion


def test_a_rules_predicates_are_derived_ones(tmp_path: Path):
    rules = rules_of("", custom=[rule(tmp_path, template="?x thb:owes ?y ; a thb:Norm")])
    assert rules.derived_predicates == {THB + "owes"}


BROKEN = {
    "the header must have": {"scope": "record\n#+ extra: 1"},
    "is unknown": {"scope": "file"},
    "may only add": {"pattern": "?x ex:a ?y FILTER not  exists { ?y ex:a ?x }"},
    "not YAML": {"scope": "[[["},
    "a predicate is a variable": {"template": "?x ?y ?x"},
    "rule.rq: error at": {"pattern": "?x ex:a"},
}


@pytest.mark.parametrize(("message", "change"), BROKEN.items(), ids=BROKEN)
def test_a_rule_that_does_not_keep_to_the_contract_is_refused(tmp_path: Path, message: str, change: dict):
    with pytest.raises(RuleError, match=message):
        read_rule(rule(tmp_path, **change))


def test_a_rule_must_construct(tmp_path: Path):
    path = rule(tmp_path)
    path.write_text(path.read_text().replace("CONSTRUCT { ?x thb:owes ?y }", "SELECT ?x"))
    with pytest.raises(RuleError, match="not a CONSTRUCT query"):
        read_rule(path)


def test_the_projects_own_rules_keep_to_the_contract():
    names = [read_rule(path).name for path in sorted((data.build_dir() / "rules").glob("*.rq"))]
    assert len(names) == len(set(names))
