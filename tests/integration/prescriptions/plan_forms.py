"""What a browser would post from the prescribing page."""

from typing import Any

from django.test import Client as Browser


def fields_of(browser: Browser, path: str) -> dict[str, Any]:
    """The form of this page as it stands, ready to be changed and posted."""
    response = browser.get(path)
    assert response.status_code == 200, path
    editor = response.context["editor"]
    data: dict[str, Any] = {}
    for form in (editor.frame, *editor.rows):
        for bound in form:
            value = bound.value()
            if value is True:
                data[bound.html_name] = "on"
            elif value not in (False, None):
                data[bound.html_name] = str(value)
    return data
