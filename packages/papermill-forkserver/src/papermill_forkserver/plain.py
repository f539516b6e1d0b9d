"""Whether a cell awaits anything, which IPython compiles it for: here once for all notebooks that have it.

What Python has to say of a cell (a warning) it says each time that it is compiled, so of such a cell it is
asked again.
"""

from __future__ import annotations

import ast
import inspect
import re
import warnings
from functools import lru_cache
from typing import Any

_NAMELESS = "<>"
"""The name of a cell that is compiled to ask something of it."""

_STRICT = ("error", None, Warning, re.compile(re.escape(_NAMELESS)), 0)
"""A filter of warnings: of such a cell none is only shown."""


def awaits(cell: str) -> bool:
    """Whether it does; raises what Python has to say of it."""
    filters: Any = warnings.filters
    filters.insert(0, _STRICT)
    try:
        code = compile(cell, _NAMELESS, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    finally:
        filters.remove(_STRICT)
    return bool(code.co_flags & inspect.CO_COROUTINE)


@lru_cache(maxsize=1024)
def is_plain(cell: str) -> bool:
    """Whether it awaits nothing, and Python has nothing to say of it."""
    try:
        return not awaits(cell)
    except Exception:
        return False
