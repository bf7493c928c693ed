"""`python -m ecr_privatelink`."""

import sys

from .explain.command_line import main

sys.exit(main())
