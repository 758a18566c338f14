"""Citations as they are printed, and what they stand for."""

import pytest

from thbgraph.documents import Address
from thbgraph.references import Reference, find, short_names


def one(text: str) -> Reference:
    (reference,) = find(text)
    return reference


def places(text: str) -> list[str]:
    return [r.address for r in find(text)]


@pytest.mark.parametrize(
    ("printed", "kind", "celex", "eli"),
    [
        ("Directive 2011/36/EU", "directive", "32011L0036", "dir/2011/36"),
        ("Directive (EU) 2024/1712", "directive", "32024L1712", "dir/2024/1712"),
        ("Directive 95/46/EC", "directive", "31995L0046", "dir/1995/46"),
        ("Framework Decision 2002/629/JHA", "framework-decision", "32002F0629", "dec_framw/2002/629"),
        ("FD 2004/68", "framework-decision", "32004F0068", "dec_framw/2004/68"),
        ("Council Regulation (EC) No 2007/2004", "regulation", "32004R2007", "reg/2004/2007"),
        ("Council Regulation (EC) 2007/2004", "regulation", "32004R2007", "reg/2004/2007"),
        ("Regulation (EU) No 543/2014", "regulation", "32014R0543", "reg/2014/543"),
        ("Regulation (EU) 2016/794", "regulation", "32016R0794", "reg/2016/794"),
        ("Regulation (EU, Euratom) 2018/1046", "regulation", "32018R1046", "reg/2018/1046"),
        ("Regulation (EEC) No 1408/71", "regulation", "31971R1408", "reg/1971/1408"),
        (
            "Commission Implementing Regulation (EU) 2017/2226",
            "regulation",
            "32017R2226",
            "reg_impl/2017/2226",
        ),
        ("Council Decision 2005/681/JHA", "decision", "32005D0681", "dec/2005/681"),
        ("Decision No 1982/2006/EC", "decision", "32006D1982", "dec/2006/1982"),
        ("Joint Action 97/154/JHA", "joint-action", "31997F0154", "joint_action/1997/154"),
    ],
)
def test_acts_take_their_celex_number_and_eli(printed: str, kind: str, celex: str, eli: str) -> None:
    found = one(f"in accordance with {printed}, as amended")
    assert (found.text, found.kind, found.celex) == (printed, kind, celex)
    assert found.eli == f"http://data.europa.eu/eli/{eli}/oj"


def test_a_list_of_acts_gives_each_of_them() -> None:
    found = find("Directives 2004/81/EC and 2011/36/EU apply.")
    assert [(r.text, r.celex) for r in found] == [
        ("Directives 2004/81/EC", "32004L0081"),
        ("2011/36/EU", "32011L0036"),
    ]


def test_a_number_behind_a_title_takes_its_kind_from_it() -> None:
    found = one("the Council Framework Decision of 19 July 2002 on combating trafficking (2002/629/JHA)")
    assert found.celex == "32002F0629"
    assert found.text.startswith("Council Framework Decision of 19 July 2002")


def test_a_number_without_a_kind_has_no_celex_number() -> None:
    assert one("see 2002/629/JHA").celex == ""


@pytest.mark.parametrize(
    ("printed", "kind", "identifier"),
    [
        ("COM(2012) 286 final", "com", "52012DC0286"),
        ("SWD(2018) 473", "com", "52018SC0473"),
        ("COM (2016) 267", "com", "52016DC0267"),
        ("JOIN(2017) 21", "com", "52017JC0021"),
        ("OJ L 101, 15.4.2011, p. 1", "oj", "OJ L 101, 15.4.2011, p. 1"),
        ("OJ L 329/25.11.2004", "oj", "OJ L 329, 25.11.2004"),
        ("OJ L, 2024/1712, 24.6.2024", "oj", "OJ L, 2024/1712, 24.6.2024"),
        ("OJ 2003/C 137/01", "oj", "2003/C 137/01"),
        ("E/CN.15/2005/8", "un", "E/CN.15/2005/8"),
        ("A/RES/55/25", "resolution", "A/RES/55/25"),
        ("resolution 2006/27", "resolution", "E/RES/2006/27"),
        ("General Assembly resolution 55/25", "resolution", "A/RES/55/25"),
        ("Security Council resolution 1325 (2000)", "resolution", "S/RES/1325 (2000)"),
        ("Human Rights Council resolution 17/1", "resolution", "A/HRC/RES/17/1"),
        ("8489/3/06 CRIMORG 71", "council", "8489/3/06 REV 3"),
        ("15321/2/06 REV 2 CRIMORG 177 MIGR 164", "council", "15321/2/06 REV 2"),
        ("16626/06 Crimorg 202 MIGR 188 ENFOPOL 221", "council", "16626/06"),
        ("CETS No. 197", "treaty-series", "CETS No. 197"),
        ("32011L0036", "celex", "32011L0036"),
    ],
)
def test_documents_take_the_number_of_their_series(printed: str, kind: str, identifier: str) -> None:
    found = one(f"as set out ({printed}).")
    assert (found.text, found.kind, found.identifier) == (printed, kind, identifier)


