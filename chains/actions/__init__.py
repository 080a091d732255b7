"""Acts on local chains and on the state template: keyword-only `by=`, one transaction."""

from chains.actions.beginnings import copy_from_last, copy_from_published, copy_from_template, last_chain
from chains.actions.confirmations import (
    answer_part,
    ask,
    ask_all,
    decline_part,
    enter_answer,
    save_institution,
)
from chains.actions.gaps import accept_gap, take_back_acceptance
from chains.actions.publishing import publish, set_public, withdraw
from chains.actions.shared import MOST_STEPS
from chains.actions.steps import add_step, move_step, remove_step, save_step, split_step
from chains.actions.template import (
    add_template_step,
    new_template_version,
    place_template_step,
    publish_template,
)
from chains.actions.undo import last_change, take_back

__all__ = [
    "MOST_STEPS",
    "accept_gap",
    "add_step",
    "add_template_step",
    "answer_part",
    "ask",
    "ask_all",
    "copy_from_last",
    "copy_from_published",
    "copy_from_template",
    "decline_part",
    "enter_answer",
    "last_chain",
    "last_change",
    "move_step",
    "new_template_version",
    "place_template_step",
    "publish",
    "publish_template",
    "remove_step",
    "save_institution",
    "save_step",
    "set_public",
    "split_step",
    "take_back",
    "take_back_acceptance",
    "withdraw",
]
