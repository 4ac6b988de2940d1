"""Thirty-five ways to make words run. Each would show itself: a dialog, a request to /xss-probe, or an element."""

PAYLOADS = (
    # Tags
    '"><script>alert(1)</script>',
    "</title><script>alert(2)</script>",
    "</textarea><img src=/xss-probe onerror=alert(3)>",
    "</style><script>alert(4)</script>",
    "<img src=/xss-probe onerror=alert(5)>",
    "<svg onload=alert(6)></svg>",
    "<svg><animate onbegin=alert(7) attributeName=x dur=1s></svg>",
    "<svg><script href=/xss-probe></script></svg>",
    "<iframe srcdoc='<script>alert(9)</script>'></iframe>",
    "<object data=/xss-probe></object><embed src=/xss-probe>",
    "<details open ontoggle=alert(11)>x</details>",
    "<form action=/xss-probe><button formaction=javascript:alert(12)>x</button></form>",
    "<base href=//xss-probe.example/>",
    "<meta http-equiv=refresh content='0;url=/xss-probe'>",
    "<link rel=stylesheet href=/xss-probe>",
    "<style>@import '/xss-probe'; body{background:url(/xss-probe)}</style>",
    "<math><mtext><table><mglyph><style><img src=/xss-probe onerror=alert(17)>",
    # Attributes
    '" onfocus=alert(18) autofocus x="',
    "' onmouseover=alert(19) style=animation-name:x y='",
    "` onerror=alert(20) `",
    '" style="background:url(/xss-probe)',
    # htmx
    '<div hx-get=/xss-probe hx-trigger=load data-hx-on:click="alert(22)"></div>',
    '" hx-on::load="alert(23)" hx-get="/xss-probe" hx-trigger="load" x="',
    "<div hx-swap-oob=true id=main data-hx-vals='js:{x:alert(24)}'></div>",
    # Templates, markdown and JSON
    "{{ 7|add:35 }}{% debug %}${alert(25)}<%= alert(25) %>",
    "[x](javascript:alert(26)) ![x](/xss-probe) <javascript:alert(26)>",
    '</script><script>alert(27)</script>\\"}];alert(27)//',
    "\\u003cscript\\u003ealert(28)\\u003c/script\\u003e",
    # Encoded forms
    "&lt;script&gt;alert(29)&lt;/script&gt;&#60;img src=/xss-probe&#62;",
    "%3Cscript%3Ealert(30)%3C/script%3E",
    "+ADw-script+AD4-alert(31)+ADw-/script+AD4-",
    "\uff1cscript\uff1ealert(32)\uff1c/script\uff1e\u02ba\u02b9",
    # Addresses and spreadsheets: what matters is how they begin
    '=HYPERLINK("/xss-probe","x")',
    "data:text/html,<script>alert(34)</script>",
    "javascript:alert(35)//",
)
FORWARDS = "\n".join(PAYLOADS)
BACKWARDS = "\n".join(reversed(PAYLOADS))
