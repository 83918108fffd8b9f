from sakchy.web.styles import FOLDER, KEPT


async def test_styles_may_be_kept_and_pages_may_not(page):
    async with page.browser() as client:
        style = await client.get("/static/style.css")
        assert style.headers["cache-control"] == f"private, max-age={KEPT}"
        assert (await client.get("/")).headers["cache-control"] == "no-store"
        known = {"if-none-match": style.headers["etag"]}
        assert (await client.get("/static/style.css", headers=known)).status_code == 304


async def test_what_is_no_style_is_not_there(page):
    async with page.browser() as client:
        for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/nothing.css", "/static/"):
            assert (await client.get(path)).status_code == 404


def test_styles_load_nothing_from_elsewhere():
    for path in FOLDER.iterdir():
        text = path.read_text("utf-8")
        assert "url(" not in text
        assert "@import" not in text
        assert "://" not in text.replace("http://www.w3.org/2000/svg", "")
