"""The guide's Markdown as HTML, with the addresses of the product.

What stands in the text is escaped; addresses are given by the caller, an address it
does not know leaves the words without a link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

Address = Callable[[str], str | None]

CHINESE = re.compile(r"[\u3400-\u9fff]")
WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")


@dataclass(frozen=True)
class Page:
    """A page of the guide: its title, and its body as HTML."""

    title: str
    body: str


def read_page(text: str, address: Address) -> Page:
    """The page of a Markdown text whose first line is its title."""
    first, _, rest = text.lstrip().partition("\n")
    reader = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    return Page(first.lstrip("# ").strip(), reader.render(rest, {"address": address}))


class _Renderer(RendererHTML):
    """HTML as the pages want it: tables of the house, pictures as figures, Chinese code marked as such."""

    def paragraph_open(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return "" if tokens[at].hidden or _is_picture(tokens[at + 1]) else "<p>"

    def paragraph_close(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return "" if tokens[at].hidden or _is_picture(tokens[at - 1]) else "</p>\n"

    def softbreak(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        """Between two Chinese characters a line's end is no blank."""
        before = next((token.content[-1] for token in reversed(tokens[:at]) if token.content), "")
        after = next((token.content[0] for token in tokens[at + 1 :] if token.content), "")
        return "" if WIDE.match(before) and WIDE.match(after) else "\n"

    def table_open(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return '<table class="tbl">'

    def th_open(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return '<th scope="col">'

    def code_inline(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        said = tokens[at].content
        return f"<code{_spoken(said)}>{escape(said)}</code>"

    def fence(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        said = tokens[at].content.rstrip("\n")
        return f"<pre{_spoken(said)}>{escape(said)}</pre>\n"

    def image(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        alt, source = escape(tokens[at].content), env["address"](str(tokens[at].attrs["src"]))
        shown = f'<img src="{escape(source)}" alt="{alt}" loading="lazy">' if source else ""
        return f"<figure>{shown}<figcaption>{alt}</figcaption></figure>"

    def link_open(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        target = env["address"](str(tokens[at].attrs["href"]))
        env.setdefault("links", []).append(target)
        return f'<a href="{escape(target)}">' if target else ""

    def link_close(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return "</a>" if env["links"].pop() else ""


def _is_picture(token: Token) -> bool:
    return [child.type for child in token.children or ()] == ["image"]


def _spoken(text: str) -> str:
    return ' lang="zh-Hans"' if CHINESE.search(text) else ""
