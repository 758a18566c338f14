"""Lines keep the place of each character through every cut, split and join."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thbgraph.documents.line import Cut, Line, join
from thbgraph.documents.markup import pieces

SOURCE = "".join(chr(0x4E00 + number) for number in range(300))  # every character once: a place shows


@st.composite
def lines(draw: st.DrawFn) -> Line:
    start = draw(st.integers(0, 250))
    return Line.of(SOURCE, start, draw(st.integers(start, 300)))


@st.composite
def cuts(draw: st.DrawFn, length: int) -> list[Cut]:
    bounds = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    pairs = zip(bounds[::2], bounds[1::2], strict=False)
    return [Cut(start, end, draw(st.sampled_from(["", "7"]))) for start, end in pairs]


def assert_in_place(line: Line) -> None:
    assert "".join(SOURCE[offset] for offset in line.offsets()) == line.text
    assert all(0 <= mark.at <= len(line.text) for mark in line.marks)


@given(lines(), st.data())
def test_what_is_left_after_cuts_stands_where_it_stood(line, data):
    first = data.draw(cuts(len(line.text)))
    kept = line.without(first)
    assert_in_place(kept)
    assert len(kept.text) == len(line.text) - sum(cut.end - cut.start for cut in first)
    assert len(kept.marks) == sum(bool(cut.label) and cut.end > cut.start for cut in first)
    again = kept.without(data.draw(cuts(len(kept.text))))
    assert_in_place(again)
    assert len(again.marks) >= len(kept.marks)


@given(lines(), st.data())
def test_pieces_of_a_line_are_the_line(line, data):
    places = sorted(data.draw(st.lists(st.integers(0, len(line.text)), max_size=6)))
    split = line.split(places)
    assert "".join(piece.text for piece in split) == line.text
    for piece in split:
        assert_in_place(piece)


@given(st.lists(lines(), max_size=4))
def test_a_join_has_the_characters_of_its_lines(several):
    whole = join(several, "")
    assert whole.text == "".join(line.text for line in several)
    assert_in_place(whole)
    assert len(join(several).offsets()) == len(join(several).text)


@given(
    st.lists(
        st.sampled_from(["<p>", "</p", "<", ">", "<!--", "-->", "&amp;", "&", ";", "x", " ", "<script>"])
    )
)
def test_pieces_of_markup_follow_each_other_without_gaps(parts):
    source = "".join(parts)
    at = 0
    for piece in pieces(source):
        assert piece.start == at
        assert piece.end > piece.start
        at = piece.end
    assert at == len(source)
