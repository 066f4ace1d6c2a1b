"""How tables look in the reference document: quiet lines, a header row that stands out."""

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

_RULE = 'w:val="single" w:sz="4" w:space="0" w:color="C9D2D9"'
_STRONG = 'w:val="single" w:sz="8" w:space="0" w:color="0B4F71"'
_PROPERTIES = f"""
<w:tblPr {nsdecls("w")}>
  <w:tblInd w:w="0" w:type="dxa"/>
  <w:tblBorders><w:bottom {_RULE}/><w:insideH {_RULE}/></w:tblBorders>
  <w:tblCellMar>
    <w:top w:w="50" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>
    <w:bottom w:w="50" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>
  </w:tblCellMar>
</w:tblPr>"""
_FIRST_ROW = f"""
<w:tblStylePr {nsdecls("w")} w:type="firstRow">
  <w:rPr><w:b/><w:color w:val="0B4F71"/></w:rPr>
  <w:tcPr><w:tcBorders><w:bottom {_STRONG}/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>
</w:tblStylePr>"""


def table_style(styles: Any) -> None:
    """Give the style that pandoc puts on every table our lines, margins and header row."""
    element = styles["Table"].element
    for child in list(element):
        if child.tag in (qn("w:tblPr"), qn("w:tblStylePr")):
            element.remove(child)
    element.append(parse_xml(_PROPERTIES))
    element.append(parse_xml(_FIRST_ROW))
