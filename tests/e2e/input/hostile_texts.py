"""Texts that want to be more than text: for forms to take or refuse, and for a whole world to hold."""

from tests.helpers.long_version import LONG

MARKUP = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}"
CRLF = "a\r\nBcc: evil@example.org"
LONG_WORD = "x" * 300
# Dangerous anywhere, short enough for every column: it closes attributes and brings a tag of its own; braces,
# format signs, an entity; a line break, a mark of direction, an invisible one, a letter from right to left.
ALL_AT_ONCE = "\"'><u onx=1>{{7}}{%x%}{0}%s%(a)s&lt;\r\n\u202e\u200b\u05d0"
ADDRESS = '"<script>alert(5)</script>"@example.org'

SHEET = [
    MARKUP, LONG_WORD, "x" * 100_000, "../../etc/passwd", "a\0b", "\0", "\x01\x02\x1b[31m", "\x7f", CRLF,
    "a\nSubject: x", "\u202eabc", "\u2066x\u2069", "\u200b\u200c\u200d", "\ufeff", "\u00ad",
    "\U0001f469\u200d\U0001f467", "e\u0301" * 30, "Z\u0351\u036b\u0343" * 9, "\ufb01", "\u0130i\u0307",
    "\U0001d56c", "\u4e2d\u6587", "\u05e2\u05d1", "\ud7ff", "\ufffd", "\uffff", "\U0010ffff",
    "<u>fett</u>", "</textarea><script>alert(3)</script>", "</title><script>alert(4)</script>", "<!--",
    "]]>", "&lt;&amp;", "&#0;", "javascript:alert(4)", "{{ 7*7 }}", "{% debug %}", "{% include 'x' %}",
    "{x.__init__}", "{0}", "{", "%s", "%(x)s", "%n%d", "%", "${7*7}", "#{7}", "' OR 1=1 --",
    "'; DROP TABLE x; --", '"', "`", "\\", "=1+1", "+49 211", "-0,5", "@SUM(1)", "\t=1", "null", "None",
    "NaN",
]  # fmt: skip

TAGS = [
    "<svg onload=alert(1)>", "<svg/onload=alert(1)//", "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)>", "<math><mi xlink:href=javascript:alert(1)>x",
    "<details open ontoggle=alert(1)>", "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example>", "<style>*{display:none}</style>",
    "<form action=//evil.example><input name=x>", "<input autofocus onfocus=alert(1)>",
    "<a href=javascript:alert(1)>x</a>", "<object data=x>", "<embed src=x>",
    "<marquee onstart=alert(1)>", "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>", "<template><script>alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<img src=`x` onerror=alert(1)>", "<IMG SRC=x ONERROR=alert(1)>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "<img/src=x/onerror=alert(1)>",
    "</option></select><script>alert(1)</script>", "</td></tr></table><u>x", "</a><u>x", "</p><u>x",
    "</h1><u>x", "</script><script>alert(1)</script>", "</style><script>alert(1)</script>",
    "--><script>alert(1)</script>", "<![CDATA[x]]>", "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;", "<x", "</", "<>", "< script >",
    "\" onmouseover=alert(1) x=\"", "' onfocus=alert(1) autofocus='", "` onerror=alert(1)",
    "x onclick=alert(1)", "&lt;script&gt;", "&#60;script&#62;", "&#x3c;u&#x3e;", "&NewLine;",
    "&copy;", "&nosuch;", "%3Cscript%3Ealert(1)%3C/script%3E", "\\x3cscript\\x3e",
    "\\u003cscript\\u003e", "+ADw-script+AD4-",
]  # fmt: skip
CODE = [
    "{{ request }}", "{{ settings.SECRET_KEY }}", "{% load i18n %}", "{% url 'x' %}",
    "{% csrf_token %}", "{# x #}", "{% comment %}", "{% endblock %}", "{%", "%}", "{{", "}}",
    "{{ x|safe }}", "{{''.__class__}}", "<%= 7*7 %>", "<?php 1?>", "#set($x=7)", "*{7*7}", "@(7*7)",
    "[[7*7]]", "{x}", "{0.__class__}", "{name!r}", "{:>9999999}", "%(name)s", "%5$s", "%99999d",
    "%c%n", "%%", "100 %", "$(id)", "`id`", "; rm -rf /", "| cat /etc/passwd", "&& id", "$PATH",
    "~", "*", "?", "\\\\server\\x", "C:\\x", "..\\..\\x", "/etc/passwd", "....//....//x",
    "file:///etc/passwd", "CON", "nul.txt", ".htaccess", "con/../x", "admin'--", '" OR ""="',
    "1; SELECT 1", "') OR ('1'='1", "UNION SELECT NULL", "\\'", "\\\"", "\\0", "\\n", "%_", "[a-z]",
    "(?:a+)+$", "__proto__", "constructor", "true", "false", "undefined", "0", "-1", "1e309",
    "0x10", "007", "1,5", "٣", "Ⅷ", "½", "Infinity", "=cmd|'/c calc'!A0",
    "=HYPERLINK(\"//evil.example\")", "+1+1", "-1+1", "@x", "\r=1", "|x", "=",
]  # fmt: skip
HEADERS = [
    "a\rBcc: evil@example.org", "a\nBcc: evil@example.org", "a\r\n\r\n<u>x</u>", "a\n\n--\nx",
    "a%0d%0aBcc: x", "a\u2028Bcc: x", "a\u2029Bcc: x", "a\x0bBcc: x", "a\x0cBcc: x", "a\x85Bcc: x",
    "=?utf-8?q?=0aBcc=3a?=", "<evil@example.org>", "a, evil@example.org", "a; b",
    "a <evil@example.org>", "\"a\" <evil@example.org>", "(Kommentar)", "a:b;", ".\r\nQUIT\r\n",
    "\n.\n", "From x", "\nFrom x", "- Punkt", "- a\n- b", "a\n\n\n\nb", "Zur Kenntnis: x",
    "bis 1: x",
]  # fmt: skip
SIGNS = [
    "\u202a", "\u202b", "\u202c", "\u202d", "\u2067x", "\u2068x", "\u200e", "\u200f", "\u061c",
    "\u2060", "\u180e", "\u3164", "\u115f", "\u00a0", "\u2007", "\u3000", "   ", "a  b", " a", "a ",
    "\t", "\n", "\r\n", "a\r\nb", "ẞ", "ß", "İ", "ı", "ſ", "ﬀ", "Ǆ", "Å", "A\u030a", "n\u0303",
    "\u0301", "\u0489", "กำ", "ﷺ", "𒐫", "⸻", "🏴\U000e0067\U000e0062\U000e007f", "🇩🇪", "👨‍👩‍👧‍👦",
    "👍🏿", "❤️", "🫠", "日本語", "한국어", "العربية", "עברית‏ abc", "हिन्दी", "ελληνικά", "кириллица",
    "рaypal", "a\ufe0f", "\ue000", "\ufdd0", "\ufffe", "\U0001fffe", "\U000f0000", "\u1680",
    "\u2800", "\x80", "\x9f", "\x1c", "\x1d", "\x1e", "\x1f", "\x08", "\x07", "¡¿", "„“‚‘", "–—…",
    "1\u20443", "x\u0332" * 40, "Donaudampfschifffahrtsgesellschaft" * 9, "a b " * 75,
    "\U0001f469" * 150, "ä" * 300, "W" * 300, "\n" * 300, "-" * 300,
]  # fmt: skip
TEXTS = SHEET + (TAGS + CODE + HEADERS + SIGNS if LONG else [])
