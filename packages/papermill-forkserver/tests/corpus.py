"""Odd notebooks, built in code: everything in which two engines could differ."""

from __future__ import annotations

import base64
import struct
import textwrap
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import v4

TIME_LIMIT = 30
"""Seconds after which a cell is given up, also in the notebooks that are not about that."""


@dataclass(frozen=True)
class Cell:
    """A cell: its source, its kind and its tags."""

    source: str
    kind: str = "code"
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """A notebook of the corpus and the arguments papermill runs it with."""

    name: str
    cells: tuple[Cell, ...]
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def notebook(self) -> Any:
        """Build the notebook; twice the same one."""
        return notebook(*self.cells)


def notebook(*cells: Cell | str) -> Any:
    """A notebook of these cells, with ids that do not depend on chance."""
    make = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell, "raw": v4.new_raw_cell}
    nb = v4.new_notebook(
        metadata={
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
        }
    )
    for number, single in enumerate(cells, start=1):
        cell = single if isinstance(single, Cell) else Cell(single)
        bare = make[cell.kind](textwrap.dedent(cell.source).strip("\n"), id=f"cell-{number:02}")
        if cell.tags:
            bare.metadata["tags"] = list(cell.tags)
        nb.cells.append(bare)
    return nb


CORPUS: dict[str, Case] = {}


def add_case(name: str, *cells: Cell | str, **arguments: Any) -> None:
    """Add a notebook to the corpus."""
    assert name not in CORPUS, name
    whole = tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells)
    CORPUS[name] = Case(name, whole, {"execution_timeout": TIME_LIMIT, **arguments})


def may_fail(source: str) -> Cell:
    """A cell whose error does not end the notebook."""
    return Cell(source, tags=("raises-exception",))


