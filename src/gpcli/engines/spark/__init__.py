"""Tables of units of a nation: the SQL of a table, run by Spark from Parquet to Parquet."""
