"""Tables and run logs as pandas frames: read_results.py DIR"""
import json
import pathlib
import sys

import pandas as pd

directory = pathlib.Path(sys.argv[1])
tables = json.loads((directory / "tables.json").read_text())
returns = pd.json_normalize(tables["results"]).set_index(["environment", "variant"])
print(returns[["mean", "mean_interval.low", "mean_interval.high", "num_seeds"]])

logs = [json.loads(path.read_text()) for path in directory.glob("runs/*/*/seed_*/run.json")]
iterations = pd.concat([pd.DataFrame(log["columns"]).dropna(axis="columns", how="all")
                        .assign(variant=log["variant"], seed=log["seed"]) for log in logs])
print(iterations.groupby(["variant", "env_steps"])["mean_return"].mean().unstack(0).tail())
