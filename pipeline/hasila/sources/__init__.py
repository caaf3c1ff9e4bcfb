"""Where texts come from: files, folders, standard input and data sets of the Hugging Face hub.

Reading order for a newcomer: `inputs.find_inputs` turns what the user named into a list of
`Input`; `reader.Source` goes through them and yields one `Record` a document, or one `BadRecord`
where something can't be read. Every reader streams: memory holds a record, never a file.
"""

from hasila.sources.errors import InputError
from hasila.sources.fields import Fields
from hasila.sources.inputs import Input, find_inputs
from hasila.sources.reader import Source
from hasila.sources.types import BadRecord, Record

__all__ = ["BadRecord", "Fields", "Input", "InputError", "Record", "Source", "find_inputs"]
