"""What is too slow for the tests: fuzzing, killing, measuring. Each module is a script; see SECURITY.md."""
