"""The Verantwortungskette: a template at state level, local chains per office and school year, steps."""

from chains.models.actors import Actor, TargetGroup
from chains.models.chain import (
    Beginning,
    Chain,
    ChainActor,
    ChainStep,
    UndoableChange,
    school_year_name,
)
from chains.models.confirmations import PartConfirmation
from chains.models.findings import AcceptedGap
from chains.models.publications import PublishedChain
from chains.models.steps import MONTHS, AnchorDay, StepFields
from chains.models.templates import ChainTemplate, TemplateStep

__all__ = [
    "MONTHS",
    "AcceptedGap",
    "Actor",
    "AnchorDay",
    "Beginning",
    "Chain",
    "ChainActor",
    "ChainStep",
    "ChainTemplate",
    "PartConfirmation",
    "PublishedChain",
    "StepFields",
    "TargetGroup",
    "TemplateStep",
    "UndoableChange",
    "school_year_name",
]
