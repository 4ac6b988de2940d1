"""A drawing as a file of its own, with its colours baked in (for export, print and <img>)."""

import re

# class -> (fill, stroke), each named after the page's --fig-* variables
PAINTS: dict[str, tuple[str, str]] = {
    "fg-body": ("body", ""), "fg-cloth": ("cloth", ""), "fg-far": ("far", ""), "fg-far-cloth": ("far-cloth", ""),
    "fg-mat": ("mat", ""), "fg-prop": ("prop", ""), "fg-hi": ("", "hi"), "fg-halo": ("", "halo"),
    "fg-line": ("", "line"), "fg-frame": ("", "mat"), "fg-band": ("", "prop"), "fg-arrow": ("", "arrow"),
    "fg-edge": ("", "far"), "fg-far-edge": ("", "body"),
}  # fmt: skip
# The same values as the page's tokens; a test compares them.
LIGHT = {
    "body": "#ae789e", "cloth": "#5a2b4d", "far": "#c9a6bf", "far-cloth": "#85527a", "hi": "#fd9059",
    "halo": "rgb(255 255 255 / .28)", "mat": "#a9c7af", "line": "#bfd5c3", "prop": "#3f6b48", "arrow": "#2f5237",
}  # fmt: skip
DARK = {
    "body": "#cfa5c2", "cloth": "#824f74", "far": "#8f6a85", "far-cloth": "#5d3853", "hi": "#ffb08a",
    "halo": "rgb(255 220 200 / .25)", "mat": "#46604d", "line": "#37493d", "prop": "#86ad8d", "arrow": "#b3ceb8",
}  # fmt: skip
_STROKES = "fill:none;stroke-linecap:round;stroke-linejoin:round;"
_LESS_MOTION = (
    ".fg-still{display:none}@media(prefers-reduced-motion:reduce){.fg-moving{display:none}.fg-still{display:inline}}"
)
_HEAD = re.compile(r"^(<svg [^>]*>)((?:<title.*?</title>)?(?:<desc.*?</desc>)?)(.*)</svg>$", re.DOTALL)


def colour_rules(svg: str, colours: dict[str, str], *, shape: bool, within: str = "") -> str:
    """Rules of the classes that the drawing uses; of all classes when the drawing is empty."""
    rules = ""
    for name, (fill, stroke) in PAINTS.items():
        if svg and f'class="{name}"' not in svg:
            continue
        if stroke:
            rules += f"{within}.{name}{{{_STROKES if shape else ''}stroke:{colours[stroke]}}}"
        else:
            rules += f"{within}.{name}{{fill:{colours[fill]}}}"
    return rules


def _with_still(moving: str, still: str) -> str:
    """A moving drawing that shows a still one to readers who ask for less motion."""
    first, second = _HEAD.match(moving), _HEAD.match(still)
    if first is None or second is None:
        return moving
    both = f'<g class="fg-moving">{first[3]}</g><g class="fg-still">{second[3]}</g>'
    return f"{first[1]}{first[2]}{both}</svg>"


def standalone(svg: str, *, still: str = "") -> str:
    """Self-contained SVG: light colours, and dark ones where the reader's system asks for them.

    `still` is what a moving drawing shows to readers who ask for less motion.
    """
    svg = _with_still(svg, still) if still else svg
    style = colour_rules(svg, LIGHT, shape=True)
    style += f"@media(prefers-color-scheme:dark){{{colour_rules(svg, DARK, shape=False)}}}"
    if 'class="fg-moving"' in svg:
        style += _LESS_MOTION
    opening, _, rest = svg.partition(">")
    namespaced = opening.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f"{namespaced}><style>{style}</style>{rest}"
