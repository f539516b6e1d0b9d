"""What this subject gives to the report: its annex tables."""

from woonanalyse.onderwerpen.strategie.bijlage import (
    bijlage_programma,
    bijlage_rooster,
    bijlage_strategie_sommen,
)

__all__ = ["bijlage_programma", "bijlage_rooster", "bijlage_strategie_sommen"]
