"""The functions that are evaluated, by name: those of Terraform that touch neither files, the clock nor chance."""

from __future__ import annotations

from typing import Mapping

from .address_functions import ADDRESS_FUNCTIONS
from .collection_functions import COLLECTION_FUNCTIONS
from .conversion_functions import CONVERSION_FUNCTIONS
from .date_functions import DATE_FUNCTIONS
from .encoding_functions import ENCODING_FUNCTIONS
from .format_functions import FORMAT_FUNCTIONS
from .function_calling import Function
from .numeric_functions import NUMERIC_FUNCTIONS
from .regular_expressions import PATTERN_FUNCTIONS
from .string_functions import STRING_FUNCTIONS

FUNCTIONS: Mapping[str, Function] = {
    **ADDRESS_FUNCTIONS,
    **COLLECTION_FUNCTIONS,
    **CONVERSION_FUNCTIONS,
    **DATE_FUNCTIONS,
    **ENCODING_FUNCTIONS,
    **FORMAT_FUNCTIONS,
    **NUMERIC_FUNCTIONS,
    **PATTERN_FUNCTIONS,
    **STRING_FUNCTIONS,
}
