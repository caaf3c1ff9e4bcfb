"""What Hasila says of a document, as data for other programs.

`from_doc` makes the record of a spaCy `Doc` (the JSON object of a line of output, described in
`record.schema.json`), `flat_rows` the rows of the quantities table, `hasila.records.schema` the
Arrow schemas of both.
"""

from hasila.records.attributes import Attributes
from hasila.records.document import SCHEMA_VERSION, from_doc
from hasila.records.flat import COLUMNS, flat_rows
from hasila.records.json_text import to_json, without_surrogates

__all__ = [
    "COLUMNS",
    "SCHEMA_VERSION",
    "Attributes",
    "flat_rows",
    "from_doc",
    "to_json",
    "without_surrogates",
]
