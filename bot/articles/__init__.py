"""
A fetched page to its article: text, title, date, key facts. Pure but for the killable parser process.

The only room that knows trafilatura, and only its child process imports it: no page can hang or bloat the desk.
"""

from bot.articles.facts import Fact, key_facts
from bot.articles.pool import PageReader, read_page, shared_reader
from bot.articles.similar import Sketch, sketch

__all__ = ["Fact", "PageReader", "Sketch", "key_facts", "read_page", "shared_reader", "sketch"]
