"""Documents: files of many formats read into one structure, a tree of addressed parts over clean text."""

from thbgraph.documents.address import Address, AddressError
from thbgraph.documents.errors import DocumentError
from thbgraph.documents.model import Document, NoteMark, Part
from thbgraph.documents.reader import KINDS, read

__all__ = ["KINDS", "Address", "AddressError", "Document", "DocumentError", "NoteMark", "Part", "read"]