def _pixels() -> str:
    """An image of a red and a blue pixel, as base64."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    header = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)
    row = b"\0\xff\0\0\0\0\xff"
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row)) + chunk(b"IEND", b"")
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + chunks).decode()


PIXELS = _pixels()

# Results, displays and streams.

add_case(
    "results",
    "1 + 1",
    "'text'",
    "None",
    "x = 3",
    "x",
    "x;",
    "print('with a semicolon'); x;",
    "(1, [2.5, None], {'a': b'b'})",
    "list(range(60))",
    "{'key ' + str(i): 'value ' * 5 for i in range(12)}",
    "1\n2\n3",
    "if True:\n    4",
    "def f():\n    'Doc.'\n\nf.__doc__",
    "object()",
    "class A:\n    pass\n\nA, A()",
    "...",
    "1e400, float('nan'), 3 + 4j, 10 ** 50",
    "'line one\\nline two'",
    "import decimal, datetime\ndecimal.Decimal('1.10'), datetime.date(2021, 1, 2)",
)
add_case(
    "empty_cells",
    Cell("# Heading\n\nText with *emphasis*.", "markdown"),
    "",
    "   \n  ",
    "# only a remark",
    "pass",
    Cell("just {{ text }}", "raw"),
    "get_ipython().execution_count",
    "\n\n'lines before it'\n\n",
    Cell("", "markdown"),
)
add_case(
    "streams",
    """
    import sys
    print('out 1')
    print('err 1', file=sys.stderr)
    print('out 2')
    print('err 2', file=sys.stderr)
    """,
    """
    print('before')
    display(1)
    print('between')
    print('error', file=sys.stderr)
    display('two', 3.0)
    print('after')
    4
    """,
    "print('without an end', end='')\nprint('', end='')\nsys.stdout.write('written')",
    "print('empty after this')\nprint()\nprint('back\\rreturned\\ben\\ttab\\x07')",
    "sys.stdout.writelines(['a\\n', 'b\\n'])\nsys.stdout.write('')",
    """
    display()
    display(None)
    print(None)
    """,
    "print('\\x1b[31mrood\\x1b[0m')",
    "sys.stderr.write('only error\\n');",
    "import time\nprint('and', 'more', file=sys.__stdout__, flush=True)\ntime.sleep(0.4)",
)
add_case(
    "streams_flushed",
    """
    import sys, time
    print('one', flush=True)
    print('two', flush=True)
    print('error', file=sys.stderr, flush=True)
    print('three', flush=True)
    """,
    """
    print('slow 1')
    time.sleep(0.5)
    print('slow 2')
    time.sleep(0.5)
    print('error', file=sys.stderr)
    time.sleep(0.5)
    print('slow 3')
    """,
    "sys.stdout.flush(), sys.stderr.flush()",
    """
    sys.stdout.encoding, sys.stderr.encoding, sys.stdout.isatty(), sys.stdout.writable(), \\
        sys.stdout.readable(), sys.stdout.name, sys.stdout.errors, sys.stdout.closed
    """,
    may_fail("print(b'bytes')\nsys.stdout.write(b'bytes')"),
    may_fail("sys.stdout.buffer.write(b'bytes')"),
)
add_case(
    "streams_redirected",
    """
    import contextlib, io, sys
    box = io.StringIO()
    with contextlib.redirect_stdout(box), contextlib.redirect_stderr(box):
        print('gone')
        print('also gone', file=sys.stderr)
        display('not gone')
    box.getvalue()
    """,
    """
    old = sys.stdout
    sys.stdout = io.StringIO()
    print('forgotten to put back')
    """,
    "print('still gone')\nsys.stdout.getvalue()",
    "sys.stdout = old\nprint('back')",
)
add_case(
    "update",
    "h = display('first', display_id='fixed')\ndisplay('other')",
    "h.update('then')\nprint('updated')",
    """
    from IPython.display import update_display
    update_display({'text/plain': 'once more'}, display_id='fixed', raw=True)
    """,
    """
    from IPython.display import HTML
    display(HTML('<b>x</b>'), display_id='double')
    display(HTML('<b>y</b>'), display_id='double')
    """,
    "display(HTML('<b>z</b>'), display_id='double')",
    "update_display('never shown', display_id='unknown')",
    "display('thought up', display_id=True) is None",
    """
    g = display('in one cell', display_id='cell')
    for i in range(3):
        g.update(f'state {i}')
    """,
    "h",
)
add_case(
    "clear",
    """
    from IPython.display import clear_output
    print('gone')
    display('also gone')
    clear_output()
    print('stays')
    """,
    """
    print('gone at the next')
    clear_output(wait=True)
    print('new')
    """,
    """
    print('stays, for nothing comes')
    clear_output(wait=True)
    """,
    "print('next cell')",
    """
    import sys
    for i in range(3):
        clear_output(wait=True)
        display(f'state {i}')
        print('at', i, file=sys.stderr)
    """,
    """
    h = display('a', display_id='switch')
    clear_output()
    h.update('b')
    display('c')
    h.update('d')
    """,
    "print('before the result')\nclear_output(wait=True)\n'result'",
    may_fail("print('before the error')\nclear_output(wait=True)\n1 / 0"),
)
add_case(
    "own_displays",
    """
    class Html:
        def _repr_html_(self):
            return '<i>html</i>'

    class Markdown:
        def _repr_markdown_(self):
            return '**markdown**'

    class Svg:
        def _repr_svg_(self):
            return '<svg xmlns="http://www.w3.org/2000/svg"/>'

    class Latex:
        def _repr_latex_(self):
            return '$x^2$'

    class Json:
        def _repr_json_(self):
            return {'a': [1, None]}, {'expanded': True}

    class Script:
        def _repr_javascript_(self):
            return 'alert(1)'

    display(Html(), Markdown(), Svg(), Latex(), Json(), Script())
    """,
    """
    class Bundle:
        def _repr_mimebundle_(self, include=None, exclude=None):
            data = {'text/plain': 'plain bundle', 'application/x-own+json': {'k': [1, 2]}}
            return data, {'application/x-own+json': {'wide': True}, 'loose': 1}

    display(Bundle())
    Bundle()
    """,
    f"""
    import base64

    class Png:
        def _repr_png_(self):
            return base64.b64decode('{PIXELS}')

    class PngSize:
        def _repr_png_(self):
            return base64.b64decode('{PIXELS}'), {{'width': 20}}

    display(Png(), PngSize())
    Png()
    """,
    may_fail(
        """
        class Broken:
            def _repr_html_(self):
                raise ValueError('broken display')

            def __repr__(self):
                return 'Broken, but with text'

        Broken()
        """
    ),
    may_fail("display(Broken())\nprint('after')"),
    """
    class Nothing:
        def _repr_html_(self):
            return None

        def _repr_png_(self):
            return 3

        def __repr__(self):
            return 'Nothing'

    Nothing()
    """,
    """
    class SelfShown:
        def _ipython_display_(self):
            print('shows itself')

    display(SelfShown())
    SelfShown()
    """,
    """
    class Neat:
        def _repr_pretty_(self, p, cycle):
            p.text('pretty' if not cycle else '...')

    [Neat(), {'x': Neat()}]
    """,
    may_fail(
        """
        class Worse:
            def __repr__(self):
                raise RuntimeError('no text')

        Worse()
        """
    ),
    may_fail("display(Worse())\nprint('after the display')"),
    may_fail("print(Worse())"),
)
add_case(
    "image_kinds",
    f"""
    import base64
    from IPython.display import (
        HTML, JSON, SVG, Code, IFrame, Image, Javascript, Latex, Markdown, Math, Pretty,
        display_html, publish_display_data,
    )
    pixels = base64.b64decode('{PIXELS}')
    display(Image(data=pixels))
    Image(data=pixels, format='png', width=10, alt='two pixels')
    """,
    "display(HTML('<p>x</p>'), JSON({'a': 1}), JSON([1], root='root'), Markdown('# k'))",
    "display(Latex('$x$'), Math('y^2'), Javascript('1'), Pretty('neat'))",
    'SVG(\'<svg xmlns="http://www.w3.org/2000/svg" width="3"><g/></svg>\')',
    "IFrame('https://example.org', 30, 20)",
    "Image(url='https://example.org/x.png')",
    "Code('x = 1', language='python')",
    "display_html('<b>raw</b>', raw=True)\ndisplay_html('<b>plain</b>')",
    "publish_display_data({'text/plain': 'p', 'text/html': '<p>'}, metadata={'m': 1})",
    "display({'text/plain': 'raw', 'image/gif': b'GIF'}, raw=True)",
    "display('with', metadata={'own': {'x': 1}})",
    "display(1, include=['text/plain'])\ndisplay(HTML('x'), exclude=['text/html'])",
    may_fail("Image(filename='not there.png')"),
)
add_case(
    "tables",
    """
    import numpy as np
    import pandas as pd
    df = pd.DataFrame({'n': [1, 2, None], 't': ['a', 'é', '<b>'], 'd': pd.Timestamp('2021-01-02')})
    df
    """,
    "df.n",
    "display(df.describe(include='all'))",
    "df.info(memory_usage=False)",
    "pd.DataFrame({'x': range(100)})",
    "pd.DataFrame(np.arange(60).reshape(2, 30))",
    "np.linspace(0, 1, 5), np.eye(2)",
    "np.float64(1.5), np.int64(3), pd.NA, pd.NaT",
    "pd.options.display.max_rows = 4\npd.DataFrame({'x': range(100)})",
    "pd.DataFrame()",
    "df.style.set_uuid('fixed').format(precision=1)",
    may_fail("df['not there']"),
)

# Figures.

DRAW = "import matplotlib.pyplot as plt\n"
add_case(
    "figure_plot",
    DRAW + "plt.plot([1, 2, 3])",
    "plt.plot([3, 1]);",
    "plt.bar(['a', 'b'], [1, 2])\nplt.title('title')\nplt.show()",
    "plt.get_backend(), plt.get_fignums()",
    "print('before')\nplt.plot([1])\nprint('after')\n'result'",
)
add_case(
    "figure_object",
    DRAW + "fig, ax = plt.subplots(figsize=(2, 1))\nax.plot([1, 2])\nfig",
    "fig",
    "fig.savefig('figure.png')\nprint(fig)",
    "plt.close(fig)\nfig",
    "with plt.rc_context({'figure.dpi': 50}):\n    fig, ax = plt.subplots()\n    display(fig)",
    "import io\nplt.figure(figsize=(1, 1))\nplt.close('all')",
)
add_case(
    "figure_two",
    DRAW + "plt.figure(figsize=(2, 1))\nplt.plot([1])\nplt.figure(figsize=(1, 2))\nplt.plot([2])",
    """
    for i in range(2):
        plt.figure(figsize=(1 + i, 1))
        plt.plot([i])
        print('figure', i)
        plt.show()
    """,
    "fig, (left, right) = plt.subplots(1, 2)\nleft.plot([1])\ndisplay(fig)",
)
add_case(
    "figure_error",
    DRAW + "plt.plot([1, 2])\n1 / 0",
    "plt.get_fignums()",
)
add_case(
    "figure_error_tolerated",
    may_fail(DRAW + "plt.figure(figsize=(1, 1))\nplt.plot([1, 2])\n1 / 0"),
    "plt.get_fignums()",
    "plt.figure(figsize=(2, 1))\nplt.plot([1])\nplt.get_fignums()",
)
add_case(
    "figure_open",
    """
    %config InlineBackend.close_figures = False
    import matplotlib.pyplot as plt
    fig, ax = plt.subplots(figsize=(1, 1))
    """,
    "ax.plot([1, 2])\nplt.get_fignums()",
    "plt.close('all')",
    "plt.get_fignums()",
)
add_case(
    "figure_inline",
    "%matplotlib inline\nimport matplotlib\nmatplotlib.get_backend()",
    "from matplotlib.figure import Figure\nFigure(figsize=(1, 1))",
    "import matplotlib.pyplot as plt\nplt.plot([1])",
    "plt.rcParams['figure.figsize'] = (2, 1)\nplt.plot([1])",
    "plt.rcParams['figure.dpi'], plt.rcParams['figure.facecolor'], plt.isinteractive()",
)
add_case(
    "figure_svg",
    """
    %config InlineBackend.figure_formats = ['svg']
    import matplotlib.pyplot as plt
    plt.rcParams['svg.hashsalt'] = 'fixed'
    plt.figure(figsize=(1, 1))
    plt.plot([1, 2])
    """,
    "%config InlineBackend.figure_formats = ['svg', 'png']\nplt.figure(figsize=(1, 1))",
    """
    from matplotlib_inline.backend_inline import set_matplotlib_formats
    set_matplotlib_formats('retina')
    plt.figure(figsize=(1, 1))
    plt.plot([1, 2])
    """,
    "%config InlineBackend.print_figure_kwargs = {'bbox_inches': None}\nplt.figure(figsize=(1, 1))",
)
add_case(
    "figure_agg",
    """
    import matplotlib
    matplotlib.use('agg')
    import matplotlib.pyplot as plt
    plt.plot([1, 2])
    """,
    "plt.gcf()",
    "plt.get_fignums(), plt.get_backend()",
    "plt.savefig('agg.png')\nimport os\nos.path.exists('agg.png')",
)
add_case(
    "figure_pandas",
    """
    import pandas as pd
    pd.Series([1, 3, 2], name='series').plot(figsize=(2, 1))
    """,
    "pd.DataFrame({'a': [1, 2]}).plot.bar(figsize=(2, 1));",
)

# Magics, the shell and other processes.

add_case(
    "magics",
    "%pwd",
    "a, b = 1, 'x'\n%who",
    "%who_ls",
    "%whos int",
    "%precision 3\n3.14159265",
    "3.14159265",
    "%precision\n3.14159265",
    "%%capture box\nprint('caught')\ndisplay(1)\n2",
    "box.stdout, len(box.outputs)",
    "box()",
    "%%capture\nprint('gone')",
    "%%writefile file.py\nz = 5\nprint('in a file', z)",
    "%%writefile -a file.py\nprint(__name__, __file__.endswith('file.py'))",
    "%run file.py",
    "z",
    "%%html\n<b>html</b>",
    "%%markdown\n*md*",
    "%%latex\n$x$",
    "%%svg\n<svg/>",
    "%env TRIAL=value",
    "%env TRIAL",
    "import os\nos.makedirs('below', exist_ok=True)\n%cd below",
    "%cd -q ..\nos.path.basename(os.getcwd())",
    "x = %pwd\nx == os.getcwd()",
    "for i in range(2):\n    %precision 2",
    "%time 1 + 1",
    "%%time\nprint('timed')\n'result'",
    "%xmode Minimal",
    "%automagic",
    "%pprint",
    "[list(range(5)) for _ in range(2)]",
    "%history -n 1-3",
    "%reset -f",
    may_fail("a"),
)
add_case(
    "magics_error",
    may_fail("%nosuchmagic"),
    may_fail("%%nosuchmagic\nx"),
    may_fail("%cd folder-that-is-not-there"),
    may_fail("%run nowhere.py"),
    may_fail("%%capture box\nprint('before')\n1 / 0"),
    "box.stdout",
    may_fail("%load_ext not_there"),
    may_fail("%matplotlib nonsense"),
    may_fail("%xmode Context\n1 / 0"),
    may_fail("%xmode Plain\n1 / 0"),
    may_fail("%xmode Verbose\ny = 1\ny / 0"),
    may_fail("%xmode Minimal\ny / 0"),
    "%nosuchmagic",
)
add_case(
    "extensions",
    "%load_ext autoreload",
    "%autoreload 2",
    """
    from pathlib import Path
    import sys
    sys.path.insert(0, '.')
    sys.dont_write_bytecode = True
    Path('helper.py').write_text('value = 1\\n')
    import helper
    helper.value
    """,
    "Path('helper.py').write_text('value = 2000\\n');",
    "helper.value",
    "%load_ext autoreload",
    "%reload_ext autoreload",
    "%unload_ext autoreload",
)
add_case(
    "shell",
    "!echo one",
    "!echo two; echo error >&2; echo three",
    "x = !echo three; echo four\nx, type(x).__name__, x.s, x.n",
    "!false",
    "_exit_code",
    "name = 'variable'\n!echo $name {name.upper()} '{name.title()}'",
    "!test -d $$HOME && echo home",
    "!!echo five",
    "%sx echo six",
    "%system echo seven",
    "!test -t 1 && echo terminal || echo no terminal",
    "!cat </dev/null",
    "!printf 'without an end'",
    "files = !ls -a\nfiles",
    "!exit 3\nprint(_exit_code)",
    "!no_such_command 2>/dev/null",
    "!echo $TERM $PAGER",
)
add_case(
    "shell_cells",
    "%%bash\necho bash $((1 + 2))\necho error >&2",
    "%%bash --out out --err error\necho to a variable\necho too >&2",
    "out, error",
    "%%sh\nexit 0",
    "%%python\nprint('another process', __name__)",
    "%%script cat\ninput",
    may_fail("%%bash\necho before\nexit 3"),
    "%%bash --no-raise-error\nexit 4",
    "_exit_code if '_exit_code' in globals() else 'none'",
)
add_case(
    "subprocess",
    # What others than Python write comes in by another road: no result may race with it.
    """
    import os, subprocess, sys, time
    done = subprocess.run(['echo', 'directly'])
    time.sleep(0.4)
    """,
    "done.returncode",
    "subprocess.run('echo error >&2', shell=True)\ntime.sleep(0.4)",
    "subprocess.run(['echo', 'caught'], capture_output=True, text=True).stdout",
    "subprocess.check_output([sys.executable, '-c', 'print(6 * 7)'])",
    may_fail("subprocess.run(['false'], check=True)"),
    may_fail("subprocess.run(['no-such-program'])"),
    "subprocess.run(['cat'], stdin=subprocess.DEVNULL).returncode",
    "x = os.write(1, b'to descriptor 1\\n')\ntime.sleep(0.4)",
    "x = os.write(2, b'to descriptor 2\\n')\ntime.sleep(0.4)",
    "x = os.system('echo from system')\ntime.sleep(0.4)",
    "print('child', os.popen('echo popen').read())",
    "subprocess.run(['true'], stdout=sys.stdout).returncode",
    "subprocess.run([sys.executable, '-c', 'import sys; print([sys.stdin.read()])'])\ntime.sleep(0.4)",
    "done = subprocess.Popen(['sleep', '30'])\ndone.terminate()\ndone.wait()",
)
add_case(
    "fork",
    """
    import os, sys, time
    pid = os.fork()
    if pid == 0:
        os._exit(7)
    os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    """,
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(writing, b'from the child')
        os._exit(0)
    os.close(writing)
    os.waitpid(pid, 0)
    os.read(reading, 100)
    """,
    """
    pid = os.fork()
    if pid == 0:
        os.write(1, b'child writes\\n')
        os._exit(0)
    os.waitpid(pid, 0)
    time.sleep(0.3)
    print('parent writes')
    """,
    "print('further')",
)
add_case(
    "more_processes",
    """
    import multiprocessing as mp, os
    from concurrent.futures import ProcessPoolExecutor

    def square(x):
        return x * x

    with mp.get_context('fork').Pool(2) as pool:
        print(pool.map(square, range(5)))
    """,
    """
    with ProcessPoolExecutor(2, mp_context=mp.get_context('fork')) as pool:
        print(list(pool.map(square, range(3))))
    """,
    """
    with mp.get_context('spawn').Pool(1) as pool:
        print(pool.map(abs, [-1, 2]))
    """,
    """
    with ProcessPoolExecutor(1, mp_context=mp.get_context('spawn')) as pool:
        print(pool.submit(pow, 2, 5).result())
    """,
    """
    process = mp.get_context('fork').Process(target=os._exit, args=(4,))
    process.start()
    process.join()
    process.exitcode
    """,
    "mp.current_process().name, mp.get_start_method(), mp.parent_process(), len(mp.active_children())",
    may_fail(
        """
        def broken(x):
            raise ValueError(x)

        with mp.get_context('fork').Pool(1) as pool:
            pool.map(broken, ['in the worker'])
        """
    ),
)
add_case(
    "threads",
    """
    import threading, time
    thread = threading.Thread(target=lambda: print('from a thread'), name='own')
    thread.start()
    thread.join()
    print('from the main thread')
    """,
    """
    from concurrent.futures import ThreadPoolExecutor
    with ThreadPoolExecutor(2) as pool:
        print(list(pool.map(lambda x: x + 1, range(4))))
    """,
    """
    sign, done = threading.Event(), threading.Event()

    def later():
        sign.wait()
        print('printed during the next cell')
        done.set()

    threading.Thread(target=later).start()
    print('started')
    """,
    "print('before')\nsign.set()\ndone.wait()\ntime.sleep(0.5)\nprint('after')",
    "time.sleep(0.3)\nprint('third cell')",
    "threading.current_thread() is threading.main_thread(), threading.current_thread().name",
    """
    def shows():
        display('shown from a thread')

    thread = threading.Thread(target=shows)
    thread.start()
    thread.join()
    """,
)
add_case(
    "thread_broken",
    """
    import threading

    def broken():
        raise ValueError('in a thread')

    thread = threading.Thread(target=broken, name='broken thread')
    thread.start()
    thread.join()
    print('further')
    """,
    "print('next')",
)
add_case(
    "thread_stays",
    """
    import threading, time
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    print('daemon runs')
    """,
    "threading.Timer(60, print).start()\nprint('ordinary thread runs')",
)
add_case(
    "signals",
    """
    import signal, time
    def timer(sign, frame):
        raise TimeoutError('the alarm went')

    signal.signal(signal.SIGALRM, timer)
    """,
    may_fail("signal.alarm(1)\ntime.sleep(20)"),
    """
    signal.signal(signal.SIGALRM, lambda sign, frame: print('went off'))
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    time.sleep(0.4)
    print('done')
    """,
    "signal.getsignal(signal.SIGINT).__name__, signal.getsignal(signal.SIGTERM)",
    may_fail("signal.raise_signal(signal.SIGINT)\ntime.sleep(5)"),
    "signal.getsignal(signal.SIGPIPE), signal.pthread_sigmask(signal.SIG_BLOCK, [])",
)

