"""The words of English by which a title is told from the sentence around it."""

from __future__ import annotations

__all__ = ["ADOPTERS", "INDEFINITE", "KIND_WORDS", "NEVER_IN_A_TITLE", "NOT_AFTER_AND", "OPENERS"]

# What a title is a title of; the longer before the shorter that ends it.
KIND_WORDS = (
    "Framework Decision", "Action Plan", "Joint Statement", "Directive", "Regulation", "Decision",
    "Convention", "Protocol", "Charter", "Covenant", "Declaration", "Communication", "Strategy",
    "Treaty", "Programme", "Recommendation", "Agreement", "Act of Accession", "Constitution",
    "Staff Regulations", "Conditions of Employment",
)  # fmt: skip
# Who adopts: `the Council Directive` leads back, it names none.
ADOPTERS = frozenset((
    "Council", "Commission", "European", "Parliament", "EU", "EC", "UN", "United", "Nations", "ILO", "OSCE", "Union",
))  # fmt: skip
# Capitals that open a sentence and are no part of the name after them.
OPENERS = frozenset((
    "The", "This", "That", "These", "Those", "A", "An", "Any", "Each", "Every", "Its", "Their", "His",
    "Our", "In", "On", "Under", "Of", "To", "For", "From", "By", "With", "As", "At", "And", "Or", "But",
    "If", "When", "While", "Where", "Since", "Such", "Said", "Present", "Whereas", "Pursuant", "Having",
    "Member", "States", "Annex", "Article", "See", "Following", "Proposed", "Draft", "New", "Current",
    "First", "Second", "Third", "National",
))  # fmt: skip
# Where one of these follows, the title has ended and the sentence goes on.
NEVER_IN_A_TITLE = frozenset((
    "supplementing", "which", "that", "who", "as", "is", "are", "was", "were", "be", "been", "has",
    "have", "had", "must", "should", "shall", "will", "would", "can", "could", "may", "might", "made",
    "adopted", "states", "provides", "requires", "encourages", "at", "when", "where", "while", "since",
    "than", "according", "mentioned", "laid", "reinforces", "calls", "sets", "into", "both", "done",
    "also", "not", "if", "with", "under", "through", "after", "before", "annexed", "attached", "signed",
    "concluded", "opened", "notably", "reflected", "recognised", "without", "thereof",
))  # fmt: skip
# After `and` these begin something new.
NOT_AFTER_AND = frozenset((
    "the", "its", "their", "to", "that", "must", "should", "this", "by", "other", "an", "in",
))  # fmt: skip
# Before a kind word these say that no one instrument is meant.
INDEFINITE = (
    "a", "an", "A", "An", "proposal for the", "no", "any", "each",
)  # fmt: skip
