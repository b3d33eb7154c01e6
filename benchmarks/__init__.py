"""How good and how fast the library is, next to others, on one machine: ``python -m benchmarks``."""
