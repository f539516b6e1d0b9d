"""Formats with a plan a row, or a plan and year a row: from a workbook to the tables of the plan register."""

from __future__ import annotations

from itertools import pairwise

from woonanalyse.kern.getal import aantal
from woonanalyse.kern.regio import Regio
from woonanalyse.leveringen.herkenning import bladen_van
from woonanalyse.leveringen.levering import Levering, Rekening
from woonanalyse.leveringen.lezers.planblad import Bron, Planblad, Telling
from woonanalyse.leveringen.lezers.planrijen import Planrijen
from woonanalyse.leveringen.melder import Melder
from woonanalyse.leveringen.openen.boek import Boek
from woonanalyse.leveringen.verslag import noem_boek
from woonanalyse.leveringen.vorm import Vorm
from woonanalyse.leveringen.waarden.waarde import als_tekst


def lees_rijen(
    boek: Boek, vorm: Vorm, regio: Regio, *, bestand: str, hash_: str, peildatum: str = ""
) -> Levering:
    """Read all sheets that have the heads of the format; the others are named.

    `peildatum` (ISO, may be empty) says which words of dated lists hold.
    """
    bron = Bron(vorm, regio, hash_, peildatum, boek.komma, boek.met_letters)
    regels = bladen_van(vorm, boek)
    rijen, melder, telling = Planrijen(vorm.inhoud), Melder(), Telling()
    gelezen = {regel.blad.naam for regel in regels}
    noem_boek(melder, boek, vorm, gelezen, vorm.inhoud.get("bladen_terzijde", ()))
    for regel in regels:
        Planblad(bron, regel, rijen, melder, telling).lees()
    if not rijen.plannen and not melder.fout:
        melder.zeg("lees_leeg", [])
    if rijen.gesloopt:
        melder.zeg("lees_al_gesloopt", [], woningen=aantal(rijen.gesloopt))
    sjabloonversie = _sjabloonversie(boek, vorm)
    _noem_versie(melder, vorm, sjabloonversie, peildatum)
    return Levering(
        vorm=vorm.id,
        vormversie=vorm.versie,
        bestand=bestand,
        hash=hash_,
        tabellen=rijen.tabellen(),
        formulieren={},
        plekken=rijen.plekken,
        meldingen=tuple(melder.alle()),
        rekening=Rekening(
            rijen_er=telling.rijen,
            rijen_gelezen=telling.gelezen,
            rijen_geweigerd=telling.geweigerd,
            terzijde=dict(sorted(telling.terzijde.items())),
            woningen_er=telling.woningen,
            woningen_gelezen=rijen.geteld,
            woningen_geweigerd=telling.woningen_geweigerd,
        ),
        sjabloonversie=sjabloonversie,
        beperkingen=boek.beperkingen,
    )


def _noem_versie(melder: Melder, vorm: Vorm, sjabloonversie: str, peildatum: str) -> None:
    """Tell of a template that is not the newest, and of a form that was not in use on the day."""
    if sjabloonversie and sjabloonversie != vorm.versie:
        melder.zeg("lees_sjabloonversie", [], sjabloonversie, nieuw=vorm.versie)
    if peildatum and vorm.tot_en_met and peildatum > vorm.tot_en_met:
        melder.zeg("lees_oude_vorm", [], peildatum, vorm=vorm.naam, tot_en_met=vorm.tot_en_met)


def _sjabloonversie(boek: Boek, vorm: Vorm) -> str:
    """What stands beside the label of the version, where the format has one."""
    plek = vorm.inhoud.get("versiecel", {})
    for blad in boek.bladen:
        if plek and blad.naam.casefold() == plek["blad"].casefold():
            for rij in blad.rijen:
                for cel, naast in pairwise(rij):
                    if als_tekst(cel).casefold() == plek["naast"].casefold():
                        return als_tekst(naast)
    return ""
