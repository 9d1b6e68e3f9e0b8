"""What every room needs and nobody owns: errors, the clock, identifiers, resources."""
