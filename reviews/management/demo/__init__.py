"""Demo data of reviews: one plan that is finished, one that runs, with reviews at every stage."""
