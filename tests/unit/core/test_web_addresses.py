"""A link that came from outside opens a page of the web or goes nowhere."""

import pytest

from apps.core.templatetags.reprise import web_address


@pytest.mark.parametrize("address", ["https://example.org/a?b=1", "http://example.org", " HTTPS://EXAMPLE.ORG "])
def test_an_address_of_the_web_stays(address: str) -> None:
    assert web_address(address) == address.strip()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\tscript:x",
        "data:text/html,x",
        "vbscript:x",
        "//x",
        "",
        None,
    ],
)
def test_anything_else_is_no_link(address: object) -> None:
    assert web_address(address) == ""
