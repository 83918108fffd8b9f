import os
import stat

import msgspec
import pytest

from sakchy.web.session import RunFile, read_run_file, remove_run_file, write_run_file


async def test_the_command_line_reads_answers_and_gets_a_link(page):
    question, task = await page.ask()
    bearer = {"authorization": f"Bearer {page.token()}"}
    async with page.browser(enter=False) as client:
        del client.headers["origin"]
        (told,) = (await client.get("/api/questions", headers=bearer)).json()["waiting"]
        assert (told["id"], told["number"], told["title"]) == (question.id, question.number, "passport")
        assert told["site"] == "telegram.org"
        url = f"/api/questions/{question.id}/answer"
        assert (await client.post(url, json={"send": False}, headers=bearer)).json() == {"state": "refused"}
        link = (await client.post("/api/launch", headers=bearer)).json()["url"]
        assert (await client.get(link, follow_redirects=True)).status_code == 200
    assert await task == "refused"


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "questions"), ("POST", "questions/0/answer"), ("POST", "launch"), ("POST", "pause")],
)
@pytest.mark.parametrize("token", [None, "Bearer", "Bearer wrong", "é"])
async def test_without_the_token_nothing_is_told(page, method, path, token):
    page.token()
    headers = {"authorization": token.encode()} if token else {}
    async with page.browser() as client:
        reply = await client.request(
            method, f"/api/{path}", headers=headers, json={"send": True} if method == "POST" else None
        )
    assert (reply.status_code, reply.json()) == (403, {"error": "token"})


async def test_without_a_run_file_no_token_is_right(page):
    async with page.browser() as client:
        assert (await client.get("/api/questions", headers={"authorization": "Bearer"})).status_code == 403


async def test_a_page_of_another_site_cannot_use_the_api_even_with_the_token(page):
    question, _ = await page.ask()
    bearer = {"authorization": f"Bearer {page.token()}", "origin": "https://evil.example"}
    async with page.browser() as client:
        url = f"/api/questions/{question.id}/answer"
        assert (await client.post(url, json={"send": True}, headers=bearer)).text == "Refused: origin.\n"
    assert page.desk.waiting() == (question,)


async def test_answers_by_the_command_line_say_what_they_did(page):
    bearer = {"authorization": f"Bearer {page.token()}"}
    strict, _ = await page.ask(kind="medical-record", host="forms.example")
    async with page.browser() as client:
        url = f"/api/questions/{strict.id}/answer"
        told = [
            (await client.post(url, json=body, headers=bearer)).json()
            for body in ({"send": True}, {"send": True, "confirmed": True}, {"send": False})
        ]
        assert told == [{"state": "confirm"}, {"state": "sent"}, {"state": "over"}]
        unknown = await client.post("/api/questions/0/answer", json={"send": True}, headers=bearer)
        assert (unknown.status_code, unknown.json()) == (404, {"state": "unknown"})
        for body in (b"", b"{}", b"[]", b'{"send": "yes"}', b'{"send": true, "sure": true}'):
            assert (await client.post(url, content=body, headers=bearer)).status_code == 400


def test_the_run_file_is_the_owners_alone(tmp_path):
    (tmp_path / f"run.json.{os.getpid()}").write_text("left by a crash")
    run = write_run_file(tmp_path, "127.0.0.1:8080", 8079)
    assert read_run_file(tmp_path) == run
    assert (run.pid, run.proxy, run.page_port) == (os.getpid(), "127.0.0.1:8080", 8079)
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "run.json").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["run.json"]
    assert write_run_file(tmp_path, "127.0.0.1:8080", 8079).token != run.token
    remove_run_file(tmp_path)
    assert read_run_file(tmp_path) is None


def test_a_run_file_of_another_guard_stays(tmp_path):
    other = RunFile(1, "127.0.0.1:8080", 8079, "token")
    (tmp_path / "run.json").write_bytes(msgspec.json.encode(other))
    remove_run_file(tmp_path)
    assert read_run_file(tmp_path) == other
    (tmp_path / "run.json").write_text("{")
    assert read_run_file(tmp_path) is None


@pytest.mark.parametrize(
    "body", [b"", b"{}", b'{"minutes": 7}', b'{"minutes": "5"}', b'{"minutes": 5, "x": 1}']
)
async def test_a_pause_of_another_length_is_refused(page, body):
    headers = {"authorization": f"Bearer {page.token()}"}
    async with page.browser(enter=False) as client:
        del client.headers["origin"]
        assert (await client.post("/api/pause", content=body, headers=headers)).status_code == 400
    assert page.app.state.site.pause.left == 0
