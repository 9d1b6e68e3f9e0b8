"""Why somebody may do or see something, and what another policy would change; decides nothing."""
