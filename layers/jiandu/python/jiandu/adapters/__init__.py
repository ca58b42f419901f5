"""One module per outside thing; botocore's errors become ours here and nowhere else."""
