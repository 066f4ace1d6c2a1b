"""The pages of rounds in both languages: what a person meets, fills in, hands on and is told."""

import io
import re

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.round_store import (
    NORTH,
    SOUTH,
    STAY,
    an_open_round,
    fill_in,
    fill_round_plans,
    judge_the_north,
    report_of,
)
from riktning.apps.followup.models import Answer, Report
from riktning.apps.followup.rounds.handing import take_step
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import COMMAND_LINE, Role

MOST_QUERIES = 15


def person(name, role, unit_id=""):
    user = User.objects.create_user(name)
    today = timezone.localdate()
    Grant.objects.create(user=user, role=role, unit_id=unit_id, from_date=today)
    return user


@pytest.fixture
def made(filled):
    """Figures, verdicts and a round; the region's verdicts are the north's too."""
    judge_the_north(filled)
    return an_open_round(fill_round_plans())


@pytest.fixture
def report(made):
    return report_of(made)


@pytest.fixture
def reporter(made, client):
    client.force_login(person("rapportör", Role.REPORTER, NORTH))
    return client


def place(report):
    return f"/uppfoljning/rundor/{report.round_id}/{report.unit_id}/"


def text_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def fields(answer, **values):
    """What a browser sends of one question."""
    given = {"status": "", "comment": "", "next_steps": "", "likelihood": "", "consequence": "",
             "risk_measure": "", "risk_owner": "", "base": answer.version, **values}  # fmt: skip
    return {f"{name}-{answer.pk}": value for name, value in given.items()}


PAGES = ("rundor/", "rundor/{key}/", "rundor/{key}/norr/", "rundor/{key}/norr/historik/")


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_without_inline_script_or_style_and_with_few_queries(
    reporter, report, page, language
):
    fill_in(report)
    with CaptureQueriesContext(connection) as asked:
        text = text_of(reporter, f"{language}/uppfoljning/{page.format(key=report.round_id)}")
    assert len(asked) <= MOST_QUERIES, [query["sql"][:90] for query in asked]
    for unwanted in ('style="', "<style", "<script>", 'href="http', 'src="http'):
        assert unwanted not in text
    assert len(text) < 150_000


def test_what_is_not_there_is_not_found(reporter, report):
    large = "99999999999999999999999"
    for address in (
        "9999/",
        f"{large}/",
        f"{large}/{NORTH}/",
        f"{report.round_id}/okand/",
        f"{report.round_id}/okand/historik/",
    ):
        assert reporter.get(f"/uppfoljning/rundor/{address}").status_code == 404
    assert reporter.post(f"{place(report)}svar/999999/").status_code == 404
    assert reporter.post(f"{place(report)}steg/", {"handling": "nonsens"}).status_code == 404


def test_nobody_reads_a_round_without_signing_in(client, report):
    response = client.get(place(report))
    assert response.status_code == 302
    assert "next=" in response["Location"]
    assert client.get("/uppfoljning/").status_code == 200


def test_the_verdict_is_not_in_the_page_until_there_is_a_status(reporter, report):
    answer = report.answers.get(indicator_id=STAY)
    assert "Mätningen säger" not in text_of(reporter, place(report))
    said = fields(answer, status="reached")
    told = reporter.post(f"{place(report)}svar/{answer.pk}/", said).content.decode()
    assert "Mätningen säger" in told
    assert "Statusen säger annat än mätningen" in told
    assert "försämras" in told
    assert "statusen säger annat än mätningen." in told
    assert Answer.objects.get(pk=answer.pk).seen["measures"] == [[STAY, "worsening", "wrong_way"]]


def test_an_answer_is_saved_as_it_is_left_with_what_it_lacks(reporter, report):
    answer = report.answers.order_by("order")[0]
    told = reporter.post(f"{place(report)}svar/{answer.pk}/", fields(answer, status="partly"))
    text = told.content.decode()
    assert "rött och gult behöver ett skäl" in text
    assert f'name="base-{answer.pk}" value="1"' in text
    assert Answer.objects.get(pk=answer.pk).status == "partly"


def test_two_in_one_form_get_the_whole_question_back_and_are_told(reporter, report, client):
    answer = report.answers.order_by("order")[0]
    url = f"{place(report)}svar/{answer.pk}/"
    reporter.post(url, fields(answer, status="reached", comment="Ett."))
    client.force_login(person("kollega", Role.REPORTER, NORTH))
    told = client.post(url, fields(answer, status="reached", comment="Två.", base=0))
    assert told["HX-Retarget"] == f"#fraga-{answer.pk}"
    text = told.content.decode()
    assert "rapportör har ändrat samma svar." in text
    assert "Ett. / Två." in text


def everything(report, **wrong):
    given = {}
    for answer in report.answers.order_by("order"):
        values = {"status": "on_track" if answer.kind == "activity" else "reached",
                  "comment": "Så är det."}  # fmt: skip
        if answer.takes:
            values |= {"numerator": "3", "denominator": "8" if answer.takes == "share" else ""}
        given |= fields(answer, **values | wrong.get(answer.takes or answer.kind, {}))
    return given