# State of the shell.

add_case(
    "memory",
    "1 + 1",
    "_ + 1",
    "__ * 10",
    "_, __, ___",
    "In[1], In[-1], len(In)",
    "Out",
    "_1, _2, Out[3]",
    "_i, _ii",
    "_i1",
    "get_ipython().execution_count",
    "None",
    "_",
    "7;",
    "_",
    "_ = 'own'\n8",
    "_",
    "_oh is Out, _ih is In, _dh[0] == __import__('os').getcwd()",
    "print(In[1])\nIn[:3]",
)
add_case(
    "namespace",
    "__name__",
    "__doc__",
    "maybe = '__file__' in globals()\nmaybe",
    "__builtins__.__class__.__name__, __builtin__.__name__, '__annotations__' in globals()",
    "sorted(n for n in globals() if not n.startswith('_i') and n != 'maybe')",
    "import __main__\n__main__.__dict__ is globals(), __main__.__name__",
    "import sys\nsys.modules['__main__'] is __main__, hasattr(__main__, '__file__')",
    "__spec__ if '__spec__' in globals() else 'none', __package__, __loader__",
    "sys.flags.interactive, hasattr(sys, 'ps1'), '' in sys.path",
    may_fail("__file__"),
    """
    class Class:
        pass

    Class.__module__, Class
    """,
    "import pickle\npickle.loads(pickle.dumps(Class())).__class__ is Class",
    may_fail("import inspect\nprint(inspect.getsource(Class))"),
    "def f(x: int = 3) -> str:\n    'Does nothing.'\n\ninspect.signature(f), f",
    "print(inspect.getsource(f))",
    "x: int = 5\n__annotations__",
    "from dataclasses import dataclass\n@dataclass\nclass D:\n    a: int\n\nD(1)",
    "sys.getrecursionlimit(), sys.gettrace(), sys.getprofile()",
    "import os\nos.getcwd() == os.path.abspath('.'), os.path.basename(os.getcwd())",
    "__import__('asyncio').get_running_loop().is_running()",
)
add_case(
    "arguments",
    "import sys\nsys.argv[1], len(sys.argv) > 2",
    "sys.argv[0]",
    "import argparse\nargparse.ArgumentParser().parse_known_args()[0]",
)
add_case(
    "environment",
    """
    import os
    {name: os.environ.get(name) for name in [
        'TERM', 'CLICOLOR', 'CLICOLOR_FORCE', 'FORCE_COLOR', 'PAGER', 'GIT_PAGER', 'MPLBACKEND',
        'PYTHONUTF8', 'PYTEST_CURRENT_TEST', 'COLUMNS', 'NO_COLOR']}
    """,
    "sorted(n for n in os.environ if n.startswith(('IPY', 'PAPERMILL')))",
    "!echo $TERM $MPLBACKEND",
    "import shutil\nshutil.get_terminal_size()",
    "import sys\nsys.getfilesystemencoding(), open(os.devnull).encoding.lower()",
    "sys.stdin.__class__.__name__, sys.stdin.closed",
    "sys.displayhook.__class__.__name__, sys.excepthook.__name__",
)
add_case(
    "shell_object",
    "ip = get_ipython()\ntype(ip).__name__, type(ip).__module__",
    "'IPKernelApp' in ip.config, ip.has_trait('kernel'), ip.kernel is not None",
    "'zmq' in str(type(ip)).lower()",
    "from IPython import get_ipython as g\ng() is ip",
    "ip.run_line_magic('precision', '2')\n3.14159",
    "ip.run_cell_magic('html', '', '<i>x</i>')",
    "ip.run_cell('print(5)\\n6')",
    "ip.run_cell('1 / 0')\nprint('goes on')",
    "ip.user_ns['new'] = 3\nnew",
    "ip.ast_node_interactivity",
    "ip.ast_node_interactivity = 'all'",
    "1\n2\nx = 3",
    "ip.ast_node_interactivity = 'last_expr'",
    "ip.events.register('pre_run_cell', lambda info: print('before', info.store_history))",
    "ip.events.register('post_run_cell', lambda r: print('after', r.success))\n5",
    may_fail("1 / 0"),
    """
    ip.display_formatter.formatters['text/html'].for_type(int, lambda i: f'<b>{i}</b>')
    9
    """,
    "ip.system('echo system')\nip.getoutput('echo read')",
    "ip.ev('1 + 2'), ip.colors, ip.banner1 is not None, ip.autocall",
    "ip.display_pub.__class__.__name__, ip.displayhook.__class__.__name__",
    "ip.kernel.__class__.__name__, ip.kernel.implementation, ip.kernel.banner[:6]",
    "ip.set_next_input('next cell')",
    "ip.history_manager.session_number > 0, len(ip.history_manager.input_hist_raw)",
    "ip.input_transformers_post.append(lambda r: [x.replace('£', '1') for x in r])",
    "£ + £",
    """
    from IPython.core.magic import register_cell_magic, register_line_magic
    @register_line_magic
    def hello(line):
        return f'hello {line}'

    @register_cell_magic
    def double(line, cell):
        exec(cell + '\\n' + cell, globals())
    """,
    "%hello there",
    "%%double\nprint('twice')",
    """
    def own(itself, kind, value, trace, tb_offset=None):
        print('own handling of', kind.__name__)

    ip.set_custom_exc((ZeroDivisionError,), own)
    """,
    may_fail("1 / 0"),
    "print('afterwards')",
)
add_case(
    "recognition",
    """
    import sys
    from IPython import get_ipython
    kind = get_ipython().__class__.__name__
    kind, 'ipykernel' in sys.modules, 'IPython' in sys.modules
    """,
    "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.initialized()",
    "from pandas.io.formats import console\nconsole.in_ipython_frontend()",
    "from rich.console import Console\nconsole = Console()\nconsole.is_jupyter",
    "console.print('[bold]bold[/bold] and plain')",
    "from rich.table import Table\nt = Table('a', 'b')\nt.add_row('1', '2')\nt",
    "import tqdm.std, tqdm.utils\ntqdm.utils._term_move_up() == '\\x1b[A'",
    "import click\nclick.echo('with click')\nclick.secho('colour', fg='red')",
)
add_case(
    "help",
    "len?",
    "def f(x):\n    'Does something.'\n    return x\n\nf?",
    "f??",
    "?f",
    "%pinfo f",
    "%psource f",
    "%pdoc f",
    "help(f)",
    "not_there?",
    "*int*?",
    "print('after the help')",
    "from IPython.core.page import page\npage('a page')",
    "%quickref",
    "%lsmagic\nprint('list')",
)
add_case(
    "input",
    may_fail("print('question')\ninput('name? ')"),
    may_fail("import getpass\ngetpass.getpass('password? ')"),
    may_fail("breakpoint()"),
    "import sys\nsys.stdin.__class__.__name__",
    "input()",
    "print('never')",
)

