"""Measure thbgraph against the packages it is made of, and print one table of ratios with their targets.

    python tests/benchmarks/run.py                         all at 1e5, a few minutes
    python tests/benchmarks/run.py asking inferring        some of it
    python tests/benchmarks/run.py --size 1000000          the sections that have a size, at 1e6
    python tests/benchmarks/run.py --full validating       pySHACL at the full size: minutes to hours
    python tests/benchmarks/run.py --large scaling         up to 1e7: needs 6 GB of memory

These are no tests: nothing fails where a target is missed, the table says so. The machine must have nothing else
to do. rdflib, pyshacl, owlrl and reasonable come with `pip install -e ".[test]"`.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
import time
from importlib import import_module
from importlib.metadata import version

import material
from measuring import Line, remark, table

SECTIONS = {
    "starting": "Start-up, whole processes",
    "asking": "Stored queries, results as Python values",
    "loading": "Loading N-Quads",
    "validating": "Validation with the project's shapes",
    "inferring": "Inference with the project's ontology",
    "replacing": "One document replaced; builds of the project's records",
    "evidence": "Passages by fingerprint",
    "scaling": "Time for each triple as the graph grows",
}
PACKAGES = ("pyoxigraph", "rdflib", "pyshacl", "owlrl", "reasonable")


def main() -> None:
    options = _options()
    print(f"Python {platform.python_version()}, {', '.join(f'{name} {version(name)}' for name in PACKAGES)}")
    printed: list[Line] = []
    try:
        for name in options.sections or SECTIONS:
            start = time.perf_counter()
            printed.append(remark(SECTIONS[name].upper(), ""))
            for line in import_module(name).lines(size=options.size, full=options.full, large=options.large):
                printed.append(line)
                print(".", end="", file=sys.stderr, flush=True)
            print(f" {name} {time.perf_counter() - start:.0f} s", file=sys.stderr)
    finally:
        print(table(printed))  # what there is of it, where a section failed or was interrupted
        shutil.rmtree(material.SCRATCH, ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sections", nargs="*", metavar="NAME", help=f"of {', '.join(SECTIONS)}; default: all")
    parser.add_argument("--size", type=lambda text: int(float(text)), default=100_000, help="quads of data")
    parser.add_argument("--full", action="store_true", help="run pySHACL and rdflib at the full size")
    parser.add_argument("--large", action="store_true", help="scale up to 1e7")
    options = parser.parse_args()
    unknown = set(options.sections) - set(SECTIONS)
    if unknown:
        parser.error(f"no such section: {', '.join(sorted(unknown))}")
    return options


if __name__ == "__main__":
    main()
