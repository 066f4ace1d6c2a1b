"""The identity providers one may sign in through, as the file ``signin.yaml`` names them.

openid:
  - id: region                       # part of the callback address: /inloggning/oidc/region/…
    name: Regionens inloggning       # on the button
    issuer: https://login.example.org/realms/region
    client_id: riktning
    secret_env: RIKTNING_OPENID_SECRET   # or secret_file: /run/secrets/openid
    groups:                              # optional: a group there gives a role here
      uppfoljning: analyst
      norr: {role: reporter, unit: NORR}
saml:
  - id: region
    name: Regionens inloggning
    entity_id: https://idp.example.org/metadata
    sso_url: https://idp.example.org/sso
    certificate_file: idp.pem            # or metadata_url: https://…
    attributes: {uid: [...], email: [...], name: [...]}   # optional
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from riktning.core.errors import RiktningError

FILE = "signin.yaml"
_KINDS = {"openid", "saml"}
_OPENID = {
    "id",
    "name",
    "issuer",
    "client_id",
    "secret_env",
    "secret_file",
    "scope",
    "groups",
    "groups_claim",
}
_SAML = {
    "id",
    "name",
    "entity_id",
    "sso_url",
    "slo_url",
    "certificate_file",
    "metadata_url",
    "attributes",
    "own_entity_id",
    "groups",
    "groups_claim",
}
ROLES = ("reader", "reporter", "approver", "area_lead", "analyst", "administrator")
_UID = ["urn:oasis:names:tc:SAML:attribute:subject-id", "urn:oid:0.9.2342.19200300.100.1.1", "uid"]
_EMAIL = ["urn:oid:0.9.2342.19200300.100.1.3", "mail", "email"]
_NAME = ["urn:oid:2.16.840.1.113730.3.1.241", "displayName", "name"]

Providers = dict[str, dict[str, Any]]


def identity_providers(home: Path) -> Providers:
    """What allauth is told, from ``RIKTNING_SIGNIN`` or ``signin.yaml`` in the home folder.

    Empty when there is no file. RiktningError, naming the file and the entry, when it is wrong.
    """
    given = os.environ.get("RIKTNING_SIGNIN", "").strip()
    path = Path(given) if given else home / FILE
    if not path.exists() and not given:
        return {}
    found = _read(path)
    unknown = sorted(set(found) - _KINDS)
    if unknown:
        raise _wrong(path, f"there is no kind {unknown[0]!r}", "use openid and saml")
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [_openid(path, each) for each in _entries(path, found, "openid", _OPENID)],
        },
        "saml": {"APPS": [_saml(path, each) for each in _entries(path, found, "saml", _SAML)]},
    }


def two_factor_roles() -> frozenset[str]:
    """``RIKTNING_TWO_FACTOR``: the roles that must have a second factor, comma-separated."""
    said = os.environ.get("RIKTNING_TWO_FACTOR", "")
    found = frozenset(part.strip() for part in said.split(",") if part.strip())
    unknown = sorted(found - set(ROLES))
    if unknown:
        raise RiktningError(
            f"RIKTNING_TWO_FACTOR names {unknown[0]!r}", remedy=f"use {', '.join(ROLES)}"
        )
    return found


def origins(providers: Providers) -> list[str]:
    """The sites that a sign-in form leads to, for the content security policy."""
    found = set()
    for kind in providers.values():
        for app in kind["APPS"]:
            known = app["settings"].get("idp", app["settings"])
            for name in ("server_url", "sso_url", "metadata_url"):
                parts = urlsplit(known.get(name, ""))
                if parts.scheme in {"http", "https"} and parts.netloc:
                    found.add(f"{parts.scheme}://{parts.netloc}")
    return sorted(found)


def _read(path: Path) -> Mapping[str, Any]:
    import yaml

    try:
        found = yaml.safe_load(path.read_text("utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = next(iter(str(error).splitlines()), "")
        raise _wrong(path, f"cannot be read ({reason})", "see docs/how-to/sign-in.md") from error
    if not isinstance(found, dict):
        raise _wrong(path, "is not a list of kinds", "start with openid: or saml:")
    return found


def _entries(
    path: Path, found: Mapping[str, Any], kind: str, known: set[str]
) -> list[dict[str, Any]]:
    entries = found.get(kind) or []
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise _wrong(path, f"{kind} is not a list", "write each provider after a dash")
    for each in entries:
        unknown = sorted(set(map(str, each)) - known)
        if unknown:
            raise _wrong(path, f"{kind} has no {unknown[0]!r}", f"use {', '.join(sorted(known))}")
    return entries


def _openid(path: Path, entry: Mapping[str, Any]) -> dict[str, Any]:
    _complete(path, "openid", entry, ("id", "name", "issuer", "client_id"))
    settings = {"server_url": entry["issuer"], **_groups(path, entry)}
    if entry.get("scope"):
        settings["scope"] = str(entry["scope"]).split()
    return {
        "provider_id": str(entry["id"]),
        "name": str(entry["name"]),
        "client_id": str(entry["client_id"]),
        "secret": _secret(path, entry),
        "settings": settings,
    }


def _groups(path: Path, entry: Mapping[str, Any]) -> dict[str, Any]:
    """What a group at the provider gives here: a role, or a role at a place."""
    given = entry.get("groups") or {}
    for group, said in given.items() if isinstance(given, dict) else [("groups", given)]:
        role = said.get("role") if isinstance(said, dict) else said
        if role not in ROLES:
            raise _wrong(path, f"{group} gives {role!r}", f"use one of {', '.join(ROLES)}")
    return {"groups": dict(given), "groups_claim": str(entry.get("groups_claim") or "groups")}


def _secret(path: Path, entry: Mapping[str, Any]) -> str:
    """Kept outside the file, so that the file can be shown; a public client has none."""
    if entry.get("secret_env"):
        try:
            return os.environ[str(entry["secret_env"])]
        except KeyError as error:
            raise _wrong(
                path, f"{entry['secret_env']} is not set", "set it where riktning starts"
            ) from error
    if entry.get("secret_file"):
        return _text(path, str(entry["secret_file"])).strip()
    return ""


def _saml(path: Path, entry: Mapping[str, Any]) -> dict[str, Any]:
    _complete(path, "saml", entry, ("id", "name", "entity_id"))
    idp: dict[str, str] = {"entity_id": str(entry["entity_id"])}
    if entry.get("metadata_url"):
        idp["metadata_url"] = str(entry["metadata_url"])
    else:
        _complete(path, "saml", entry, ("sso_url", "certificate_file"))
        idp["sso_url"] = str(entry["sso_url"])
        idp["x509cert"] = _text(path, str(entry["certificate_file"]))
        if entry.get("slo_url"):
            idp["slo_url"] = str(entry["slo_url"])
    settings: dict[str, Any] = {
        "idp": idp,
        **_groups(path, entry),
        "attribute_mapping": {"uid": _UID, "email": _EMAIL, "first_name": _NAME}
        | dict(entry.get("attributes") or {}),
        # Only an answer that the provider signed, to a question that was asked, lets anybody in.
        "advanced": {
            "strict": True,
            "want_assertion_signed": True,
            "reject_deprecated_algorithm": True,
            "reject_idp_initiated_sso": True,
        },
    }
    if entry.get("own_entity_id"):
        settings["sp"] = {"entity_id": str(entry["own_entity_id"])}
    return {
        "provider_id": str(entry["entity_id"]),
        "client_id": str(entry["id"]),
        "name": str(entry["name"]),
        "settings": settings,
    }


def _complete(path: Path, kind: str, entry: Mapping[str, Any], names: tuple[str, ...]) -> None:
    missing = [name for name in names if not entry.get(name)]
    if missing:
        which = entry.get("id") or "an entry"
        raise _wrong(path, f"{kind} {which}: {missing[0]} is missing", f"add {missing[0]}")


def _text(path: Path, name: str) -> str:
    try:
        return (path.parent / name).read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(path, f"{name} cannot be read", "check the name of the file") from error


def _wrong(path: Path, what: str, remedy: str) -> RiktningError:
    return RiktningError(what, where=str(path), remedy=remedy)