# Errors.

add_case(
    "error",
    "print('before the error')",
    "x = 1\nprint('in the cell')\nx / 0\nprint('never')",
    "print('never')",
    Cell("end", "markdown"),
)
add_case(
    "error_chain",
    may_fail("try:\n    {}['k']\nexcept KeyError as f:\n    raise ValueError('translated') from f"),
    may_fail("try:\n    {}['k']\nexcept KeyError:\n    raise ValueError('during')"),
    may_fail("try:\n    {}['k']\nexcept KeyError:\n    raise ValueError('without') from None"),
    may_fail(
        """
        def deep(n):
            if n:
                return deep(n - 1)
            raise RuntimeError('bottom')

        deep(3)
        """
    ),
    may_fail("def endless(n):\n    return endless(n + 1)\n\nendless(0)"),
    may_fail("raise ExceptionGroup('group', [ValueError(1), TypeError('b')])"),
    may_fail("f = ValueError('with a note')\nf.add_note('a note')\nraise f"),
    may_fail("import json\njson.loads('{')"),
    may_fail("eval('1 +')"),
    may_fail("exec('y = 1\\ny / 0')"),
    may_fail("raise ValueError"),
    may_fail("raise ValueError('line one\\nline two', 3)"),
    may_fail("raise 'text'"),
    may_fail("assert 1 == 2, 'is not so'"),
    may_fail("[n / 0 for n in range(3)]"),
    may_fail("import module_that_is_not_there"),
    may_fail("warnigns"),
    may_fail("open('nowhere.txt')"),
    "import sys\nsys.last_type.__name__, sys.last_value.filename",
    """
    import traceback
    try:
        1 / 0
    except ZeroDivisionError:
        traceback.print_exc()
    """,
    may_fail("class Own(Exception):\n    def __str__(self):\n        return 'own text'\nraise Own"),
    may_fail(
        "class Render(Exception):\n    def _render_traceback_(self):\n        return ['one', 'two']\n"
        "raise Render('x')"
    ),
    may_fail("raise BaseException('very low')"),
    may_fail("raise GeneratorExit"),
    may_fail("raise StopIteration('s')"),
)
add_case("error_language", "print('before')", "x = (1,\ny = 2", "print('never')")
add_case(
    "error_language_kinds",
    may_fail("print 'old'"),
    may_fail("if True:\npass"),
    may_fail("\tx = 1\n        y = 2"),
    may_fail("return 5"),
    may_fail("'no end"),
    may_fail("x = $"),
    may_fail("print('good')\nfor"),
    may_fail("await"),
    may_fail("break"),
    may_fail("def f():\n    yield\n    await g()"),
    may_fail("f(**{'a': 1}, a=2"),
    may_fail("x = '\\x00'\neval('1\\x002')"),
    "x = 1 if True else 2; x",
)
add_case(
    "error_tolerated",
    may_fail("print('before')\n1 / 0"),
    "print('goes on')",
    may_fail("print('no error')"),
    "1 / 0",
    "print('never')",
    Cell("end", "markdown"),
)
add_case("stop", "print('before')", "import sys\nprint('in')\nsys.exit(1)", "print('never')")
add_case("stop_zero", "import sys\nprint('in')\nsys.exit(0)", "print('never')")
add_case("stop_bare", "import sys\nsys.exit()", "print('never')")
add_case("stop_text", "raise SystemExit('a message')", "print('never')")
add_case("stop_exit", "print('before')\nexit()\nprint('in the same cell')", "print('next cell')")
add_case(
    "stop_quit", "print('before')\nquit", "print('next cell')", "exit(2)", "print('afterwards')"
)
add_case(
    "stop_tolerated",
    may_fail("import sys\nsys.exit(1)"),
    may_fail("sys.exit()"),
    "print('goes on')",
)
add_case("interrupted", "print('before')", "raise KeyboardInterrupt", "print('never')")
add_case(
    "interrupted_tolerated",
    may_fail("def f():\n    raise KeyboardInterrupt('with text')\n\nf()"),
    "print('goes on')",
)
# Half a second, because what the kernel has said must be out before it dies.
DIE = "import os, signal, time\nprint('in the cell', flush=True)\ntime.sleep(0.5)\n"
add_case(
    "killed",
    "print('before')\n'result'",
    """
    import os, sys, time
    print('in the cell', flush=True)
    display('shown')
    time.sleep(0.5)
    os.kill(os.getpid(), 9)
    """,
    "print('never')",
    Cell("end", "markdown"),
)
add_case("exited", "print('before')", DIE + "os._exit(3)", "print('never')")
add_case("exited_zero", "print('before')", DIE + "os._exit(0)", "print('never')")
add_case("killed_segv", "print('before')", DIE + "os.kill(os.getpid(), signal.SIGSEGV)")
add_case("killed_term", DIE + "os.kill(os.getpid(), signal.SIGTERM)\ntime.sleep(20)")
add_case(
    "too_long_sleep",
    "print('before')",
    "import time\nprint('in the cell', flush=True)\ntime.sleep(60)",
    "print('never')",
    execution_timeout=2,
)
add_case(
    "too_long_loop",
    "print('before')",
    "print('in the cell', flush=True)\nwhile True:\n    pass",
    "print('never')",
    execution_timeout=2,
)
add_case(
    "just_in_time",
    "import time\ntime.sleep(1.2)\nprint('one')",
    "time.sleep(1.2)\nprint('per cell, not together')",
    execution_timeout=2,
)
add_case(
    "all_errors_allowed",
    "1 / 0",
    "print('goes on')",
    allow_errors=True,
)
add_case(
    "tags",
    Cell("print('skipped')", tags=("skip-execution",)),
    Cell("print('plain')", tags=("own-tag", "hide-input")),
    "#| label: fig-x\n#| echo: false\nprint('quarto')",
    "# papermill_description=Step\nprint('described')",
    log_output=True,
)

