"""From citations to the instruments and documents of the project's own records."""

from pathlib import Path

import pytest
import yaml

from thbgraph.names import THBD
from thbgraph.references import find, index, resolve

KEYS = ("celex", "eli", "officialJournal", "unSymbol", "documentNumber", "treatySeries")


def rows(value: object) -> list[str]:
    if isinstance(value, dict):
        value = value.get("en")
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


@pytest.fixture(scope="module")
def known(project: Path) -> dict[str, str]:
    pairs = []
    for path in (project / "build" / "records" / "instruments").glob("*.yaml"):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["entries"]:
            for key in (*KEYS, "label", "alias"):
                pairs += [(text, THBD + entry["id"]) for text in rows(entry[key])] if key in entry else []
    return index(pairs)


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("Article 18(4) of Directive 2011/36/EU", "instrument/eu/dir_2011_36"),
        ("Council Framework Decision 2002/629/JHA", "instrument/eu/fd_2002_629"),
        ("FD 2004/68", "instrument/eu/fd_2004_68"),
        ("Council Regulation (EC) 2007/2004", "instrument/eu/reg_2007_2004"),
        ("COM(2007) 716 final", "instrument/eu/report_fd_2004_68"),
        ("OJ C 311, 9.12.2005", "instrument/eu/plan_2005_c311"),
        ("OJ L 101, 15.4.2011, p. 1", "instrument/eu/dir_2011_36"),
        ("CETS No. 197", "instrument/coe/cets_197"),
        ("doc. 16626/06 Crimorg 202 MIGR 188 ENFOPOL 221", "document/council/16626_06"),
        ("15321/2/06 REV 2 CRIMORG 177", "document/council/15321_2_06_rev2"),
        ("UN Convention against transnational organised crime", "instrument/un/untoc_2000"),
        ("United Nations Convention against Transnational Organized Crime", "instrument/un/untoc_2000"),
        ("UN Trafficking Protocol", "instrument/un/trafficking_protocol_2000"),
        ("the Hague Programme (section 1.7.1)", "instrument/eu/hague_programme_2004"),
    ],
)
def test_a_citation_leads_to_its_instrument_or_document(text: str, iri: str, known: dict[str, str]) -> None:
    (reference,) = find(text)
    assert resolve(reference, known) == THBD + iri


@pytest.mark.parametrize("text", ["Article 4(2)", "this Directive", "Directive 1999/1/EC", "A/RES/55/25"])
def test_what_no_one_instrument_bears_leads_nowhere(text: str, known: dict[str, str]) -> None:
    (reference,) = find(text)
    assert resolve(reference, known) is None


def test_an_instrument_goes_before_the_document_that_prints_it() -> None:
    found = index(
        [("COM(2006) 187", THBD + "document/com/2006_187"), ("COM(2006) 187", THBD + "instrument/eu/r")]
    )
    (reference,) = find("COM(2006) 187 final")
    assert resolve(reference, found) == THBD + "instrument/eu/r"
