"""What the maps take from the list of plans."""

from woonanalyse.onderwerpen.plannen.model import WOORDEN, op_de_kaart

__all__ = ["WOORDEN", "op_de_kaart"]
