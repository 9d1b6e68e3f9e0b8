"""Published figures of the Technology Achievement Index: 23 countries, eight indicators.

OECD and European Commission Joint Research Centre, Handbook on Constructing Composite Indicators:
Methodology and User Guide, Paris 2008, ISBN 978-92-64-04345-9. Each table names its page there.
"""

INDICATORS = (
    "patents", "royalties", "internet", "exports",
    "telephones", "electricity", "schooling", "university",
)  # fmt: skip

#: Table A.2, page 152: the countries with their raw data; the first 23, which the case study takes.
RAW: dict[str, tuple[float, ...]] = {
    "Finland": (187, 125.6, 200.2, 50.7, 3.08, 4.15, 10, 27.4),
    "United States": (289, 130, 179.1, 66.2, 3.00, 4.07, 12, 13.9),
    "Sweden": (271, 156.6, 125.8, 59.7, 3.10, 4.14, 11.4, 15.3),
    "Japan": (994, 64.6, 49, 80.8, 3.00, 3.86, 9.5, 10),
    "Korea": (779, 9.8, 4.8, 66.7, 2.97, 3.65, 10.8, 23.2),
    "Netherlands": (189, 151.2, 136, 50.9, 3.02, 3.77, 9.4, 9.5),
    "United Kingdom": (82, 134, 57.4, 61.9, 3.02, 3.73, 9.4, 14.9),
    "Canada": (31, 38.6, 108, 48.7, 2.94, 4.18, 11.6, 14.2),
    "Australia": (75, 18.2, 125.9, 16.2, 2.94, 3.94, 10.9, 25.3),
    "Singapore": (8, 25.5, 72.3, 74.9, 2.95, 3.83, 7.1, 24.2),
    "Germany": (235, 36.8, 41.2, 64.2, 2.94, 3.75, 10.2, 14.4),
    "Norway": (103, 20.2, 193.6, 19, 3.12, 4.39, 11.9, 11.2),
    "Ireland": (106, 110.3, 48.6, 53.6, 2.97, 3.68, 9.4, 12.3),
    "Belgium": (72, 73.9, 58.9, 47.6, 2.91, 3.86, 9.3, 13.6),
    "New Zealand": (103, 13, 146.7, 15.4, 2.86, 3.91, 11.7, 13.1),
    "Austria": (165, 14.8, 84.2, 50.3, 2.99, 3.79, 8.4, 13.6),
    "France": (205, 33.6, 36.4, 58.9, 2.97, 3.80, 7.9, 12.6),
    "Israel": (74, 43.6, 43.2, 45, 2.96, 3.74, 9.6, 11),
    "Spain": (42, 8.6, 21, 53.4, 2.86, 3.62, 7.3, 15.6),
    "Italy": (13, 9.8, 30.4, 51, 3.00, 3.65, 7.2, 13),
    "Czech Republic": (28, 4.2, 25, 51.7, 2.75, 3.68, 9.5, 8.2),
    "Hungary": (26, 6.2, 21.6, 63.5, 2.73, 3.46, 9.1, 7.7),
    "Slovenia": (105, 4, 20.3, 49.5, 2.84, 3.71, 7.1, 10.6),
}

#: Table 6, page 64: Pearson's correlations, the upper half without the diagonal.
CORRELATIONS = (
    (0.13, -0.09, 0.45, 0.28, 0.03, 0.22, 0.08),
    (0.46, 0.25, 0.56, 0.32, 0.30, 0.06),
    (-0.45, 0.56, 0.84, 0.63, 0.27),
    (0.00, -0.36, -0.35, -0.03),
    (0.64, 0.30, 0.33),
    (0.65, 0.26),
    (0.08,),
)

#: Table 7, page 65: eigenvalues, and the per cent of the variance that each explains.
EIGENVALUES = (3.3, 1.7, 1.0, 0.9, 0.5, 0.3, 0.2, 0.1)
PERCENT = (41.9, 21.8, 12.3, 11.1, 6.0, 3.7, 2.2, 0.9)

#: Page 72: Cronbach's alpha of all; Table 11, page 73: without each in turn.
ALPHA = 0.70
ALPHA_WITHOUT = (0.704, 0.645, 0.636, 0.774, 0.603, 0.624, 0.662, 0.706)

#: Table 22, page 100: equal weights, by factor analysis, budget allocation, analytic hierarchy.
WEIGHTS = {
    "EW": (1 / 8,) * 8,
    "FA": (0.17, 0.15, 0.11, 0.06, 0.08, 0.13, 0.13, 0.17),
    "BAP": (0.11, 0.11, 0.11, 0.18, 0.10, 0.06, 0.15, 0.18),
    "AHP": (0.09, 0.10, 0.07, 0.21, 0.05, 0.06, 0.18, 0.25),
}

#: Table 23, page 100: the ranks that follow from these weights, in this order.
METHODS = tuple(WEIGHTS)
RANKS: dict[str, tuple[int, ...]] = {
    "Finland": (1, 1, 1, 1),
    "United States": (2, 2, 2, 3),
    "Sweden": (3, 3, 3, 4),
    "Japan": (4, 4, 5, 5),
    "Korea": (5, 5, 4, 2),
    "Netherlands": (6, 6, 8, 11),
    "United Kingdom": (7, 8, 7, 7),
    "Singapore": (8, 11, 6, 6),
    "Canada": (9, 10, 10, 10),
    "Australia": (10, 7, 11, 9),
    "Germany": (11, 12, 9, 8),
    "Norway": (12, 9, 13, 16),
    "Ireland": (13, 14, 12, 12),
    "Belgium": (14, 15, 14, 13),
    "New Zealand": (15, 13, 17, 18),
    "Austria": (16, 16, 15, 15),
    "France": (17, 17, 16, 14),
    "Israel": (18, 18, 18, 17),
    "Spain": (19, 19, 19, 19),
    "Italy": (20, 20, 21, 21),
    "Czech Republic": (21, 21, 22, 22),
    "Hungary": (22, 23, 20, 20),
    "Slovenia": (23, 22, 23, 23),
}

#: Saisana, Saltelli and Tarantola, Uncertainty and sensitivity analysis techniques as tools for the
#: quality assessment of composite indicators, J. R. Statist. Soc. A 168 (2005), Table 1, page 313:
#: the goalposts between which the United Nations put each indicator; the fifth and sixth in logs.
LEAST = (0, 0, 0, 0, 1, 22, 0.8, 0.1)
MOST = (994, 272.6, 232.4, 80.8, 901, 6969, 12.0, 27.4)
IN_LOGS = (4, 5)
#: The same, page 316: the index of two countries, in hundredths.
INDEX = {"Finland": 74.4, "United States": 73.3}