def test_a_proposal_of_the_commission_is_no_communication() -> None:
    assert one("The proposal for a Directive (COM(2002) 71) is open.").celex == "52002PC0071"


def test_a_corrigendum_takes_the_symbol_before_it() -> None:
    assert [r.un_symbol for r in find("(CTOC/COP/2005/3 and Corr.1)")] == [
        "CTOC/COP/2005/3",
        "CTOC/COP/2005/3/Corr.1",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "in the season 2006/07 and on 31/10 - 1/11/06",
        "the Article 36 Committee met on 17/1/2007",
        "an A point at the Council of 1/2 June 2006",
        "a Directive on this topic was asked for",
        "the STOP II Programme and the Framework Programme",
        "see https://example.org/2011/36/EU/A/RES/55/25",
    ],
)
def test_what_only_looks_like_a_citation_is_none(text: str) -> None:
    assert find(text) == []


def test_an_article_belongs_to_the_act_named_after_it() -> None:
    found = one("under Article 18(4) of Directive 2011/36/EU it may")
    assert (found.text, found.celex, found.address) == (
        "Article 18(4) of Directive 2011/36/EU", "32011L0036", "art. 18(4)",
    )  # fmt: skip


def test_every_place_of_a_list_is_given_and_a_range_has_its_end() -> None:
    found = find("Articles 2, 3 and 5(1)(a) to (c)")
    assert [(r.address, r.last) for r in found] == [
        ("art. 2", ""), ("art. 3", ""), ("art. 5(1)(a)", "art. 5(1)(c)"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("point (a) of Article 4(2)", ["art. 4(2)(a)"]),
        ("Article 12, paragraphs 1 and 2", ["art. 12(1)", "art. 12(2)"]),
        ("Articles 5(1) or (2)", ["art. 5(1)", "art. 5(2)"]),
        ("recital 11", ["recital 11"]),
        ("point 3.1.a", ["point 3.1.a"]),
        ("first subparagraph of Article 3(1)", ["art. 3(1), subpara. 1"]),
        ("Chapter IV", ["chapter IV"]),
        ("paragraph 1", ["para. 1"]),
        ("paragraphs 1 and 2 of this Article", ["para. 1", "para. 2"]),
    ],
)
def test_places_of_the_text_itself_have_an_address_and_no_number(text: str, addresses: list[str]) -> None:
    found = find(f"referred to in {text}, they")
    assert [r.address for r in found] == addresses
    assert {(r.kind, r.number) for r in found} == {("relative", "")}


def test_this_article_is_relative() -> None:
    assert [(r.text, r.kind, r.target) for r in find("Under this Article they must")] == [
        ("this Article", "relative", "this art.")
    ]


def test_the_heading_of_an_article_is_no_citation() -> None:
    assert find("Article 2\nOffences\n1. Acts of Article 3 count.\n")[0].address == "art. 3"


def test_a_place_behind_its_document_belongs_to_it() -> None:
    assert one("(General Assembly resolution 55/25, annex II)").identifier == "A/RES/55/25, annex II"


def test_thereof_leads_back_to_the_treaty() -> None:
    first, second = find("Having regard to Decision 2006/618/EC, and in particular Article 2 thereof,")
    assert (first.celex, second.identifier) == ("32006D0618", "32006D0618, art. 2")


def test_an_article_of_a_treaty_has_the_treaty_for_its_number() -> None:
    assert one("Article 83(1) TFEU").identifier == "TFEU, art. 83(1)"


def test_an_article_in_a_paper_without_articles_is_one_of_the_act_before_it() -> None:
    paper = "Florists obey Directive 2011/36/EU as Article 23(1) has it."
    assert [r.identifier for r in find(paper)] == ["32011L0036", "32011L0036, art. 23(1)"]
    act = f"Article 1\n{paper}\n"
    assert [r.identifier for r in find(act)] == ["32011L0036", "art. 23(1)"]


