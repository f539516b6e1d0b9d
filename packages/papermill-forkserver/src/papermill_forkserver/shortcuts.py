"""What IPython and ipykernel do again for every cell, done once or not at all where the outcome is the same.

With `kernel.py` the only module that knows ipykernel.
"""

from __future__ import annotations

import ast
import inspect
import re
import struct
import warnings
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from ipykernel import compiler, ipkernel
from IPython.core import interactiveshell

_SPECIAL = re.compile(r"[!?%\x1c-\x1e\x85\u2028\u2029]|^\s*[,;/]", re.MULTILINE)
"""One of these is in all that IPython's own token transformers find, or warn of."""

_NAMELESS = "<>"
"""The name of a cell that is compiled to ask something of it."""

_STRICT = ("error", None, Warning, re.compile(re.escape(_NAMELESS)), 0)
"""A filter of warnings: of such a cell none is only shown."""

_ALL = 0xFFFFFFFF
_MULTIPLIER = 0x5BD1E995


def take(shell: Any) -> None:
    """Have all of them in this process, of which `shell` is the only one."""
    _tokenize_seldom(shell.input_transformer_manager)
    shell.events.register("pre_execute", partial(transform_anew, shell))
    hook = shell.displayhook
    hook.semicolon_at_end_of_expression = _look_for_semicolon(hook.semicolon_at_end_of_expression)
    module: Any = ipkernel
    module._accepts_parameters = _remember_parameters(module._accepts_parameters)
    module = interactiveshell
    module._should_be_async = _ask_once(module._should_be_async)
    module = compiler
    module.murmur2_x86 = murmur2


def _tokenize_seldom(manager: Any) -> None:
    """Let a cell be split in tokens only where there can be something to transform in them."""
    own, transform = [*manager.token_transformers], manager.do_token_transforms

    def do_token_transforms(lines: list[str]) -> Any:
        if manager.token_transformers == own and not _SPECIAL.search("".join(lines)):
            return lines
        return transform(lines)

    manager.do_token_transforms = do_token_transforms


def transform_once(shell: Any) -> None:
    """Until the cell runs, remember what it was transformed to: ipykernel asks for it, and IPython again."""
    shell.transform_cell = lru_cache(maxsize=1)(shell.transform_cell)


def transform_anew(shell: Any) -> None:
    """Forget it."""
    vars(shell).pop("transform_cell", None)


def transformers(shell: Any) -> list[Any]:
    """All that has a part in it, to which a notebook may add what notices how often it is called."""
    static, dynamic = shell.input_transformer_manager, shell.prefilter_manager
    return [
        *static.cleanup_transforms,
        *static.line_transforms,
        *static.token_transformers,
        *shell.input_transformers_post,
        *dynamic.transformers,
        *dynamic.checkers,
    ]


def _look_for_semicolon(is_last: Callable[[str], Any]) -> Callable[[str], Any]:
    """The same of a cell: whether it ends with a semicolon; tokens are made only where there is one."""
    return lambda cell: ";" in cell and is_last(cell)


def _remember_parameters(ask: Callable[[Any, list[str]], Any]) -> Callable[[Any, list[str]], Any]:
    """The same of a function: which of these parameters it takes."""
    remember = lru_cache(maxsize=8)(lambda function, names: ask(function, list(names)))
    return lambda function, names: dict(remember(function, tuple(names)))


def _ask_once(is_async: Callable[[str], bool]) -> Callable[[str], bool]:
    """The same of a cell: whether it awaits anything, which ipykernel asks, and IPython again.

    It compiles the cell for that. Where Python has something to say of it, it says so each time.
    """

    @lru_cache(maxsize=1)
    def ask(cell: str) -> bool:
        filters: Any = warnings.filters
        filters.insert(0, _STRICT)
        try:
            code = compile(cell, _NAMELESS, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        finally:
            filters.remove(_STRICT)
        return bool(code.co_flags & inspect.CO_COROUTINE)

    def ask_once(cell: str) -> bool:
        try:
            return ask(cell)
        except Exception:
            return is_async(cell)

    return ask_once


def murmur2(data: str, seed: int) -> int:
    """The hash of that name, by which ipykernel names the file of a cell, in half the time."""
    raw = data.encode()
    blocks = len(raw) // 4
    h = seed ^ len(raw)
    for k in struct.unpack_from(f"<{blocks}I", raw):
        k = k * _MULTIPLIER & _ALL
        h = h * _MULTIPLIER & _ALL ^ (k ^ k >> 24) * _MULTIPLIER & _ALL
    if rest := raw[blocks * 4 :]:
        h = (h ^ int.from_bytes(rest, "little")) * _MULTIPLIER & _ALL
    h = (h ^ h >> 13) * _MULTIPLIER & _ALL
    return h ^ h >> 15
