"""What those who watch us can ask."""

from __future__ import annotations

from contracts import schema
from engine.store import open_store
from web.app import create_app


def test_alive_is_said_by_whoever_can_answer(visit):
    assert visit().get("/healthz").get_data(as_text=True) == "alive\n"


def test_an_old_database_is_not_ready(visit):
    answer = visit().get("/readyz")
    assert (answer.status_code, answer.get_data(as_text=True)) == (503, "old-database\n")


def test_a_database_of_this_release_is_ready_and_the_queue_is_named_when_it_is_silent(chancery_house, tmp_path):
    chancery_house.store = open_store(f"sqlite:///{tmp_path / 'new.db'}")
    schema.upgrade(chancery_house.store)
    client = create_app(chancery_house).test_client()
    assert client.get("/readyz").get_data(as_text=True) == "ready\n"
    chancery_house.parts["queue"] = lambda: False
    assert "queue" in client.get("/readyz").get_data(as_text=True)
    chancery_house.store.close()


def test_metrics_count_what_waits_and_what_was_asked(visit, drafted):
    visit("chen").get("/inbox")
    said = visit().get("/metrics").get_data(as_text=True)
    assert 'chancery_waiting{what="running"} 1.0' in said
    assert 'chancery_requests_total{endpoint="inbox.inbox",method="GET",status="200"}' in said


def test_metrics_are_not_there_for_strangers_and_are_for_operators(visit):
    far = {"REMOTE_ADDR": "10.1.2.3"}
    assert visit("chen").get("/metrics", environ_base=far).status_code == 404
    assert visit("zheng").get("/metrics", environ_base=far).status_code == 200
