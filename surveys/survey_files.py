"""A survey as a YAML file that `surveys/catalog` could hold: how a version made in the chat comes back to the files."""

from typing import Any

import yaml

from surveys.definition import Question, Survey
from surveys.wordings import Wordings

# As wide as the project's own files.
WIDTH = 110


def as_yaml(survey: Survey, wordings: Wordings) -> str:
    """The file of a survey; loaded again it says the same. Scales and shared options are left to their files."""
    whole = survey.model_dump(mode="json", exclude_defaults=True)
    whole["questions"] = [_question(question, wordings) for question in survey.questions]
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=WIDTH)


def _question(question: Question, wordings: Wordings) -> dict[str, Any]:
    data = question.model_dump(mode="json", exclude_defaults=True)
    if question.scale is not None:
        del data["options"]
        # What the kind implies need not be said.
        data.pop("required", None)
        return data if question.required else {**data, "required": False}
    shared = [name for name, options in wordings.option_sets.items() if options == question.options]
    return {**data, "options": shared[0]} if shared else data
