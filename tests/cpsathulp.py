"""The same question for another solver, CP-SAT of ortools, written from the tables and not from our model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from ortools.sat.python import cp_model

from woonanalyse.onderwerpen.strategie.voorstel import Vraag


class Ander:
    """A question as a CP-SAT model; `aan` and `woningen` by the name of an option."""

    def __init__(self, vraag: Vraag) -> None:
        self.vraag, self.model = vraag, cp_model.CpModel()
        self.aan: dict[str, Any] = {}
        self.woningen: dict[str, Any] = {}
        for rij in vraag.opties.itertuples():
            aan = self.model.new_bool_var(f"aan {rij.optie}")
            aantal = self.model.new_int_var(0, int(rij.tot), f"woningen {rij.optie}")
            self.model.add(aantal >= int(rij.van)).only_enforce_if(aan)
            self.model.add(aantal == 0).only_enforce_if(~aan)
            if rij.belet:
                self.model.add(aan == 0)
            self.aan[rij.optie], self.woningen[rij.optie] = aan, aantal
        for _, deel in vraag.opties.groupby("plan_id"):
            self.model.add_at_most_one([self.aan[optie] for optie in deel["optie"]])
        for rij in vraag.keuzes.itertuples():
            for optie in vraag.opties.loc[vraag.opties["plan_id"] == rij.plan_id, "optie"]:
                self.model.add(self.aan[optie] == int(optie == rij.optie))
        for _, rijen in vraag.normen.groupby("norm"):
            self._norm(rijen)

    def _norm(self, rijen: pd.DataFrame) -> None:
        delen: list[Any] = []
        for rij in rijen.itertuples():
            eigen = self.vraag.opties[self.vraag.opties["gemeentecode"] == rij.gemeentecode]
            som = sum(o.richting * self.woningen[o.optie] for o in eigen.itertuples())
            delen.append(int(rij.factor) * (int(rij.nu) + som))
        laag, hoog = rijen["laag"].iloc[0], rijen["hoog"].iloc[0]
        if not pd.isna(laag):
            self.model.add(sum(delen) >= int(laag))
        if not pd.isna(hoog):
            self.model.add(sum(delen) <= int(hoog))

    def begin(self, gekozen: pd.DataFrame) -> None:
        """An answer to start from: what is best is still proved."""
        aantal = dict(zip(gekozen["optie"], gekozen["woningen"], strict=True))
        for optie, woningen in self.woningen.items():
            self.model.add_hint(woningen, int(aantal.get(optie, 0)))
            self.model.add_hint(self.aan[optie], int(optie in aantal))

    def som(self, doel: str) -> Any:
        """A goal as an expression."""
        opties = self.vraag.opties
        vast = opties.get(f"{doel}_vast", pd.Series(0, index=opties.index))
        delen = [
            int(gewicht) * self.woningen[optie] + int(extra) * self.aan[optie]
            for optie, gewicht, extra in zip(opties["optie"], opties[doel], vast, strict=True)
        ]
        return cp_model.LinearExpr.sum(delen)

    def los_op(self, doel: Any) -> int | None:
        """The smallest value of `doel`; None where there is no answer."""
        self.model.minimize(doel)
        oplosser, status = _los(self.model)
        return None if status == cp_model.INFEASIBLE else round(oplosser.objective_value)

    def trappen(self) -> list[int]:
        """The best value of each goal among what comes within the tolerance of those before it."""
        beste = []
        for doel in self.vraag.doelen:
            som = self.som(doel.naam)
            waarde = self.los_op(som)
            if waarde is None:
                return []
            beste.append(waarde)
            self.houd(som, waarde, doel.tolerantie)
        return beste

    def houd(self, som: Any, waarde: int, tolerantie: float) -> None:
        """From here on a goal stays within its tolerance."""
        self.model.add(som <= waarde + int(waarde * tolerantie + 1e-9))

    def kan_met(self, opties: Sequence[str], gebruikt: bool) -> bool:
        """Whether there is an answer that uses one of `opties`, or none of them."""
        proef = self.model.clone()
        proef.add(sum(self.aan[optie] for optie in opties) == int(gebruikt))
        proef.clear_objective()  # type: ignore[no-untyped-call]
        return bool(_los(proef)[1] != cp_model.INFEASIBLE)


def _los(model: cp_model.CpModel) -> tuple[cp_model.CpSolver, Any]:
    """On one thread and with a limit in steps, so that each run is the same."""
    oplosser = cp_model.CpSolver()
    oplosser.parameters.random_seed = 0
    oplosser.parameters.num_workers = 1
    oplosser.parameters.linearization_level = 2
    oplosser.parameters.max_deterministic_time = 60.0
    status = oplosser.solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), oplosser.status_name(status)
    return oplosser, status