# Asynchronous code.

add_case(
    "async",
    "import asyncio\nawait asyncio.sleep(0, 'waited')",
    "async def f(x):\n    await asyncio.sleep(0.01)\n    return x * 2\n\nawait f(2)",
    "await asyncio.gather(f(1), f(2))",
    """
    async with asyncio.timeout(5):
        print(await f('a'))
    """,
    "[await f(i) for i in range(2)]",
    "task = asyncio.create_task(f(5))",
    "await task",
    may_fail("asyncio.run(f(1))"),
    may_fail("asyncio.get_event_loop().run_until_complete(f(1))"),
    may_fail("async def broken():\n    raise ValueError('in a task')\n\nawait broken()"),
    "asyncio.get_event_loop().is_running()",
    "await asyncio.to_thread(lambda: 'from a thread')",
    "process = await asyncio.create_subprocess_exec('true')\nawait process.wait()",
    may_fail("async with asyncio.timeout(0.1):\n    await asyncio.sleep(10)"),
    "%autoawait",
)
add_case(
    "async_background",
    """
    import asyncio, time
    seen = []

    async def counter():
        for i in range(3):
            seen.append(i)
            await asyncio.sleep(0)

    task = asyncio.create_task(counter())
    seen
    """,
    "await asyncio.sleep(0.2)\nseen, task.done()",
    """
    async def prints():
        await asyncio.sleep(0.01)
        print('from a task of the cell before')

    task = asyncio.create_task(prints())
    """,
    "print('before')\nawait task\nprint('after')",
    "async def prints_now():\n    print('in the task')\n\nawait asyncio.gather(prints_now(), prints_now())",
)

