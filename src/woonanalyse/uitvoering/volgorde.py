"""Which task that is ready begins first: the one with the longest work after it; what is kept to know."""

from __future__ import annotations

from collections.abc import Set
from graphlib import TopologicalSorter

from _pytask.dag_graph import DAG
from _pytask.profile import ProfilePlugin
from _pytask.scheduler import SimpleScheduler
from pytask import PTask, Session

ONBEKENDE_DUUR = 1.0
"""Seconds for a task of which no run has kept how long it took."""


def zonder_omwegen(session: Session) -> None:
    """Keep of each task only the tasks right before it. pytask keeps all that come before, which of twice as
    many municipalities is four times as much; when those right before it are done, so are theirs."""
    planner, dag = session.scheduler, session.dag
    assert isinstance(planner, SimpleScheduler)
    recht = DAG()
    for naam, taak in planner.dag.nodes.items():
        recht.add_node(naam, taak)
    for naam in recht.nodes:
        for vooraf in dag.predecessors(naam):
            for maker in [vooraf] if vooraf in recht.nodes else dag.predecessors(vooraf):
                recht.add_edge(maker, naam)
    planner.dag = recht


def langste_keten_eerst(session: Session) -> None:
    """Rank tasks by the longest chain that begins with each, in the seconds that its tasks last
    took; equals by their marks, then by name. Nothing but the order depends on it. What is marked to go last
    adds nothing to a chain: there are many, each is short, and most are not made again."""
    planner = session.scheduler
    assert isinstance(planner, SimpleScheduler)
    merken = planner.priorities
    ketens = _ketens(session, {naam for naam, merk in merken.items() if merk < 0})
    namen = {taak.signature: taak.name for taak in session.tasks}
    achteraan = sorted(namen, key=lambda taak: namen[taak], reverse=True)
    rang = sorted(achteraan, key=lambda taak: (ketens[taak], merken.get(taak, 0)))
    planner.priorities = {taak: plek for plek, taak in enumerate(rang)}


def _ketens(session: Session, zonder: Set[str]) -> dict[str, float]:
    """By task and file the seconds of the longest chain from there to the end, of tasks but for these."""
    dag, ketens = session.dag, dict[str, float]()
    delen = (deel for _, deel in session.config["pm"].list_name_plugin())
    duren = next(deel for deel in delen if isinstance(deel, ProfilePlugin)).runtime_state
    for naam in TopologicalSorter(
        {naam: dag.successors(naam) for naam in dag.nodes}
    ).static_order():
        knoop, duur = dag.nodes[naam], 0.0
        if isinstance(knoop, PTask) and naam not in zonder:
            duur = duren.get_duration(knoop) or ONBEKENDE_DUUR
        ketens[naam] = duur + max((ketens[na] for na in dag.successors(naam)), default=0.0)
    return ketens
