"""The only place that wires: app, worker, scheduler, command line, settings."""