# Text and messages.

add_case(
    "long_output",
    "print('x' * 200_000)",
    "for i in range(4000):\n    print(i, 'line ' * 8)",
    "'y' * 200_000",
    "list(range(5000))",
    "import sys\nprint('z' * 100_000, file=sys.stderr)",
)
add_case(
    "characters",
    "print('é ü ß € – “quotation” 東京 Ωμέγα')",
    "'emoji 🏠👩‍👩‍👧 flag 🇳🇱'",
    "variable_é = 1\nvariable_é",
    "print('zero\\x00char', 'e\\u0301', '\\u2028', '\\ufeff')",
    "display({'text/html': '<p>€</p>', 'text/plain': '€'}, raw=True)",
    may_fail("raise ValueError('one € too few 🏠')"),
    "!echo é €",
    "from pathlib import Path\nPath('é.txt').write_text('ü')\nPath('é.txt').read_text()",
)
add_case(
    "characters_surrogate", "'\\ud800'", may_fail("print('loose \\udc80 half')"), "print('further')"
)
add_case(
    "warnings",
    "import warnings\nwarnings.warn('look out')",
    "warnings.warn('look out')",
    "warnings.warn('outdated', DeprecationWarning)",
    "def f():\n    warnings.warn('from within', stacklevel=2)\n\nf()\nf()",
    "warnings.simplefilter('error')",
    may_fail("warnings.warn('now an error')"),
    "with warnings.catch_warnings():\n    warnings.simplefilter('ignore')\n    warnings.warn('silent')",
    "warnings.simplefilter('always')\nfor _ in range(2):\n    warnings.warn('always', FutureWarning)",
    "'\\d'",
    "1 is 1",
)
add_case(
    "log",
    """
    import logging
    logging.warning('without settings')
    logging.info('not to be seen')
    """,
    "logging.getLogger('own').error('error of %s', 'own')",
    "logging.basicConfig(level=logging.INFO, force=True)\nlogging.info('now it is')",
    "try:\n    1 / 0\nexcept ZeroDivisionError:\n    logging.exception('with a trace')",
    "import sys\nlogging.basicConfig(stream=sys.stdout, force=True, format='%(message)s')",
    "logging.warning('to out')",
    "logging.root.level, len(logging.root.handlers)",
)
add_case(
    "farewell",
    """
    import atexit, sys
    from pathlib import Path
    atexit.register(lambda: Path('farewell.txt').write_text('done'))
    atexit.register(print, 'farewell')
    """,
    """
    class Cleaner:
        def __del__(self):
            print('cleaned')

    o = Cleaner()
    """,
    "del o",
    "Cleaner();",
    "_ = None\nimport gc\ngc.collect() >= 0",
)

