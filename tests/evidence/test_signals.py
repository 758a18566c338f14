"""What counts as a signal, and what prints digits or verbs and is none."""

import pytest

from thbgraph.evidence.signals import Signaller, Signals

SIGNALLER = Signaller([("Europol", "e"), ("European Police Office", "e"), ("Poland", "p"), ("EU", "u")])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("States shall answer, and should do so soon; they may write or must call.", 4),
        ("The office will answer. Nobody needs to wait.", 2),
        ("It has to be told that letters are to be kept.", 2),
        ("Letters came in May 2006.", 0),
        ("They answered.", 0),
    ],
)
def test_modal_verbs(text, number):
    assert SIGNALLER.of(text).modal_verbs == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12 letters, 2 927 stamps and 4.5 % of parcels", 3),
        ("over half of the letters, two-thirds of the stamps", 2),
        ("1 000 letters in 2006", 1),
        ("on 14 December 2006, in March 2006, by 30.6.2006, in 2006-2007", 0),
        ("Article 18(4) of Directive 2011/36/EU, OJ L 101, 15.4.2011", 0),
        ("3. Recommends", 0),
        ("in 9 of 13 States", 2),
        ("see section 3 and paragraph 12", 0),
    ],
)
def test_figures(text, number):
    assert SIGNALLER.of(text).figures == number


def test_actors_count_once_under_all_their_names():
    assert SIGNALLER.of("Europol, the European Police Office, and Poland; Europolis is none") == Signals(
        0, 0, 2
    )


def test_names_of_two_letters_are_left_out():
    assert SIGNALLER.of("EU").actors == 0


def test_without_names_nothing_is_named():
    assert Signaller([]).of("Europol").actors == 0
