"""The platform on which counties and procuratorates do their joint work."""