def test_a_report_with_faults_says_them_on_top_and_at_the_field_and_loses_nothing(reporter, report):
    given = everything(report, count={"numerator": "många", "comment": "Räknas om."})
    response = reporter.post(place(report), {**given, "handling": "submit"})
    text = response.content.decode()
    assert response.status_code == 422
    answer = report.answers.get(takes="count")
    assert f'href="#numerator-{answer.pk}"' in text
    assert 'value="många"' in text
    assert 'aria-invalid="true"' in text
    assert Answer.objects.get(pk=answer.pk).comment == "Räknas om."
    assert Report.objects.get(pk=report.pk).state == "draft"


def test_a_long_report_is_in_parts_and_what_is_wrong_leads_to_its_part(
    reporter, report, monkeypatch
):
    monkeypatch.setattr("riktning.web.presenters.round_parts.LONGEST", 2)
    first, second, *_rest, last = report.answers.order_by("order")
    text = text_of(reporter, place(report))
    assert f'id="comment-{second.pk}"' in text
    assert f'id="comment-{last.pk}"' not in text
    assert "Fråga</a>" not in text
    assert f'id="comment-{last.pk}"' in text_of(reporter, f"{place(report)}?sida=3")
    assert f'id="comment-{first.pk}"' in text_of(reporter, f"{place(report)}?sida=99")
    given = fields(first, status="reached") | fields(second, status="on_track")
    onward = reporter.post(place(report), {**given, "vidare": "2"})
    assert onward["Location"] == f"{place(report)}?sida=2"
    response = reporter.post(place(report), {"handling": "submit"})
    text = response.content.decode()
    assert response.status_code == 422
    assert f'href="?sida=3#status-{last.pk}"' in text
    assert "2 av 2 besvarade" in text
    assert 'aria-current="page">Fråga 3–4' in text


def test_a_page_of_the_longest_part_is_light(reporter, report):
    from riktning.web.presenters.round_parts import LONGEST

    item = report.answers.first().item
    Answer.objects.filter(report=report).exclude(indicator_id=STAY).delete()
    Answer.objects.bulk_create(
        Answer(report=report, order=100 + n, kind="measure", item=item, indicator_id=f"m{n}",
               place="Nära vård", text="En rad i planen som är ganska lång", takes="share")
        for n in range(5 * LONGEST)
    )  # fmt: skip
    fill_in(report)
    with CaptureQueriesContext(connection) as asked:
        text = text_of(reporter, place(report))
    assert len(asked) <= MOST_QUERIES
    assert 60_000 < len(text) < 150_000


def test_a_whole_report_is_handed_in_without_script(reporter, report):
    response = reporter.post(place(report), {**everything(report), "handling": "submit"})
    assert response.status_code == 302, response.content.decode()
    text = text_of(reporter, place(report))
    assert "inskickad" in text
    assert "<textarea" not in text
    late = reporter.post(place(report), {**everything(report), "vidare": "1"})
    assert late.status_code == 409


def test_it_is_sent_back_with_a_reason_and_the_reason_stands_on_top(reporter, report, client):
    fill_in(report)
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    client.force_login(person("chef", Role.APPROVER, NORTH))
    assert "Godkänn" in text_of(client, place(report))
    empty = client.post(f"{place(report)}steg/", {"handling": "send_back", "skal": " "})
    assert empty.status_code == 422
    done = client.post(f"{place(report)}steg/", {"handling": "send_back", "skal": "Säg mer."})
    assert done.status_code == 302
    assert "Säg mer." in text_of(client, place(report))
    assert "Säg mer." in text_of(client, f"/uppfoljning/rundor/{report.round_id}/")
    assert "Säg mer." in text_of(client, f"{place(report)}historik/")


def test_nobody_takes_a_step_that_is_anothers(reporter, report):
    fill_in(report)
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    text = text_of(reporter, place(report))
    assert "Godkänn" not in text
    assert reporter.post(f"{place(report)}steg/", {"handling": "approve"}).status_code == 403
    other = report_of(report.round, SOUTH)
    answer = other.answers.get()
    url = f"{place(other)}svar/{answer.pk}/"
    assert reporter.post(url, fields(answer, status="on_track")).status_code == 403
    assert "<textarea" not in text_of(reporter, place(other))


def test_what_waits_for_a_person_stands_first_with_its_last_day(reporter, report, client):
    text = text_of(reporter, "/uppfoljning/rundor/")
    assert "Väntar på dig" in text
    assert "Sjukhusen i norr, Tertial 1 2025</a>: fyll i och skicka in" in text
    assert "Sista dagen var 22 maj 2025" in text
    assert "Sjukhusen i söder" not in text
    fill_in(report)
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    assert "Väntar på dig" not in text_of(reporter, "/uppfoljning/rundor/")
    client.force_login(person("chef", Role.APPROVER, NORTH))
    assert "läs och godkänn" in text_of(client, "/uppfoljning/rundor/")


