"""A few words by which a therapist can tell one phone from another."""

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android phone"),
    ("Windows", "Windows computer"),
    ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux computer"),
)
BROWSERS = (
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("SamsungBrowser", "Samsung Internet"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device_label(user_agent: str) -> str:
    """For example "iPhone, Safari". The whole string is not kept: it would tell more than is needed."""
    system = next((words for mark, words in SYSTEMS if mark in user_agent), "Phone")
    browser = next((words for mark, words in BROWSERS if mark in user_agent), "")
    return ", ".join(filter(None, [system, browser]))
