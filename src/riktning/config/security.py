"""What a browser may load, said with every answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

Answer = Callable[[HttpRequest], HttpResponse]


def policy() -> str:
    """Nothing inline and nothing from elsewhere.

    Charts drawn in the page are inline SVG, which is markup and not script; pictures may be data:
    addresses so that icons can live in the style sheet. The sign-in form alone leads elsewhere: to
    the identity providers that are configured.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            " ".join(("form-action 'self'", *settings.SIGN_IN_ORIGINS)),
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def security_headers(answer: Answer) -> Answer:
    """Middleware that adds the content security policy and the permissions policy."""
    said = policy()

    def respond(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", said)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return respond
