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

TIJDSLIMIET = 30
"""Seconds after which a cell is given up, also in the notebooks that are not about that."""


@dataclass(frozen=True)
class Cel:
    """A cell: its source, its kind and its tags."""

    bron: str
    soort: str = "code"
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Geval:
    """A notebook of the corpus and the arguments papermill runs it with."""

    naam: str
    cellen: tuple[Cel, ...]
    argumenten: Mapping[str, Any] = field(default_factory=dict)

    def notitieboek(self) -> Any:
        """Build the notebook; twice the same one."""
        return notitieboek(*self.cellen)


def notitieboek(*cellen: Cel | str) -> Any:
    """A notebook of these cells, with ids that do not depend on chance."""
    maak = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell, "raw": v4.new_raw_cell}
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
    for nummer, losse in enumerate(cellen, start=1):
        cel = losse if isinstance(losse, Cel) else Cel(losse)
        kaal = maak[cel.soort](textwrap.dedent(cel.bron).strip("\n"), id=f"cel-{nummer:02}")
        if cel.tags:
            kaal.metadata["tags"] = list(cel.tags)
        nb.cells.append(kaal)
    return nb


CORPUS: dict[str, Geval] = {}


def geval(naam: str, *cellen: Cel | str, **argumenten: Any) -> None:
    """Add a notebook to the corpus."""
    assert naam not in CORPUS, naam
    heel = tuple(cel if isinstance(cel, Cel) else Cel(cel) for cel in cellen)
    CORPUS[naam] = Geval(naam, heel, {"execution_timeout": TIJDSLIMIET, **argumenten})


def mag_stuk(bron: str) -> Cel:
    """A cell whose error does not end the notebook."""
    return Cel(bron, tags=("raises-exception",))


def _pixels() -> str:
    """An image of a red and a blue pixel, as base64."""

    def stuk(soort: bytes, inhoud: bytes) -> bytes:
        som = struct.pack(">I", zlib.crc32(soort + inhoud))
        return struct.pack(">I", len(inhoud)) + soort + inhoud + som

    kop = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)
    rij = b"\0\xff\0\0\0\0\xff"
    stukken = stuk(b"IHDR", kop) + stuk(b"IDAT", zlib.compress(rij)) + stuk(b"IEND", b"")
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + stukken).decode()


PIXELS = _pixels()

# Results, displays and streams.