# Parameters.

add_case(
    "parameters",
    Cell("# begin", "markdown"),
    Cell("a = 1\nb = 'two'\nc = None", tags=("parameters",)),
    "a, b, c",
    "{n: v for n, v in globals().items() if n.startswith('p_')}",
    parameters={
        "a": 5,
        "b": "line one\nline \"two\" and 'three' \\ €🏠",
        "c": None,
        "p_true": True,
        "p_nan": float("nan"),
        "p_minus_infinity": float("-inf"),
        "p_number": 1.5e-7,
        "p_list": [1, [2, None, "x"], {"k": [True, 2.0]}],
        "p_table": {"key with a space": {"é": None}, "empty": {}},
        "p_empty": "",
        "p_long": "word " * 40,
    },
)
add_case(
    "parameters_without_cell",
    "b = 2",
    "a, b",
    parameters={"a": "in front"},
)
add_case(
    "parameters_not_given",
    Cell("a = 1", tags=("parameters",)),
    "a",
)
add_case(
    "parameters_again",
    Cell("a = 1", tags=("parameters",)),
    Cell("# Parameters\na = 2", tags=("injected-parameters",)),
    "a",
    parameters={"a": 3},
    report_mode=True,
)
add_case(
    "parameters_error",
    Cell("a = 1", tags=("parameters",)),
    "1 / a",
    "print('never')",
    parameters={"a": 0},
)

