"""Signing in through the region's own provider: a real OpenID provider, and signed SAML answers."""

import base64
import datetime
import re
import zlib
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.contrib.auth.models import User
from django.core.cache import cache
from django.utils import timezone
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from riktning.apps.organisation.models import AuditEvent, Grant
from riktning.apps.organisation.people import add_user
from riktning.config.identity import identity_providers, origins
from riktning.core.errors import RiktningError
from riktning.web.sign_in import groups_of

pytestmark = pytest.mark.django_db
OPENID = """
openid:
  - id: region
    name: Regionens inloggning
    issuer: {issuer}
    client_id: riktning
    secret_env: OPENID_SECRET
    groups:
      uppfoljning: analyst
      norr: {{role: reporter, unit: NORR}}
"""
SAML = """
saml:
  - id: region
    name: Regionens inloggning
    entity_id: https://idp.example.org/metadata
    sso_url: https://idp.example.org/sso
    certificate_file: idp.pem
    groups: {uppfoljning: analyst}
"""


@pytest.fixture(autouse=True)
def _no_attempt_is_remembered():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def told(settings, tmp_path, monkeypatch):
    """Tell the site of the providers as an office would: by the file."""

    def tell(text: str) -> None:
        monkeypatch.setenv("OPENID_SECRET", "only-for-tests")
        (tmp_path / "signin.yaml").write_text(text, "utf-8")
        settings.SOCIALACCOUNT_PROVIDERS = identity_providers(tmp_path)

    return tell


@pytest.fixture
def provider(told):
    import oidc_provider_mock

    with oidc_provider_mock.run_server_in_thread() as server:
        address = f"http://localhost:{server.server_port}"
        told(OPENID.format(issuer=address))
        yield address


def person(provider: str, name: str, **claims) -> None:
    known = {"email": f"{name}@example.org", "preferred_username": name, **claims}
    requests.put(f"{provider}/users/{name}", json=known, timeout=10).raise_for_status()


def through_openid(client, provider: str, name: str, back: str = "/planen/"):
    page = client.get("/konto/logga-in/", {"next": back}).content.decode()
    assert "Regionens inloggning" in page
    button = re.search(r'action="(/inloggning/oidc/region/login/[^"]*)"', page)[1]
    away = client.post(button.replace("&amp;", "&"))["Location"]
    assert away.startswith(provider)
    assert parse_qs(urlsplit(away).query)["code_challenge_method"] == ["S256"]
    answer = requests.post(away, data={"sub": name}, allow_redirects=False, timeout=10)
    return client.get(answer.headers["Location"])


def held(name: str) -> set[tuple[str, str]]:
    today = timezone.localdate()
    return {
        (grant.role, grant.unit_id)
        for grant in Grant.objects.filter(user__username=name)
        if grant.to_date is None or grant.to_date >= today
    }


def test_whom_the_provider_knows_comes_in_with_the_roles_of_the_groups(provider, client):
    person(provider, "kim", groups=["uppfoljning", "norr", "fikaklubben"])
    assert through_openid(client, provider, "kim")["Location"] == "/planen/"
    assert "Du är inloggad som kim." in client.get("/konto/").content.decode()
    assert held("kim") == {("analyst", ""), ("reporter", "NORR")}
    assert AuditEvent.objects.get(action="user.sign_in").detail["through"] == "region"


def test_a_group_one_has_left_gives_no_role_from_the_next_sign_in(provider, client):
    person(provider, "kim", groups=["uppfoljning"])
    through_openid(client, provider, "kim")
    by_hand = User.objects.get(username="kim")
    Grant.objects.create(user=by_hand, role="reader", from_date=timezone.localdate())
    client.post("/konto/logga-ut/")
    person(provider, "kim", groups=["norr"])
    through_openid(client, provider, "kim")
    assert held("kim") == {("reporter", "NORR"), ("reader", "")}
    assert User.objects.count() == 1


