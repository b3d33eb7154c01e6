"""What every room may need: other packages, files of others, forks and processes."""
