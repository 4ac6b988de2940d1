"""The rules of prescribing: dosage, schedule, progression, adherence, screening.

Pure Python on the standard library alone. Nothing here reads a clock, a database or a setting: the day, the
settings and everything that was logged are arguments, and results are values.
"""
