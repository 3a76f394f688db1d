"""From a calendar and the rules to a plan: demand, problem, check, model, solve, explain."""
