"""Other systems, one adapter a module. None is a dependency; each is measured where it is installed."""
