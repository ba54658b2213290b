"""Write sunspots.csv from the copy in the package statsmodels: `pip install statsmodels`, then run this once."""

from pathlib import Path

from statsmodels.datasets import sunspots

yearly = sunspots.load_pandas().data.astype({"YEAR": int}).set_axis(["year", "sunspots"], axis="columns")
yearly.to_csv(Path(__file__).with_name("sunspots.csv"), index=False)
