"""What is seen from within the store: every write that was answered for, and what a page asks."""

import json
import resource
import sys
from collections.abc import Sequence
from types import ModuleType

from web_load.people import PAGES
from web_load.store import CODE


def check(written: Sequence[Sequence[object]]) -> None:
    """Print which writes are lost: the last of each place must stand, all must be in the trail."""
    from riktning.cli.store import open_store

    open_store()
    from riktning.apps.followup.rounds.models import AnswerVersion
    from riktning.apps.organisation.models import AuditEvent

    texts = {str(e.detail.get("text")) for e in AuditEvent.objects.filter(action="reword")}
    comments = {str(v.values.get("comment")) for v in AnswerVersion.objects.all()}
    lost = [
        f"{kind} {key}: {words}"
        for kind, key, words in written
        if str(words) not in (texts if kind == "goal" else comments)
    ]
    last = {(kind, key): str(words) for kind, key, words in written}
    lost += [f"not the last: {place}" for place, words in last.items() if _now(*place) != words]
    print(json.dumps(lost))


def _now(kind: str, key: int) -> str:
    from riktning.apps.followup.rounds.models import Answer
    from riktning.apps.plans.models import Goal

    if kind == "answer":
        return str(Answer.objects.get(pk=key).comment)
    goals = Goal.objects.filter(sub_area__area__revision__plan__code=CODE, item__number=key)
    return str(goals.get(sub_area__area__revision__number=2).text)


def pages(key: int, unit: str, editor: str) -> None:
    """Print, page by page: queries, bytes, and CPU seconds in the process once it is warm."""
    from riktning.cli.store import open_store

    open_store()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = editor
    area = _area()
    every = {
        **PAGES,
        "runda": f"/uppfoljning/rundor/{key}/",
        "rapport": f"/uppfoljning/rundor/{key}/{unit}/",
        "redigera": f"/planen/{CODE}/2/redigera/",
        "redigera område": f"/planen/{CODE}/2/redigera/{area}/",
    }
    found = {}
    for name, path in every.items():
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            content = client.get(path).content
        count = len(asked)
        began = _cpu()
        client.get(path)
        spent = _cpu() - began
        found[name] = {"queries": count, "bytes": len(content), "cpu": spent}
        sys.stderr.write(f"{name}: {found[name]}\n")
    print(json.dumps(found))


def _area() -> int:
    from riktning.apps.plans.models import Area

    found = Area.objects.get(revision__plan__code=CODE, revision__number=2, order=2)
    return int(found.item.number)


def beside_admin() -> None:
    """Print CPU seconds of one list and one import: ours, and a stock admin's on the same data."""
    from riktning.cli.store import open_store

    open_store()
    from django.conf import settings
    from django.contrib.admin import AdminSite, ModelAdmin
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.signed_cookies import SessionStore
    from django.test import RequestFactory
    from django.urls import path, set_urlconf

    from riktning.apps.observations.models import Verdict
    from riktning.apps.plans.actions import create_draft_revision
    from riktning.apps.plans.models import Activity, Area, Item
    from riktning.documents.draft import DraftActivity, DraftArea, DraftPlan, DraftSubArea

    class Verdicts(ModelAdmin):  # type: ignore[type-arg]  # a stock admin of verdicts
        list_display = ("indicator", "unit_id", "direction", "reason", "pace")
        list_filter = ("direction", "pace")

    settings.ALLOWED_HOSTS = ["testserver"]
    site = AdminSite()
    site.register(Verdict, Verdicts)
    site.register(Activity, ModelAdmin)
    pages = ModuleType("stock_admin")
    pages.urlpatterns = [path("admin/", site.urls)]  # type: ignore[attr-defined]  # what Django asks of it
    set_urlconf(pages)  # the form's answer leads to the list of the same admin
    user = User.objects.create_superuser("administratör")
    requests = RequestFactory()

    def asked(method: str, path: str, **data: str):  # type: ignore[no-untyped-def]  # a request
        made = getattr(requests, method)(path, data)
        made.user, made.session = user, SessionStore()
        made._dont_enforce_csrf_checks = True
        made._messages = _Silent()
        return made

    admin = site._registry[Verdict]
    admin.changelist_view(asked("get", "/")).render()
    began = _cpu()
    admin.changelist_view(asked("get", "/")).render()
    listed = _cpu() - began
    area = Area.objects.filter(revision__state="draft").select_related("revision__plan").first()
    count = 10  # a form is a second of a processor: its lists hold every item of the plans
    last = Item.objects.order_by("-number").values_list("number", flat=True).first() or 0
    order = Activity.objects.filter(area=area).count() + 10_000
    forms = site._registry[Activity]
    began = _cpu()
    for n in range(count):
        item = Item.objects.create(plan=area.revision.plan, kind="activity", number=last + 1 + n)
        given = {"area": area.pk, "item": item.pk, "order": order + n, "text": f"Aktivitet {n}"}
        forms.add_view(asked("get", "/add/")).render()  # the form is opened, then sent
        forms.add_view(asked("post", "/add/", **given))
    stored = Activity.objects.filter(order__gte=order).count()
    one_by_one = (_cpu() - began) / count
    rows = [DraftActivity("2024", f"Steg {n}", "Delområde") for n in range(2000)]
    draft = DraftPlan([DraftArea("Importerat", ["2024"], [DraftSubArea("Delområde")], rows)])
    began = _cpu()
    create_draft_revision(
        plan_code="importerad", draft=draft, source_name="x", source_sha256="f" * 64, actor="x"
    )
    ours = _cpu() - began
    said = {
        "list": listed,
        "import": one_by_one * 2000,
        "our import": ours,
        "stored": stored,
    }
    print(json.dumps(said))


class _Silent:
    """Where the admin leaves its messages."""

    used = False

    def add(self, *_said: object) -> None:
        pass

    def __iter__(self):  # type: ignore[no-untyped-def]  # nothing
        return iter(())

    def __len__(self) -> int:
        return 0


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
