"""What every engine for tables of units prints: inputs, checks and results of a table, over integers."""

from gpcli.engines.plan.checks import Check
from gpcli.engines.plan.inputs import Held, Input, Inputs, inputs_of
from gpcli.engines.plan.plan import Plan, plan_of
from gpcli.engines.plan.results import DIGITS, FAILED, Result

__all__ = ["DIGITS", "FAILED", "Check", "Held", "Input", "Inputs", "Plan", "Result", "inputs_of", "plan_of"]
