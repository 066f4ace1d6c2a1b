"""What a browser may load, said with every answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Nothing inline and nothing from elsewhere. Charts drawn in the page are inline SVG, which is
# markup and not script; pictures may be data: addresses so that icons can live in the style sheet.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

Answer = Callable[[HttpRequest], HttpResponse]


def security_headers(answer: Answer) -> Answer:
    """Middleware that adds the content security policy and the permissions policy."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return respond
