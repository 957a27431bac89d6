"""The guide's Markdown as HTML."""

from __future__ import annotations

import re
from textwrap import dedent

from courts.manual.domain import read_page

KNOWN = {"alerts.md": "/help/alerts/", "../../images/case.png": "/static/guide/case.png"}

PICTURE = (
    '<figure><img src="/static/guide/case.png" alt="案件页" loading="lazy">'
    "<figcaption>案件页</figcaption></figure>"
)


def body(text: str) -> str:
    return tight(read_page("# 标题\n\n" + dedent(text).strip("\n"), KNOWN.get).body)


def tight(html: str) -> str:
    """Line ends between elements say nothing; those inside a paragraph are blanks."""
    return re.sub(
        r"\s*(</?(?:p|ul|ol|li|h2|pre|table|thead|tbody|tr|th|td|figure)\b[^>]*>)\s*", r"\1", html
    ).replace("\n", " ")


def test_the_first_line_is_the_title() -> None:
    page = read_page("# 书记员（立案）\n\n一句话。\n", KNOWN.get)
    assert (page.title, tight(page.body)) == ("书记员（立案）", "<p>一句话。</p>")


def test_a_lines_end_is_a_blank_unless_both_sides_are_chinese() -> None:
    assert body("每 10 秒\n自动保存，\n`F5` 刷新") == "<p>每 10 秒自动保存， <code>F5</code> 刷新</p>"
    assert body("two\nlines") == "<p>two lines</p>"


def test_marks_inside_a_line() -> None:
    assert body("**甲** *b* `c` [预警](alerts.md)") == (
        '<p><strong>甲</strong> <em>b</em> <code>c</code> <a href="/help/alerts/">预警</a></p>'
    )
    assert body("`<b>` & `民初`") == '<p><code>&lt;b&gt;</code> &amp; <code lang="zh-Hans">民初</code></p>'


def test_a_link_that_leads_nowhere_is_its_words() -> None:
    assert body("见 [operations.md](../../operations.md)。") == "<p>见 operations.md。</p>"


def test_nothing_of_the_text_becomes_markup() -> None:
    assert body("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_a_picture_bears_its_words() -> None:
    assert body("![案件页](../../images/case.png)") == PICTURE


def test_lists_in_lists_with_pictures_between() -> None:
    found = body(
        """
        1. **一**
           接着

           ![案件页](../../images/case.png)
        2. 二：
           - 甲
           - 乙

           后话。
        - 另一列
        """
    )
    first = f"<li><p><strong>一</strong>接着</p>{PICTURE}</li>"
    second = "<li><p>二：</p><ul><li>甲</li><li>乙</li></ul><p>后话。</p></li>"
    assert found == f"<ol>{first}{second}</ol><ul><li>另一列</li></ul>"


def test_a_table_has_a_head() -> None:
    assert body("| 页面 | 意思 |\n| --- | --- |\n| 404 | `无` |") == (
        '<table class="tbl"><thead><tr><th scope="col">页面</th><th scope="col">意思</th></tr></thead>'
        '<tbody><tr><td>404</td><td><code lang="zh-Hans">无</code></td></tr></tbody></table>'
    )


def test_headings_and_code() -> None:
    assert body("## 登录\n```\na < b\n```\n完") == "<h2>登录</h2><pre>a &lt; b</pre><p>完</p>"