geval(
    "uitkomsten",
    "1 + 1",
    "'tekst'",
    "None",
    "x = 3",
    "x",
    "x;",
    "print('met puntkomma'); x;",
    "(1, [2.5, None], {'a': b'b'})",
    "list(range(60))",
    "{'sleutel ' + str(i): 'waarde ' * 5 for i in range(12)}",
    "1\n2\n3",
    "if True:\n    4",
    "def f():\n    'Doc.'\n\nf.__doc__",
    "object()",
    "class A:\n    pass\n\nA, A()",
    "...",
    "1e400, float('nan'), 3 + 4j, 10 ** 50",
    "'regel een\\nregel twee'",
    "import decimal, datetime\ndecimal.Decimal('1.10'), datetime.date(2021, 1, 2)",
)
geval(
    "lege_cellen",
    Cel("# Kop\n\nTekst met *nadruk*.", "markdown"),
    "",
    "   \n  ",
    "# alleen een opmerking",
    "pass",
    Cel("zomaar {{ tekst }}", "raw"),
    "get_ipython().execution_count",
    "\n\n'regels ervoor'\n\n",
    Cel("", "markdown"),
)
geval(
    "stromen",
    """
    import sys
    print('uit 1')
    print('fout 1', file=sys.stderr)
    print('uit 2')
    print('fout 2', file=sys.stderr)
    """,
    """
    print('voor')
    display(1)
    print('tussen')
    print('fout', file=sys.stderr)
    display('twee', 3.0)
    print('na')
    4
    """,
    "print('zonder einde', end='')\nprint('', end='')\nsys.stdout.write('geschreven')",
    "print('leeg hierna')\nprint()\nprint('terug\\rgekeerd\\ben\\ttab\\x07')",
    "sys.stdout.writelines(['a\\n', 'b\\n'])\nsys.stdout.write('')",
    """
    display()
    display(None)
    print(None)
    """,
    "print('\\x1b[31mrood\\x1b[0m')",
    "sys.stderr.write('alleen fout\\n');",
    "import time\nprint('en', 'meer', file=sys.__stdout__, flush=True)\ntime.sleep(0.4)",
)
geval(
    "stromen_geleegd",
    """
    import sys, time
    print('een', flush=True)
    print('twee', flush=True)
    print('fout', file=sys.stderr, flush=True)
    print('drie', flush=True)
    """,
    """
    print('traag 1')
    time.sleep(0.5)
    print('traag 2')
    time.sleep(0.5)
    print('fout', file=sys.stderr)
    time.sleep(0.5)
    print('traag 3')
    """,
    "sys.stdout.flush(), sys.stderr.flush()",
    """
    sys.stdout.encoding, sys.stderr.encoding, sys.stdout.isatty(), sys.stdout.writable(), \\
        sys.stdout.readable(), sys.stdout.name, sys.stdout.errors, sys.stdout.closed
    """,
    mag_stuk("print(b'bytes')\nsys.stdout.write(b'bytes')"),
    mag_stuk("sys.stdout.buffer.write(b'bytes')"),
)
geval(
    "stromen_omgeleid",
    """
    import contextlib, io, sys
    bak = io.StringIO()
    with contextlib.redirect_stdout(bak), contextlib.redirect_stderr(bak):
        print('weg')
        print('ook weg', file=sys.stderr)
        display('niet weg')
    bak.getvalue()
    """,
    """
    oud = sys.stdout
    sys.stdout = io.StringIO()
    print('vergeten terug te zetten')
    """,
    "print('nog steeds weg')\nsys.stdout.getvalue()",
    "sys.stdout = oud\nprint('terug')",
)
geval(
    "bijwerken",
    "h = display('eerst', display_id='vast')\ndisplay('ander')",
    "h.update('toen')\nprint('bijgewerkt')",
    """
    from IPython.display import update_display
    update_display({'text/plain': 'nog eens'}, display_id='vast', raw=True)
    """,
    """
    from IPython.display import HTML
    display(HTML('<b>x</b>'), display_id='dubbel')
    display(HTML('<b>y</b>'), display_id='dubbel')
    """,
    "display(HTML('<b>z</b>'), display_id='dubbel')",
    "update_display('nooit getoond', display_id='onbekend')",
    "display('zelf bedacht', display_id=True) is None",
    """
    g = display('in één cel', display_id='cel')
    for i in range(3):
        g.update(f'stand {i}')
    """,
    "h",
)
geval(
    "wissen",
    """
    from IPython.display import clear_output
    print('weg')
    display('ook weg')
    clear_output()
    print('blijft')
    """,
    """
    print('weg bij het volgende')
    clear_output(wait=True)
    print('nieuw')
    """,
    """
    print('blijft want er komt niets')
    clear_output(wait=True)
    """,
    "print('volgende cel')",
    """
    import sys
    for i in range(3):
        clear_output(wait=True)
        display(f'stand {i}')
        print('bij', i, file=sys.stderr)
    """,
    """
    h = display('a', display_id='wissel')
    clear_output()
    h.update('b')
    display('c')
    h.update('d')
    """,
    "print('voor het resultaat')\nclear_output(wait=True)\n'resultaat'",
    mag_stuk("print('voor de fout')\nclear_output(wait=True)\n1 / 0"),
)
geval(
    "eigen_weergaven",
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
    class Bundel:
        def _repr_mimebundle_(self, include=None, exclude=None):
            data = {'text/plain': 'platte bundel', 'application/x-eigen+json': {'k': [1, 2]}}
            return data, {'application/x-eigen+json': {'breed': True}, 'los': 1}

    display(Bundel())
    Bundel()
    """,
    f"""
    import base64

    class Png:
        def _repr_png_(self):
            return base64.b64decode('{PIXELS}')

    class PngMaat:
        def _repr_png_(self):
            return base64.b64decode('{PIXELS}'), {{'width': 20}}

    display(Png(), PngMaat())
    Png()
    """,
    mag_stuk(
        """
        class Stuk:
            def _repr_html_(self):
                raise ValueError('stukke weergave')

            def __repr__(self):
                return 'Stuk, maar wel met tekst'

        Stuk()
        """
    ),
    mag_stuk("display(Stuk())\nprint('na')"),
    """
    class Niets:
        def _repr_html_(self):
            return None

        def _repr_png_(self):
            return 3

        def __repr__(self):
            return 'Niets'

    Niets()
    """,
    """
    class ZelfGetoond:
        def _ipython_display_(self):
            print('toont zichzelf')

    display(ZelfGetoond())
    ZelfGetoond()
    """,
    """
    class Mooi:
        def _repr_pretty_(self, p, cyclus):
            p.text('mooi' if not cyclus else '...')

    [Mooi(), {'x': Mooi()}]
    """,
    mag_stuk(
        """
        class Erger:
            def __repr__(self):
                raise RuntimeError('geen tekst')

        Erger()
        """
    ),
    mag_stuk("display(Erger())\nprint('na de weergave')"),
    mag_stuk("print(Erger())"),
)
geval(
    "soorten_beeld",
    f"""
    import base64
    from IPython.display import (
        HTML, JSON, SVG, Code, IFrame, Image, Javascript, Latex, Markdown, Math, Pretty,
        display_html, publish_display_data,
    )
    pixels = base64.b64decode('{PIXELS}')
    display(Image(data=pixels))
    Image(data=pixels, format='png', width=10, alt='twee pixels')
    """,
    "display(HTML('<p>x</p>'), JSON({'a': 1}), JSON([1], root='wortel'), Markdown('# k'))",
    "display(Latex('$x$'), Math('y^2'), Javascript('1'), Pretty('net'))",
    'SVG(\'<svg xmlns="http://www.w3.org/2000/svg" width="3"><g/></svg>\')',
    "IFrame('https://example.org', 30, 20)",
    "Image(url='https://example.org/x.png')",
    "Code('x = 1', language='python')",
    "display_html('<b>ruw</b>', raw=True)\ndisplay_html('<b>gewoon</b>')",
    "publish_display_data({'text/plain': 'p', 'text/html': '<p>'}, metadata={'m': 1})",
    "display({'text/plain': 'ruw', 'image/gif': b'GIF'}, raw=True)",
    "display('met', metadata={'eigen': {'x': 1}})",
    "display(1, include=['text/plain'])\ndisplay(HTML('x'), exclude=['text/html'])",
    mag_stuk("Image(filename='bestaat niet.png')"),
)
geval(
    "tabellen",
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
    "df.style.set_uuid('vast').format(precision=1)",
    mag_stuk("df['bestaat niet']"),
)

# Figures.

TEKEN = "import matplotlib.pyplot as plt\n"
geval(
    "figuur_plot",
    TEKEN + "plt.plot([1, 2, 3])",
    "plt.plot([3, 1]);",
    "plt.bar(['a', 'b'], [1, 2])\nplt.title('titel')\nplt.show()",
    "plt.get_backend(), plt.get_fignums()",
    "print('voor')\nplt.plot([1])\nprint('na')\n'uitkomst'",
)
geval(
    "figuur_object",
    TEKEN + "fig, ax = plt.subplots(figsize=(2, 1))\nax.plot([1, 2])\nfig",
    "fig",
    "fig.savefig('figuur.png')\nprint(fig)",
    "plt.close(fig)\nfig",
    "with plt.rc_context({'figure.dpi': 50}):\n    fig, ax = plt.subplots()\n    display(fig)",
    "import io\nplt.figure(figsize=(1, 1))\nplt.close('all')",
)
geval(
    "figuur_twee",
    TEKEN + "plt.figure(figsize=(2, 1))\nplt.plot([1])\nplt.figure(figsize=(1, 2))\nplt.plot([2])",
    """
    for i in range(2):
        plt.figure(figsize=(1 + i, 1))
        plt.plot([i])
        print('figuur', i)
        plt.show()
    """,
    "fig, (links, rechts) = plt.subplots(1, 2)\nlinks.plot([1])\ndisplay(fig)",
)
geval(
    "figuur_fout",
    TEKEN + "plt.plot([1, 2])\n1 / 0",
    "plt.get_fignums()",
)
geval(
    "figuur_fout_getolereerd",
    mag_stuk(TEKEN + "plt.figure(figsize=(1, 1))\nplt.plot([1, 2])\n1 / 0"),
    "plt.get_fignums()",
    "plt.figure(figsize=(2, 1))\nplt.plot([1])\nplt.get_fignums()",
)
geval(
    "figuur_open",
    """
    %config InlineBackend.close_figures = False
    import matplotlib.pyplot as plt
    fig, ax = plt.subplots(figsize=(1, 1))
    """,
    "ax.plot([1, 2])\nplt.get_fignums()",
    "plt.close('all')",
    "plt.get_fignums()",
)
geval(
    "figuur_inline",
    "%matplotlib inline\nimport matplotlib\nmatplotlib.get_backend()",
    "from matplotlib.figure import Figure\nFigure(figsize=(1, 1))",
    "import matplotlib.pyplot as plt\nplt.plot([1])",
    "plt.rcParams['figure.figsize'] = (2, 1)\nplt.plot([1])",
    "plt.rcParams['figure.dpi'], plt.rcParams['figure.facecolor'], plt.isinteractive()",
)
geval(
    "figuur_svg",
    """
    %config InlineBackend.figure_formats = ['svg']
    import matplotlib.pyplot as plt
    plt.rcParams['svg.hashsalt'] = 'vast'
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
geval(
    "figuur_agg",
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
geval(
    "figuur_pandas",
    """
    import pandas as pd
    pd.Series([1, 3, 2], name='reeks').plot(figsize=(2, 1))
    """,
    "pd.DataFrame({'a': [1, 2]}).plot.bar(figsize=(2, 1));",
)

# Magics, the shell and other processes.

geval(
    "magie",
    "%pwd",
    "a, b = 1, 'x'\n%who",
    "%who_ls",
    "%whos int",
    "%precision 3\n3.14159265",
    "3.14159265",
    "%precision\n3.14159265",
    "%%capture bak\nprint('gevangen')\ndisplay(1)\n2",
    "bak.stdout, len(bak.outputs)",
    "bak()",
    "%%capture\nprint('weg')",
    "%%writefile bestand.py\nz = 5\nprint('in bestand', z)",
    "%%writefile -a bestand.py\nprint(__name__, __file__.endswith('bestand.py'))",
    "%run bestand.py",
    "z",
    "%%html\n<b>html</b>",
    "%%markdown\n*md*",
    "%%latex\n$x$",
    "%%svg\n<svg/>",
    "%env PROEF=waarde",
    "%env PROEF",
    "import os\nos.makedirs('onder', exist_ok=True)\n%cd onder",
    "%cd -q ..\nos.path.basename(os.getcwd())",
    "x = %pwd\nx == os.getcwd()",
    "for i in range(2):\n    %precision 2",
    "%time 1 + 1",
    "%%time\nprint('geklokt')\n'uitkomst'",
    "%xmode Minimal",
    "%automagic",
    "%pprint",
    "[list(range(5)) for _ in range(2)]",
    "%history -n 1-3",
    "%reset -f",
    mag_stuk("a"),
)
geval(
    "magie_fout",
    mag_stuk("%bestaatniet"),
    mag_stuk("%%bestaatniet\nx"),
    mag_stuk("%cd map-die-er-niet-is"),
    mag_stuk("%run nergens.py"),
    mag_stuk("%%capture bak\nprint('voor')\n1 / 0"),
    "bak.stdout",
    mag_stuk("%load_ext bestaat_niet"),
    mag_stuk("%matplotlib onzin"),
    mag_stuk("%xmode Context\n1 / 0"),
    mag_stuk("%xmode Plain\n1 / 0"),
    mag_stuk("%xmode Verbose\ny = 1\ny / 0"),
    mag_stuk("%xmode Minimal\ny / 0"),
    "%bestaatniet",
)
geval(
    "uitbreidingen",
    "%load_ext autoreload",
    "%autoreload 2",
    """
    from pathlib import Path
    import sys
    sys.path.insert(0, '.')
    sys.dont_write_bytecode = True
    Path('hulpje.py').write_text('waarde = 1\\n')
    import hulpje
    hulpje.waarde
    """,
    "Path('hulpje.py').write_text('waarde = 2000\\n');",
    "hulpje.waarde",
    "%load_ext autoreload",
    "%reload_ext autoreload",
    "%unload_ext autoreload",
)
geval(
    "schil",
    "!echo een",
    "!echo twee; echo fout >&2; echo drie",
    "x = !echo drie; echo vier\nx, type(x).__name__, x.s, x.n",
    "!false",
    "_exit_code",
    "naam = 'variabele'\n!echo $naam {naam.upper()} '{naam.title()}'",
    "!test -d $$HOME && echo thuis",
    "!!echo vijf",
    "%sx echo zes",
    "%system echo zeven",
    "!test -t 1 && echo terminal || echo geen terminal",
    "!cat </dev/null",
    "!printf 'zonder einde'",
    "files = !ls -a\nfiles",
    "!exit 3\nprint(_exit_code)",
    "!bestaat_niet_als_opdracht 2>/dev/null",
    "!echo $TERM $PAGER",
)
geval(
    "schil_cellen",
    "%%bash\necho bash $((1 + 2))\necho fout >&2",
    "%%bash --out uit --err fout\necho naar variabele\necho ook >&2",
    "uit, fout",
    "%%sh\nexit 0",
    "%%python\nprint('ander proces', __name__)",
    "%%script cat\ninvoer",
    mag_stuk("%%bash\necho voor\nexit 3"),
    "%%bash --no-raise-error\nexit 4",
    "_exit_code if '_exit_code' in globals() else 'geen'",
)
geval(
    "deelproces",
    # What others than Python write comes in by another road: no result may race with it.
    """
    import os, subprocess, sys, time
    klaar = subprocess.run(['echo', 'rechtstreeks'])
    time.sleep(0.4)
    """,
    "klaar.returncode",
    "subprocess.run('echo fout >&2', shell=True)\ntime.sleep(0.4)",
    "subprocess.run(['echo', 'gevangen'], capture_output=True, text=True).stdout",
    "subprocess.check_output([sys.executable, '-c', 'print(6 * 7)'])",
    mag_stuk("subprocess.run(['false'], check=True)"),
    mag_stuk("subprocess.run(['bestaat-niet-als-programma'])"),
    "subprocess.run(['cat'], stdin=subprocess.DEVNULL).returncode",
    "x = os.write(1, b'naar beschrijver 1\\n')\ntime.sleep(0.4)",
    "x = os.write(2, b'naar beschrijver 2\\n')\ntime.sleep(0.4)",
    "x = os.system('echo uit system')\ntime.sleep(0.4)",
    "print('kind', os.popen('echo popen').read())",
    "subprocess.run(['true'], stdout=sys.stdout).returncode",
    "subprocess.run([sys.executable, '-c', 'import sys; print([sys.stdin.read()])'])\ntime.sleep(0.4)",
    "klaar = subprocess.Popen(['sleep', '30'])\nklaar.terminate()\nklaar.wait()",
)
geval(
    "fork",
    """
    import os, sys, time
    pid = os.fork()
    if pid == 0:
        os._exit(7)
    os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    """,
    """
    lees, schrijf = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(schrijf, b'uit het kind')
        os._exit(0)
    os.close(schrijf)
    os.waitpid(pid, 0)
    os.read(lees, 100)
    """,
    """
    pid = os.fork()
    if pid == 0:
        os.write(1, b'kind schrijft\\n')
        os._exit(0)
    os.waitpid(pid, 0)
    time.sleep(0.3)
    print('ouder schrijft')
    """,
    "print('verder')",
)
geval(
    "meer_processen",
    """
    import multiprocessing as mp, os
    from concurrent.futures import ProcessPoolExecutor

    def kwadraat(x):
        return x * x

    with mp.get_context('fork').Pool(2) as pool:
        print(pool.map(kwadraat, range(5)))
    """,
    """
    with ProcessPoolExecutor(2, mp_context=mp.get_context('fork')) as pool:
        print(list(pool.map(kwadraat, range(3))))
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
    proces = mp.get_context('fork').Process(target=os._exit, args=(4,))
    proces.start()
    proces.join()
    proces.exitcode
    """,
    "mp.current_process().name, mp.get_start_method(), mp.parent_process(), len(mp.active_children())",
    mag_stuk(
        """
        def stuk(x):
            raise ValueError(x)

        with mp.get_context('fork').Pool(1) as pool:
            pool.map(stuk, ['in de werker'])
        """
    ),
)
geval(
    "draden",
    """
    import threading, time
    draad = threading.Thread(target=lambda: print('uit een draad'), name='eigen')
    draad.start()
    draad.join()
    print('uit de hoofddraad')
    """,
    """
    from concurrent.futures import ThreadPoolExecutor
    with ThreadPoolExecutor(2) as pool:
        print(list(pool.map(lambda x: x + 1, range(4))))
    """,
    """
    sein, klaar = threading.Event(), threading.Event()

    def later():
        sein.wait()
        print('gedrukt tijdens de volgende cel')
        klaar.set()

    threading.Thread(target=later).start()
    print('gestart')
    """,
    "print('voor')\nsein.set()\nklaar.wait()\ntime.sleep(0.5)\nprint('na')",
    "time.sleep(0.3)\nprint('derde cel')",
    "threading.current_thread() is threading.main_thread(), threading.current_thread().name",
    """
    def toont():
        display('uit een draad getoond')

    draad = threading.Thread(target=toont)
    draad.start()
    draad.join()
    """,
)
geval(
    "draad_stuk",
    """
    import threading

    def stuk():
        raise ValueError('in een draad')

    draad = threading.Thread(target=stuk, name='stukke draad')
    draad.start()
    draad.join()
    print('verder')
    """,
    "print('volgende')",
)
geval(
    "draad_blijft",
    """
    import threading, time
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    print('demon loopt')
    """,
    "threading.Timer(60, print).start()\nprint('gewone draad loopt')",
)
geval(
    "seinen",
    """
    import signal, time
    def wekker(sein, kader):
        raise TimeoutError('wekker ging')

    signal.signal(signal.SIGALRM, wekker)
    """,
    mag_stuk("signal.alarm(1)\ntime.sleep(20)"),
    """
    signal.signal(signal.SIGALRM, lambda sein, kader: print('ging af'))
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    time.sleep(0.4)
    print('klaar')
    """,
    "signal.getsignal(signal.SIGINT).__name__, signal.getsignal(signal.SIGTERM)",
    mag_stuk("signal.raise_signal(signal.SIGINT)\ntime.sleep(5)"),
    "signal.getsignal(signal.SIGPIPE), signal.pthread_sigmask(signal.SIG_BLOCK, [])",
)

# State of the shell.

geval(
    "geheugen",
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
    "_ = 'eigen'\n8",
    "_",
    "_oh is Out, _ih is In, _dh[0] == __import__('os').getcwd()",
    "print(In[1])\nIn[:3]",
)
geval(
    "naamruimte",
    "__name__",
    "__doc__",
    "mag = '__file__' in globals()\nmag",
    "__builtins__.__class__.__name__, __builtin__.__name__, '__annotations__' in globals()",
    "sorted(n for n in globals() if not n.startswith('_i') and n != 'mag')",
    "import __main__\n__main__.__dict__ is globals(), __main__.__name__",
    "import sys\nsys.modules['__main__'] is __main__, hasattr(__main__, '__file__')",
    "__spec__ if '__spec__' in globals() else 'geen', __package__, __loader__",
    "sys.flags.interactive, hasattr(sys, 'ps1'), '' in sys.path",
    mag_stuk("__file__"),
    """
    class Klasse:
        pass

    Klasse.__module__, Klasse
    """,
    "import pickle\npickle.loads(pickle.dumps(Klasse())).__class__ is Klasse",
    mag_stuk("import inspect\nprint(inspect.getsource(Klasse))"),
    "def f(x: int = 3) -> str:\n    'Doet niets.'\n\ninspect.signature(f), f",
    "print(inspect.getsource(f))",
    "x: int = 5\n__annotations__",
    "from dataclasses import dataclass\n@dataclass\nclass D:\n    a: int\n\nD(1)",
    "sys.getrecursionlimit(), sys.gettrace(), sys.getprofile()",
    "import os\nos.getcwd() == os.path.abspath('.'), os.path.basename(os.getcwd())",
    "__import__('asyncio').get_running_loop().is_running()",
)
geval(
    "argumenten",
    "import sys\nsys.argv[1], len(sys.argv) > 2",
    "import os\nos.path.basename(sys.argv[0])",
    "import argparse\nargparse.ArgumentParser().parse_known_args()[0]",
)
geval(
    "omgeving",
    """
    import os
    {naam: os.environ.get(naam) for naam in [
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
geval(
    "schelp_object",
    "ip = get_ipython()\ntype(ip).__name__, type(ip).__module__",
    "'IPKernelApp' in ip.config, ip.has_trait('kernel'), ip.kernel is not None",
    "'zmq' in str(type(ip)).lower()",
    "from IPython import get_ipython as g\ng() is ip",
    "ip.run_line_magic('precision', '2')\n3.14159",
    "ip.run_cell_magic('html', '', '<i>x</i>')",
    "ip.run_cell('print(5)\\n6')",
    "ip.run_cell('1 / 0')\nprint('gaat door')",
    "ip.user_ns['nieuw'] = 3\nnieuw",
    "ip.ast_node_interactivity",
    "ip.ast_node_interactivity = 'all'",
    "1\n2\nx = 3",
    "ip.ast_node_interactivity = 'last_expr'",
    "ip.events.register('pre_run_cell', lambda info: print('vooraf', info.store_history))",
    "ip.events.register('post_run_cell', lambda r: print('na', r.success))\n5",
    mag_stuk("1 / 0"),
    """
    ip.display_formatter.formatters['text/html'].for_type(int, lambda i: f'<b>{i}</b>')
    9
    """,
    "ip.system('echo systeem')\nip.getoutput('echo gelezen')",
    "ip.ev('1 + 2'), ip.colors, ip.banner1 is not None, ip.autocall",
    "ip.display_pub.__class__.__name__, ip.displayhook.__class__.__name__",
    "ip.kernel.__class__.__name__, ip.kernel.implementation, ip.kernel.banner[:6]",
    "ip.set_next_input('volgende cel')",
    "ip.history_manager.session_number > 0, len(ip.history_manager.input_hist_raw)",
    "ip.input_transformers_post.append(lambda r: [x.replace('£', '1') for x in r])",
    "£ + £",
    """
    from IPython.core.magic import register_cell_magic, register_line_magic
    @register_line_magic
    def hallo(regel):
        return f'hallo {regel}'

    @register_cell_magic
    def dubbel(regel, cel):
        exec(cel + '\\n' + cel, globals())
    """,
    "%hallo daar",
    "%%dubbel\nprint('tweemaal')",
    """
    def eigen(zelf, soort, waarde, spoor, tb_offset=None):
        print('eigen afhandeling van', soort.__name__)

    ip.set_custom_exc((ZeroDivisionError,), eigen)
    """,
    mag_stuk("1 / 0"),
    "print('daarna')",
)
geval(
    "herkenning",
    """
    import sys
    from IPython import get_ipython
    soort = get_ipython().__class__.__name__
    soort, 'ipykernel' in sys.modules, 'IPython' in sys.modules
    """,
    "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.initialized()",
    "from pandas.io.formats import console\nconsole.in_ipython_frontend()",
    "from rich.console import Console\nconsole = Console()\nconsole.is_jupyter",
    "console.print('[bold]vet[/bold] en gewoon')",
    "from rich.table import Table\nt = Table('a', 'b')\nt.add_row('1', '2')\nt",
    "import tqdm.std, tqdm.utils\ntqdm.utils._term_move_up() == '\\x1b[A'",
    "import click\nclick.echo('met click')\nclick.secho('kleur', fg='red')",
)
geval(
    "hulp",
    "len?",
    "def f(x):\n    'Doet iets.'\n    return x\n\nf?",
    "f??",
    "?f",
    "%pinfo f",
    "%psource f",
    "%pdoc f",
    "help(f)",
    "bestaat_niet?",
    "*int*?",
    "print('na de hulp')",
    "from IPython.core.page import page\npage('een bladzijde')",
    "%quickref",
    "%lsmagic\nprint('lijst')",
)
geval(
    "invoer",
    mag_stuk("print('vraag')\ninput('naam? ')"),
    mag_stuk("import getpass\ngetpass.getpass('wachtwoord? ')"),
    mag_stuk("breakpoint()"),
    "import sys\nsys.stdin.__class__.__name__",
    "input()",
    "print('nooit')",
)

# Errors.

geval(
    "fout",
    "print('voor de fout')",
    "x = 1\nprint('in de cel')\nx / 0\nprint('nooit')",
    "print('nooit')",
    Cel("slot", "markdown"),
)
geval(
    "fout_keten",
    mag_stuk("try:\n    {}['k']\nexcept KeyError as f:\n    raise ValueError('vertaald') from f"),
    mag_stuk("try:\n    {}['k']\nexcept KeyError:\n    raise ValueError('tijdens')"),
    mag_stuk("try:\n    {}['k']\nexcept KeyError:\n    raise ValueError('zonder') from None"),
    mag_stuk(
        """
        def diep(n):
            if n:
                return diep(n - 1)
            raise RuntimeError('onderin')

        diep(3)
        """
    ),
    mag_stuk("def oneindig(n):\n    return oneindig(n + 1)\n\noneindig(0)"),
    mag_stuk("raise ExceptionGroup('groep', [ValueError(1), TypeError('b')])"),
    mag_stuk("f = ValueError('met notitie')\nf.add_note('een notitie')\nraise f"),
    mag_stuk("import json\njson.loads('{')"),
    mag_stuk("eval('1 +')"),
    mag_stuk("exec('y = 1\\ny / 0')"),
    mag_stuk("raise ValueError"),
    mag_stuk("raise ValueError('regel een\\nregel twee', 3)"),
    mag_stuk("raise 'tekst'"),
    mag_stuk("assert 1 == 2, 'klopt niet'"),
    mag_stuk("[n / 0 for n in range(3)]"),
    mag_stuk("import module_die_er_niet_is"),
    mag_stuk("warnigns"),
    mag_stuk("open('nergens.txt')"),
    "import sys\nsys.last_type.__name__, sys.last_value.filename",
    """
    import traceback
    try:
        1 / 0
    except ZeroDivisionError:
        traceback.print_exc()
    """,
    mag_stuk(
        "class Eigen(Exception):\n    def __str__(self):\n        return 'eigen tekst'\nraise Eigen"
    ),
    mag_stuk(
        "class Render(Exception):\n    def _render_traceback_(self):\n        return ['een', 'twee']\n"
        "raise Render('x')"
    ),
    mag_stuk("raise BaseException('heel laag')"),
    mag_stuk("raise GeneratorExit"),
    mag_stuk("raise StopIteration('s')"),
)
geval("fout_taal", "print('voor')", "x = (1,\ny = 2", "print('nooit')")
geval(
    "fout_taal_soorten",
    mag_stuk("print 'oud'"),
    mag_stuk("if True:\npass"),
    mag_stuk("\tx = 1\n        y = 2"),
    mag_stuk("return 5"),
    mag_stuk("'geen einde"),
    mag_stuk("x = $"),
    mag_stuk("print('goed')\nfor"),
    mag_stuk("await"),
    mag_stuk("break"),
    mag_stuk("def f():\n    yield\n    await g()"),
    mag_stuk("f(**{'a': 1}, a=2"),
    mag_stuk("x = '\\x00'\neval('1\\x002')"),
    "x = 1 if True else 2; x",
)
geval(
    "fout_getolereerd",
    mag_stuk("print('voor')\n1 / 0"),
    "print('gaat door')",
    mag_stuk("print('geen fout')"),
    "1 / 0",
    "print('nooit')",
    Cel("slot", "markdown"),
)
geval("stop", "print('voor')", "import sys\nprint('in')\nsys.exit(1)", "print('nooit')")
geval("stop_nul", "import sys\nprint('in')\nsys.exit(0)", "print('nooit')")
geval("stop_kaal", "import sys\nsys.exit()", "print('nooit')")
geval("stop_tekst", "raise SystemExit('een melding')", "print('nooit')")
geval("stop_exit", "print('voor')\nexit()\nprint('in dezelfde cel')", "print('volgende cel')")
geval("stop_quit", "print('voor')\nquit", "print('volgende cel')", "exit(2)", "print('daarna')")
geval(
    "stop_getolereerd",
    mag_stuk("import sys\nsys.exit(1)"),
    mag_stuk("sys.exit()"),
    "print('gaat door')",
)
geval("onderbroken", "print('voor')", "raise KeyboardInterrupt", "print('nooit')")
geval(
    "onderbroken_getolereerd",
    mag_stuk("def f():\n    raise KeyboardInterrupt('met tekst')\n\nf()"),
    "print('gaat door')",
)
# Half a second, because what the kernel has said must be out before it dies.
STERF = "import os, signal, time\nprint('in de cel', flush=True)\ntime.sleep(0.5)\n"
geval(
    "gedood",
    "print('voor')\n'uitkomst'",
    """
    import os, sys, time
    print('in de cel', flush=True)
    display('getoond')
    time.sleep(0.5)
    os.kill(os.getpid(), 9)
    """,
    "print('nooit')",
    Cel("slot", "markdown"),
)
geval("uitgestapt", "print('voor')", STERF + "os._exit(3)", "print('nooit')")
geval("uitgestapt_nul", "print('voor')", STERF + "os._exit(0)", "print('nooit')")
geval("gedood_segv", "print('voor')", STERF + "os.kill(os.getpid(), signal.SIGSEGV)")
geval("gedood_term", STERF + "os.kill(os.getpid(), signal.SIGTERM)\ntime.sleep(20)")
geval(
    "te_lang_slaap",
    "print('voor')",
    "import time\nprint('in de cel', flush=True)\ntime.sleep(60)",
    "print('nooit')",
    execution_timeout=2,
)
geval(
    "te_lang_lus",
    "print('voor')",
    "print('in de cel', flush=True)\nwhile True:\n    pass",
    "print('nooit')",
    execution_timeout=2,
)
geval(
    "net_op_tijd",
    "import time\ntime.sleep(1.2)\nprint('een')",
    "time.sleep(1.2)\nprint('per cel, niet samen')",
    execution_timeout=2,
)
geval(
    "alle_fouten_mogen",
    "1 / 0",
    "print('gaat door')",
    allow_errors=True,
)
geval(
    "tags",
    Cel("print('overgeslagen')", tags=("skip-execution",)),
    Cel("print('gewoon')", tags=("eigen-tag", "hide-input")),
    "#| label: fig-x\n#| echo: false\nprint('quarto')",
    "# papermill_description=Stap\nprint('beschreven')",
    log_output=True,
)

# Asynchronous code.

geval(
    "async",
    "import asyncio\nawait asyncio.sleep(0, 'gewacht')",
    "async def f(x):\n    await asyncio.sleep(0.01)\n    return x * 2\n\nawait f(2)",
    "await asyncio.gather(f(1), f(2))",
    """
    async with asyncio.timeout(5):
        print(await f('a'))
    """,
    "[await f(i) for i in range(2)]",
    "taak = asyncio.create_task(f(5))",
    "await taak",
    mag_stuk("asyncio.run(f(1))"),
    mag_stuk("asyncio.get_event_loop().run_until_complete(f(1))"),
    mag_stuk("async def stuk():\n    raise ValueError('in een taak')\n\nawait stuk()"),
    "asyncio.get_event_loop().is_running()",
    "await asyncio.to_thread(lambda: 'uit een draad')",
    "proces = await asyncio.create_subprocess_exec('true')\nawait proces.wait()",
    mag_stuk("async with asyncio.timeout(0.1):\n    await asyncio.sleep(10)"),
    "%autoawait",
)
geval(
    "async_achtergrond",
    """
    import asyncio, time
    gezien = []

    async def teller():
        for i in range(3):
            gezien.append(i)
            await asyncio.sleep(0)

    taak = asyncio.create_task(teller())
    gezien
    """,
    "await asyncio.sleep(0.2)\ngezien, taak.done()",
    """
    async def drukt():
        await asyncio.sleep(0.01)
        print('uit een taak van de vorige cel')

    taak = asyncio.create_task(drukt())
    """,
    "print('voor')\nawait taak\nprint('na')",
    "async def drukt_nu():\n    print('in de taak')\n\nawait asyncio.gather(drukt_nu(), drukt_nu())",
)

# Text and messages.

geval(
    "lange_uitvoer",
    "print('x' * 200_000)",
    "for i in range(4000):\n    print(i, 'regel ' * 8)",
    "'y' * 200_000",
    "list(range(5000))",
    "import sys\nprint('z' * 100_000, file=sys.stderr)",
)
geval(
    "tekens",
    "print('é ü ß € – “aanhaling” 東京 Ωμέγα')",
    "'emoji 🏠👩‍👩‍👧 vlag 🇳🇱'",
    "variabele_é = 1\nvariabele_é",
    "print('nul\\x00teken', 'e\\u0301', '\\u2028', '\\ufeff')",
    "display({'text/html': '<p>€</p>', 'text/plain': '€'}, raw=True)",
    mag_stuk("raise ValueError('één € te weinig 🏠')"),
    "!echo é €",
    "from pathlib import Path\nPath('é.txt').write_text('ü')\nPath('é.txt').read_text()",
)
geval("tekens_surrogaat", "'\\ud800'", mag_stuk("print('los \\udc80 halfje')"), "print('verder')")
geval(
    "waarschuwingen",
    "import warnings\nwarnings.warn('let op')",
    "warnings.warn('let op')",
    "warnings.warn('verouderd', DeprecationWarning)",
    "def f():\n    warnings.warn('van binnen', stacklevel=2)\n\nf()\nf()",
    "warnings.simplefilter('error')",
    mag_stuk("warnings.warn('nu een fout')"),
    "with warnings.catch_warnings():\n    warnings.simplefilter('ignore')\n    warnings.warn('stil')",
    "warnings.simplefilter('always')\nfor _ in range(2):\n    warnings.warn('steeds', FutureWarning)",
    "'\\d'",
    "1 is 1",
)
geval(
    "logboek",
    """
    import logging
    logging.warning('zonder instelling')
    logging.info('niet te zien')
    """,
    "logging.getLogger('eigen').error('fout van %s', 'eigen')",
    "logging.basicConfig(level=logging.INFO, force=True)\nlogging.info('nu wel')",
    "try:\n    1 / 0\nexcept ZeroDivisionError:\n    logging.exception('met spoor')",
    "import sys\nlogging.basicConfig(stream=sys.stdout, force=True, format='%(message)s')",
    "logging.warning('naar uit')",
    "logging.root.level, len(logging.root.handlers)",
)
geval(
    "afscheid",
    """
    import atexit, sys
    from pathlib import Path
    atexit.register(lambda: Path('afscheid.txt').write_text('klaar'))
    atexit.register(print, 'afscheid')
    """,
    """
    class Opruimer:
        def __del__(self):
            print('opgeruimd')

    o = Opruimer()
    """,
    "del o",
    "Opruimer();",
    "_ = None\nimport gc\ngc.collect() >= 0",
)

# Parameters.

geval(
    "parameters",
    Cel("# begin", "markdown"),
    Cel("a = 1\nb = 'twee'\nc = None", tags=("parameters",)),
    "a, b, c",
    "{n: v for n, v in globals().items() if n.startswith('p_')}",
    parameters={
        "a": 5,
        "b": "regel één\nregel \"twee\" en 'drie' \\ €🏠",
        "c": None,
        "p_waar": True,
        "p_nan": float("nan"),
        "p_min_oneindig": float("-inf"),
        "p_getal": 1.5e-7,
        "p_lijst": [1, [2, None, "x"], {"k": [True, 2.0]}],
        "p_tabel": {"sleutel met spatie": {"é": None}, "leeg": {}},
        "p_leeg": "",
        "p_lang": "woord " * 40,
    },
)
geval(
    "parameters_zonder_cel",
    "b = 2",
    "a, b",
    parameters={"a": "vooraan"},
)
geval(
    "parameters_niet_gegeven",
    Cel("a = 1", tags=("parameters",)),
    "a",
)
geval(
    "parameters_opnieuw",
    Cel("a = 1", tags=("parameters",)),
    Cel("# Parameters\na = 2", tags=("injected-parameters",)),
    "a",
    parameters={"a": 3},
    report_mode=True,
)
geval(
    "parameters_fout",
    Cel("a = 1", tags=("parameters",)),
    "1 / a",
    "print('nooit')",
    parameters={"a": 0},
)

# For the test of leaks: a notebook that changes what it can, and one that tells what it finds.

VERVUILER = notitieboek(
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
    os.environ['GELEKT'] = 'ja'
    os.environ['HOME'] = '/nergens'
    os.environ.pop('PATH')
    os.putenv('GELEKT_DIEP', 'ja')
    os.makedirs('elders', exist_ok=True)
    os.chdir('elders')
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
    json.gelekt = True
    string.capwords = lambda *a, **k: 'vervangen'
    builtins.gelekt = True
    sys.path.insert(0, '/gelekt')
    sys.modules['gelekt'] = json
    sys.argv.append('gelekt')
    del sys.modules['datetime']
    open_bestand = open('open.txt', 'w')
    threading.Thread(target=time.sleep, args=(0.5,), daemon=True).start()
    """,
    """
    ip = get_ipython()
    ip.ast_node_interactivity = 'all'
    ip.display_formatter.formatters['text/html'].for_type(int, lambda i: 'gelekt')
    ip.events.register('pre_run_cell', lambda info: print('gelekt'))
    %precision 2
    %xmode Minimal
    gelekt_in_naamruimte = 1
    import woonanalyse
    woonanalyse.gelekt = True
    """,
)
VERKLIKKER = notitieboek(
    """
    import builtins, decimal, json, locale, logging, os, random, signal
    import string, sys, threading, warnings
    import matplotlib, matplotlib.pyplot as plt, numpy as np, pandas as pd
    import woonanalyse
    """,
    """
    stand = {
        'rcParams': {n: str(plt.rcParams[n]) for n in
                     ('figure.figsize', 'lines.linewidth', 'font.size', 'axes.facecolor')},
        'figuren': plt.get_fignums(),
        'omgeving': sorted(os.environ),
        'thuis': os.environ.get('HOME'),
        'diep': os.popen('echo "$GELEKT_DIEP$GELEKT"').read(),
        'map': os.path.basename(os.getcwd()),
        'masker': os.umask(0o022),
        'decimalen': decimal.getcontext().prec,
        'taal': locale.getlocale(),
        'filters': [str(f[:3]) for f in warnings.filters],
        'logboek': (logging.root.level, len(logging.root.handlers), logging.root.manager.disable),
        'seinen': (str(signal.getsignal(signal.SIGALRM)), str(signal.getsignal(signal.SIGUSR1))),
        'diepte': sys.getrecursionlimit(),
        'numpy': (np.get_printoptions()['precision'], np.geterr()['divide']),
        'pandas': (pd.options.display.max_rows, pd.get_option('display.precision')),
        'modulenamen': (hasattr(json, 'gelekt'), string.capwords('a b')),
        'ingebouwd': hasattr(builtins, 'gelekt'),
        'pad': '/gelekt' in sys.path,
        'modules': ('gelekt' in sys.modules, 'datetime' in sys.modules),
        'argumenten': 'gelekt' in sys.argv,
        'hier': sorted(n for n in globals() if 'gelekt' in n),
        'woonanalyse': hasattr(woonanalyse, 'gelekt'),
        'teller': get_ipython().execution_count,
        'geheugen': (len(In), len(Out)),
        'draden': threading.active_count() < 12,
        'weergaven': int in get_ipython().display_formatter.formatters['text/html'].type_printers,
    }
    for naam, waarde in stand.items():
        print(naam, '=', waarde)
    """,
    "1\n3.14159265",
    mag_stuk("1 / 0"),
    "plt.plot([1, 2])",
)
TOEVAL = notitieboek(
    """
    import random, tempfile, uuid
    import numpy as np
    print(random.random(), np.random.rand(), uuid.uuid4(), tempfile.mktemp())
    """
)
"""What fresh runs must answer differently: nobody has set a seed for them."""