def test_a_role_ends_with_the_line_of_the_file_that_gave_it(provider, told, client):
    person(provider, "kim", groups=["uppfoljning"])
    through_openid(client, provider, "kim")
    assert held("kim") == {("analyst", "")}
    client.post("/konto/logga-ut/")
    without = OPENID.format(issuer=provider).partition("    groups:")[0]
    assert without.rstrip().endswith("secret_env: OPENID_SECRET")
    told(without)
    through_openid(client, provider, "kim")
    assert held("kim") == set()


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({"userinfo": {"groups": []}, "id_token": {"groups": ["old"]}}, set()),
        ({"userinfo": {"groups": None}, "id_token": {"groups": ["old"]}}, set()),
        ({"userinfo": {"sub": "a"}, "id_token": {"groups": ["x"]}}, {"x"}),
        ({"userinfo": {"groups": 5}}, {"5"}),
        ({"groups": ["x", 7]}, {"x", "7"}),
        ({"groups": "x"}, {"x"}),
        ({"userinfo": None}, set()),
    ],
)
def test_the_groups_are_what_the_provider_last_said(data, named):
    assert groups_of(data, "groups") == named


def test_the_same_address_is_not_taken_for_the_same_person(provider, client):
    mine = add_user(name="kim", email="kim@example.org", actor="test")
    Grant.objects.create(user=mine, role="administrator", from_date=timezone.localdate())
    person(provider, "kim", email_verified=True)
    through_openid(client, provider, "kim")
    assert client.session.get("_auth_user_id") != str(mine.pk)


def test_an_answer_that_was_not_asked_for_lets_nobody_in(provider, client):
    person(provider, "kim")
    response = client.get("/inloggning/oidc/region/login/callback/?code=made-up&state=made-up")
    assert "_auth_user_id" not in client.session
    assert response.status_code in {200, 401, 403}
    assert not User.objects.exists()


def test_the_form_may_lead_to_the_provider_and_nowhere_else(told, settings):
    told(OPENID.format(issuer="https://login.example.org/realms/region"))
    settings.SIGN_IN_ORIGINS = origins(settings.SOCIALACCOUNT_PROVIDERS)
    from riktning.config.security import policy

    assert "form-action 'self' https://login.example.org;" in policy()


@pytest.fixture(scope="module")
def key_and_certificate() -> tuple[str, str]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example.org")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(1))
        .not_valid_after(now + datetime.timedelta(1))
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, *form).decode()
    return private, certificate.public_bytes(serialization.Encoding.PEM).decode()


@pytest.fixture
def saml(told, tmp_path, key_and_certificate, client, settings):
    settings.ALLOWED_HOSTS = ["riktning.example.org"]
    client.defaults["HTTP_HOST"] = "riktning.example.org"
    (tmp_path / "idp.pem").write_text(key_and_certificate[1])
    told(SAML)
    return key_and_certificate


def _assertion(asked: str, name: str) -> str:
    now = datetime.datetime.now(datetime.UTC)
    at, soon = (
        (now + datetime.timedelta(minutes=m)).strftime("%Y-%m-%dT%H:%M:%SZ") for m in (-1, 5)
    )
    here = "http://riktning.example.org/inloggning/saml/region"
    attributes = "".join(
        f'<saml:Attribute Name="{key}"><saml:AttributeValue>{value}</saml:AttributeValue>'
        "</saml:Attribute>"
        for key, value in (
            ("uid", name),
            ("mail", f"{name}@example.org"),
            ("groups", "uppfoljning"),
        )
    )
    return (
        '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" '
        f'ID="_{uuid4().hex}" Version="2.0" IssueInstant="{at}">'
        "<saml:Issuer>https://idp.example.org/metadata</saml:Issuer><saml:Subject>"
        f"<saml:NameID>{name}</saml:NameID>"
        '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
        f'<saml:SubjectConfirmationData NotOnOrAfter="{soon}" Recipient="{here}/acs/" '
        f'InResponseTo="{asked}"/></saml:SubjectConfirmation></saml:Subject>'
        f'<saml:Conditions NotBefore="{at}" NotOnOrAfter="{soon}"><saml:AudienceRestriction>'
        f"<saml:Audience>{here}/metadata/</saml:Audience></saml:AudienceRestriction>"
        f'</saml:Conditions><saml:AuthnStatement AuthnInstant="{at}" SessionIndex="_1">'
        "<saml:AuthnContext><saml:AuthnContextClassRef>"
        "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
        "</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"
        f"<saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"
    )


