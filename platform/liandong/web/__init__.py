"""Flask glue and the design system: layout, macros, forms, problems, pagination."""
