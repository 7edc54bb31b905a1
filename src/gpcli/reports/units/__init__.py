"""One row a unit, one column a result, for analysts: Parquet, and the same as CSV."""
