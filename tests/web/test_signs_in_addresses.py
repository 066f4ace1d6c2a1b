"""Signs that no database holds are left out of what an address asks for."""

import pytest
from filled_store import fill

from apps.need_store import fill_needs

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/behov/?omrade=%00{area}", "/api/v1/needs?area={area}%00", "/behov/?sok=t%00re"]
)
def test_an_address_is_read_without_them(client, address):
    fill()
    area = fill_needs()[0].area.code
    response = client.get(address.format(area=area))
    assert response.status_code == 200
    assert "Behov tre" in response.content.decode()


@pytest.mark.parametrize("address", ["/grupper/%00/", "/indikator/a%00b/", "/omrade/%00/"])
def test_nothing_has_an_address_with_such_a_sign(client, address):
    assert client.get(address).status_code == 404
