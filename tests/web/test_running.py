"""What got stuck, for those who operate it."""

from __future__ import annotations

from engine.jobs import UNKNOWN_TOPIC
from web.pages.running import cause_in_words


def test_a_cause_is_said_in_the_readers_language_and_keeps_its_facts(app):
    with app.test_request_context("/running"):
        assert cause_in_words(f"{UNKNOWN_TOPIC} topic: aply-seal") == "没有服务能执行该环节的作业主题。 topic: aply-seal"


def test_what_is_no_sentence_of_ours_stays_as_it_is(app):
    with app.test_request_context("/running"):
        assert cause_in_words("OSError: the printer is on fire. See page 3.") == "OSError: the printer is on fire. See page 3."
        assert cause_in_words("") == ""