def test_a_title_ends_where_the_sentence_goes_on() -> None:
    found = find("The Convention against Transnational Organized Crime must be ratified.")
    assert [r.text for r in found] == ["Convention against Transnational Organized Crime"]


def test_a_kind_word_leads_back_to_the_title_before_it() -> None:
    first, second = find("The UN Trafficking Protocol is open. States ratified the Protocol.")
    assert (first.target, second.text, second.target) == (
        "UN Trafficking Protocol",
        "Protocol",
        "UN Trafficking Protocol",
    )


def test_a_short_name_stands_for_the_act_it_was_defined_for() -> None:
    text = (
        "Directive 2011/36/EU on trafficking (‘the Anti-Trafficking Directive’) binds. "
        "Article 18(4) of the Anti-Trafficking Directive"
    )
    assert short_names(text)["Anti-Trafficking Directive"].celex == "32011L0036"
    assert [r.identifier for r in find(text)] == ["32011L0036", "32011L0036, art. 18(4)"]


@pytest.mark.parametrize(
    "definition", ['("the Directive")', "(hereinafter the Directive)", '(hereinafter referred to as "the Directive")',
                   ', hereinafter "the Directive",'],
)  # fmt: skip
def test_each_manner_of_defining_a_short_name_is_read(definition: str) -> None:
    text = f"Directive 2011/36/EU {definition} binds States; the Directive is strict, a Directive is not."
    assert [(r.text, r.celex) for r in find(text)] == [
        ("Directive 2011/36/EU", "32011L0036"), ("Directive", "32011L0036"),
    ]  # fmt: skip


def test_a_name_of_a_body_is_no_short_name_of_an_act() -> None:
    assert short_names("established by Decision 2005/681/JHA, the Police College ('CEPOL'),") == {}


def test_a_short_name_takes_its_number_from_the_note_of_its_definition() -> None:
    text = "its Communication on the follow-up ('the 2017 Communication') says"
    mark = text.index(" says")
    name = short_names(text, notes=[(mark, "COM(2017) 728.")])["2017 Communication"]
    assert (name.celex, name.target) == ("52017DC0728", "Communication on the follow-up")


@pytest.mark.parametrize(
    ("text", "address", "celex"),
    [
        ("point 6 of Annex I to Council Decision 2004/926/EC", "annex I, point 6", "32004D0926"),
        ("Article 4 of the said Directive 2011/36/EU", "art. 4", "32011L0036"),
        ("Article 19 paragraph 2 of Directive 2011/36/EU", "art. 19(2)", "32011L0036"),
    ],
)
def test_nested_places_are_put_together(text: str, address: str, celex: str) -> None:
    found = one(text)
    assert (found.address, found.celex) == (address, celex)


def test_points_with_capital_letters_are_all_given() -> None:
    found = find("Article 1, points B and D, of Council Decision 1999/437/EC")
    assert [r.identifier for r in found] == ["31999D0437, art. 1(B)", "31999D0437, art. 1(D)"]


def test_a_treaty_and_its_abbreviation_are_one_citation() -> None:
    assert one("Article 5 of the Treaty on European Union (TEU)").address == "art. 5"


def test_the_title_before_a_definition_is_not_its_short_name() -> None:
    text = "the Charter of Fundamental Rights (the ‘Charter’) binds; Article 7 of the Charter"
    assert [r.text for r in find(text)] == ["Charter of Fundamental Rights", "Article 7 of the Charter"]


def test_names_known_before_are_found() -> None:
    assert (
        one_target("the Palermo Protocols apply", {"Palermo Protocols": "Protocols to UNTOC"})
        == "Protocols to UNTOC"
    )


def one_target(text: str, names: dict[str, str]) -> str:
    (found,) = find(text, short_names=names)
    return found.target


@pytest.mark.parametrize(
    "text",
    [
        "Articles 2, 3 and 5(1)(a) to (c)",
        "point 3.1.a",
        "annex I, point 6",
        "Article 4a(1)",
        "paragraph a of Article 18",
    ],
)
def test_every_address_is_printed_as_the_grammar_prints_it(text: str) -> None:
    for reference in find(f"under {text} of Directive 2011/36/EU"):
        assert str(Address.parse(reference.address)) == reference.address
