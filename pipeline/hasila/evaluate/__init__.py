"""Scoring: what a system said against gold.

Reading order for a newcomer: `gold` reads the texts with their annotation, `answers` what a system says of
them, `counts` counts text by text what is right (by `entities` and `quantities`, a module a task), `report`
gathers all that is said of an evaluation, and `tables`, `page` and `chart` show it.
"""
