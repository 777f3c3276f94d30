"""The thinking of Closeknit: values in, values out.

Nothing here knows a framework, reads a clock, touches a disk or throws dice.
Dates and seeds come in as arguments, so every answer can be had again.
"""