# For the test of leaks: a notebook that changes what it can, and one that tells what it finds.

POLLUTER = notebook(
    """
    %matplotlib inline
    import builtins, datetime, decimal, json, locale, logging, os, random, signal
    import string, sys, threading, time, warnings
    from pathlib import Path
    import matplotlib, matplotlib.pyplot as plt, numpy as np, pandas as pd
    """,
    """
    plt.rcParams.update({'figure.figsize': (1, 1), 'lines.linewidth': 17, 'font.size': 3})
    plt.style.use('ggplot')
    plt.figure(); plt.plot([1]); plt.figure()
    %config InlineBackend.close_figures = False
    %config InlineBackend.figure_formats = ['svg']
    plt.figure(num=77)
    """,
    """
    os.environ['LEAKED'] = 'yes'
    os.environ['HOME'] = '/nowhere'
    os.environ.pop('PATH')
    os.putenv('LEAKED_DEEP', 'yes')
    os.makedirs('elsewhere', exist_ok=True)
    os.chdir('elsewhere')
    os.umask(0o077)
    time.tzset()
    """,
    """
    random.seed(1)
    np.random.seed(1)
    decimal.getcontext().prec = 3
    locale.setlocale(locale.LC_ALL, 'C')
    warnings.simplefilter('error')
    logging.basicConfig(level=logging.DEBUG)
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    signal.signal(signal.SIGUSR1, lambda *a: None)
    sys.setrecursionlimit(4321)
    np.set_printoptions(precision=1)
    np.seterr(all='raise')
    pd.options.display.max_rows = 3
    pd.set_option('display.precision', 1)
    """,
    """
    json.leaked = True
    string.capwords = lambda *a, **k: 'replaced'
    builtins.leaked = True
    sys.path.insert(0, '/leaked')
    sys.modules['leaked'] = json
    sys.argv.append('leaked')
    del sys.modules['datetime']
    open_file = open('open.txt', 'w')
    threading.Thread(target=time.sleep, args=(0.5,), daemon=True).start()
    """,
    """
    ip = get_ipython()
    ip.ast_node_interactivity = 'all'
    ip.display_formatter.formatters['text/html'].for_type(int, lambda i: 'leaked')
    ip.events.register('pre_run_cell', lambda info: print('leaked'))
    %precision 2
    %xmode Minimal
    leaked_in_namespace = 1
    """,
)
TELLTALE = notebook(
    """
    import builtins, decimal, json, locale, logging, os, random, signal
    import string, sys, threading, warnings
    import matplotlib, matplotlib.pyplot as plt, numpy as np, pandas as pd
    """,
    """
    state = {
        'rcParams': {n: str(plt.rcParams[n]) for n in
                     ('figure.figsize', 'lines.linewidth', 'font.size', 'axes.facecolor')},
        'figures': plt.get_fignums(),
        'environment': sorted(os.environ),
        'home': os.environ.get('HOME'),
        'deep': os.popen('echo "$LEAKED_DEEP$LEAKED"').read(),
        'folder': os.path.basename(os.getcwd()),
        'mask': os.umask(0o022),
        'decimals': decimal.getcontext().prec,
        'language': locale.getlocale(),
        'filters': [str(f[:3]) for f in warnings.filters],
        'log': (logging.root.level, len(logging.root.handlers), logging.root.manager.disable),
        'signals': (str(signal.getsignal(signal.SIGALRM)), str(signal.getsignal(signal.SIGUSR1))),
        'depth': sys.getrecursionlimit(),
        'numpy': (np.get_printoptions()['precision'], np.geterr()['divide']),
        'pandas': (pd.options.display.max_rows, pd.get_option('display.precision')),
        'module_names': (hasattr(json, 'leaked'), string.capwords('a b')),
        'builtin': hasattr(builtins, 'leaked'),
        'path': '/leaked' in sys.path,
        'modules': ('leaked' in sys.modules, 'datetime' in sys.modules),
        'arguments': 'leaked' in sys.argv,
        'here': sorted(n for n in globals() if 'leaked' in n),
        'counter': get_ipython().execution_count,
        'memory': (len(In), len(Out)),
        'threads': threading.active_count() < 12,
        'displays': int in get_ipython().display_formatter.formatters['text/html'].type_printers,
    }
    for name, value in state.items():
        print(name, '=', value)
    """,
    "1\n3.14159265",
    may_fail("1 / 0"),
    "plt.plot([1, 2])",
)
CHANCE = notebook(
    """
    import random, tempfile, uuid
    import numpy as np
    print(random.random(), np.random.rand(), uuid.uuid4(), tempfile.mktemp())
    """
)
"""What fresh runs must answer differently: nobody has set a seed for them."""
