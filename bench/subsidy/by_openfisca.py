"""The eight rules in OpenFisca-Core, on float32 as it is by default. Runs in a venv of its own: ``python by_openfisca.py FOLDER``."""

import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Firm = build_entity(key="firm", plural="firms", label="Firm", is_person=True)
MONEY = ("setup_trade_usd", "setup_cost_cny", "investment_usd", "trade_usd", "previous_usd", "equipment_cny")
INPUTS = (*MONEY, "traded_before", "workers")
ROUNDS = 5


def half_up(value):
    return np.floor(value * 100 + 0.5) / 100


FORMULAS = {
    "setup": lambda g: np.minimum(g("setup_cost_cny"), np.select([g("setup_trade_usd") >= 1e7, g("setup_trade_usd") >= 5e6, g("setup_trade_usd") >= 1e6], [2e5, 1e5, 5e4], 0)),  # noqa: E501
    "investment": lambda g: np.where(g("investment_usd") >= 5e6, np.minimum(1e5 + np.floor(np.maximum(g("investment_usd") - 1e7, 0) / 2e6) * 2e4, 2e5), 0),  # noqa: E501
    "first": lambda g: np.where(g("traded_before"), 0, np.select([g("trade_usd") > 1e6, g("trade_usd") > 5e5, g("trade_usd") > 1e5, g("trade_usd") >= 1e4], [5e4, 4e4, 3e4, 2e4], 0)),  # noqa: E501
    "growth_award": lambda g: np.where((g("previous_usd") > 0) & (g("trade_usd") >= g("previous_usd") * 2), np.select([g("previous_usd") >= 5e5, g("previous_usd") >= 1e5], [5e4, 2e4], 0), 0),  # noqa: E501
    "volume": lambda g: half_up(np.minimum(g("trade_usd") * 0.03, 1e6)),
    "upgrade": lambda g: half_up(np.minimum(g("equipment_cny") * 0.1, 3e5)),
    "dispatch": lambda g: g("workers") * 300,
    "total_award": lambda g: sum(g(name) for name in ("setup", "investment", "first", "growth_award", "volume", "upgrade", "dispatch")),
}  # fmt: skip


def variable(name, of, formula=None):
    body = {"value_type": of, "entity": Firm, "definition_period": DateUnit.YEAR, "label": name}
    if formula is not None:
        body["formula"] = lambda firm, period: formula(lambda each: firm(each, period))
    return type(name, (Variable,), body)


def system():
    found = TaxBenefitSystem([Firm])
    for name in INPUTS:
        found.add_variable(variable(name, bool if name == "traded_before" else int if name == "workers" else float))
    for name, formula in FORMULAS.items():
        found.add_variable(variable(name, float, formula))
    return found


def main(folder):
    given = {name: np.fromfile(folder / f"{name}.i64", dtype=np.int64) for name in INPUTS}
    given = {name: values / 100 if name in MONEY else values for name, values in given.items()}
    given["traded_before"] = given["traded_before"].astype(bool)
    rules, inputs, computed = system(), [], []
    for _ in range(ROUNDS):
        simulation = SimulationBuilder().build_default_simulation(rules, count=len(given["workers"]))
        start = time.perf_counter()
        for name, values in given.items():
            simulation.set_input(name, "2023", values)
        middle = time.perf_counter()
        total = simulation.calculate("total_award", "2023")
        inputs.append((middle - start) * 1e3)
        computed.append((time.perf_counter() - middle) * 1e3)
    np.rint(total.astype(np.float64) * 100).astype(np.int64).tofile(folder / "openfisca.i64")
    print(json.dumps({"calculate": statistics.median(computed), "set_input": statistics.median(inputs), "dtype": str(total.dtype)}))


main(Path(sys.argv[1]))
