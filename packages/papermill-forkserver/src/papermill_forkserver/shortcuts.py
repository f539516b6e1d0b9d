"""What IPython and ipykernel do again for every cell, done once or not at all where the outcome is the same.

With `kernel.py` the only module that knows ipykernel.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from ipykernel import compiler, ipkernel
from IPython.core import formatters, interactiveshell

from papermill_forkserver.plain import awaits

_SPECIAL = re.compile(r"[!?%\x1c-\x1e\x85\u2028\u2029]|^\s*[,;/]", re.MULTILINE)
"""One of these is in all that IPython's own token transformers find, or warn of."""

_answered: dict[str, bool] = {}
"""Whether the last cell awaits anything."""

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
    module._accepts_parameters(shell.run_cell_async, ["cell_id", "cell_meta"])
    module = interactiveshell
    module._should_be_async = _ask_once(module._should_be_async)
    module = formatters.BaseFormatter
    module.lookup_by_type = _look_up_seldom(module.lookup_by_type)
    module = compiler
    module.murmur2_x86 = murmur2


def end_lightly(shell: Any) -> None:
    """Have IPython let go of all that cells made, and no more, when the process ends: the history is in
    memory, and aliases are of no use any more."""
    history, aliases = shell.history_manager, shell.alias_manager
    history._finalizer.detach()
    for part, names in ((history, ("end_session", "close")), (aliases, ("init_aliases",))):
        vars(part).update(dict.fromkeys(names, lambda: None))


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


def _look_up_seldom(look_up: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """The same of a type: who shows it in a form; most forms know of no type at all."""

    def lookup_by_type(form: Any, typ: Any) -> Any:
        if form.type_printers or form.deferred_printers:
            return look_up(form, typ)
        raise KeyError(f"No registered printer for {typ!r}")

    return lookup_by_type


def _remember_parameters(ask: Callable[[Any, list[str]], Any]) -> Callable[[Any, list[str]], Any]:
    """The same of a function: which of these parameters it takes."""
    remember = lru_cache(maxsize=8)(lambda function, names: ask(function, list(names)))
    return lambda function, names: dict(remember(function, tuple(names)))


def _ask_once(is_async: Callable[[str], bool]) -> Callable[[str], bool]:
    """The same of a cell: whether it awaits anything, which ipykernel asks, and IPython again."""

    def ask_once(cell: str) -> bool:
        if cell not in _answered:
            try:
                answer = awaits(cell)
            except Exception:
                return is_async(cell)
            _answer(answer, cell)
        return _answered[cell]

    return ask_once


def _answer(answer: bool, *cells: str) -> None:
    """Keep it, of the last cell only."""
    _answered.clear()
    _answered.update(dict.fromkeys(cells, answer))


def know_plain(cell: str) -> None:
    """The caller has seen that this cell awaits nothing; the same where IPython only ends it."""
    _answer(False, cell, cell + "\n")


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
