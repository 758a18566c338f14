"""`python -m thbgraph`, the same as `thbgraph`."""

from __future__ import annotations

import sys

from thbgraph.cli import main

sys.exit(main())