def _answer(asked: str, assertion: str) -> str:
    at = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" '
        f'ID="_{uuid4().hex}" Version="2.0" IssueInstant="{at}" InResponseTo="{asked}" '
        'Destination="http://riktning.example.org/inloggning/saml/region/acs/">'
        '<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">'
        "https://idp.example.org/metadata</saml:Issuer><samlp:Status><samlp:StatusCode "
        'Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
        f"{assertion}</samlp:Response>"
    )


def asked_of_provider(client) -> str:
    away = client.post("/inloggning/saml/region/login/")["Location"]
    assert away.startswith("https://idp.example.org/sso?")
    sent = base64.b64decode(parse_qs(urlsplit(away).query)["SAMLRequest"][0])
    return re.search(r'ID="([^"]+)"', zlib.decompress(sent, -15).decode())[1]


def answered(client, xml: str):
    given = {"SAMLResponse": base64.b64encode(xml.encode()).decode()}
    return client.post("/inloggning/saml/region/acs/", given, follow=True)


def signed(assertion: str, key: str, certificate: str) -> str:
    return OneLogin_Saml2_Utils.add_sign(assertion, key, certificate).decode()


def test_a_signed_saml_answer_lets_in_with_the_roles_of_the_groups(saml, client):
    asked = asked_of_provider(client)
    answered(client, _answer(asked, signed(_assertion(asked, "kim"), *saml)))
    assert "_auth_user_id" in client.session
    assert held(User.objects.get().username) == {("analyst", "")}


def test_an_unsigned_a_changed_and_an_unasked_saml_answer_let_nobody_in(saml, client):
    asked = asked_of_provider(client)
    good = signed(_assertion(asked, "kim"), *saml)
    for bad in (
        _answer(asked, _assertion(asked, "kim")),
        _answer(asked, good.replace(">kim<", ">boss<")),
        _answer("_never_asked", signed(_assertion("_never_asked", "kim"), *saml)),
    ):
        answered(client, bad)
        assert "_auth_user_id" not in client.session
    assert not User.objects.exists()


def test_the_site_tells_the_provider_who_it_is(saml, client):
    text = client.get("/inloggning/saml/region/metadata/").content.decode()
    assert "http://riktning.example.org/inloggning/saml/region/acs/" in text
    assert 'WantAssertionsSigned="true"' in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("openid: [{id: a}]", "openid a: name is missing"),
        ("ldap: []", "there is no kind 'ldap'"),
        ("openid: [{id: a, nmae: b}]", "openid has no 'nmae'"),
        ("saml: [{id: a, name: b, entity_id: c}]", "saml a: sso_url is missing"),
        ("- 1", "is not a list of kinds"),
        ("openid: {id: a}", "openid is not a list"),
        ("{", "cannot be read"),
        (
            "openid: [{id: a, name: b, issuer: 'https://c', client_id: d, groups: {g: boss}}]",
            "g gives 'boss'",
        ),
        (
            "openid: [{id: a, name: b, issuer: 'https://c', client_id: d, secret_env: NOWHERE}]",
            "NOWHERE is not set",
        ),
        (
            "saml: [{id: a, name: b, entity_id: c, sso_url: 'https://d', certificate_file: e}]",
            "e cannot be read",
        ),
    ],
)
def test_a_wrong_file_is_one_sentence_that_names_the_place(tmp_path, text, said):
    (tmp_path / "signin.yaml").write_text(text, "utf-8")
    with pytest.raises(RiktningError) as wrong:
        identity_providers(tmp_path)
    assert said in wrong.value.sentence
    assert "signin.yaml" in wrong.value.sentence


def test_no_file_is_no_provider(tmp_path):
    assert identity_providers(tmp_path) == {}
