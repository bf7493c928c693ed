"""`python -m ecr_privatelink`."""

from .explain.command_line import run

run()
