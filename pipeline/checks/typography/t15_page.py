from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.documents.page_layout import PageLayout
from pipeline.findings import Level

_PAPER = (210.0, 297.0)
_MARGINS = (37.0, 26.0, 35.0, 28.0)
_SIDES = ("上", "右", "下", "左")
_OFF_PAPER, _OFF_MARGIN = 3.0, 3.0
_SIZE = 16.0
_OFF_SIZE = 0.5
_BODY = ("仿宋", "fangsong")
_FEWEST = 3
"""So many paragraphs placed by hand, or empty ones, are a habit."""
_COLOURED = 20
_HOW = "上级发了模板的以模板为准；没有的，用 shuzhi draft 写出的 Word 当模板，或者照公文格式改。"


def check(_: Manuscript, context: Context) -> Iterator[Hit]:
    layout = context.layout
    if layout is not None:
        yield from _page(layout)
        yield from _type(layout)
        yield from _by_hand(layout)


def _page(layout: PageLayout) -> Iterator[Hit]:
    if any(abs(is_ - should) > _OFF_PAPER for is_, should in zip(layout.paper, _PAPER, strict=True)):
        yield Hit(f"纸张是 {layout.paper[0]:.0f}×{layout.paper[1]:.0f} 毫米，公文用 A4（210×297 毫米）竖排", "在“页面设置”里选 A4、纵向。")
        return
    off = [
        f"{side} {is_:.0f}（应为 {should:.0f}）"
        for side, is_, should in zip(_SIDES, layout.margins, _MARGINS, strict=True)
        if abs(is_ - should) > _OFF_MARGIN
    ]
    if off:
        yield Hit(f"页边距不合公文格式：{'、'.join(off)} 毫米", f"在“页面设置”里改成上 37、下 35、左 28、右 26 毫米。{_HOW}")


def _type(layout: PageLayout) -> Iterator[Hit]:
    if layout.size is not None and abs(layout.size - _SIZE) > _OFF_SIZE:
        yield Hit(f"正文是 {layout.size:g} 磅，公文正文用 3 号（16 磅）", f"选中正文，字号改成三号。{_HOW}")
    if layout.font and not layout.font.lower().startswith(_BODY):
        yield Hit(f"正文用的是“{layout.font}”，公文正文用仿宋", f"选中正文，字体改成仿宋_GB2312 或仿宋。{_HOW}", level=Level.INFO)
    if layout.coloured >= _COLOURED:
        yield Hit(f"有 {layout.coloured} 个字不是黑色", "全选，字体颜色改成“自动”；批改的记号交稿前清掉。")


def _by_hand(layout: PageLayout) -> Iterator[Hit]:
    if layout.indented >= _FEWEST:
        yield Hit(
            f"{layout.indented} 段的开头是用空格空出来的", "删掉空格，在“段落”里设“首行缩进 2 字符”：换一台电脑就不会对不齐。", level=Level.INFO
        )
    if layout.empty >= _FEWEST:
        yield Hit(f"正文里夹着 {layout.empty} 个空行", "删掉空行；要空开就在“段落”里设段前、段后。", level=Level.INFO)


def _set(**changed: object) -> PageLayout:
    return PageLayout(**{"paper": _PAPER, "margins": _MARGINS, "size": _SIZE, "font": "仿宋_GB2312", **changed})  # type: ignore[arg-type]


RULE = Rule(
    code="T15",
    name="页面版式不合公文格式",
    level=Level.WARNING,
    about=(
        "只看 .docx：纸张、页边距、正文的字号和字体、字的颜色、手敲的空格和空行。述职报告不是红头文件，一般也照公文格式排；上级有模板的以模板为准。"
        "Word 没有写明的（留给系统的）不查。"
    ),
    source="领域手册 §5.2、§5.3，§8 K36；GB/T 9704—2012",
    bad=Example("我组织支部党员大会4次。", layout=_set(margins=(25.4, 31.8, 25.4, 31.8), size=12.0)),
    good=Example("我组织支部党员大会4次。", layout=_set()),
    check=check,
    needs=(Need.LAYOUT,),
)