def test_the_rounds_page_counts_and_never_averages(reporter, report):
    fill_in(report)
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    text = text_of(reporter, f"/uppfoljning/rundor/{report.round_id}/")
    assert "1 av 2 rapporter är inskickade." in text
    assert re.search(r"1 inte rapporterat", text)
    assert "Förvaltningen utan uppdrag" in text
    assert "6 av 6" in text


def test_the_answers_of_a_round_are_taken_away_without_drafts(reporter, report):
    fill_in(report)
    csv = f"/uppfoljning/rundor/{report.round_id}/svar.csv"
    text = b"".join(reporter.get(csv).streaming_content).decode("utf-8-sig")
    assert "Så är det." not in text
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    lines = b"".join(reporter.get(csv).streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 6 + 1
    assert lines[0].startswith("Förvaltning;Läge;Nr;Slag;Plats i planen;Fråga;Mått;Målvärde;Ljus;")
    assert "Sjukhusen i norr;inskickad;1;mål;" in lines[1]
    assert any(";grönt;är eller blir uppnått;Så är det.;" in line for line in lines)
    book = reporter.get(f"/en/uppfoljning/rundor/{report.round_id}/svar.xlsx").content
    sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
    assert sheet.max_row == len(lines)
    assert (sheet["B2"].value, sheet["C2"].value, sheet["C2"].data_type) == ("submitted", 1, "n")
    assert reporter.get("/uppfoljning/rundor/999/svar.csv").status_code == 404


def test_what_neither_a_database_nor_excel_takes_is_left_out(reporter, report):
    answer = report.answers.order_by("order")[0]
    url = f"{place(report)}svar/{answer.pk}/"
    reporter.post(url, fields(answer, status="reached", comment="Ett\x00\x0b tecken\r\nrad"))
    assert Answer.objects.get(pk=answer.pk).comment == "Ett tecken\nrad"
    assert reporter.get(f"{place(report)}mall.xlsx").status_code == 200


def test_next_steps_that_are_too_long_are_told_at_their_field_and_not_as_saved(reporter, report):
    answer = report.answers.order_by("order")[0]
    url = f"{place(report)}svar/{answer.pk}/"
    good = reporter.post(url, fields(answer, status="reached"), headers={"HX-Request": "true"})
    assert "Sparat" in good.content.decode()
    answer.refresh_from_db()
    long = fields(answer, status="reached", next_steps="ord " * 10_000)
    said = reporter.post(url, long, headers={"HX-Request": "true"}).content.decode()
    assert "Sparat" not in said
    assert re.search(rf'id="fel-next_steps-{answer.pk}"[^>]*>[^<]+<', said)
    assert f'id="fel-next_steps-{answer.pk}"' in reporter.get(place(report)).content.decode()


def test_the_workbook_goes_out_and_comes_back(reporter, report):
    response = reporter.get(f"{place(report)}mall.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    sheet = book["Svar"]
    names = [cell.value for cell in sheet[1]]
    status, comment = names.index("Status") + 1, names.index("Kommentar") + 1
    sheet.cell(2, status, "delvis uppnått")
    sheet.cell(3, status, "kanske")
    kept = io.BytesIO()
    book.save(kept)
    file = io.BytesIO(kept.getvalue())
    file.name = "svar.xlsx"
    refused = reporter.post(f"{place(report)}las-in/", {"fil": file})
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "rad 2, Kommentar: " in text
    assert "rad 3, Status: " in text
    assert not report.answers.exclude(status="").exists()
    sheet.cell(2, comment, "Två kommuner återstår.")
    sheet.cell(3, status, "försenad")
    sheet.cell(3, comment, "Personalbrist.")
    kept = io.BytesIO()
    book.save(kept)
    file = io.BytesIO(kept.getvalue())
    file.name = "svar.xlsx"
    assert "är inlästa" in reporter.post(f"{place(report)}las-in/", {"fil": file}).content.decode()
    said = dict(report.answers.exclude(status="").values_list("status", "comment"))
    assert said == {"partly": "Två kommuner återstår.", "late": "Personalbrist."}


def test_a_workbook_read_back_untouched_is_told_to_have_nothing_new(reporter, report):
    answer = report.answers.order_by("order")[0]
    reporter.post(f"{place(report)}svar/{answer.pk}/", fields(answer, status="reached"))
    stands = Answer.objects.get(pk=answer.pk).version
    assert stands > 0
    file = io.BytesIO(reporter.get(f"{place(report)}mall.xlsx").content)
    file.name = "svar.xlsx"
    text = reporter.post(f"{place(report)}las-in/", {"fil": file}).content.decode()
    assert "inget i den var nytt" in text
    assert "svar är inläst" not in text
    assert Answer.objects.get(pk=answer.pk).version == stands
