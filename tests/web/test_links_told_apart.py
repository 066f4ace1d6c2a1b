"""Links that look alike are told apart by those who hear them."""

import re

import pytest


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("address", ["/", "/omrade/nara-vard/"])
def test_the_files_of_two_tables_are_named_after_their_tables(filled, client, language, address):
    text = client.get(language + address).content.decode()
    named = re.findall(r'id="((?:csv|xlsx)-\w+)" aria-labelledby="(\S+) (\S+)"', text)
    assert named
    assert len(named) == len({link for link, _itself, _of in named})
    for link, itself, of in named:
        assert link == itself
        assert f'<h2 id="{of}"' in text
    assert ">CSV</a>" not in re.sub(r"<a [^>]*aria-labelledby[^>]*>CSV</a>", "", text)


def test_each_way_to_an_area_says_which(filled, client):
    text = client.get("/indikatorer/").content.decode()
    said = re.findall(r'aria-label="([^"]+: till området)"', text)
    assert len(said) == len(set(said)) == text.count('class="onward"')
