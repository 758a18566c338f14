"""Fuzz the readers of documents: any bytes are a document or a DocumentError, in bounded time and memory.

    python tests/fuzz/readers.py                                  every kind, a minute each
    python tests/fuzz/readers.py pdf html --seconds 600           some kinds, ten minutes each
    python tests/fuzz/readers.py --runs 1000 --engine mutations   a set number of runs, the same ones each time

A find is any other exception, a read longer than --longest seconds, one that takes more than --megabytes, or a crash
of the interpreter. Each is written to the folder of --finds, once for each place it comes from; the exit code is 1
where there are any. Coverage guides the run where atheris is installed (`pip install -e ".[test,fuzz]"`, Linux); else
a loop of seeded mutations runs. Seeds are the small documents of `seeds.py`. Each kind has a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import nullcontext
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

_READERS = ("docx", "html", "pdf", "xml")  # of thbgraph.documents, imported when they are needed
_GUIDING = ["thbgraph", "pypdf"]  # the packages whose coverage guides


def main() -> int:
    options = _options()
    options.finds.mkdir(parents=True, exist_ok=True)
    if options.child:
        _child(options)
        return 0
    from thbgraph.documents import KINDS

    unknown = set(options.kinds) - set(KINDS)
    if unknown:
        sys.exit(f"no kind of document: {', '.join(sorted(unknown))}; take some of {', '.join(KINDS)}")
    wrong = False
    for kind in options.kinds or KINDS:
        folder = options.finds / kind
        folder.mkdir(exist_ok=True)
        before = set(folder.iterdir())
        given = {
            name: getattr(options, name)
            for name in ("seconds", "runs", "seed", "longest", "megabytes", "engine")
        }
        arguments = [f"--{name}={value}" for name, value in given.items() if value is not None]
        command = [sys.executable, str(Path(__file__)), *arguments, f"--finds={folder}", "--child", kind]
        done = subprocess.run(command, check=False)
        finds = sorted(set(folder.iterdir()) - before)
        wrong = wrong or bool(finds) or done.returncode != 0
        print(f"{kind}: {len(finds)} finds, exit code {done.returncode}", flush=True)
        for find in finds:
            print(f"  {find}")
    return int(wrong)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fuzz the readers of documents.")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="a kind of document; by default all")
    parser.add_argument("--seconds", type=int, default=60, help="how long each kind takes, at most")
    parser.add_argument("--runs", type=int, default=10_000_000, help="how many inputs of each kind, at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=5, help="how many seconds of CPU a read may take")
    parser.add_argument("--megabytes", type=int, default=1024, help="how much memory reading may take")
    parser.add_argument("--finds", type=Path, default=Path(tempfile.gettempdir()) / "thbgraph-finds")
    parser.add_argument("--engine", choices=["atheris", "mutations"])
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _child(options: argparse.Namespace) -> None:
    """Fuzz one kind."""
    (kind,) = options.kinds[:1]
    engine = options.engine or ("atheris" if find_spec("atheris") else "mutations")
    attempts = _attempts(engine)
    seen: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy"

        def attempt(data: bytes) -> None:
            error = attempts.fault(path, kind, data, options.longest)
            if error is None:
                return
            place = attempts.place_of(error)
            if place not in seen:
                seen.add(place)
                name = f"{place}-{sha256(data).hexdigest()[:8]}"
                (options.finds / name).write_bytes(data)
                print("".join(traceback.format_exception(error)), file=sys.stderr, flush=True)

        if engine == "atheris":
            _with_atheris(attempt, kind, options, Path(folder))
        else:
            _limit_memory(options.megabytes)
            _with_mutations(attempt, kind, options)


def _attempts(engine: str) -> Any:
    """Import what is fuzzed, so that atheris sees which lines run."""
    guided = engine == "atheris"
    with import_module("atheris").instrument_imports(include=_GUIDING) if guided else nullcontext():
        module = import_module("attempts")
        for name in _READERS:
            import_module(f"thbgraph.documents.{name}")
    return module


def _limit_memory(megabytes: int) -> None:
    """Let a read that needs more raise MemoryError."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _with_atheris(
    attempt: Callable[[bytes], None], kind: str, options: argparse.Namespace, folder: Path
) -> None:
    """Let libFuzzer choose the inputs; it ends the process itself, also where a read crashes or hangs in C."""
    import atheris
    from attempts import LARGEST
    from seeds import SEEDS, TOKENS

    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(SEEDS[kind]):
        (corpus / str(number)).write_bytes(seed)
    words = folder / "words"
    words.write_text("".join(f'"{_escaped(token)}"\n' for token in TOKENS[kind]))
    arguments = [
        f"-max_total_time={options.seconds}", f"-runs={options.runs}", f"-seed={options.seed}",
        f"-rss_limit_mb={options.megabytes}", f"-timeout={int(options.longest * 4)}", f"-max_len={LARGEST}",
        f"-artifact_prefix={options.finds}/", f"-dict={words}", "-verbosity=0", "-print_final_stats=1", str(corpus),
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *arguments], attempt)
    atheris.Fuzz()


def _escaped(token: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in token)


def _with_mutations(attempt: Callable[[bytes], None], kind: str, options: argparse.Namespace) -> None:
    from attempts import mutations

    until = time.monotonic() + options.seconds
    runs = 0
    for data in mutations(kind, Random(options.seed)):
        if runs == options.runs or time.monotonic() > until:
            break
        attempt(data)
        runs += 1
    print(f"{kind}: {runs} runs", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
