import pytest
from resource_policies import PolicyClient


@pytest.fixture(scope="session")
def client(client, raw):
    return PolicyClient(client, raw)
