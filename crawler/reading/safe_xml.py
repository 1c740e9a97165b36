"""XML from strangers: no entity is expanded, nothing is fetched, a document type is refused."""

from lxml import etree

from crawler.reading.problems import UnreadableError


def parse_xml(data: bytes) -> etree._Element | None:
    """The root; None for no data or broken XML; a DOCTYPE raises `UnreadableError`: no Office program writes one."""
    if not data:
        return None
    if b"<!DOCTYPE" in data[:4096]:
        raise UnreadableError("damaged")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def local(element: etree._Element) -> str:
    """The name without its namespace: Word writes two (transitional and strict) for the same things."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute by its local name; empty when absent."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of this local name, and so on down the path."""
    for name in path:
        if element is None:
            return None
        element = next((part for part in element if local(part) == name), None)
    return element
