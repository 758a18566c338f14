"""Small documents of our own, in the forms that the conversions of real ones have."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from thbgraph.documents import Document, Part, read

DIRECTIVE = """\
1.2.2030
EN
Official Journal of the European Union
L 1/1
DIRECTIVE 2030/1/EU OF THE COUNCIL
of 1 February 2030
on the watering of tulips
THE COUNCIL OF THE GARDENERS OF EUROPE,
Having regard to the Treaty on Gardens, and in particular Article 82(1) thereof,
Having regard to the opinion of the gardeners (1),
Acting in accordance with point (2) of Article 7,
Whereas:
(1)
Tulips need water (2). They need it daily.
(2)
Roses need less.
HAS ADOPTED THIS DIRECTIVE:
CHAPTER I
GENERAL
Article 1
Subject matter
This Directive lays down rules on watering.
It covers all gardens.
Article 2
Duties
1.   Member States shall ensure that tulips are watered:
(a)
daily;
(b)
where they are:
(i)
young; or
(ii)
old.
They shall do so in person.
2.   Member States shall report.
Article 2a
Repeal
Article 2 of Directive 2001/1/EC is repealed.
Done at Brussels, 1 February 2030.
For the Council
The President
A. GARDENER
(1)  OJ C 1, 1.1.2030, p. 1.
(2)  OJ L 9, 9.9.2009, p. 9.
"""

ACTIONS = (
    "NOTE\n\n1. The Council adopted the plan, which it asked the gardeners to follow up without delay.\n"
    "\nTABLE OF ACTIONS\nPlan for the watering of tulips\n\n"
    "1. WATERING\t\t\t\t\t\n"
    "Objective\tAction\tTimetable\tResponsible Party\tAssessment Tool / Indicator\tState of Play\n"
    "1. To water tulips.\ta) Gardeners to buy <u>cans</u>.\tMarch 2030\tGardeners / Council\tCans bought.\tDone.\n\n"
    "\tb) Gardeners to fill cans.\tOngoing\tGardeners\tCans full.\t\n"
    "<p>2. To praise tulips.</p>\t<p>a) A debate to be held.</p>\t<p>Yearly</p>\t<p>Council</p>\t<p>Debate.</p>\t\n"
    "--\t---\t-----\t----\t----\t---\n\n"
    "2. DIGGING\n\n"
    "Objective\tAction\tTimescale\tResponsible Party\tAssessment Tool / Indication\t\n"
    "1) To dig.\ta) Moles to dig.\tEnd of 2030\tMoles\tHoles.\tMoles dig.\n"
)

REPORT = """\
Gardens Council

Report of the Gardener-General*

| | <i>Paragraphs</i> | <i>Page</i> |
|---|---|---|
| I. Introduction | 1-2 | 2 |

* G/CN.1/2030/1.

I. Introduction

1. Gardens were visited, as the Council had asked in its resolution 2029/7, and the visits are described here at

some length.¹ They were many.

2. Replies came from all gardens.²

¹ Two of them by night.

² Late.

II. Results

A. Tulips

3. Tulips flower.

Measures taken

4. Tulips were watered.

They were dug as well.

5. Some 20 m² were lost.

B. Roses

6. Roses flower.

7. Roses fade.

8. Roses return.

III. Conclusions

9. Gardens are well.

10. Gardeners are well.

11. Moles are well.
"""

BULLETS = """\
COUNCIL CONCLUSIONS
of 8 May 2030

THE COUNCIL:

- 1. Takes note of the declaration;
- Welcomes the approach;
- 3. Recommends to the gardeners to:
 - (a) water;
 - (b) dig;

TULIP DECLARATION ON WATERING (*)

The gardeners met in spring, and having met they agreed, at great length and after many hours, to water tulips.

^(*) This text is available in Tulip only.

ANNEX

BEST PRACTICES

1. Watering of tulips

- Water should be clean.
- Cans should be full. At least:
 - cans of tin which must not be
 rusty;
 - cans of wood.

DIGGING

2. Moles

— Moles should be asked.
"""

FOOTNOTES = """\
[bookmark: _GoBack]I. CONTEXT
Tulips are watered[footnoteRef:1] under the Watering Directive[footnoteRef:2] (‘the WD’). [1:  \tG(2030) 1,
http://gardens.example.org/a[1].] [2: Directive 2030/1/EU.]

Gardeners met, including:
· in spring[footnoteRef:3]; [3:   \tIn May.]

· in autumn.

1. [bookmark: _Toc1]Forms of watering
By can.

· By hand
Hands were wet.
"""


def document(folder: Path, content: str | bytes, *, kind: str | None = None, name: str = "copy") -> Document:
    """Write a file and read it."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read(path, kind=kind)


def text_at(doc: Document, address: str) -> str:
    """The text of the one part at an address."""
    (part,) = doc.find(address)
    return doc.text_of(part)


def addresses(doc: Document, *kinds: str) -> list[str]:
    """The addresses of the parts of some kinds, in order."""
    return [part.address for part in doc.walk() if part.kind in kinds]


def parts(doc: Document, kind: str) -> list[Part]:
    """The parts of a kind, in order."""
    return [part for part in doc.walk() if part.kind == kind]


def archive(**members: str | bytes) -> bytes:
    """A ZIP archive; two underscores in a name stand for a folder, the ending is .xml."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/") + ".xml", content)
    return buffer.getvalue()
