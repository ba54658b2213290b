"""Every page of the book, as it is published, in a browser that reaches this machine alone."""

from tests.autograder.browser import UNDER, complaints


def test_does_no_page_complain_or_ask_for_what_is_not_there(browser, site, pages):
    assert len(pages) > 20
    context = browser.new_context()
    found = complaints(context, site)
    context.on("response", lambda one: one.status < 400 or found.append(f"{one.status} for {one.url}"))
    page = context.new_page()
    for name in pages:
        before = len(found)
        page.goto(site.address + name, wait_until="networkidle")
        found[before:] = [f"{name}: {each}" for each in found[before:]]
    context.close()
    assert found == []
    assert all(path.startswith(UNDER) for path in site.asked)
